"""Scholarship funds of an event. A budget is never cut below what is promised."""

from django.core.exceptions import ValidationError

from events.models import ScholarshipFund
from network import audit
from network.operations import rows
from network.words import say_money

from .locking import event_txn

FIELDS = ("name", "budget_cents", "closes_at")
TAKEN = {"fund_once_per_event": "name"}


def make(*, event, name, budget_cents, by, at, closes_at=None) -> ScholarshipFund:
    """Raises ValidationError "name" when the event has one of this name."""
    with event_txn(event.pk) as event:
        fund = ScholarshipFund(
            event=event, name=name, budget_cents=budget_cents, closes_at=closes_at
        )
        rows.keep(fund, codes=TAKEN)
        _note(fund, "events.fund_made", by, at, after=_said(fund))
        return fund


def edit(*, fund, by, at, **fields) -> ScholarshipFund:
    """Set what differs. Raises ValidationError "name", "budget" below what is promised."""
    if unknown := fields.keys() - set(FIELDS):
        raise TypeError(f"A fund has no {', '.join(sorted(unknown))}.")
    with event_txn(fund.event_id):
        fund = ScholarshipFund.objects.select_related("event__host").get(pk=fund.pk)
        promised = fund.committed_cents
        if fields.get("budget_cents", promised) < promised:
            raise ValidationError(f"{say_money(promised)} of it is promised.", code="budget")
        before = _said(fund)
        changed = {name: value for name, value in fields.items() if getattr(fund, name) != value}
        for name, value in changed.items():
            setattr(fund, name, value)
        if changed:
            rows.keep(fund, codes=TAKEN)
            _note(fund, "events.fund_edited", by, at, before, _said(fund))
        return fund


def _said(fund):
    closes = fund.closes_at.isoformat() if fund.closes_at else ""
    return {"name": fund.name, "budget_cents": fund.budget_cents, "closes_at": closes}


def _note(fund, action, by, at, before=None, after=None):
    host = fund.event.host
    audit.record(fund, action, by=by, at=at, group=host, before=before, after=after)
