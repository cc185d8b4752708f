"""Secret addresses by which helpers stand at one event's door. Only their hashes are kept."""

from django.db import transaction

from events.models import DoorPass
from network import audit
from network.operations import rows

from . import claiming


@transaction.atomic
def make(*, event, label, expires_at, by, at) -> tuple[DoorPass, str]:
    """A pass, and the secret of its address, told this once."""
    secret, digest = claiming.new_secret()
    found = rows.keep(
        DoorPass(
            event=event,
            label=label.strip(),
            digest=digest,
            made_at=at,
            expires_at=expires_at,
            made_by=by,
        )
    )
    _note(found, "events.door_pass_made", by, at)
    return found, secret


@transaction.atomic
def revoke(*, door_pass, by, at) -> DoorPass:
    """Its address is one that never was. Again changes nothing."""
    door_pass = rows.lock(door_pass)
    if door_pass.revoked_at is None:
        rows.change(door_pass, revoked_at=at)
        _note(door_pass, "events.door_pass_ended", by, at)
    return door_pass


def find(secret: str, *, at) -> DoorPass | None:
    live = DoorPass.objects.live(at=at).select_related("event__host")
    return live.filter(digest=claiming.digest(secret)).first()


def _note(door_pass, action, by, at):
    after = {"event": door_pass.event.title, "pass": door_pass.label}
    audit.record(door_pass, action, by=by, at=at, group=door_pass.event.host, after=after)
