"""A host, a kind of meeting or a pool of the reader's; what is not theirs is not found."""

from django.shortcuts import get_object_or_404
from django.urls import reverse

from events.models import Host, MeetingPool, MeetingType


def host_of(request, slug) -> Host:
    mine = Host.objects.editable_by(request.user).select_related("person")
    return get_object_or_404(mine, slug=slug)


def kind_of(request, public_id) -> MeetingType:
    mine = MeetingType.objects.editable_by(request.user)
    return get_object_or_404(mine.select_related("host__person", "pool"), public_id=public_id)


def pool_of(request, public_id) -> MeetingPool:
    mine = MeetingPool.objects.editable_by(request.user).select_related("group")
    return get_object_or_404(mine, public_id=public_id)


def address(host) -> str:
    return reverse("desk:meeting_host", args=[host.slug])


def address_after(request, host) -> str:
    """Their page, or the list once they are nobody's whom this user keeps."""
    is_mine = Host.objects.editable_by(request.user).filter(pk=host.pk).exists()
    return address(host) if is_mine else reverse("desk:meeting_hosts")
