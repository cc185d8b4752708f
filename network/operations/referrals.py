"""Somebody is passed on: by a member, a partner organisation or a staffer.

The person is on the roster from then on. Whether they were before, nobody learns who only
refers: every answer is the same.
"""

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from network import audit, mail
from network.models import ContactPoint, Group, Jurisdiction, Membership, Person, Prospect, Term
from network.models.offices import Precision
from network.models.people import ContactKind, ContactUse, Standing
from network.models.prospects import OPEN_STAGES, Closing, Stage
from network.roles import GroupKind, Role
from network.words import fold

from . import contacts, offices, people, rows, terms

REFERRED = "refer"
#: How many somebody may pass on in a day.
A_DAY = 20
REFERRERS = (Standing.STAFF, Standing.MEMBER, Standing.ALUM, Standing.PARTNER)


@dataclass(frozen=True)
class Told:
    """What is said of an official. Ways to reach them are an office's or a campaign's: a private
    address signs its owner in, and only they can give it to us.
    """

    given: str
    family: str
    jurisdiction: Jurisdiction
    role: str
    seat_label: str = ""
    elected_on: date | None = None
    starts_on: date | None = None
    starts_precision: str = Precision.DAY
    email: str = ""
    phone: str = ""
    use: str = ContactUse.OFFICIAL

    @property
    def name(self) -> str:
        return f"{self.given} {self.family}".strip()


def may_refer(person, *, on) -> bool:
    return _standing(person, on) in REFERRERS


@transaction.atomic
def refer(*, told, referrer, by, at, words="", key=None):
    """Pass somebody on. `key` (a uuid) names this one referral: sent again, it changes nothing.

    Raises ValidationError: "standing" for who may not, "limit" after twenty in a day, "future",
    and what is wrong with the ways to reach them.
    """
    referrer = rows.lock(referrer)
    standing = _standing(referrer, timezone.localdate(at))
    if standing not in REFERRERS:
        raise ValidationError("Members and partners pass people on.", code="standing")
    if sent := Prospect.objects.filter(public_id=key, referred_by=referrer).first():
        return sent
    _within_the_day(referrer, at)
    person, office = _record(told, Person.objects.all(), by=by, at=at)
    if mine := _going_on(person, referrer):
        return mine
    going_on = Prospect.objects.open().filter(person=person).exists()
    same = {"stage": Stage.CLOSED, "closed_reason": Closing.MERGED} if going_on else {}
    if key and not Prospect.objects.filter(public_id=key).exists():
        same["public_id"] = key
    prospect = begin(
        person=person,
        office=office,
        name=told.name,
        source=REFERRED,
        referred_by=referrer,
        referred_for=_partner(referrer, at) if standing == Standing.PARTNER else None,
        words=words.strip(),
        by=by,
        at=at,
        **same,
    )
    _write(prospect, by, at)
    return prospect


@transaction.atomic
def add(*, told, source, by, at, words="", owner=None):
    """Staff add somebody by hand, in a chapter of theirs.

    Raises ValidationError: "rights" for an office elsewhere, "prospect_one_open_per_person".
    """
    person, office = _record(told, Person.objects.editable_by(by), by=by, at=at)
    chapter = chapter_of(person, told.jurisdiction.state, on=timezone.localdate(at))
    if not by.rights.everyone and (chapter is None or chapter.pk not in by.rights.chapters):
        raise ValidationError(
            "Choose an office in your state: elsewhere others follow up.", code="rights"
        )
    return begin(
        person=person,
        office=office,
        name=told.name,
        source=" ".join(source.split()),
        words=words.strip(),
        owner=owner,
        by=by,
        at=at,
    )


def begin(*, person, office, by, at, **fields):
    """A prospect for somebody who is on the roster."""
    state = office.jurisdiction.state
    prospect = rows.keep(
        Prospect(
            person=person,
            office=office,
            chapter=chapter_of(person, state, on=timezone.localdate(at)),
            made_at=at,
            moved_at=at,
            **fields,
        )
    )
    is_referred = prospect.source == REFERRED
    audit.record(
        prospect,
        "network.prospect_referred" if is_referred else "network.prospect_added",
        by=by,
        at=at,
        person=person,
        group=prospect.chapter,
        after={"office": office} | ({} if is_referred else {"source": prospect.source}),
    )
    return prospect


def chapter_of(person, state, *, on):
    """Who follows up: the chapter somebody belongs to, else the one of the office's state."""
    held = (
        Membership.objects.live(on=on)
        .filter(person=person, group__kind=GroupKind.CHAPTER, role=Role.MEMBER)
        .select_related("group")
        .first()
    )
    if held:
        return held.group
    return Group.objects.open().filter(kind=GroupKind.CHAPTER, state=state).first()


def known_as(told, among):
    """The one of `among` who serves or served there under just this name; nobody if several do."""
    key = fold(told.name)
    begins = fold(told.family) or fold(told.given)
    there = Term.objects.filter(
        office__jurisdiction=told.jurisdiction,
        person__in=among.order_by().values("pk"),
        person__sort_key__startswith=begins,
    ).select_related("person")
    found = {term.person for term in there if key in _names(term.person)}
    return found.pop() if len(found) == 1 else None


def _names(person):
    return {fold(f"{given} {person.family}") for given in (person.given, person.known_as) if given}


def _record(told, among, *, by, at):
    """The person and the office that are meant, found or made.

    What is told changes the record only of somebody who neither belongs here nor signs in.
    """
    _check(told, at)
    found = known_as(told, among)
    person = rows.lock(found) if found else None
    is_ours = person is not None and _is_ours(person, on=timezone.localdate(at))
    if person is None:
        person = people.create(given=told.given, family=told.family, by=by, at=at)
    held = _held(person, told)
    office = (
        held.office
        if held
        else offices.find_or_make(
            jurisdiction=told.jurisdiction, role=told.role, seat_label=told.seat_label
        )
    )
    if not is_ours:
        _complete(person, told, office, held, by=by, at=at)
    return person, office


def _check(told, at):
    if told.elected_on and told.elected_on > timezone.localdate(at):
        raise ValidationError("This election is yet to come.", code="future")
    if not (told.email or told.phone):
        raise ValidationError("Give an e-mail address or a phone number.", code="no_way")
    for kind, value in _ways(told):
        contacts.checked(kind, value)


def _ways(told):
    ways = ((ContactKind.EMAIL, told.email), (ContactKind.PHONE, told.phone))
    return [(kind, value.strip()) for kind, value in ways if value.strip()]


def _is_ours(person, *, on):
    """Whether somebody belongs to any group, has asked to, or has a way to sign in."""
    return bool(person.user_id) or (
        Membership.objects.filter(person=person).exclude(until__lt=on).exists()
    )


def _held(person, told):
    held = Term.objects.filter(
        person=person,
        office__jurisdiction=told.jurisdiction,
        office__role=told.role,
        end_reason="",
    ).select_related("office__jurisdiction")
    label = " ".join(told.seat_label.split())
    return (held.filter(office__seat_label=label) if label else held).first()


def _complete(person, told, office, held, *, by, at):
    if held is None:
        terms.add(
            person=person,
            office=office,
            elected_on=told.elected_on,
            starts_on=told.starts_on,
            starts_precision=told.starts_precision,
            source=REFERRED,
            by=by,
            at=at,
        )
    there = set(ContactPoint.objects.filter(person=person).values_list("kind", "use", "value"))
    there = {(kind, use, value.lower()) for kind, use, value in there}
    for kind, value in _ways(told):
        if (kind, told.use, value.lower()) not in there:
            contacts.add(person=person, kind=kind, use=told.use, value=value, by=by, at=at)


def _standing(person, on):
    return Person.objects.standing(on=on).values_list("standing", flat=True).get(pk=person.pk)


def _within_the_day(referrer, at):
    midnight = timezone.localtime(at).replace(hour=0, minute=0, second=0, microsecond=0)
    if Prospect.objects.filter(referred_by=referrer, made_at__gte=midnight).count() >= A_DAY:
        raise ValidationError(
            "That is twenty people today, and we are grateful for each. Please pass on the next "
            "ones tomorrow.",
            code="limit",
        )


def _going_on(person, referrer):
    mine = Prospect.objects.referred_by(referrer).filter(person=person)
    return mine.led().filter(led_stage__in=OPEN_STAGES).first()


def _partner(referrer, at):
    held = (
        Membership.objects.live(on=timezone.localdate(at))
        .filter(person=referrer, group__kind=GroupKind.PARTNER)
        .select_related("group")
        .order_by("since", "pk")
        .first()
    )
    return held and held.group


def _write(prospect, by, at):
    """Thank whoever referred, and tell the chapter's directors."""
    mail.post(
        to=by.email,
        template="referral_thanks",
        key=f"referral_thanks:{prospect.public_id}",
        person=prospect.referred_by,
        prospect=prospect,
    )
    directors = (
        Membership.objects.live(on=timezone.localdate(at))
        .filter(group=prospect.chapter, role=Role.DIRECTOR)
        .values("person")
    )
    addresses = ContactPoint.objects.filter(
        person__in=directors, kind=ContactKind.EMAIL, use=ContactUse.PERSONAL
    ).select_related("person")
    for contact in addresses:
        mail.post(
            to=contact.value,
            template="referral_new",
            key=f"referral_new:{prospect.public_id}:{contact.pk}",
            person=contact.person,
            prospect=prospect,
        )
