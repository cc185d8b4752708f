"""What was said with whom: written down by staff, for the staff who may read it."""

from django.core.exceptions import ValidationError
from django.db import transaction

from network import audit
from network.models import AuditEntry, Group, Interaction, Person
from network.models.interactions import Visibility
from network.roles import GroupKind

from . import rows, versions

WORDS = ("kind", "happened_at", "scope", "visibility", "body")


def scopes_of(user):
    """Groups whose staff a writer may write for: their chapters, and for national staff the
    network, which only national staff read.
    """
    kinds = [GroupKind.NETWORK, GroupKind.CHAPTER]
    return Group.objects.open().editable_by(user).filter(kind__in=kinds)


@transaction.atomic
def write(*, people, kind, happened_at, scope, visibility, body, by, at):
    """Write down a call, meeting, e-mail or note about people the writer sees.

    The same again is the same one. Raises ValidationError: "people", "scope", "future", or
    the constraint's name.
    """
    people = _seen(people, by)
    _refuse(scope, happened_at, by, at)
    what = {"by": by, "kind": kind, "at": happened_at, "scope": scope, "visibility": visibility}
    what["body"] = body.strip()
    for same in Interaction.objects.filter(**what):
        if set(same.people.all()) == set(people):
            return same
    interaction = rows.keep(Interaction(**what))
    interaction.people.set(people)
    _record(interaction, "network.note_written", by, at, after={"kind": _kind(interaction)})
    return interaction


@transaction.atomic
def edit(*, interaction, version, by, at, **words):
    """Change one's own: any of `WORDS`. Of whom it is stays as it is.

    Raises ValidationError: "stale", "own", and what `write` raises.
    """
    if unknown := set(words) - set(WORDS):
        raise TypeError(f"Not to be changed: {', '.join(sorted(unknown))}")
    interaction = rows.lock(interaction)
    _refuse_others(interaction, by)
    versions.check(interaction, version, changes=_trail(interaction))
    happened_at = words.pop("happened_at", interaction.at)
    _refuse(words.get("scope", interaction.scope), happened_at, by, at)
    if "body" in words:
        words["body"] = words["body"].strip()
    _, after = rows.change(interaction, at=happened_at, **words)
    if after:
        interaction.version += 1
        interaction.save(update_fields=["version"])
        _record(interaction, "network.note_edited", by, at, after={"kind": _kind(interaction)})
    return interaction


@transaction.atomic
def remove(*, interaction, by, at):
    """Take back one's own: the trail keeps that there was one, not what it said.

    What is already gone stays gone. Raises ValidationError("own").
    """
    found = Interaction.objects.select_for_update().filter(pk=interaction.pk).first()
    if found is None:
        return
    _refuse_others(found, by)
    _record(found, "network.note_removed", by, at, after={"kind": _kind(found)})
    found.delete()


def _seen(people, by):
    wanted = {person.pk for person in people}
    seen = list(Person.objects.visible_to(by).filter(pk__in=wanted))
    if not wanted or len(seen) != len(wanted):
        raise ValidationError("Choose people whose records you see.", code="people")
    return seen


def _refuse(scope, happened_at, by, at):
    if not scopes_of(by).filter(pk=scope.pk).exists():
        raise ValidationError("Choose a group you keep.", code="scope")
    if happened_at > at:
        raise ValidationError(
            "This has not happened yet. Plan it as a next step instead.", code="future"
        )


def _refuse_others(interaction, by):
    if interaction.by_id != by.pk:
        raise ValidationError("Only who wrote it may change it.", code="own")


def _kind(interaction):
    return interaction.get_kind_display()


def _record(interaction, action, by, at, *, after):
    """On the trail of each of the people, under the group whose staff may read of it there."""
    group = _read_by(interaction)
    audit.record_many(
        {
            "subject": interaction,
            "action": action,
            "by": by,
            "at": at,
            "person": person,
            "group": group,
            "after": after,
        }
        for person in interaction.people.order_by("pk")
    )


def _read_by(interaction):
    if interaction.visibility == Visibility.SCOPE:
        return interaction.scope
    if interaction.visibility == Visibility.NATIONAL:
        return Group.objects.get(kind=GroupKind.NETWORK)
    return None


def _trail(interaction):
    return AuditEntry.objects.filter(subject=f"{interaction._meta.label_lower}:{interaction.pk}")
