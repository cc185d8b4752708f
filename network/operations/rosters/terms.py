"""Bringing a term up to date with a row: the file's changes, without undoing anybody's here."""

from network.models.offices import EndReason, Precision

#: Fields of a term that change together. The last group is the file's whole answer to "is it
#: over?"; in the others an empty cell keeps what is there.
END = ("ended_on", "ended_precision", "end_reason")
GROUPS = (
    ("elected_on",),
    ("starts_on", "starts_precision"),
    ("ends_on", "ends_precision"),
    ("confirmed_on",),
    END,
)
FIELDS = [name for names in GROUPS for name in names]

#: What a seat that fell vacant says of the term in it.
VACATED = {"ended_on": None, "ended_precision": Precision.DAY, "end_reason": EndReason.UNKNOWN}


def plain(value):
    """A fact as it is kept in a record of what a row said."""
    return value.isoformat() if hasattr(value, "isoformat") else value


def update(term, facts: dict, said: dict, blanks=()) -> tuple[dict, list]:
    """Set what the file changed since it `said` so: ({field: (old, new)}, fields kept as ours).

    With nothing said before, the row is new to this term and only fills what is empty. Of
    `blanks` an empty cell takes back what the file said.
    """
    changes, kept = {}, []
    for names in GROUPS:
        if not _worth_a_look(term, names, facts, said, blanks):
            continue
        current = {name: getattr(term, name) for name in names}
        if not _untouched(current, names, said):
            kept.append(names[0])
            continue
        for name in names:
            if current[name] != facts[name]:
                changes[name] = (current[name], facts[name])
                setattr(term, name, facts[name])
    return changes, kept if said else []


def _worth_a_look(term, names, facts, said, blanks):
    if names[-1] not in facts:
        return False
    if names is END:
        if not said and not facts["end_reason"]:
            return False
    elif facts[names[0]] is None and not (names[0] in blanks and said.get(names[0])):
        return False
    if names[0] == "confirmed_on" and term.confirmed_on:
        return facts["confirmed_on"] > term.confirmed_on
    if said and all(plain(facts[name]) == said.get(name) for name in names):
        return False
    return any(getattr(term, name) != facts[name] for name in names)


def _untouched(current, names, said):
    if names[0] == "confirmed_on":
        return True
    if said:
        return all(plain(current[name]) == said.get(name) for name in names)
    return not current["end_reason"] if names is END else current[names[0]] is None


def impossible(term) -> str:
    """What is wrong with the term's dates, or nothing."""
    ends = [day for day in (term.ends_on, term.ended_on) if day]
    if term.starts_on and any(day < term.starts_on for day in ends):
        return "The end date is before the start date."
    if term.elected_on and term.ends_on and term.ends_on < term.elected_on:
        return "The end date is before the election."
    return ""
