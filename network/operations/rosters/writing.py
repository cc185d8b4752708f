"""Writes what a roster file says, a table at a time, and only what its source owns."""

import hashlib
import json
from collections import Counter, defaultdict

from django.utils import timezone

from network import audit
from network.models import ContactPoint, Membership, Office, Person, SourceRecord, Term
from network.models.people import ContactKind, ContactUse
from network.operations.files import Outcome

from . import terms
from .checking import batches, elected_at_once
from .matching import close
from .reading import VACANT

CONTACT_COLUMNS = {
    ContactKind.EMAIL: "email",
    ContactKind.PHONE: "phone",
    ContactKind.URL: "website",
}


class Writer:
    """Carries the rows of one file into the tables, in an order that no constraint minds."""

    def __init__(self, todo, matched, checked, report, *, by, at):
        self.todo, self.matched, self.checked, self.report = todo, matched, checked, report
        self.by, self.at = by, at
        self.people = {}
        """Person pk by what the match calls them."""
        self.terms = {}
        """Term pk by the id of its stay."""
        self.before, self.after = defaultdict(dict), defaultdict(dict)
        """What changed, by person pk."""

    def write(self, say) -> None:
        say(f"Writing {len(self.todo):,} rows")
        self._places()
        self._offices()
        self._people()
        self._names()
        self._terms()
        self._contacts()
        self._chapters()
        self._records()
        self._audit()

    def office(self, match):
        return self.checked.offices[match.office]

    def person(self, match):
        return self.people.get(match.person, match.person)

    def changed(self, pk, **values) -> None:
        """Note for the audit trail: name=(before, after)."""
        for name, (old, new) in values.items():
            if old is not None:
                self.before[pk][name] = old
            self.after[pk][name] = new

    def _places(self):
        used = {match.office[0] for match in self.todo}
        places = self.matched.places
        places.new = {ocd_id: each for ocd_id, each in places.new.items() if ocd_id in used}
        places.save()

    def _offices(self):
        seats, new = elected_at_once(self.matched), {}
        for match in self.todo:
            if match.office not in self.checked.offices and match.office not in new:
                place, role, label = match.office
                new[match.office] = Office(
                    jurisdiction_id=self.matched.places.ids[place],
                    role=role,
                    seat_label=label,
                    title=match.row.title,
                    seats=seats.get(match.office, 1),
                )
        Office.objects.bulk_create(new.values())
        self.checked.offices |= {key: office.pk for key, office in new.items()}

    def _people(self):
        new = {}
        for match in self.todo:
            if isinstance(match.person, tuple) and match.person not in new:
                person = Person(given=match.row.given, family=match.row.family)
                person.fold_names()
                new[match.person] = person
        Person.objects.bulk_create(new.values())
        self.people = {key: person.pk for key, person in new.items()}
        for person in new.values():
            self.changed(person.pk, name=(None, person.name))

    def _names(self):
        """A name that the file changed, unless somebody changed it here."""
        renamed = [
            match
            for match in self.todo
            if match.known
            and match.known.person
            and match.row.given
            and match.known.said
            and _said_name(match) != (match.row.given, match.row.family)
        ]
        people = Person.objects.in_bulk([match.known.person for match in renamed])
        for match in renamed:
            person = people.get(match.known.person)
            name = (match.row.given, match.row.family)
            if person is None or (person.given, person.family) == name:
                continue
            if (person.given, person.family) != _said_name(match):
                self.report.warn(match.row.line, "name", "Changed here since; ours is kept.")
                continue
            old = person.name
            person.given, person.family = name
            person.version += 1
            person.fold_names()
            self.changed(person.pk, name=(old, person.name))
        Person.objects.bulk_update(people.values(), ["given", "family", "sort_key", "version"])

    def _terms(self):
        stays = {}
        for match in self.todo:
            if match.stay:
                stays.setdefault(id(match.stay), match)
                self.terms.setdefault(id(match.stay), _known_term(match.stay))
        known = {match.known.term for match in self.todo if match.known}
        there = Term.objects.in_bulk(
            {pk for pk in (*known, *self.terms.values(), *self.checked.to_close) if pk}
        )
        for pk in self.checked.to_close:
            facts = vars(there[pk])
            close(facts)
            self.changed(there[pk].person_id, term=(None, "completed"))
        for match in self.todo:
            self._update_term(match, there)
        Term.objects.bulk_update(there.values(), ["office", *terms.FIELDS])
        new = {}
        for key, match in stays.items():
            if not self.terms[key]:
                new[key] = Term(
                    person_id=self.person(match),
                    office_id=self.office(match),
                    source=match.row.source,
                    **match.stay.facts,
                )
                self.changed(new[key].person_id, **{_office_words(match.row): (None, "term added")})
        Term.objects.bulk_create(new.values())
        self.terms |= {key: term.pk for key, term in new.items()}

    def _update_term(self, match, there):
        """Carry one row into the term that it already belongs to."""
        row, known = match.row, match.known
        pk = (known and known.term) or (match.stay and self.terms[id(match.stay)])
        term = there.get(pk)
        if term is None:
            return
        before = {name: getattr(term, name) for name in ("office_id", *terms.FIELDS)}
        facts = terms.VACATED if row.status == VACANT else row.facts | _end(match.stay)
        changes, kept = terms.update(term, facts, known.said if known else {})
        office = self.office(match)
        if known and known.office == term.office_id and office != term.office_id:
            changes["office"] = (term.office_id, office)
            term.office_id = office
            self.report.warn(row.line, "office", "Another office than before; the term moves.")
        wrong = terms.impossible(term)
        if wrong:
            for name, value in before.items():
                setattr(term, name, value)
            self.report.refuse(row.line, "end_date", wrong)
            return
        for name in kept:
            self.report.warn(row.line, name, "Changed here since; ours is kept.")
        if changes:
            self.changed(
                term.person_id,
                **{f"{_office_words(row)}: {name}": change for name, change in changes.items()},
            )

    def _contacts(self):
        """Official ways to reach people; a personal address only for those the file made."""
        there = self._contacts_there()
        said = Counter(
            (self.person(match), kind, value.lower())
            for match in self.matched.matches
            for kind, value in match.row.contacts.items()
        )
        new, changed = [], []
        for match in self.todo:
            person = self.person(match)
            for kind, value in match.row.contacts.items():
                key = (person, kind, ContactUse.OFFICIAL, value.lower())
                if key in there:
                    continue
                told = match.known and match.known.said.get(kind, "").lower()
                if told == value.lower():  # taken away here since: it stays away
                    continue
                old = told and not said[person, kind, told] and there.pop((*key[:3], told), None)
                contact = old or ContactPoint(person_id=person, kind=kind, use=ContactUse.OFFICIAL)
                contact.value, contact.verified_at, contact.bounced_at = value, None, None
                there[key] = contact
                (changed if old else new).append(contact)
                self.changed(person, **{f"official {CONTACT_COLUMNS[kind]}": (None, "changed")})
            address = match.row.personal_email
            key = (person, ContactKind.EMAIL, ContactUse.PERSONAL, address)
            if address and isinstance(match.person, tuple) and key not in there:
                there[key] = ContactPoint(person_id=person, kind=key[1], use=key[2], value=address)
                new.append(there[key])
        ContactPoint.objects.bulk_update(changed, ["value", "verified_at", "bounced_at"])
        ContactPoint.objects.bulk_create(new)

    def _contacts_there(self):
        known = {match.person for match in self.todo if isinstance(match.person, int)}
        return {
            (each.person_id, each.kind, each.use, each.value.lower()): each
            for batch in batches(known)
            for each in ContactPoint.objects.filter(person__in=batch)
        }

    def _chapters(self):
        """A file puts the people it makes into a chapter; from then on that is for people."""
        joined = {
            (self.person(match), self.checked.chapters[match.row.chapter])
            for match in self.todo
            if match.row.chapter and isinstance(match.person, tuple)
        }
        Membership.objects.bulk_create(
            Membership(
                person_id=person,
                group_id=chapter,
                since=timezone.localdate(self.at),
                decided_by=self.by,
                decided_at=self.at,
            )
            for person, chapter in sorted(joined)
        )

    def _records(self):
        SourceRecord.objects.bulk_create(
            [
                SourceRecord(
                    source=match.row.source,
                    external_id=match.row.ref,
                    person_id=self.person(match),
                    office_id=self.office(match),
                    term_id=(match.known and match.known.term) or self.terms.get(id(match.stay)),
                    digest=match.digest,
                    said=said(match),
                    read_at=self.at,
                )
                for match in self.todo
                if self.report.lines[match.row.line] is not Outcome.REFUSED
            ],
            update_conflicts=True,
            unique_fields=["source", "external_id"],
            update_fields=["person", "office", "term", "digest", "said", "read_at"],
        )

    def _audit(self):
        people = Person.including_merged.in_bulk(self.after)
        audit.record_many(
            {
                "subject": people[pk],
                "action": "roster.import",
                "by": self.by,
                "at": self.at,
                "before": self.before[pk],
                "after": after,
            }
            for pk, after in self.after.items()
        )


def digest(match) -> str:
    """A hash over all that a row leads to, so that an equal one has nothing to do."""
    row = {
        name: value
        for name, value in vars(match.row).items()
        if name not in ("line", "personal_email", "chapter")
    }
    text = json.dumps([row, _end(match.stay) if match.stay else None], default=str, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def said(match) -> dict:
    """What a row says of its person and term, to tell the file's changes from ours later."""
    if match.row.status == VACANT:
        return {}
    facts = match.row.facts | _end(match.stay)
    return {
        "given": match.row.given,
        "family": match.row.family,
        **match.row.contacts,
        **{name: terms.plain(value) for name, value in facts.items()},
    }


def _end(stay):
    return {name: stay.facts[name] for name in terms.END}


def _known_term(stay):
    return next((each.known.term for each in stay.tellers if each.known and each.known.term), None)


def _said_name(match):
    return match.known.said.get("given", ""), match.known.said.get("family", "")


def _office_words(row):
    return ", ".join(filter(None, (row.title, row.seat_label)))
