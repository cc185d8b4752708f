"""Writes what an election's results say, a table at a time."""

import hashlib
import json

from django.utils import timezone

from network import audit
from network.models import (
    ContactPoint,
    Group,
    Membership,
    Office,
    Person,
    Prospect,
    SourceRecord,
    Term,
)
from network.models.offices import EndReason
from network.models.people import ContactUse
from network.operations.rosters.checking import batches
from network.roles import GroupKind, Role

from .matching import PREFIX, offices_of


class Writer:
    """Carries the winners of one file into the tables, in an order that no constraint minds."""

    def __init__(self, todo, report, *, by, at, journal):
        self.todo, self.report = todo, report
        self.by, self.at, self.journal = by, at, journal
        self.people: dict[int | tuple, Person] = {}
        """By what the match calls them."""
        self.made: set[int] = set()
        self.offices: dict[tuple, int] = {}
        self.terms: dict[int, Term] = {}
        """By line."""
        self.entries: list[dict] = []

    def write(self) -> None:
        self._offices()
        self._people()
        self._end_terms()
        self._terms()
        self._contacts()
        self._prospects()
        self._records()
        audit.record_many(self.entries)

    def person(self, win) -> Person:
        return self.people[win.person]

    def _note(self, subject, action, person, *, before=None, **said):
        """Who is made here is named, not pointed to: an import that is undone takes them back."""
        is_new = person.pk in self.made
        self.entries.append(
            {
                "subject": f"{subject._meta.label_lower}:{subject.pk}",
                "action": action,
                "by": self.by,
                "at": self.at,
                "person": None if is_new else person,
                "before": before,
                "after": said,
            }
        )

    def _offices(self):
        self.offices = offices_of(self.todo)
        new = {}
        for win in self.todo:
            if win.office not in self.offices and win.office not in new:
                place, role, label = win.office
                title = dict(Office.Role.choices)[role]
                new[win.office] = Office(
                    jurisdiction_id=place, role=role, seat_label=label, title=title
                )
        self._make(Office, new.values())
        self.offices |= {key: office.pk for key, office in new.items()}

    def _people(self):
        new = {}
        for win in self.todo:
            if isinstance(win.person, tuple) and win.person not in new:
                new[win.person] = Person(given=win.row.given, family=win.row.family)
                new[win.person].fold_names()
        self._make(Person, new.values())
        self.made = {person.pk for person in new.values()}
        for person in new.values():
            self._note(person, "network.person_added", person, name=person.name)
        there = {win.person for win in self.todo} - set(new)
        self.people = new | Person.including_merged.in_bulk(there)

    def _end_terms(self):
        """Somebody elected again: the term before is over when it was to be over.

        Without a scheduled end it goes on, and says that they were elected once more.
        """
        for win in self.todo:
            term = win.held
            if term is None or win.known or _is_this(term, win.row):
                continue
            if term.ends_on:
                self._change(
                    term,
                    "network.term_ended",
                    ended_on=term.ends_on,
                    ended_precision=term.ends_precision,
                    end_reason=EndReason.COMPLETED,
                )
                said = "Elected again: the term before is taken to be completed."
                win.held = None
            else:
                self._change(term, "network.term_changed", elected_on=win.row.elected_on)
                said = "Elected again: the open term in this office goes on."
            self.report.warn(win.row.line, "office", said)

    def _change(self, term, action, **values):
        before = {name: getattr(term, name) for name in values}
        for name, value in values.items():
            setattr(term, name, value)
        term.save(update_fields=list(values))
        self.journal.changed(term, before)
        self._note(term, action, term.person, before=before, **values)

    def _terms(self):
        for win in self.todo:
            if win.known:
                self._correct(win)
            elif win.held:
                self.terms[win.row.line] = win.held
            else:
                self.terms[win.row.line] = Term(
                    person=self.person(win),
                    office_id=self.offices[win.office],
                    elected_on=win.row.elected_on,
                    source=win.row.source,
                )
        new = [term for term in self.terms.values() if term.pk is None]
        self._make(Term, new)
        for term in new:
            self._note(term, "network.term_added", term.person, elected_on=term.elected_on)

    def _correct(self, win):
        """A day that the file corrects, unless somebody changed it here."""
        term, said = win.known.term, win.known.said.get("elected_on")
        self.terms[win.row.line] = term
        if term is None or str(term.elected_on) == str(win.row.elected_on):
            return
        if str(term.elected_on) != said or term.end_reason:
            self.report.warn(win.row.line, "elected_on", "Changed here since; ours is kept.")
            return
        self._change(term, "network.term_changed", elected_on=win.row.elected_on)

    def _contacts(self):
        """Ways to reach a campaign; of members we have better ones."""
        there = set()
        for batch in batches({self.person(win).pk for win in self.todo}):
            there |= {
                (person, kind, value.lower())
                for person, kind, value in ContactPoint.objects.filter(
                    person__in=batch, use=ContactUse.CAMPAIGN
                ).values_list("person", "kind", "value")
            }
        new = []
        for win in self.todo:
            said = win.known.said if win.known else {}
            for kind, value in win.row.contacts.items():
                key = (self.person(win).pk, kind, value.lower())
                if win.is_member or key in there or said.get(kind) == value:
                    continue
                there.add(key)
                new.append(
                    ContactPoint(person_id=key[0], kind=kind, use=ContactUse.CAMPAIGN, value=value)
                )
        self._make(ContactPoint, new)

    def _prospects(self):
        homes = self._homes()
        states = {
            group.state: group.pk for group in Group.objects.open().filter(kind=GroupKind.CHAPTER)
        }
        new = {}
        for win in self.todo:
            person = self.person(win)
            if win.known or win.is_member or win.is_followed or person in new:
                continue
            new[person] = Prospect(
                person=person,
                office_id=self.offices[win.office],
                chapter_id=homes.get(person.pk) or states.get(win.row.state),
                name=win.row.name,
                source=win.row.source,
                made_at=self.at,
                moved_at=self.at,
            )
        self._make(Prospect, new.values())
        for row in new.values():
            self._note(row, "network.prospect_added", row.person, source=row.source)

    def _homes(self):
        """The chapters that people of the file belong to, by person."""
        homes = {}
        for batch in batches({win.person for win in self.todo if isinstance(win.person, int)}):
            homes |= (
                Membership.objects.live(on=timezone.localdate(self.at))
                .filter(person__in=batch, group__kind=GroupKind.CHAPTER, role=Role.MEMBER)
                .values_list("person", "group")
            )
        return homes

    def _records(self):
        new = []
        for win in self.todo:
            record = win.known or SourceRecord(
                source=win.row.source, external_id=f"{PREFIX}{win.row.ref}"
            )
            before = {"digest": record.digest, "said": record.said, "read_at": record.read_at}
            record.person = self.person(win)
            record.office_id = self.offices[win.office]
            record.term = self.terms[win.row.line]
            record.digest, record.said, record.read_at = digest(win.row), said(win.row), self.at
            if win.known:
                record.save()
                self.journal.changed(record, before)
            else:
                new.append(record)
        self._make(SourceRecord, new)

    def _make(self, model, rows):
        rows = list(rows)
        model.objects.bulk_create(rows)
        self.journal.made(rows)


def digest(row) -> str:
    """A hash over all that a row says, so that an equal one has nothing to do."""
    told = {name: value for name, value in vars(row).items() if name != "line"}
    return hashlib.sha256(json.dumps(told, default=str, sort_keys=True).encode()).hexdigest()


def said(row) -> dict:
    """To tell the file's changes from ours later."""
    return {"name": row.name, "elected_on": str(row.elected_on), **row.contacts}


def _is_this(term, row) -> bool:
    """Whether the open term is the one this election led to."""
    return term.elected_on == row.elected_on or (
        term.elected_on is None and term.starts_on is not None and term.starts_on >= row.elected_on
    )
