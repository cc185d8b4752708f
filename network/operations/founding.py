"""The groups everything else hangs on: the network with its staff team, and its chapters."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from network import audit
from network.models import Group
from network.roles import GroupKind
from network.words import STATE_NAMES

from . import rows

STAFF_TEAM = "National staff"


@transaction.atomic
def found(*, name, by, at):
    """Make the network and its staff team. Asking again under the same name changes nothing.

    Raises ValidationError("founded") where a network of another name is.
    """
    known = Group.objects.filter(kind=GroupKind.NETWORK).first()
    if known is None:
        network = _add(GroupKind.NETWORK, name, slugify(name)[:60], None, by, at)
        _add(GroupKind.STAFF, STAFF_TEAM, slugify(STAFF_TEAM), network, by, at)
        return network
    if known.name != name:
        raise ValidationError(f"The network is called {known} already.", code="founded")
    return known


@transaction.atomic
def open_chapter(*, state, by, at, name=""):
    """Open a state's chapter, named after the state unless said otherwise.

    An open one is left as it is. Raises ValidationError: "state", "unfounded".
    """
    if state not in STATE_NAMES:
        raise ValidationError(f"No state is written {state}.", code="state")
    network = Group.objects.filter(kind=GroupKind.NETWORK).first()
    if network is None:
        raise ValidationError("Found the network first.", code="unfounded")
    known = Group.objects.open().filter(kind=GroupKind.CHAPTER, state=state).first()
    if known:
        return known
    place = STATE_NAMES[state]
    return _add(GroupKind.CHAPTER, name or place, slugify(place), network, by, at, state=state)


def _add(kind, name, slug, parent, by, at, **more):
    group = rows.keep(
        Group(
            kind=kind,
            name=" ".join(name.split()),
            slug=slug,
            parent=parent,
            founded_on=timezone.localdate(at),
            **more,
        )
    )
    audit.record(
        group, "network.group_added", by=by, at=at, group=group, after={"name": group.name}
    )
    return group
