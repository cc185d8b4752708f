"""What somebody keeps true about themselves: profile, ways to reach them, what is shown."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from network import audit
from network.models import ContactPoint, DirectoryChoice, Interest, Speaks
from network.models.directory import choices_of
from network.models.people import ContactKind, ContactUse
from network.models.profiles import Language, Part, ShownTo, Topic

from . import contacts, people, rows

#: Uses somebody may add by themselves. Their personal address moves only once it is proven.
OWN_USES = (ContactUse.OFFICIAL, ContactUse.CAMPAIGN)
MOST_CONTACTS = 20


@transaction.atomic
def save(*, person, version, by, at, languages=None, topics=None, **names):
    """Change names, languages and topics, if the editor saw them as they are.

    `languages` and `topics` replace what was there; None leaves them. Raises
    ValidationError("stale") as `people.edit` does.
    """
    person = people.edit(person=person, version=version, by=by, at=at, **names)
    before, after = {}, {}
    for name, label, rival in (
        ("languages", Language, languages),
        ("interests", Topic, topics),
    ):
        old, new = _replace(person, name, label, rival)
        if old != new:
            before[name], after[name] = old, new
    if after:
        if person.version == version:
            person.version += 1
            person.save(update_fields=["version"])
        audit.record(person, "network.profile_edited", by=by, at=at, before=before, after=after)
    return person


def _replace(person, name, label, wanted) -> tuple[str, str]:
    """Make the person's languages or topics those wanted; answers with both in words."""
    model: Any
    model, field = (Speaks, "language") if name == "languages" else (Interest, "topic")
    rows_of = model.objects.filter(person=person)
    had = set(rows_of.values_list(field, flat=True))
    want = had if wanted is None else {label(value).value for value in wanted}
    rows_of.filter(**{f"{field}__in": had - want}).delete()
    model.objects.bulk_create(
        model(person=person, **{field: value}) for value in sorted(want - had)
    )
    return _say(label, had), _say(label, want)


def _say(label, values) -> str:
    return ", ".join(sorted(label(value).label for value in values))


@transaction.atomic
def add_contact(*, person, kind, use, value, by, at):
    """A way to reach somebody that they add themselves.

    Raises ValidationError: "personal" for anything of their own, which staff or a proven
    change of address put on record; "many" beyond what anybody needs.
    """
    if use not in OWN_USES:
        raise ValidationError("Choose your office’s or your campaign’s.", code="personal")
    person = rows.lock(person)
    if person.contacts.count() >= MOST_CONTACTS:
        raise ValidationError("That is enough: remove one first.", code="many")
    return contacts.add(person=person, kind=kind, use=use, value=value, by=by, at=at)


@transaction.atomic
def remove_contact(*, contact, by, at) -> None:
    """Take away a way to reach oneself; one that is gone stays gone.

    Raises ValidationError("sign_in") for the personal address: it is changed, not removed.
    """
    contact = ContactPoint.objects.select_for_update().filter(pk=contact.pk).first()
    if contact is None:
        return
    if (contact.kind, contact.use) == (ContactKind.EMAIL, ContactUse.PERSONAL):
        raise ValidationError(
            "You sign in with this address. Change it instead of removing it.", code="sign_in"
        )
    contacts.remove(contact=contact, by=by, at=at)


@transaction.atomic
def show(*, person, choices, by, at):
    """Say to whom parts of oneself are shown. `choices` maps parts to nobody or members.

    The same again changes nothing. Answers with what holds now.
    """
    person = rows.lock(person)
    held = choices_of(person)
    changed = {Part(part): ShownTo(to) for part, to in choices.items() if held[Part(part)] != to}
    for part, shown_to in changed.items():
        DirectoryChoice.objects.update_or_create(
            person=person, part=part, defaults={"shown_to": shown_to}
        )
    if changed:
        audit.record(
            person,
            "network.shown_changed",
            by=by,
            at=at,
            before={part.value: held[part].value for part in changed},
            after={part.value: to.value for part, to in changed.items()},
        )
    return held | changed
