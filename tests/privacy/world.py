"""The planted world that the crawl and the other proofs of privacy walk through."""

from types import SimpleNamespace

from django.utils import timezone

from caucuses.models import Caucus, JoinAnswer, ListedTo
from cms.operations import make_chapter_page
from network import audit
from network.models import (
    Application,
    ContactPoint,
    Group,
    Jurisdiction,
    Membership,
    Office,
    Person,
    Seat,
    Term,
    User,
)
from network.models.memberships import MembershipState
from network.roles import GroupKind, Role
from tests.crawl import LONG_AGO, NOWHERE, World
from tests.plants import plant_all

#: Argument names that the planted world has no value for: such rows cannot exist yet.
PLAIN_VALUES = {
    "int": ["1"],
    "str": ["1"],
    "slug": ["nothing"],
    "path": ["nothing"],
    "uuid": [NOWHERE],
}


def person(world, key, *, given, family, super_=False):
    create = User.objects.create_superuser if super_ else User.objects.create_user
    user = create(email=f"{key}@example.org")
    someone = Person.objects.create(given=given, family=family, user=user)
    world.people[key] = user
    return someone


def joined(someone, group, role=Role.MEMBER, **fields):
    return Membership.including_private.create(
        person=someone, group=group, role=role, since=LONG_AGO, **fields
    )


def contact(someone, kind, use, value):
    return ContactPoint.objects.create(person=someone, kind=kind, use=use, value=value)


def build():
    """Two chapters, a hidden caucus, and something about everybody that is not for everybody."""
    made = World()
    network = Group.objects.create(kind=GroupKind.NETWORK, name="Network", slug="network")
    ours, theirs = (
        Group.objects.create(
            kind=GroupKind.CHAPTER, name=name, slug=name.lower(), state=state, parent=network
        )
        for name, state in [("Texas", "TX"), ("Ohio", "OH")]
    )
    team = Group.objects.create(kind=GroupKind.STAFF, name="Staff", slug="staff", parent=network)
    hidden_group = Group.including_private.create(
        kind=GroupKind.CAUCUS,
        name=made.plant("caucus name", "Zephyrine Circle", readers="inside chair"),
        slug=made.plant("caucus slug", "zephyrine-cell", readers="inside chair"),
        parent=network,
    )
    Caucus.objects.create(
        group=hidden_group,
        listed_to=ListedTo.NOBODY,
        purpose=made.plant("caucus purpose", "quillwort gathering", readers="inside chair"),
    )
    place = Jurisdiction.objects.create(
        ocd_id="ocd-division/country:us/state:oh/place:elyria",
        name="Elyria",
        kind="city",
        state="OH",
    )
    office = Office.objects.create(jurisdiction=place, role="council", title="Council member")

    made.people["visitor"] = None
    for key, given in [("outside", "Olive"), ("inside", "Ines"), ("chair", "Cleo")]:
        someone = person(made, key, given=given, family="Member")
        joined(someone, network)
        joined(someone, ours)
        if key != "outside":
            joined(someone, hidden_group, Role.CHAIR if key == "chair" else Role.MEMBER)
    director = person(made, "director", given="Dara", family="Director")
    joined(director, ours, Role.DIRECTOR)
    national = person(made, "national", given="Nell", family="Staff")
    joined(national, team, Role.STAFF)
    person(made, "admin", given="Ada", family="Admin", super_=True)

    asker = person(made, "asker", given="Asa", family="Member")
    joined(asker, network)
    joined(asker, ours)
    asked = joined(asker, hidden_group, state=MembershipState.ASKED)
    del made.people["asker"]
    JoinAnswer.objects.create(
        membership=asked, text=made.plant("answer", "my grandmother Ysolde", readers="chair")
    )
    audit.record(
        asked, "caucuses.ask", by=None, person=asker, group=hidden_group, reason="umbrellabird"
    )
    made.plant("caucus trail", "umbrellabird")

    other = Person.objects.create(
        given="Quenby",
        family=made.plant("other chapter's person", "Xanderleigh", readers="national admin"),
    )
    joined(other, network)
    joined(other, theirs)
    term = Term.objects.create(person=other, office=office, starts_on=LONG_AGO)
    mailbox = contact(other, "email", "personal", made.plant("e-mail", "quenby.x@example.org"))
    contact(other, "phone", "personal", made.plant("phone", "(216) 555-0173"))
    committee = Group.objects.create(
        kind=GroupKind.COMMITTEE, name="Ohio steering", slug="ohio-steering", parent=theirs
    )
    seat = Seat.objects.create(committee=committee, title="At large")
    held = joined(other, committee, seat=seat, place=1)

    applicant = person(made, "applicant", given="Ari", family="Applicant")
    joined(applicant, network, state=MembershipState.ASKED)
    application = Application.objects.create(
        person=applicant,
        chapter=theirs,
        email=made.plant(
            "applicant's e-mail", "ari.private@example.org", readers="applicant national admin"
        ),
        given="Ari",
        family="Applicant",
        jurisdiction=place,
        office_role="council",
        heard=made.plant("how they heard", "from auntie Wilhelmine", readers="national admin"),
        submitted_at=timezone.now(),
    )
    make_chapter_page(group=ours, by=None, at=timezone.now())
    draft = make_chapter_page(group=theirs, by=None, at=timezone.now())
    draft.title = made.plant(
        "draft of another chapter", "Ptarmigan plans", readers="national admin"
    )
    draft.save_revision()

    made.named = {
        "application": application.public_id,
        "asked": str(asked.public_id),
        "asker": str(asker.public_id),
    }
    made.values = PLAIN_VALUES | {
        "public_id": [str(row.public_id) for row in (other, asker, applicant, application, asked)]
        + [NOWHERE],
        "contact": [str(mailbox.public_id)],
        "term": [str(term.public_id)],
        "seat": [str(seat.public_id)],
        "membership": [str(held.public_id), str(asked.public_id)],
        "slug": ["texas", "ohio", "ohio-steering", "zephyrine-cell", "never-was"],
        "page_id": [str(draft.pk)],
        "pk": [str(draft.pk), "1"],
    }
    plant_all(
        made,
        SimpleNamespace(
            network=network,
            ours=ours,
            theirs=theirs,
            team=team,
            place=place,
            office=office,
            asker=asker,
            director=director,
            national=national,
            other=other,
            term=term,
            committee=committee,
            seat=seat,
            applicant=applicant,
        ),
    )
    return made
