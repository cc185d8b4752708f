"""What becomes of somebody's calendar when records are joined, told or erased."""

from events.models import CalendarToken
from network.operations import records
from network.operations.merging.registry import Merging, Rule, register


def _tokens(merging: Merging):
    """It was made for one record, by whoever had it then: the other person does not inherit it."""
    for token in CalendarToken.objects.live().filter(person=merging.merged):
        merging.journal.change(token, revoked_at=merging.at)


register(
    "events.CalendarToken.person",
    Rule("Stays; the address of the merged record's calendar ends.", _tokens),
)
records.add(records.Record("calendar", "The address of your calendar", CalendarToken))
