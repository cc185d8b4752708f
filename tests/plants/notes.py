"""Notes about somebody of the other chapter, and what is to be done about them."""

from django.utils import timezone

from network import audit
from network.models import AuditEntry, Interaction, NextAction
from network.models.interactions import Visibility


def plant(made, known):
    now = timezone.now()
    wrote = known.national.user
    notes = []
    for visibility, name, text, readers in (
        (Visibility.SCOPE, "note", "collects narwhal stamps", "national admin"),
        (Visibility.NATIONAL, "national note", "feuds about marmalade", "national admin"),
        (Visibility.OWN, "own note", "hums Vivaldi at hearings", "national"),
    ):
        note = Interaction.objects.create(
            at=now,
            by=wrote,
            scope=known.theirs,
            visibility=visibility,
            body=made.plant(name, text, readers=readers),
        )
        # The director sees one of the two people, and is not told of the note all the same.
        note.people.set([known.other, known.asker])
        notes.append(note)
    step = NextAction.objects.create(
        person=known.other,
        text=made.plant("next step", "return the borrowed theremin", readers="national admin"),
        owner=wrote,
        due_on=timezone.localdate(),
        scope=known.theirs,
        made_by=wrote,
        made_at=now,
    )
    near = NextAction.objects.create(
        person=known.asker,
        text=made.plant("next step elsewhere", "ask after the okapi", readers="national admin"),
        owner=wrote,
        due_on=timezone.localdate(),
        scope=known.theirs,
        made_by=wrote,
        made_at=now,
    )
    entry = audit.record(
        known.other,
        "network.person_edited",
        by=wrote,
        at=now,
        before={"other_names": made.plant("old name", "Gossamerine", readers="national admin")},
        after={"other_names": ""},
    )
    hidden = AuditEntry.including_private.filter(action="caucuses.ask").first()
    for note in notes:
        made.value("note", note.public_id)
    made.value("step", step.public_id)
    made.value("step", near.public_id)
    made.value("entry", entry.public_id)
    made.value("entry", hidden.public_id)
    made.value("part", "other_names")
    made.value("part", "end")
