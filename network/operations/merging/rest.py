"""Everything else that points to a person."""

from django.core.exceptions import ValidationError

from network.models import (
    Application,
    ContactPoint,
    DuplicatePair,
    ImportRow,
    Interaction,
    Interest,
    Letter,
    NextAction,
    Prospect,
    SourceRecord,
    Speaks,
    Tag,
    Tagging,
    Volunteer,
)
from network.models.duplicates import Decision
from network.models.erasures import Erasure
from network.models.prospects import OPEN_STAGES, Closing, Stage
from network.models.volunteers import VolunteerState

from .registry import Merging, Part, Rule, may_remove, register

Together = Interaction.people.through


def moving(model, column="person_id"):
    """All rows move."""

    def apply(merging: Merging):
        merging.journal.move_all(model, column, merging.merged, merging.survivor)

    return apply


def moving_once(model, same):
    """Rows move, except those whose like (by the column `same`) the survivor has."""

    def apply(merging: Merging):
        mine, theirs = merging.split(model._base_manager.all())
        has = {getattr(row, same) for row in mine}
        for row in theirs:
            if getattr(row, same) in has:
                merging.journal.remove(row)
        rest = [row for row in theirs if getattr(row, same) not in has]
        merging.journal.move(rest, "person_id", merging.survivor)

    return apply


def chosen(model, same, choice):
    """As `moving_once`; or all of one record alone, where somebody chose so."""
    join = moving_once(model, same)

    def apply(merging: Merging):
        keep = merging.choices.get(choice, "both")
        given_up = {"survivor": merging.merged, "merged": merging.survivor}.get(keep)
        if given_up is not None:
            for row in model._base_manager.filter(person=given_up):
                merging.journal.remove(row)
        join(merging)

    return apply


def _contacts(merging: Merging):
    mine, theirs = merging.split(ContactPoint.objects.all())
    known = {_way(contact): contact for contact in mine}
    rest = []
    for contact in theirs:
        twin = known.get(_way(contact))
        if twin is None:
            rest.append(contact)
            continue
        merging.journal.remove(contact)
        merging.journal.change(
            twin,
            verified_at=twin.verified_at or contact.verified_at,
            bounced_at=twin.bounced_at or contact.bounced_at,
        )
    merging.journal.move(rest, "person_id", merging.survivor)


def _way(contact):
    return contact.kind, contact.use, contact.value.lower()


def _applications(merging: Merging):
    if all(merging.split(Application.objects.waiting())):
        raise ValidationError(
            "Both wait for an answer to an application. Decide one of them first.",
            code="two_applications",
        )
    moving(Application)(merging)


def _erasures(merging: Merging):
    """Else a merge would carry off what is to be erased, or give over what is not."""
    both = [merging.survivor, merging.merged]
    if Erasure.objects.waiting().filter(person__in=both).exists():
        raise ValidationError(
            "One of them waits to be erased. That is done, or taken back, first.", code="erasing"
        )


def _volunteers(merging: Merging):
    """Of two open offers for one seat the one on the shortlist stays, or the survivor's."""
    mine, theirs = merging.split(Volunteer.objects.waiting())
    offered = {row.seat_id: row for row in mine}
    for row in theirs:
        twin = offered.get(row.seat_id)
        if twin is None:
            continue
        better = (row.state, twin.state) == (VolunteerState.SHORTLISTED, VolunteerState.NEW)
        merging.journal.change(
            twin if better else row,
            state=VolunteerState.WITHDRAWN,
            decided_by_id=merging.by.pk if merging.by else None,
            decided_at=merging.at,
        )
    moving(Volunteer)(merging)


def _prospects(merging: Merging):
    """Of two that are followed up the one that has come further stays, and who brought whom."""
    mine, theirs = merging.split(Prospect.objects.open())
    if mine and theirs:
        kept, gone = mine[0], theirs[0]
        if OPEN_STAGES.index(gone.stage) > OPEN_STAGES.index(kept.stage):
            kept, gone = gone, kept
        merging.journal.change(
            gone, stage=Stage.CLOSED, closed_reason=Closing.MERGED, moved_at=merging.at
        )
        if kept.referred_by_id is None and kept.referred_for_id is None:
            merging.journal.change(
                kept,
                referred_by_id=gone.referred_by_id,
                referred_for_id=gone.referred_for_id,
                words=kept.words or gone.words,
            )
    moving(Prospect)(merging)


def _pairs(merging: Merging):
    """The two are one now. Whom the merged record was told apart from, the survivor is too."""
    survivor, merged = merging.survivor, merging.merged
    by = merging.by.pk if merging.by else None
    for pair in DuplicatePair.objects.of(merged):
        other = pair.low_id if pair.high_id == merged.pk else pair.high_id
        if other == survivor.pk:
            merging.journal.change(
                pair, decision=Decision.MERGED, decided_by_id=by, decided_at=merging.at
            )
        elif pair.decision == Decision.APART:
            _keep_apart(merging, pair, other)


def _keep_apart(merging, pair, other):
    low, high = sorted((merging.survivor.pk, other))
    told = {
        "decision": Decision.APART,
        "decided_by_id": pair.decided_by_id,
        "decided_at": pair.decided_at,
    }
    row, is_new = DuplicatePair.objects.get_or_create(
        low_id=low,
        high_id=high,
        defaults={
            "score": pair.score,
            "reasons": pair.reasons,
            "found_at": merging.at,
            **told,
        },
    )
    if is_new:
        merging.journal.made(row)
    elif row.decision == Decision.OPEN:
        merging.journal.change(row, **told)


def _part(model, one, many, seen=None):
    return Part(model._meta.label_lower, one, many, seen or (lambda viewer: model.objects.all()))


def _seen_notes(viewer):
    return Together.objects.filter(interaction__in=Interaction.objects.visible_to(viewer))


def _seen_tags(viewer):
    return Tagging.objects.filter(tag__in=Tag.objects.editable_by(viewer))


def _open_letters(viewer):
    return Letter.objects.filter(private=False)


ONCE = "Moves; what the survivor has already is not kept twice."
may_remove(ContactPoint, Speaks, Interest, Tagging, Together)
for _relation, _rule in {
    "ContactPoint.person": Rule(
        ONCE, _contacts, _part(ContactPoint, "way to reach them", "ways to reach them")
    ),
    "Application.person": Rule(
        "Moves; two that wait are refused.",
        _applications,
        _part(Application, "application", "applications", Application.objects.editable_by),
    ),
    "Interaction_people.person": Rule(
        ONCE,
        moving_once(Together, "interaction_id"),
        _part(Together, "call, meeting or note", "calls, meetings and notes", _seen_notes),
    ),
    "Interaction.people": Rule("By the rows between: see Interaction_people."),
    "NextAction.person": Rule(
        "Moves.",
        moving(NextAction),
        _part(NextAction, "next action", "next actions", NextAction.objects.visible_to),
    ),
    "Tagging.person": Rule(
        ONCE, moving_once(Tagging, "tag_id"), _part(Tagging, "tag", "tags", _seen_tags)
    ),
    "Speaks.person": Rule(
        "Both unless one was chosen.",
        chosen(Speaks, "language", "languages"),
        _part(Speaks, "language", "languages"),
    ),
    "Interest.person": Rule(
        "Both unless one was chosen.",
        chosen(Interest, "topic", "interests"),
        _part(Interest, "interest", "interests"),
    ),
    "Volunteer.person": Rule(
        "Moves; of two open offers for one seat one is taken back.",
        _volunteers,
        _part(
            Volunteer,
            "offer to serve",
            "offers to serve",
            Volunteer.objects.editable_by,
        ),
    ),
    "Prospect.person": Rule(
        "Moves; of two that are open the one that has come further stays.",
        _prospects,
        _part(
            Prospect,
            "follow-up as a prospect",
            "follow-ups as a prospect",
            Prospect.objects.editable_by,
        ),
    ),
    "Prospect.referred_by": Rule("Moves.", moving(Prospect, "referred_by_id")),
    "SourceRecord.person": Rule(
        "Moves, so that reading the file again finds the survivor.",
        moving(SourceRecord),
        _part(SourceRecord, "line of a file", "lines of files"),
    ),
    "ImportRow.person": Rule("Moves, so that the import's page leads on.", moving(ImportRow)),
    "Letter.person": Rule(
        "Moves.", moving(Letter), _part(Letter, "letter", "letters", _open_letters)
    ),
    "DuplicatePair.low": Rule("Decided; what was told apart stays apart.", _pairs),
    "DuplicatePair.high": Rule("As for the other side."),
    "Merge.survivor": Rule("Stays: it says what happened then."),
    "Merge.merged": Rule("Stays: it says what happened then."),
    "Erasure.person": Rule("Stays; while one waits a merge is refused.", _erasures),
    "AuditEntry.person": Rule("Stays: the trail is never rewritten."),
}.items():
    register(f"network.{_relation}", _rule)
