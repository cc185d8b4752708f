"""Questions about the roster that are kept to be asked again."""

from django.db import transaction

from network import audit
from network.models import Segment

from . import rows
from .tags import keep_to


@transaction.atomic
def save(*, group, name, query, columns, by, at):
    """Keep a question under a name, for everybody who keeps the group.

    Raises ValidationError: "rights", or "segment_once_per_group".
    """
    keep_to(by, group)
    segment = rows.keep(
        Segment(
            group=group,
            name=" ".join(name.split()),
            query=query,
            columns=columns,
            made_by=by,
            made_at=at,
        )
    )
    _record(segment, "network.segment_saved", by, at, after={"name": segment.name})
    return segment


@transaction.atomic
def rename(*, segment, name, by, at):
    keep_to(by, segment.group)
    segment = rows.lock(segment)
    before, after = rows.change(segment, name=" ".join(name.split()))
    if after:
        _record(segment, "network.segment_renamed", by, at, before=before, after=after)
    return segment


@transaction.atomic
def delete(*, segment, by, at):
    """Forget the question. The people it found stay as they are."""
    keep_to(by, segment.group)
    segment = rows.lock(segment)
    _record(segment, "network.segment_deleted", by, at, before={"name": segment.name})
    segment.delete()


def _record(segment, action, by, at, **changes):
    audit.record(segment, action, by=by, at=at, group=segment.group, **changes)
