"""Members who offer to take a seat, and what becomes of the offer."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from network.models import Membership, Seat, Volunteer
from network.models.groups import Silence
from network.models.volunteers import VolunteerState
from network.roles import GroupKind, Role

from . import offers, rows, seats


@transaction.atomic
def offer(*, seat, person, words, by, at):
    """Take in somebody's own offer; they and the chapter's directors get a letter.

    Raises ValidationError: what `refusal` says, "volunteer_once_per_seat", "rights".
    """
    _refuse_others(person, by)
    on = timezone.localdate(at)
    seat = Seat.objects.select_related("committee__parent", "region").get(pk=seat.pk)
    if refused := refusal(seat=seat, person=person, on=on):
        raise refused
    volunteer = rows.keep(
        Volunteer(seat=seat, person=person, words=words.strip(), offered_at=at),
    )
    offers.record(volunteer, "network.volunteered", by=by, at=at)
    # Who takes back and offers again all day is read once.
    said = f"{seat.public_id}:{person.public_id}:{on}"
    offers.post(volunteer, "volunteer_offered", said)
    for director in _directors(seat.committee.parent, on):
        offers.post(volunteer, "volunteer_new", f"{said}:{director.public_id}", to=director)
    return volunteer


def refusal(*, seat, person, on) -> ValidationError | None:
    """Why somebody cannot offer to take a seat on a day, or None.

    Codes: those of `Silence`, "seated", "chapter", "eligibility".
    """
    found = Seat.objects.filter(pk=seat.pk).silence(on=on).lacking(person, on=on)
    known = found.select_related("region", "committee__parent").get()
    if known.silence:
        return ValidationError(Silence(known.silence).label, code=known.silence)
    here = Membership.objects.filter(person=person).live(on=on)
    if here.filter(seat__committee=known.committee_id).exists():
        return ValidationError("You already hold a seat here.", code="seated")
    chapter = known.committee.parent
    if chapter.kind == GroupKind.CHAPTER and not here.filter(group=chapter).exists():
        return ValidationError(
            f"Only members of {chapter} can volunteer for this seat.", code="chapter"
        )
    if known.lacks:
        return ValidationError(known.refusal(known.lacks), code="eligibility")
    return None


@transaction.atomic
def take_back(*, volunteer, by, at):
    """Withdraw one's own offer. Doing so twice changes nothing."""
    _refuse_others(volunteer.person, by)
    volunteer = rows.lock(volunteer)
    if volunteer.state == VolunteerState.WITHDRAWN:
        return volunteer
    if not volunteer.is_waiting:
        raise ValidationError("Staff have decided about this offer already.", code="decided")
    return offers.decide(volunteer, VolunteerState.WITHDRAWN, by=by, at=at)


@transaction.atomic
def shortlist(*, volunteer, by, at, listed=True):
    """Put somebody on the shortlist, or take them off it. They are not told."""
    volunteer = _locked(volunteer, by)
    wanted = VolunteerState.SHORTLISTED if listed else VolunteerState.NEW
    if volunteer.state == wanted:
        return volunteer
    return offers.decide(volunteer, wanted, by=by, at=at)


@transaction.atomic
def decline(*, volunteer, by, at, words=""):
    """Say no, kindly; `words` are for the volunteer to read. They may offer again.

    Saying so twice changes nothing.
    """
    volunteer = _locked(volunteer, by)
    if (volunteer.state, volunteer.decided_by) == (VolunteerState.DECLINED, by):
        return volunteer
    words = words.strip()
    offers.decide(volunteer, VolunteerState.DECLINED, by=by, at=at, reason=words)
    offers.post(volunteer, "volunteer_declined", volunteer.public_id, words=words)
    return volunteer


@transaction.atomic
def appoint(*, volunteer, since, by, at, acting=False, term_ends_on=None):
    """Give a volunteer the seat. The others stay until they are told (see `tell_others`).

    Raises what `seats.appoint` raises, and "decided" when somebody was faster.
    """
    rows.lock(volunteer.seat)
    volunteer = _locked(volunteer, by)
    if not volunteer.is_waiting:
        raise offers.decided(volunteer)
    return seats.appoint(
        seat=volunteer.seat,
        person=volunteer.person,
        since=since,
        by=by,
        at=at,
        acting=acting,
        term_ends_on=term_ends_on,
    )


@transaction.atomic
def tell_others(*, seat, volunteers, by, at):
    """Decline everybody who still waits for a seat, each with a letter.

    `volunteers` are those the staffer saw. Raises ValidationError("changed") when others wait.
    """
    seats.refuse_strangers(seat, by)
    waiting = list(seat.volunteers.waiting().select_for_update(of=("self",)).order_by("pk"))
    if {row.pk for row in waiting} != {row.pk for row in volunteers}:
        raise ValidationError(
            "The list has changed since you looked. Look again, then tell them.", code="changed"
        )
    return [decline(volunteer=row, by=by, at=at) for row in waiting]


def _refuse_others(person, by):
    if by and by.known_person != person:
        raise ValidationError("Offers are people’s own.", code="rights")


def _locked(volunteer, by):
    """The offer as it is now, held; seats are locked before offers, always."""
    seats.refuse_strangers(volunteer.seat, by)
    return rows.lock(volunteer)


def _directors(chapter, on):
    held = Membership.objects.filter(group=chapter, role=Role.DIRECTOR).live(on=on)
    return [row.person for row in held.select_related("person__user").order_by("pk")]
