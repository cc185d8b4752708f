"""Help with the price of a place: asked for, reviewed by two, accepted by a day or given back.

Every verb holds the event's lock. The trail never says what a reviewer said: the other one reads
it only once they have said theirs.
"""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.utils import timezone
from django_tasks import task

from events import mail
from events.models import (
    AidState,
    Registration,
    ScholarshipApplication,
    ScholarshipReview,
    State,
    Verdict,
)
from events.models.needs import KEPT
from events.models.scholarships import OPEN_AID
from network import jobs
from network.operations import rows
from network.words import say_money

from . import aid, books, places, registrations, waiting
from .assessing import assess
from .locking import event_txn

#: How long somebody may think a promise over.
TO_ACCEPT = timedelta(days=14)
#: So long before it lapses they are reminded.
REMINDED = timedelta(days=2)
#: Whoever was promised it so shortly before has that letter still in hand.
FRESH = timedelta(days=1)
#: How many of one mind decide.
ENOUGH = 2


def ask(*, event, ticket_type, person, words, cents, by, at) -> ScholarshipApplication:
    """Ask for so much of the price of a place, of the fund that has most left.

    Raises ValidationError: what `assess` refuses, "guest", "free", "asked", "have_place",
    "cents", "words", "no_fund".
    """
    with event_txn(event.pk) as event:
        assessment = assess(person, ticket_type, at=at)
        assessment.require()
        _refuse_ticket(ticket_type, assessment)
        _refuse_asking_twice(event, person)
        _refuse_cents(cents, assessment.cents)
        fund = event.funds.open(at=at).first()
        if fund is None:
            raise ValidationError("No scholarship can be asked for now.", code="no_fund")
        if not words.strip():
            raise ValidationError("Say in a few words why.", code="words")
        asked = ScholarshipApplication(
            fund=fund,
            ticket_type=ticket_type,
            person=person,
            words=words.strip(),
            asked_cents=cents,
            asked_at=at,
        )
        rows.keep(asked, codes={"scholarship_asked_once": "asked"})
        aid.note(asked, "events.aid_asked", by=by, at=at)
        mail.aid_asked(asked)
        return asked


def review(*, application, verdict, by, at, cents=0, words="") -> ScholarshipReview:
    """Say yes, with a sum, or no. Two of one mind decide; of two minds, a third person does.

    Raises ValidationError "decided", "own", "begun", "reviewed", "cents", and "fund" with what
    is left when the second yes would promise more: nothing is kept then.
    """
    with event_txn(application.fund.event_id) as event:
        asked = _now(application)
        if asked.state != AidState.ASKED:
            raise ValidationError("This was decided already.", code="decided")
        if asked.person.user_id == by.pk:
            raise ValidationError("Others decide about what you ask for.", code="own")
        if event.cancelled_at is not None or event.has_begun(at=at):
            raise ValidationError("The event has begun or was called off.", code="begun")
        given = ScholarshipReview(
            application=asked, by=by, verdict=verdict, words=" ".join(words.split()), at=at
        )
        if verdict == Verdict.YES:
            _refuse_cents(cents, asked.asked_cents)
            given.cents = cents
        rows.keep(given, codes={"scholarship_reviewed_once_each": "reviewed"})
        aid.note(asked, "events.aid_reviewed", by=by, at=at)
        _decide(asked, event, by, at)
        return given


def accept(*, application, by, at) -> Registration:
    """Take the place: the fund pays what it promised, as far as the price goes, and one the rest.

    A place they hold already is paid for. Again answers with the same place. Raises
    ValidationError "lapsed", "payer", and what `registrations.register` raises.
    """
    with event_txn(application.fund.event_id) as event:
        asked = _now(application)
        if asked.state == AidState.ACCEPTED:
            return asked.registration
        if asked.state != AidState.GRANTED or asked.accept_by <= at:
            raise ValidationError("This is no longer promised to you.", code="lapsed")
        place = _place(asked, event, by, at)
        if place.order.payer_id != asked.person_id:
            raise ValidationError("Somebody else pays for your place.", code="payer")
        promised, needed = asked.granted_cents, _needed(asked, place)
        rows.change(asked, state=AidState.ACCEPTED, granted_cents=needed, registration=place)
        aid.note(asked, "events.aid_accepted", by=by, at=at, cents=needed)
        if needed:
            books.from_fund(place.order, needed, fund=asked.fund, by=by, at=at)
        aid.free(asked.fund, promised - needed)
        place.refresh_from_db()
        if place.state == State.HELD:
            _hold_longer(place, at)
        return place


def withdraw(*, application, by, at) -> ScholarshipApplication:
    """Ask for it no longer; what was promised is the fund's again. Again changes nothing.

    Raises ValidationError "accepted": then there is a place to give back.
    """
    with event_txn(application.fund.event_id):
        asked = _now(application)
        if asked.state == AidState.ACCEPTED:
            raise ValidationError("Give your place back instead.", code="accepted")
        if asked.state in OPEN_AID:
            _close(asked, AidState.WITHDRAWN, "events.aid_withdrawn", by, at)
        return asked


def lapse(*, application, at) -> ScholarshipApplication:
    """Nobody accepted it in time: it is the fund's again. Again changes nothing."""
    with event_txn(application.fund.event_id):
        asked = _now(application)
        if asked.state == AidState.GRANTED and asked.accept_by <= at:
            _close(asked, AidState.LAPSED, "events.aid_lapsed", None, at)
            mail.aid_lapsed(asked)
        return asked


@jobs.every(600)
def look_after(at) -> None:
    """What lapses is let go in a task, one event's lock at a time."""
    if ScholarshipApplication.objects.lapsing(at=at).exists():
        lapse_all.enqueue()
    near = ScholarshipApplication.objects.filter(
        state=AidState.GRANTED,
        accept_by__gt=at,
        accept_by__lte=at + REMINDED,
        decided_at__lte=at - FRESH,
    )
    for asked in near.select_related("fund__event", "person"):
        mail.aid_reminder(asked)


@task(backend="jobs", queue_name="default")
def lapse_all() -> None:
    now = timezone.now()
    for asked in ScholarshipApplication.objects.lapsing(at=now).select_related("fund"):
        lapse(application=asked, at=now)


@jobs.every(24 * 3600)
def forget_words(at) -> None:
    """A month after an event nobody has to know any more why somebody needed help."""
    over = {"fund__event__ends_at__lt": at - KEPT}
    ScholarshipApplication.objects.filter(**over).exclude(words="").update(words="")
    reviews = ScholarshipReview.objects.filter(application__in=_over(over)).exclude(words="")
    reviews.update(words="")


def _over(over):
    return ScholarshipApplication.objects.filter(**over).values("pk")


def _decide(asked, event, by, at):
    said = list(ScholarshipReview.objects.filter(application=asked))
    sums = [one.cents for one in said if one.verdict == Verdict.YES]
    if len(sums) >= ENOUGH:
        _grant(asked, min(sums), event, by, at)
    elif len(said) - len(sums) >= ENOUGH:
        rows.change(asked, state=AidState.DECLINED, decided_at=at)
        aid.note(asked, "events.aid_declined", by=by, at=at)
        mail.aid_declined(asked)


def _grant(asked, cents, event, by, at):
    aid.commit(asked.fund, cents)
    until = min(at + TO_ACCEPT, event.starts_at)
    values = {"granted_cents": cents, "accept_by": until, "decided_at": at}
    rows.change(asked, state=AidState.GRANTED, **values)
    aid.note(asked, "events.aid_granted", by=by, at=at, cents=cents)
    mail.aid_granted(asked)


def _close(asked, state, action, by, at):
    rows.change(asked, state=state, decided_at=at)
    aid.free(asked.fund, asked.granted_cents)
    aid.note(asked, action, by=by, at=at)


def _place(asked, event, by, at):
    """Theirs by now: asked for and approved by this, held, or taken."""
    place = places.active_of(event, asked.person)
    if place is None or place.state != State.APPLIED:
        place = registrations.register(
            event=event, ticket_type=asked.ticket_type, person=asked.person, by=by, at=at
        )
    if place.state == State.APPLIED:
        place = registrations.approve(registration=place, by=by, at=at)
    return place


def _needed(asked, place):
    return min(asked.granted_cents, place.cents) if place.state == State.HELD else 0


def _hold_longer(place, at):
    """There is a rest to pay: as long as for whoever waited in line."""
    until = at + waiting.OFFER
    longer = Registration.objects.filter(pk=place.pk, hold_expires_at__lt=until)
    if longer.update(hold_expires_at=until):
        place.hold_expires_at = until
    mail.aid_rest(place)


def _refuse_ticket(ticket_type, assessment):
    if ticket_type.for_guests:
        raise ValidationError("This ticket is for somebody you bring along.", code="guest")
    if not assessment.cents:
        raise ValidationError("This place costs you nothing.", code="free")


def _refuse_asking_twice(event, person):
    mine = ScholarshipApplication.objects.filter(fund__event=event, person=person)
    if mine.filter(state__in=OPEN_AID).exists():
        raise ValidationError("You have asked already.", code="asked")
    place = places.active_of(event, person)
    if place and place.state in (State.PROCESSING, State.CONFIRMED):
        raise ValidationError("You have a place already.", code="have_place")


def _refuse_cents(cents, most):
    if not 0 < cents <= most:
        raise ValidationError(f"Enter a sum up to {say_money(most)}.", code="cents")


def _now(application):
    rows_of = ScholarshipApplication.objects.select_related(
        "fund__event__host", "person", "ticket_type__event", "registration__order"
    )
    return rows_of.get(pk=application.pk)
