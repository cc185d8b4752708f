"""People in the directory and out of it, with parts that they show and parts that they hide."""

from django.utils import timezone

from network.models import Consent, ContactPoint, DirectoryChoice, Interest, Membership, Person
from network.models.profiles import Part, ShownTo
from tests.crawl import LONG_AGO

MEMBERS = "outside inside chair director national admin"


def plant(made, known) -> None:
    listed = _in_ohio(made, known, "Tamsin", "Underhallow", MEMBERS)
    _agree(listed, True)
    _agree(known.other, True)
    _agree(known.other, False)
    shown, hidden = "Weatherglass", "Cindersnap"
    listed.bio = made.plant("a bio that is hidden", f"I am {hidden}", readers="national admin")
    listed.pronouns = made.plant("pronouns that are shown", f"{shown}/s", readers=MEMBERS)
    listed.save()
    _show(listed, Part.BIO, ShownTo.NOBODY)
    for part in (Part.OFFICIAL_EMAIL, Part.OFFICIAL_PHONE):
        _show(listed, part, ShownTo.MEMBERS)
    _reach(listed, "email", "official", "desk.underhallow@example.org", made, MEMBERS)
    _reach(listed, "email", "personal", "tamsin.private@example.org", made, "")
    _reach(listed, "phone", "personal", "(419) 555-0188", made, "")
    _reach(listed, "url", "official", "https://underhallow.example.org", made, "national admin")
    Interest.objects.create(person=listed, topic="water")
    made.value("public_id", listed.public_id)
    mine = ContactPoint.objects.create(
        person=Person.objects.get(user=made.people["outside"]),
        kind="url",
        use="official",
        value="https://olive.example.org",
    )
    made.value("contact", mine.public_id)


def _in_ohio(made, known, given, family, readers):
    """A member of the other chapter."""
    family = made.plant("somebody in the directory", family, readers=readers)
    person = Person.objects.create(given=given, family=family)
    for group in (known.network, known.theirs):
        Membership.objects.create(person=person, group=group, since=LONG_AGO)
    return person


def _agree(person, given):
    Consent.objects.create(
        person=person,
        purpose="directory",
        given=given,
        text_version="2026-11",
        how="self",
        at=timezone.now(),
    )


def _show(person, part, to):
    DirectoryChoice.objects.create(person=person, part=part, shown_to=to)


def _reach(person, kind, use, value, made, readers):
    made.plant(f"{use} {kind}", value, readers=readers)
    ContactPoint.objects.create(person=person, kind=kind, use=use, value=value)
