"""Who of some people fits the roster's filters, and in which order."""

from datetime import datetime, time, timedelta

from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.utils import timezone

from network.models import Consent, Interaction, Membership, Speaks, Tagging, Term
from network.models.interactions import InteractionKind
from network.models.segments import LastContact, Order, Size

#: What counts as contact. A note is about somebody, not with them.
CONTACT = (InteractionKind.CALL, InteractionKind.MEETING, InteractionKind.EMAIL)

#: Bands of population: from, and below.
BANDS = {
    Size.UNDER_5K: (0, 5_000),
    Size.UNDER_25K: (5_000, 25_000),
    Size.UNDER_100K: (25_000, 100_000),
    Size.OVER_100K: (100_000, None),
    Size.UNKNOWN: (None, None),
}
MONTH = timedelta(days=30)


#: Filters after which few are left, so that the others are asked of each of those.
NARROW = {"q", "chapter", "committee", "tag"}


def narrow(people, wanted, *, user, on, in_turn=False, of_each=False):
    """Those of `people` who fit every filter of `wanted`, in order.

    A filter is asked from its own side, or `of_each` person: cheaper where few people are left
    to ask about, or where many fit and a few are read. Then also those who belong to a group
    are found `in_turn` (see `PersonQuerySet.in_chapters`). The same people are found each way.
    """
    of_each = of_each or in_turn or bool(NARROW & set(wanted))
    has = _about_each if of_each else _among_all
    if chapter := wanted.get("chapter"):
        people = people.in_chapter(chapter, on=on)
    if standing := wanted.get("standing"):
        people = _standing(people, standing, on, of_each)
    for name, rows_of in ROWS_OF.items():
        if name in wanted:
            small = name in NARROW and not in_turn
            people = people.filter((_among_all if small else has)(rows_of(wanted[name], user, on)))
    if "contact" in wanted:
        people = people.filter(_in_contact(wanted["contact"], contacts(user), on, has))
    if OFFICE & set(wanted):
        people = people.filter(has(_terms(wanted, on)))
    if JOINED & set(wanted):
        first, last = wanted.get("joined_from"), wanted.get("joined_to")
        people = people.joined(first, last, on=on, of_each=of_each)
    return _sorted(people, wanted, user, on)


def _standing(people, standing, on, of_each):
    if of_each:
        return people.standing(on=on).filter(standing=standing)
    return people.of_standing(standing, on=on)


def contacts(user):
    """Who was called, met or written to, as far as the reader may know."""
    known = Interaction.objects.visible_to(user).filter(kind__in=CONTACT)
    return Interaction.people.through.objects.filter(interaction__in=known.values("pk"))


def _on_committee(committee, user, on):
    return Membership.objects.editable_by(user).live(on=on).filter(group=committee)


def _speaking(languages, user, on):
    return Speaks.objects.filter(language__in=languages)


def _tagged(tags, user, on):
    return Tagging.objects.filter(tag__public_id__in=tags)


def _agreeing(purpose, user, on):
    return Consent.objects.filter(purpose=purpose, given=True).latest()


#: Filters that ask for one row of some table.
ROWS_OF = {
    "committee": _on_committee,
    "language": _speaking,
    "tag": _tagged,
    "consent": _agreeing,
}
#: Those that must hold of one and the same term, and of the membership of the network.
OFFICE = {"term", "role", "region", "kind", "size"}
JOINED = {"joined_from", "joined_to"}


def _terms(wanted, on):
    """Terms in that state, else those that are not over, in such an office and such a place."""
    if "term" in wanted:
        terms = Term.objects.state(on=on).filter(state=wanted["term"])
    else:
        terms = Term.objects.held(on=on)
    if "role" in wanted:
        terms = terms.filter(office__role=wanted["role"])
    if "region" in wanted:
        terms = terms.filter(office__jurisdiction__in=wanted["region"].places())
    if "kind" in wanted:
        terms = terms.filter(office__jurisdiction__kind__in=wanted["kind"])
    if "size" in wanted:
        bands = Q()
        for size in wanted["size"]:
            bands |= _band(*BANDS[size])
        terms = terms.filter(bands)
    return terms


def _band(least, below):
    if least is None:
        return Q(office__jurisdiction__population=None)
    band = Q(office__jurisdiction__population__gte=least)
    return band & Q(office__jurisdiction__population__lt=below) if below else band


def _in_contact(how, rows, on, has) -> Q:
    if how == LastContact.NEVER:
        return ~has(rows)
    months = 1 if how == LastContact.MONTH else int(how)
    first = timezone.make_aware(datetime.combine(on - months * MONTH, time.min))
    lately = has(rows.filter(interaction__at__gte=first))
    return lately if how == LastContact.MONTH else ~lately


def _sorted(people, wanted, user, on):
    q, sort = wanted.get("q"), wanted.get("sort")
    people = people.named_like(q) if q else people.order_by("sort_key", "pk")
    if sort == Order.NEWEST:
        return people.order_by("-pk")
    if sort == Order.STATE:
        return people.alias(by=_office(on, "office__jurisdiction__state")).order_by(
            F("by").asc(nulls_last=True), "sort_key", "pk"
        )
    if sort == Order.ENDS:
        return people.alias(by=_office(on, "ends_on")).order_by(
            F("by").asc(nulls_last=True), "sort_key", "pk"
        )
    if sort == Order.CONTACT:
        return people.alias(by=_last(user)).order_by(
            F("by").asc(nulls_first=True), "sort_key", "pk"
        )
    return people


def _office(on, field):
    """The first of what their offices have there."""
    held = Term.objects.held(on=on).filter(person=OuterRef("pk"))
    known = held.filter(**{f"{field}__isnull": False})
    return Subquery(known.order_by(field).values(field)[:1])


def _last(user):
    theirs = contacts(user).filter(person=OuterRef("pk"))
    return Subquery(theirs.order_by("-interaction__at").values("interaction__at")[:1])


def _about_each(rows) -> Q:
    return Q(Exists(rows.filter(person=OuterRef("pk"))))


def _among_all(rows) -> Q:
    return Q(pk__in=rows.order_by().values("person"))
