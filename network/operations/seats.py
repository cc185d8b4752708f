"""Seats on committees: opened, filled, kept, vacated. Two people never hold one place."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format

from network import audit
from network.models import Membership, Seat
from network.models.groups import Eligibility
from network.models.memberships import MembershipEnd, MembershipState
from network.roles import GroupKind, Role

from . import offers, rows

CODES = {"membership_one_holder_per_place": "filled"}


@transaction.atomic
def appoint(*, seat, person, since, by, at, acting=False, term_ends_on=None):
    """Give a person the lowest free place of a seat.

    The seat's row is locked first, so that of two who appoint at once one waits and then is
    told. Raises ValidationError: "filled", "seated" (they sit on this committee already),
    "eligibility", "closed", "rights".
    """
    seat = _locked(seat, by)
    here = _open_on(seat.committee).filter(person=person).first()
    if here and here.seat_id:
        raise ValidationError(
            "They already hold this seat."
            if here.seat_id == seat.pk
            else "They hold another seat here. Move them instead.",
            code="seated",
        )
    if here:
        _end(here, max(here.since, since - timedelta(days=1)), MembershipEnd.MOVED, by, at)
    return _seat(seat, person, since, by, at, acting, term_ends_on)


@transaction.atomic
def move(*, membership, seat, since, by, at, acting=False, term_ends_on=None):
    """Move a holder to another seat of the same committee, from a day on."""
    if membership.group_id != seat.committee_id:
        raise ValidationError("That seat belongs to another committee.", code="other_committee")
    seat = _locked(seat, by)
    membership = rows.lock(membership)
    if membership.end_reason:
        raise ValidationError("This has already ended.", code="ended")
    if membership.seat_id == seat.pk:
        raise ValidationError("They already hold this seat.", code="seated")
    if since < membership.since:
        raise ValidationError(
            "The end date is before the start date.", code="membership_ends_after_it_begins"
        )
    last = max(membership.since, since - timedelta(days=1))
    _end(membership, last, MembershipEnd.MOVED, by, at)
    return _seat(seat, membership.person, since, by, at, acting, term_ends_on)


@transaction.atomic
def replace(*, membership, person, since, by, at, acting=False, term_ends_on=None):
    """Put somebody in a holder's place, whose hold ends the day before.

    Meant for who stays on, or acts, until replaced; who acts may be appointed so themselves.
    Raises what `appoint` raises, and "since" when the holder's own hold began no earlier.
    """
    seat = _locked(membership.seat, by)
    old = rows.lock(membership)
    if old.end_reason:
        raise ValidationError("This seat was filled a moment ago.", code="filled")
    if since <= old.since:
        began = date_format(old.since, "F j, Y")
        raise ValidationError(
            f"{old.person} holds it since {began}. Choose a later day.", code="since"
        )
    _end(old, since - timedelta(days=1), MembershipEnd.TERM_OVER, by, at)
    return appoint(
        seat=seat,
        person=person,
        since=since,
        by=by,
        at=at,
        acting=acting,
        term_ends_on=term_ends_on,
    )


@transaction.atomic
def let_stay(*, membership, reason, by, at):
    """Keep a holder who lost what the seat asks for. They come up again if they lose more.

    Saying so twice on a day changes nothing. Raises ValidationError: "reason", "ended".
    """
    refuse_strangers(membership.seat, by)
    membership = rows.lock(membership)
    if not reason.strip():
        raise ValidationError("Say why.", code="reason")
    if membership.end_reason:
        raise ValidationError("This has already ended.", code="ended")
    before, after = rows.change(membership, kept_on=timezone.localdate(at))
    if after:
        said = {"seat": membership.seat, **after}
        _record(membership, "network.seat_kept", by, at, before, said, reason.strip())
    return membership


@transaction.atomic
def vacate(*, membership, until, reason, by, at):
    """End somebody's hold of a seat. Saying the same again changes nothing."""
    if membership.seat_id is None:
        raise ValidationError("They hold no seat here.", code="unseated")
    _locked(membership.seat, by, closed_is_fine=True)
    membership = rows.lock(membership)
    if membership.end_reason:
        if (membership.until, membership.end_reason) == (until, reason):
            return membership
        raise ValidationError("This has already ended.", code="ended")
    return _end(membership, until, reason, by, at)


@transaction.atomic
def open_seat(
    *,
    committee,
    title,
    by,
    at,
    region=None,
    count=1,
    eligibility=Eligibility.MEMBER,
    term_months=None,
    recruiting=True,
    call="",
    call_closes_on=None,
):
    """Add a seat to a committee. It stands vacant, and shows, until somebody is appointed."""
    if committee.kind != GroupKind.COMMITTEE:
        raise ValidationError("Only a committee has seats.", code="committee")
    if committee.closed_on:
        raise ValidationError(f"{committee} is closed.", code="closed")
    seat = Seat(
        committee=committee,
        title=" ".join(title.split()),
        region=region,
        count=count,
        eligibility=eligibility,
        term_months=term_months,
        recruiting=recruiting,
        call=call.strip(),
        call_closes_on=call_closes_on,
    )
    refuse_strangers(seat, by)
    rows.keep(seat)
    audit.record(
        seat,
        "network.seat_opened",
        by=by,
        at=at,
        group=committee,
        after={"seat": seat, "count": count},
    )
    return seat


@transaction.atomic
def change(*, seat, by, at, **values):
    """Change a seat's title, count, eligibility, term, or its call for volunteers.

    Raises ValidationError("held") when fewer places would be left than people sit.
    """
    seat = _locked(seat, by)
    if "count" in values:
        held = _holders(seat)
        if values["count"] < len(held):
            raise ValidationError(
                f"{_names(held)} {_hold(held)} this seat: it needs at least "
                f"{len(held)} {'place' if len(held) == 1 else 'places'}.",
                code="held",
            )
    before, after = rows.change(seat, **values)
    if after:
        _record(seat, "network.seat_changed", by, at, before, after)
    return seat


@transaction.atomic
def close(*, seat, on, by, at):
    """Close a seat after its last day.

    Raises ValidationError: "held" while somebody sits, "volunteers" while somebody waits.
    """
    seat = _locked(seat, by, closed_is_fine=True)
    if waiting := seat.volunteers.waiting().count():
        raise ValidationError(say_waiting(waiting), code="volunteers")
    held = [holder for holder in _holders(seat) if holder.until is None or holder.until > on]
    if held:
        raise ValidationError(f"{_names(held)} still {_hold(held)} this seat.", code="held")
    before, after = rows.change(seat, closed_on=on)
    if after:
        _record(seat, "network.seat_closed", by, at, before, after)
    return seat


def _locked(seat, by, *, closed_is_fine=False):
    """Hold the seat's row: whoever fills, vacates or shrinks it goes through here one by one.

    It is locked before any membership, always, so that no two wait for each other.
    """
    seat = Seat.objects.select_for_update().get(pk=seat.pk)
    refuse_strangers(seat, by)
    if (seat.closed_on or seat.committee.closed_on) and not closed_is_fine:
        raise ValidationError("This seat is closed.", code="closed")
    return seat


def refuse_strangers(seat, by):
    if by is None or by.rights.everyone:
        return
    if seat.committee.parent_id not in by.rights.chapters:
        raise ValidationError(
            "You can only give rights you hold, inside your chapters.", code="rights"
        )


def _open_on(committee):
    return Membership.objects.filter(group=committee, role=Role.MEMBER, until=None)


def _holders(seat):
    """Those who hold it now or are to hold it, by name."""
    return list(
        Membership.objects.filter(seat=seat, until=None)
        .select_related("person")
        .order_by("person__sort_key")
    )


def _seat(seat, person, since, by, at, acting, term_ends_on):
    _refuse_the_ineligible(seat, person, since)
    over_time = Membership.objects.filter(seat=seat).filter(Q(until=None) | Q(until__gte=since))
    taken = set(over_time.filter(until=None).values_list("place", flat=True))
    free = [place for place in range(1, seat.count + 1) if place not in taken]
    if not free or over_time.count() >= seat.count:
        raise ValidationError("This seat was filled a moment ago.", code="filled")
    membership = rows.keep(
        Membership(
            person=person,
            group=seat.committee,
            role=Role.MEMBER,
            state=MembershipState.ACTIVE,
            seat=seat,
            place=free[0],
            acting=acting,
            since=since,
            term_ends_on=term_ends_on,
            decided_by=by,
            decided_at=at,
        ),
        codes=CODES,
    )
    said = {"seat": seat, "since": since}
    said |= {"acting": True} if acting else {}
    said |= {"term_ends_on": term_ends_on} if term_ends_on else {}
    _record(membership, "network.seat_filled", by, at, {}, said)
    offers.take_up(membership=membership, by=by, at=at)
    return membership


def _end(membership, until, reason, by, at):
    before, after = rows.change(membership, until=until, end_reason=reason)
    _record(membership, "network.seat_vacated", by, at, before, {"seat": membership.seat, **after})
    return membership


def _refuse_the_ineligible(seat, person, since):
    lacks = Seat.objects.filter(pk=seat.pk).lacking(person, on=since).get().lacks
    if lacks:
        raise ValidationError(seat.refusal(lacks), code="eligibility")


def say_waiting(number) -> str:
    """Why what people volunteered for is not closed yet."""
    who = "Somebody has" if number == 1 else f"{number} people have"
    return f"{who} volunteered for it. Answer them first."


def _names(held):
    names = [str(holder.person) for holder in held]
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _hold(held):
    return "holds" if len(held) == 1 else "hold"


def _record(subject, action, by, at, before, after, reason=""):
    is_seat = isinstance(subject, Seat)
    audit.record(
        subject,
        action,
        by=by,
        at=at,
        person=None if is_seat else subject.person,
        group=subject.committee if is_seat else subject.group,
        before=before,
        after=after,
        reason=reason,
    )
