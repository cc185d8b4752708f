"""Lists that are taken away: nothing leaves that is not on record first."""

from django.core.exceptions import ValidationError
from django.db import transaction

from network import audit
from network.models import Export

from . import rows

NOBODY = "Nobody fits, so there is nothing to export."
CODES = {"export_holds_somebody": "nobody"}
#: Columns with ways to reach people, which need a reason.
ADDRESSES = {"email", "official_email"}


@transaction.atomic
def record(*, what, query, columns, form, count, by, at, reason=""):
    """Write down who takes what away, and why if there are addresses in it.

    `form` is an `ExportFormat`. Raises ValidationError: "nobody", "reason", "rights".
    """
    if not by.rights.desk:
        raise ValidationError("Only staff take lists away.", code="rights")
    if not count:
        raise ValidationError(NOBODY, code="nobody")
    reason = " ".join(reason.split())
    with_addresses = bool(ADDRESSES & set(columns))
    if with_addresses and not reason:
        raise ValidationError("Say why you need the addresses.", code="reason")
    export = rows.keep(
        Export(
            by=by,
            by_name=by.get_full_name(),
            at=at,
            what=what,
            query=query,
            columns=columns,
            format=form,
            rows=count,
            reason=reason if with_addresses else "",
        ),
        codes=CODES,
    )
    audit.record(
        export,
        "network.exported",
        by=by,
        at=at,
        after={
            "what": what,
            "rows": count,
            "format": form,
            "columns": ", ".join(columns),
            "filters": "; ".join(f"{name}={'|'.join(sent)}" for name, sent in query.items()),
        },
        reason=export.reason,
    )
    return export
