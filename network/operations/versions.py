"""Two people with one form open: the second is told who was faster, and loses nothing."""

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import time_format


def check(row, version, *, changes) -> None:
    """Raises ValidationError("stale") unless the row, locked, is as the editor saw it.

    `changes` are the audit entries about it: the latest says who changed it and when.
    """
    if row.version != version:
        raise ValidationError(_who_was_faster(changes.order_by("-pk").first()), code="stale")


def _who_was_faster(last):
    if last is None:
        return "Somebody changed this. Their changes are shown; yours are kept below."
    when = time_format(timezone.localtime(last.at), "H:i")
    return f"{last.by_name} changed this at {when}. Their changes are shown; yours are kept below."
