"""Offering to take a seat: from the chapter's page or from one's own."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from network.forms.volunteers import OfferForm
from network.models import Membership, Seat
from network.models.groups import Silence
from network.operations import volunteers
from network.registries import Section, home_sections
from network.reports import volunteers as offers

#: Session key: the seat somebody wanted before they could sign in or had joined.
WANTED = "wanted_seat"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def offer(request, public_id):
    """One's own offer. Who is signed out reads about the seat, and how to come back to it."""
    on = timezone.localdate()
    found = Seat.objects.silence(on=on).select_related("committee__parent", "region")
    seat = get_object_or_404(found, public_id=public_id)
    person = request.user.known_person if request.user.is_authenticated else None
    context = {"seat": seat, "silence": Silence(seat.silence).label if seat.silence else ""}
    if person is None:
        known = request.user.is_authenticated
        page = "network/nobody.html" if known else "network/volunteer/stranger.html"
        return render(request, page, context)
    form = OfferForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid() and _offered(request, form, seat, person):
        return redirect("network:me")
    waiting = person.volunteering.waiting().filter(seat=seat).first()
    refused = None if waiting else volunteers.refusal(seat=seat, person=person, on=on)
    context |= {
        "form": form,
        "offer": waiting,
        "refused": refused.messages[0] if refused else "",
        "is_applicant": bool(refused) and person.applications.waiting().exists(),
    }
    return render(request, "network/volunteer/offer.html", context)


def _offered(request, form, seat, person):
    try:
        volunteers.offer(
            seat=seat, person=person, by=request.user, at=timezone.now(), **form.cleaned_data
        )
    except ValidationError as refusal:
        form.refuse(refusal)
        return False
    request.session.pop(WANTED, None)
    messages.success(
        request,
        f"Thank you. The staff of {seat.committee.parent} read your offer and write to you.",
    )
    return True


@require_POST
def join(request, public_id):
    """Join first: the seat is kept with the session, and offered again at the end."""
    seat = get_object_or_404(Seat, public_id=public_id)
    request.session[WANTED] = {"seat": str(seat.public_id), "said": str(seat)}
    return redirect("network:join")


@login_required
@require_POST
def take_back(request, public_id):
    person = request.user.known_person
    if person is None:
        raise Http404
    row = get_object_or_404(person.volunteering, public_id=public_id)
    try:
        volunteers.take_back(volunteer=row, by=request.user, at=timezone.now())
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
    else:
        messages.success(request, "Taken back.")
    return redirect("network:me")


def _at_home(person, viewer, at):
    """Seats of one's chapter that look for somebody like them, and what they offered."""
    mine = Membership.objects.visible_to(viewer)
    chances = offers.for_me(person, mine, on=timezone.localdate(at))
    return {"chances": chances} if chances.seats or chances.offers else None


home_sections.add(Section("volunteering", 30, "network/volunteer/mine.html", _at_home))
