"""What becomes of caucuses when two records of one person are joined.

Nothing of this is ever shown or counted at the desk: no rule here has a part in the preview,
none refuses, and the lines of the journal are private.
"""

from caucuses.models import JoinAnswer
from network import audit
from network.models import Membership
from network.operations.merging.belonging import join_memberships
from network.operations.merging.registry import Merging, Rule, register
from network.roles import PRIVATE_KINDS


def _memberships(merging: Merging):
    """As for other groups. A request that ends loses its answer, as when it is decided."""
    private = Membership.including_private.filter(group__kind__in=PRIVATE_KINDS)

    def forget(membership):
        JoinAnswer.objects.filter(membership=membership).delete()

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


register(
    "network.Membership.person",
    Rule("In caucuses: moves unseen; of two open in one role the better goes on.", _memberships),
)
