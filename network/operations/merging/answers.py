"""What somebody agreed to and to whom they are shown: of two answers the stricter holds."""

from network.models import Consent, DirectoryChoice
from network.models.profiles import SHOWN_AT_FIRST, ShownTo

from .registry import Merging, Part, Rule, register


def _consents(merging: Merging):
    """A no is carried over as a new answer; a yes was given for the other record only."""
    mine, theirs = merging.split(Consent.objects.select_related("by", "group"))
    held = {answer.purpose: answer for answer in mine}
    for purpose, answer in {answer.purpose: answer for answer in theirs}.items():
        ours = held.get(purpose)
        if answer.given or (ours and not ours.given):
            continue
        merging.journal.made(_say_again(answer, merging.survivor, by=answer.by, at=merging.at))


def take_back(line: dict, *, survivor, by, at) -> bool:
    """Undo a no that was carried over: the answer that held before is given once more.

    Not where they have answered since, nor where they had never been asked.
    """
    carried = Consent.objects.get(pk=line["key"])
    answers = survivor.consents.filter(purpose=carried.purpose)
    if answers.filter(pk__gt=carried.pk).exists():
        return False
    before = answers.filter(pk__lt=carried.pk).order_by("-pk").first()
    if before is None:
        return False
    _say_again(before, survivor, by=by, at=at)
    return True


def _say_again(answer, person, *, by, at):
    return Consent.objects.create(
        person=person,
        purpose=answer.purpose,
        group=answer.group,
        given=answer.given,
        text_version=answer.text_version,
        how=answer.how,
        by=by,
        at=at,
    )


def _directory(merging: Merging):
    """Whoever hid a part in either record stays hidden; the merged record keeps its choices."""
    ours, others = merging.split(DirectoryChoice.objects.all())
    mine = {choice.part: choice for choice in ours}
    theirs = {choice.part: choice.shown_to for choice in others}
    for part, shown_at_first in SHOWN_AT_FIRST.items():
        shown = mine[part].shown_to if part in mine else shown_at_first
        if theirs.get(part) != ShownTo.NOBODY or shown == ShownTo.NOBODY:
            continue
        if part in mine:
            merging.journal.change(mine[part], shown_to=ShownTo.NOBODY)
        else:
            hidden = DirectoryChoice(person=merging.survivor, part=part, shown_to=ShownTo.NOBODY)
            hidden.save()
            merging.journal.made(hidden)


register(
    "network.Consent.person",
    Rule(
        "Stays; a no of the merged record is given once more for the survivor.",
        _consents,
        Part(
            "network.consent",
            "answer to what we may do",
            "answers to what we may do",
            lambda viewer: Consent.objects.all(),
            moves=False,
        ),
    ),
)
register(
    "network.DirectoryChoice.person",
    Rule("Stays; what either record hides the survivor hides.", _directory),
)
