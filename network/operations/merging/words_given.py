"""What somebody reported of their council, and what they signed."""

from network.models import PledgeSignature, PolicyAction
from network.models.policies import STANDING, ActionState

from .registry import Merging, Part, Rule, register


def _actions(merging: Merging):
    """Of two that say the same the confirmed one stays, or the survivor's."""
    mine, theirs = merging.split(PolicyAction.objects.all())
    told = {_what(row): row for row in mine if row.state in STANDING}
    for row in theirs:
        twin = told.get(_what(row)) if row.state in STANDING else None
        if twin is None:
            continue
        better = (row.state, twin.state) == (ActionState.CONFIRMED, ActionState.REPORTED)
        kept, gone = (row, twin) if better else (twin, row)
        merging.journal.change(
            gone,
            state=ActionState.WITHDRAWN,
            decided_by_id=merging.by.pk if merging.by else None,
            decided_at=merging.at,
        )
        if kept.named and not gone.named:
            merging.journal.change(kept, named=False)
    merging.journal.move(theirs, "person_id", merging.survivor)


def _what(action):
    return action.policy_id, action.jurisdiction_id, action.did


def _signatures(merging: Merging):
    """Of two under one pledge the survivor's stays, named only if both were."""
    mine, theirs = merging.split(PledgeSignature.objects.all())
    signed = {row.pledge_id: row for row in mine if row.withdrawn_at is None}
    for row in theirs:
        twin = signed.get(row.pledge_id) if row.withdrawn_at is None else None
        if twin is None:
            continue
        merging.journal.change(row, withdrawn_at=merging.at)
        if twin.named and not row.named:
            merging.journal.change(twin, named=False)
    merging.journal.move(theirs, "person_id", merging.survivor)


register(
    "network.PolicyAction.person",
    Rule(
        "Moves; of two that say the same one is taken back.",
        _actions,
        Part(
            "network.policyaction",
            "report from a council",
            "reports from a council",
            PolicyAction.objects.editable_by,
        ),
    ),
)
register(
    "network.PledgeSignature.person",
    Rule(
        "Moves; of two under one pledge one is taken back.",
        _signatures,
        Part(
            "network.pledgesignature",
            "signature",
            "signatures",
            lambda viewer: PledgeSignature.objects.all(),
        ),
    ),
)
