"""Taking an import back: what it changed becomes what it was, what it made goes.

What somebody has changed since stays as it is, and so does whatever something else hangs on
by now; each is listed with its reason. Nobody who was there before the import goes. It runs
through the journal backwards, with one exception: the record of a row whose person stays is
kept, so that the same file finds them again.
"""

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, prefetch_related_objects
from django.utils.formats import date_format
from django.utils.timezone import localtime

from network import audit
from network.models import (
    AuditEntry,
    ContactPoint,
    ImportChange,
    ImportRow,
    Jurisdiction,
    Membership,
    Office,
    Person,
    SourceRecord,
    Term,
)
from network.models.imports import BatchState

from .journal import fields_of, plain
from .rosters import terms
from .rosters.checking import batches

#: Fields that only make sense together are put back together, or not at all.
TOGETHER = {
    Term: (*terms.GROUPS, ("office_id",)),
    Person: (("given", "family", "sort_key"),),
    ContactPoint: (("value", "verified_at"),),
    SourceRecord: (("office_id", "term_id", "digest", "said", "read_at"), ("person_id",)),
}
#: What people are made of comes off before them; places come last, when nobody is there.
LAST = (Person, Office, Jurisdiction)
#: Set by machines: what differs only in these was not touched by anybody.
BY_MACHINE = {"bounced_at"}
USED = "kept: something else belongs to it by now."
NO_FIT = "kept: what it was before does not fit what is there now."


def later_import(batch):
    """The first import after this one that wrote to the same rows and is not undone, or None."""
    mine = ImportChange.objects.filter(batch=batch, label=OuterRef("label"), key=OuterRef("key"))
    change = (
        ImportChange.objects.filter(
            Exists(mine), batch__state=BatchState.DONE, batch__committed_at__gte=batch.committed_at
        )
        .exclude(batch=batch)
        .select_related("batch")
        .defer("batch__data")
        .order_by("pk")
        .first()
    )
    return change and change.batch


def refuse_after_later(batch) -> None:
    """Raises ValidationError("later"), which names the import to be undone first."""
    later = later_import(batch)
    if later:
        raise ValidationError(
            f"“{later.name}”, imported on {_day(later.committed_at)}, changed the same rows. "
            "Undo that one first.",
            code="later",
        )


def take_back(batch, *, by, at) -> None:
    """Put everything back in the caller's transaction; the batch is held, and being undone.

    Raises ValidationError("later").
    """
    refuse_after_later(batch)
    Undoing(batch, by=by, at=at).run()
    batch.state, batch.saying, batch.undone_at = BatchState.UNDONE, "", at
    batch.done = batch.total
    batch.save(update_fields=["state", "saying", "undone_at", "done"])


class Undoing:
    def __init__(self, batch, *, by, at):
        self.batch, self.by, self.at = batch, by, at
        self.made, self.changed, self.taken = {}, {}, {}
        """Changes by model and key."""
        for change in batch.changes.order_by("pk"):
            kind = self.made if change.before is None else self.changed
            kind = kind if change.after else self.taken
            kind.setdefault(apps.get_model(change.label), {})[change.key] = change
        self.kept = []
        """(change, row, reason): no reason where somebody changed the row since."""
        self.entries = []

    def run(self) -> None:
        backwards = [model for model in reversed(self.made) if model is not SourceRecord]
        self._loosen_records()
        for model in backwards:
            if model not in LAST:
                self._remove(model)
        for model in self.changed:
            self._restore(model)
        self._bring_back()
        for model in backwards:
            if model in LAST:
                self._remove(model)
        self._remove_records()
        self._list_kept()
        self._note(f"{self.batch._meta.label_lower}:{self.batch.pk}", after=self._summary())
        audit.record_many(self.entries)

    def _loosen_records(self):
        """The records this import made hold on to no term and no office any more."""
        for keys in batches(self.made.get(SourceRecord, ())):
            SourceRecord.objects.filter(pk__in=keys).update(term=None, office=None, digest="")

    def _remove_records(self):
        """Only those stay whose person stays though this import made them."""
        staying = set()
        for keys in batches(self.made.get(Person, ())):
            staying |= set(Person.including_merged.filter(pk__in=keys).values_list("pk", flat=True))
        for keys in batches(self.made.get(SourceRecord, ())):
            leading = SourceRecord.objects.filter(pk__in=keys).values_list("pk", "person")
            gone = [key for key, person in leading if person not in staying]
            SourceRecord.objects.filter(pk__in=gone).delete()

    def _remove(self, model):
        changes = self.made[model]
        rows = _held(model, changes)
        touched = {key for key, row in rows.items() if _is_touched(row, changes[key].after)}
        used = self._used(model, rows)
        for key in [key for key in rows if key in touched | used]:
            self.kept.append((changes[key], rows[key], "" if key in touched else USED))
        going = set(rows) - touched - used
        for keys in batches(going):
            if model is Person:
                mine = self.made.get(SourceRecord, {})
                records = SourceRecord.objects.filter(person__in=keys).values_list("pk", flat=True)
                SourceRecord.objects.filter(pk__in=[pk for pk in records if pk in mine]).delete()
                for key in keys:
                    name = rows[key].name
                    self._note(f"{model._meta.label_lower}:{key}", before={"name": name})
            model._base_manager.filter(pk__in=keys).delete()

    def _used(self, model, keys):
        """Which of these anything else points to, whatever it is and whoever may see it."""
        found = set()
        for relation in model._meta.get_fields(include_hidden=True):
            is_pointed = relation.auto_created and (relation.one_to_many or relation.one_to_one)
            if not is_pointed or relation.related_model is ImportRow:
                continue
            pointing, name = relation.related_model, relation.field.name
            mine = self.made.get(SourceRecord, {}) if pointing is SourceRecord else {}
            for some in batches(keys):
                found |= {
                    key
                    for key, pk in pointing._base_manager.filter(**{f"{name}__in": some})
                    .order_by()
                    .values_list(relation.field.attname, "pk")
                    if pk not in mine
                }
        return found

    def _restore(self, model):
        rows = _held(model, self.changed[model])
        for key, change in self.changed[model].items():
            if key in rows:
                self._restore_one(change, rows[key])

    def _restore_one(self, change, row):
        back, differs = {}, False
        for names in TOGETHER[type(row)]:
            ours = [name for name in names if name in change.after]
            if all(plain(getattr(row, name)) == change.after[name] for name in ours):
                back |= {name: change.before[name] for name in ours}
            else:
                differs = True
        before = {name: getattr(row, name) for name in back}
        fits = not back or self._put_back(row, back)
        if type(row) is SourceRecord:
            return
        if differs or not fits:
            self.kept.append((change, row, "" if differs else NO_FIT))
        if back and fits:
            after = {name: getattr(row, name) for name in back}
            self._note(row, person=_person_of(row), before=before, after=after)

    def _put_back(self, row, values):
        for name, value in values.items():
            setattr(row, name, _field(type(row), name).to_python(value))
        if isinstance(row, Person) and values:
            row.version += 1  # whoever has an old form open is told
        if isinstance(row, Term) and terms.impossible(row):
            return False
        return _saved(row)

    def _bring_back(self):
        """What the import took away comes back, unless it is there again or its person is gone."""
        for change in self.taken.get(ContactPoint, {}).values():
            names = {
                name: _field(ContactPoint, name).to_python(value)
                for name, value in change.before.items()
            }
            row = ContactPoint(pk=change.key, **names)
            if Person.objects.filter(pk=row.person_id).exists() and not _saved(row, insert=True):
                self.kept.append((change, row, NO_FIT))

    def _list_kept(self):
        """Say in the journal what stays and why."""
        for model in {type(row) for _, row, _ in self.kept}:
            rows = [row for _, row, _ in self.kept if type(row) is model]
            prefetch_related_objects(rows, *_WORDS_NEED.get(model, ()))
        who = self._who_changed({_person_id(row) for _, row, why in self.kept if not why})
        for change, row, why in self.kept:
            name = f"{row._meta.label_lower}:{row.pk}"
            change.kept = f"{_words(row)}: {why or who.get(name, 'kept: changed since.')}"[:300]
        ImportChange.objects.bulk_update([each[0] for each in self.kept], ["kept"], batch_size=500)

    def _who_changed(self, people):
        """Who changed each row last, by the row as the trail names it."""
        last = {}
        for keys in batches(people - {None}):
            for entry in AuditEntry.objects.filter(
                person__in=keys, at__gt=self.batch.committed_at
            ).order_by("at", "pk"):
                last[entry.subject] = f"kept: changed on {_day(entry.at)} by {entry.by_name}."
        return last

    def _summary(self):
        return {
            "file": self.batch.name,
            "rows": sum(map(len, (*self.made.values(), *self.changed.values()))),
            "kept": len(self.kept),
        }

    def _note(self, subject, **fields):
        self.entries.append(
            {
                "subject": subject,
                "action": "roster.import_undone",
                "by": self.by,
                "at": self.at,
                **fields,
            }
        )


def _held(model, keys):
    rows = {}
    for some in batches(keys):
        rows |= model._base_manager.select_for_update(of=("self",)).in_bulk(some)
    return rows


def _is_touched(row, after):
    now = fields_of(row)
    return any(now[name] != value for name, value in after.items() if name not in BY_MACHINE)


def _saved(row, *, insert=False):
    try:
        with transaction.atomic():
            row.save(force_insert=insert)
    except IntegrityError:
        return False
    return True


def _field(model, attname):
    return next(each for each in model._meta.concrete_fields if each.attname == attname)


def _person_id(row):
    return row.pk if isinstance(row, Person) else getattr(row, "person_id", None)


def _person_of(row):
    return row if isinstance(row, Person) else getattr(row, "person", None)


_WORDS_NEED = {
    Term: ("person", "office__jurisdiction"),
    ContactPoint: ("person",),
    Membership: ("person", "group"),
    Office: ("jurisdiction",),
}


def _words(row):
    if isinstance(row, ContactPoint):
        return f"{row.person}, {row.get_use_display().lower()} {row.get_kind_display().lower()}"
    if isinstance(row, Membership):
        return f"{row.person}, {row.group}"
    return str(row)


def _day(instant):
    return date_format(localtime(instant), "F j, Y")
