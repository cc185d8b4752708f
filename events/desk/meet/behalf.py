"""A meeting for somebody who asked for it by other means: what, and when."""

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from events.forms.meet.booking import LookForm, PickForm
from events.models import BookingState, MeetingType
from events.operations.meet import behalf
from events.reports.meet import choosing, offered
from network.desk.asking import person_of
from network.desk.gate import staff_only


@require_safe
@staff_only
def kinds(request, person):
    """Of what they may book, that which the reader keeps."""
    guest = person_of(request, person)
    offers = offered.of_person(guest, on=timezone.localdate())
    kept = set(MeetingType.objects.editable_by(request.user).values_list("pk", flat=True))
    people = [
        (offer, [one for one in offer.kinds if one.kind.pk in kept]) for offer in offers.people
    ]
    context = {
        "guest": guest,
        "people": [(offer, theirs) for offer, theirs in people if theirs],
        "together": [one for one in offers.together if one.kind.pk in kept],
    }
    return render(request, "desk/meet/for.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
def times(request, person, kind):
    guest, at = person_of(request, person), timezone.now()
    mine = MeetingType.objects.editable_by(request.user).active().select_related("host__person")
    found = get_object_or_404(mine, slug=kind)
    on = timezone.localdate(at)
    zone = choosing.zone_of(guest, on=on, otherwise=settings.TIME_ZONE)
    if request.method == "POST":
        return _book(request, guest, found, zone, at)
    look = LookForm(request.GET, zone=zone)
    wanted = choosing.Wanted(**({"zone": zone} | look.wanted()))
    month = choosing.month(found, wanted, at=at)
    context = {"guest": guest, "kind": found, "month": month, "look": look}
    return render(request, "desk/meet/for_times.html", context)


def _book(request, guest, kind, zone, at):
    form = PickForm(request.POST)
    try:
        if not form.is_valid():
            raise ValidationError(form.errors["time"])
        wish = form.cleaned_data["time"]
        booked = behalf.book(
            meeting_type=kind, wish=wish, person=guest, timezone=zone, by=request.user, at=at
        )
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
        return redirect(request.get_full_path())
    asks = booked.state == BookingState.PENDING
    said = "It waits for a yes. A letter tells them." if asks else "Booked. A letter tells them."
    messages.success(request, said)
    return redirect("desk:meeting", booked.public_id)
