"""What becomes of caucuses when two records of one person are joined.

Nothing of this is ever shown or counted at the desk: no rule here has a part in the preview,
none refuses, and the lines of the journal are private.
"""

from caucuses.models import (
    Appears,
    Attendance,
    JoinAnswer,
    LinkReveal,
    RosterChoice,
    RotationTask,
)
from caucuses.models.roster import OPENNESS
from network import audit
from network.models import Membership
from network.operations.merging.belonging import join_memberships
from network.operations.merging.registry import Merging, Rule, register
from network.roles import PRIVATE_KINDS


def _memberships(merging: Merging):
    """As for other groups. A request that ends loses its answer, as when it is decided."""
    private = Membership.including_private.filter(group__kind__in=PRIVATE_KINDS)

    ended = []

    def forget(membership):
        JoinAnswer.objects.filter(membership=membership).delete()
        ended.append(membership)

    moved = join_memberships(merging, private, private=True, ended=forget)
    for membership in moved:
        audit.record(
            membership,
            "caucuses.record_joined",
            by=merging.by,
            at=merging.at,
            person=merging.survivor,
            group=membership.group,
        )
    for membership in ended:
        _keep_private(merging, membership)


def _keep_private(merging, gone):
    """Of two choices how to appear the more private one goes on."""
    choice = RosterChoice.objects.filter(membership=gone).first()
    both = [merging.survivor, merging.merged]
    kept = Membership.including_private.filter(
        person__in=both, group=gone.group_id, role=gone.role, until=None
    ).first()
    if choice is None or kept is None:
        return
    known = RosterChoice.objects.filter(membership=kept).first()
    said = Appears(known.appears if known else Appears.SHOWN)
    if OPENNESS.index(Appears(choice.appears)) <= OPENNESS.index(said):
        return
    values = {"appears": choice.appears, "text_version": choice.text_version, "at": choice.at}
    if known:
        merging.journal.change(known, private=True, **values)
    else:
        made = RosterChoice.objects.create(membership=kept, **values)
        merging.journal.made(made, private=True)


register(
    "network.Membership.person",
    Rule("In caucuses: moves unseen; of two open in one role the better goes on.", _memberships),
)


def _attendance(merging: Merging):
    """Whoever was written down twice for one meeting was there once: the other line stays."""
    ours, theirs = merging.split(Attendance.objects.all())
    known = {row.event_id for row in ours}
    moving = [row for row in theirs if row.event_id not in known]
    merging.journal.move(moving, "person_id", merging.survivor, private=True)


register(
    "caucuses.Attendance.person",
    Rule("Moves unseen, but for meetings that both are written down for.", _attendance),
)


def _reveals(merging: Merging):
    found = LinkReveal.objects.filter(person=merging.merged)
    merging.journal.move(found, "person_id", merging.survivor, private=True)


def _tasks(merging: Merging):
    """Of two for one version of a link one is enough; the other stays with its record."""
    mine, theirs = merging.split(RotationTask.objects.all())
    have = {(task.link_id, task.version) for task in mine}
    moving = [task for task in theirs if (task.link_id, task.version) not in have]
    merging.journal.move(moving, "person_id", merging.survivor, private=True)


register("caucuses.LinkReveal.person", Rule("Who saw a link: moves unseen.", _reveals))
register("caucuses.RotationTask.person", Rule("Links to change: move unseen.", _tasks))
register(
    "caucuses.RosterChoice.membership",
    Rule("Stays with its membership; where two become one the more private of both goes on."),
)
register(
    "caucuses.JoinAnswer.membership",
    Rule("Stays with its request; where that ends it is destroyed, as when it is decided."),
)
register(
    "caucuses.InviteLink.made_by",
    Rule("Stays with the login that made it, and that goes where the login goes."),
)
