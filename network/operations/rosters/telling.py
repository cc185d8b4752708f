"""What a row changes, in the words of those who look at it before it is written."""

from datetime import date

from django.utils.formats import date_format

from network.models.offices import EndReason

FACTS = {
    "elected_on": "elected",
    "starts_on": "start",
    "ends_on": "scheduled end",
    "ended_on": "end",
    "end_reason": "reason for the end",
    "confirmed_on": "last verified",
}
CONTACTS = {"email": "official e-mail", "phone": "official phone", "url": "official website"}


def say(value):
    """A value as people read it; nothing for what is empty."""
    if isinstance(value, date):
        return date_format(value, "F j, Y")
    return (EndReason(value).label if value in EndReason.values else str(value)) if value else None


def term_changed(report, row, changes) -> None:
    """`changes` is {field: (old, new)}; how exactly a date is known goes without saying."""
    for name, (old, new) in changes.items():
        if name in FACTS:
            report.tell(row.line, FACTS[name], say(old), say(new))


def term_added(report, row, facts) -> None:
    dates = [f"{word} {say(facts[name])}" for name, word in FACTS.items() if facts.get(name)]
    report.tell(row.line, "term", None, "; ".join([office_words(row), *dates]))


def office_words(row) -> str:
    return ", ".join(filter(None, (row.title, row.seat_label)))
