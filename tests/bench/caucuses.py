"""What a caucus's hub and the list of caucuses cost, by how much there is of what they show.

Caucuses are made in the network that lies there, measured and taken back. Each page is measured
in turn with a bare view that the same person asks for.
"""

from django.db import transaction
from django.utils import timezone

from caucuses import access
from caucuses.models import Caucus, ListedTo, RosterShown
from config.demo import cast
from network.models import Group, Membership, User
from network.models.groups import JoinPolicy
from network.roles import GroupKind, Role

from .pages import client_of
from .rosters import page

#: How many are in a caucus, and how many caucuses there are.
FEW, MANY = 1, 300
SHORT, LONG = 7, 70
#: Who asks: a chair reads everybody, a member each as they chose.
ROLES = {"chair": Role.CHAIR, "member": Role.MEMBER}


def measure(rounds) -> dict:
    """Each page at its sizes: queries, CPU, and how often that is a bare view's."""
    client = client_of(cast.CHAIR)
    found = {f"hub, {who}": _hub(client, role, rounds) for who, role in ROLES.items()}
    found["list"] = _list(client, rounds)
    return found


def _hub(client, role, rounds) -> dict:
    """The hub of a caucus with so many members besides the one who asks."""
    said = {}
    for size in (FEW, MANY):
        with transaction.atomic():
            made = _make("bench")
            _enter(made, role, size)
            said[size] = page(client, f"/caucuses/{made.group.slug}/", rounds)
            transaction.set_rollback(True)
    return said


def _list(client, rounds) -> dict:
    said = {}
    for size in (SHORT, LONG):
        with transaction.atomic():
            for number in range(size - Caucus.objects.count()):
                _make(f"bench-{number}")
            said[size] = page(client, "/caucuses/", rounds)
            transaction.set_rollback(True)
    return said


def _make(slug) -> Caucus:
    group = Group.including_private.create(
        kind=GroupKind.CAUCUS,
        name=slug.title(),
        slug=slug,
        parent=Group.objects.get(kind=GroupKind.NETWORK),
        join_policy=JoinPolicy.OPEN,
    )
    return Caucus.objects.create(
        group=group,
        purpose="What a caucus is for, in the words of those who lead it. " * 4,
        listed_to=ListedTo.PUBLIC,
        roster_shown_to=RosterShown.MEMBERS,
        may_join={"standing": ["member"]},
    )


def _enter(caucus, role, size) -> None:
    """The one who asks, and members from all over the network."""
    today = timezone.localdate()
    asks = User.objects.get(email=cast.CHAIR.email).person
    others = access.admitted(caucus, on=today).exclude(pk=asks.pk).order_by("public_id")
    keys = others.values_list("pk", flat=True)[:size]
    entered = {"group": caucus.group, "since": today}
    Membership.including_private.bulk_create(
        [
            Membership(person=asks, role=role, **entered),
            *(Membership(person_id=key, **entered) for key in keys),
        ]
    )
