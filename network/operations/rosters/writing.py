"""Writes what a roster file says, a table at a time, and only what its source owns."""

from collections import Counter, defaultdict

from django.utils import timezone

from network import audit
from network.models import ContactPoint, Membership, Office, Person, SourceRecord, Term
from network.models.people import ContactKind, ContactUse
from network.operations.files import Outcome

from . import remembering, telling, terms
from .checking import batches, elected_at_once
from .matching import close
from .reading import VACANT

CONTACT_COLUMNS = {
    ContactKind.EMAIL: "email",
    ContactKind.PHONE: "phone",
    ContactKind.URL: "website",
}


NAMES = ("given", "family", "sort_key")


class Writer:
    """Carries the rows of one file into the tables, in an order that no constraint minds."""

    def __init__(self, todo, matched, checked, report, *, by, at, journal):
        self.todo, self.matched, self.checked, self.report = todo, matched, checked, report
        self.by, self.at, self.journal = by, at, journal
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
        self._terms()
        self._names()
        self._contacts()
        self._chapters()
        self._records()
        self._audit()
        if self.journal.batch is not None:
            self.report.people |= {
                match.row.line: self.person(match) for match in self.todo if match.person
            }

    def office(self, match):
        return self.checked.offices[match.office]

    def person(self, match):
        return self.people.get(match.person, match.person)

    def refused(self, match) -> bool:
        return self.report.lines[match.row.line] is Outcome.REFUSED

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
        self.journal.made(places.new.values())

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
        self.journal.made(new.values())
        self.checked.offices |= {key: office.pk for key, office in new.items()}

    def _people(self):
        new = {}
        for match in self.todo:
            if isinstance(match.person, tuple) and match.person not in new:
                person = Person(given=match.row.given, family=match.row.family)
                person.fold_names()
                new[match.person] = person
        Person.objects.bulk_create(new.values())
        self.journal.made(new.values())
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
            and not self.refused(match)
            and _said_name(match) != (match.row.given, match.row.family)
        ]
        people = _held(Person, [match.known.person for match in renamed])
        for match in renamed:
            person = people.get(match.known.person)
            name = (match.row.given, match.row.family)
            if person is None or (person.given, person.family) == name:
                continue
            if (person.given, person.family) != _said_name(match):
                self.report.warn(match.row.line, "name", "Changed here since; ours is kept.")
                continue
            old, before = person.name, {each: getattr(person, each) for each in NAMES}
            person.given, person.family = name
            person.version += 1
            person.fold_names()
            self.journal.changed(person, before)
            self.changed(person.pk, name=(old, person.name))
            self.report.tell(match.row.line, "name", old, person.name)
        Person.objects.bulk_update(people.values(), ["given", "family", "sort_key", "version"])

    def _terms(self):
        stays = {}
        for match in self.todo:
            if match.stay:
                stays.setdefault(id(match.stay), match)
                self.terms.setdefault(id(match.stay), _known_term(match.stay))
        known = {match.known.term for match in self.todo if match.known}
        there = _held(
            Term, {pk for pk in (*known, *self.terms.values(), *self.checked.to_close) if pk}
        )
        before = {pk: _facts(term) for pk, term in there.items()}
        for pk in self.checked.to_close:
            facts = vars(there[pk])
            close(facts)
            self.changed(there[pk].person_id, term=(None, "completed"))
        for match in self.todo:
            self._update_term(match, there)
        Term.objects.bulk_update(there.values(), ["office", *terms.FIELDS])
        for pk, term in there.items():
            self.journal.changed(term, before[pk])
        new = {}
        for key, match in stays.items():
            if not self.terms[key]:
                new[key] = Term(
                    person_id=self.person(match),
                    office_id=self.office(match),
                    source=match.row.source,
                    **match.stay.facts,
                )
                words = telling.office_words(match.row)
                self.changed(new[key].person_id, **{words: (None, "term added")})
                telling.term_added(self.report, match.row, match.stay.facts)
        Term.objects.bulk_create(new.values())
        self.journal.made(new.values())
        self.terms |= {key: term.pk for key, term in new.items()}

    def _update_term(self, match, there):
        """Carry one row into the term that it already belongs to."""
        row, known = match.row, match.known
        pk = (known and known.term) or (match.stay and self.terms[id(match.stay)])
        term = there.get(pk)
        if term is None:
            return
        before = _facts(term)
        facts = terms.VACATED if row.status == VACANT else row.facts | remembering.end(match.stay)
        changes, kept = terms.update(term, facts, known.said if known else {}, row.blanks)
        office = self.office(match)
        if known and known.office == term.office_id and office != term.office_id:
            changes["office"] = (term.office_id, office)
            term.office_id = office
            self.report.warn(row.line, "office", "Another office than before; the term moves.")
            self.report.tell(row.line, "office", None, telling.office_words(row))
        wrong = terms.impossible(term)
        if wrong:
            for name, value in before.items():
                setattr(term, name, value)
            self.report.refuse(row.line, "end_date", wrong)
            return
        for name in kept:
            self.report.warn(row.line, name, "Changed here since; ours is kept.")
        if changes:
            telling.term_changed(self.report, row, changes)
            words = telling.office_words(row)
            self.changed(
                term.person_id, **{f"{words}: {name}": change for name, change in changes.items()}
            )

    def _contacts(self):
        """Official ways to reach people, and the personal address of those the file makes."""
        there = self._contacts_there()
        said = Counter(
            (self.person(match), kind, value.lower())
            for match in self.matched.matches
            for kind, value in match.row.contacts.items()
        )
        new, changed, gone = [], [], []
        for match in self.todo:
            if self.refused(match):
                continue
            for kind, value in match.row.contacts.items():
                contact, before = self._contact(match, kind, value, there, said)
                if before:
                    changed.append((contact, before))
                elif contact:
                    new.append(contact)
            gone += self._emptied(match, there, said)
            contact = self._personal(match, there)
            if contact:
                new.append(contact)
        ContactPoint.objects.bulk_update(
            [contact for contact, _ in changed], ["value", "verified_at", "bounced_at"]
        )
        ContactPoint.objects.bulk_create(new)
        self.journal.made(new)
        for contact, before in changed:
            self.journal.changed(contact, before)
        self.journal.taken(gone)
        ContactPoint.objects.filter(pk__in=[contact.pk for contact in gone]).delete()

    def _contact(self, match, kind, value, there, said):
        """(what to write, how it was before): nothing for what is there or was taken away here."""
        person = self.person(match)
        key = (person, kind, ContactUse.OFFICIAL, value.lower())
        told = match.known and match.known.said.get(kind, "").lower()
        if key in there or told == value.lower():
            return None, None
        old = told and not said[person, kind, told] and there.pop((*key[:3], told), None)
        contact = old or ContactPoint(person_id=person, kind=kind, use=ContactUse.OFFICIAL)
        before = old and {name: getattr(old, name) for name in ("value", "verified_at")}
        contact.value, contact.verified_at, contact.bounced_at = value, None, None
        there[key] = contact
        self.changed(person, **{f"official {CONTACT_COLUMNS[kind]}": (None, "changed")})
        self.report.tell(
            match.row.line, telling.CONTACTS[kind], before and before["value"], contact.value
        )
        return contact, before or None

    def _emptied(self, match, there, said):
        """Ways that this row named before, now an empty cell that makes empty."""
        person = self.person(match)
        for kind in match.row.blanks:
            told = kind in telling.CONTACTS and match.known and match.known.said.get(kind, "")
            if not told or said[person, kind, told.lower()]:
                continue
            old = there.pop((person, kind, ContactUse.OFFICIAL, told.lower()), None)
            if old:
                self.changed(person, **{f"official {CONTACT_COLUMNS[kind]}": (None, "removed")})
                self.report.tell(match.row.line, telling.CONTACTS[kind], old.value, None)
                yield old

    def _personal(self, match, there):
        """A personal address is only for those whom the file makes."""
        address, person = match.row.personal_email, self.person(match)
        key = (person, ContactKind.EMAIL, ContactUse.PERSONAL, address)
        if not address or not isinstance(match.person, tuple) or key in there:
            return None
        self.report.tell(match.row.line, "personal e-mail", None, address)
        there[key] = ContactPoint(person_id=person, kind=key[1], use=key[2], value=address)
        return there[key]

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
        new = [
            Membership(
                person_id=person,
                group_id=chapter,
                since=timezone.localdate(self.at),
                decided_by=self.by,
                decided_at=self.at,
            )
            for person, chapter in sorted(joined)
        ]
        Membership.objects.bulk_create(new)
        self.journal.made(new)

    def _records(self):
        written = [match for match in self.todo if not self.refused(match)]
        records = [
            SourceRecord(
                source=match.row.source,
                external_id=match.row.ref,
                person_id=self.person(match),
                office_id=self.office(match),
                term_id=(match.known and match.known.term) or self.terms.get(id(match.stay)),
                digest=match.digest,
                said=remembering.said(match),
                read_at=self.at,
            )
            for match in written
        ]
        SourceRecord.objects.bulk_create(
            records,
            update_conflicts=True,
            unique_fields=["source", "external_id"],
            update_fields=["person", "office", "term", "digest", "said", "read_at"],
        )
        for match, record in zip(written, records, strict=True):
            if match.known is None:
                self.journal.made([record])
            else:
                record.pk = match.known.record["id"]
                self.journal.changed(record, match.known.record)

    def _audit(self):
        """Who was made here is named, not pointed to: an import that is undone takes them back."""
        made = set(self.people.values())
        there = Person.including_merged.in_bulk([pk for pk in self.after if pk not in made])
        audit.record_many(
            {
                "subject": there.get(pk) or f"{Person._meta.label_lower}:{pk}",
                "action": "roster.import",
                "by": self.by,
                "at": self.at,
                "before": self.before[pk],
                "after": after,
            }
            for pk, after in self.after.items()
        )


def _facts(term):
    return {name: getattr(term, name) for name in ("office_id", *terms.FIELDS)}


def _held(model, keys):
    """Rows that are about to change, {pk: row}, held against everybody else until it is done."""
    return model.objects.select_for_update(of=("self",)).in_bulk(keys)


def _known_term(stay):
    return next((each.known.term for each in stay.tellers if each.known and each.known.term), None)


def _said_name(match):
    return match.known.said.get("given", ""), match.known.said.get("family", "")
