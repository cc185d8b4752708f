"""Places that a partner organization takes for its people."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from events.forms.money import LinkForm, SeveralForm
from events.models import Event, Order, Registration
from events.operations import delegations
from events.operations.assessing import assess_all
from network.words import say_money

from .pages import person_of

MOST = 20


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def take(request, slug):
    """For whoever belongs to a partner organization; for everybody else there is nothing here."""
    at = timezone.now()
    event = _event(request, slug, at)
    person = person_of(request)
    partners = delegations.partners_of(person, on=timezone.localdate(at))
    if not partners:
        raise Http404
    offered = {
        str(one.ticket_type.public_id): one
        for one in assess_all(event, person, at=at)
        if one.allowed and not (one.ticket_type.for_guests or one.ticket_type.requires_approval)
    }
    form = SeveralForm(
        request.POST if request.method == "POST" else None,
        tickets=[(key, _priced(one)) for key, one in offered.items()],
        organizations=partners,
        most=MOST,
    )
    if form.is_bound and form.is_valid():
        values = form.cleaned_data
        try:
            order, taken = delegations.take(
                event=event,
                ticket_type=offered[values["ticket"]].ticket_type,
                number=values["number"],
                payer_group=values["organization"],
                emails=values["emails"],
                buyer=person,
                by=request.user,
                at=at,
            )
        except ValidationError as refusal:
            form.refuse(refusal)
        else:
            return _links(request, event, order, taken)
    context = {"event": event, "form": form, "offered": offered}
    return render(request, "events/group.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def link(request, code, place):
    """A new link to one of the organization's places; the one before ends."""
    at = timezone.now()
    mine = Order.objects.payable_by(request.user, on=timezone.localdate(at))
    order = get_object_or_404(
        mine.filter(payer_group__isnull=False).select_related("event", "payer_group"), code=code
    )
    found = get_object_or_404(Registration, order=order, public_id=place)
    form = LinkForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            secret = delegations.new_link(
                registration=found, by=request.user, at=at, **form.cleaned_data
            )
        except ValidationError as refusal:
            form.refuse(refusal)
        else:
            return _links(request, order.event, order, [delegations.Taken(found, secret)])
    context = {"form": form, "order": order, "event": order.event}
    return render(request, "events/group_link.html", context)


def _links(request, event, order, taken):
    links = [
        request.build_absolute_uri(reverse("events:claim", args=[one.secret])) for one in taken
    ]
    context = {"event": event, "order": order, "links": links}
    return render(request, "events/group_links.html", context)


def _event(request, slug, at) -> Event:
    seen = Event.objects.visible_to(request.user, on=timezone.localdate(at)).with_places()
    return get_object_or_404(seen.select_related("host"), slug=slug)


def _priced(one) -> str:
    each = f"{say_money(one.cents)} each" if one.cents else "free"
    return f"{one.ticket_type.name}, {each}"
