"""Every table that holds something about a person: what of it they may read, what erasing does.

Apps above this one add what they hold. A test fails for a relation to Person that is in
neither list. Which fields are told follows from the models' own declarations: all but the
secret ones, and but those that lead to somebody else.
"""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.db import models
from django.db.models.functions import Cast

from network.models import (
    Application,
    AuditEntry,
    Consent,
    ContactPoint,
    DirectoryChoice,
    DuplicatePair,
    Erasure,
    Export,
    ImportChange,
    ImportRow,
    Interaction,
    Interest,
    Letter,
    Membership,
    Merge,
    NextAction,
    Person,
    PledgeSignature,
    PolicyAction,
    Prospect,
    SourceRecord,
    Speaks,
    Tagging,
    Term,
    TermReport,
    User,
    Volunteer,
)
from network.models.policies import ActionState
from network.roles import Privacy

from . import messages

FORMER = "a former member"
ON_REQUEST = "What staff noted: write to us and a person answers, after taking out what is others’."


@dataclass(frozen=True)
class Record:
    """The rows of one table that are about people, found by `link`, a path to the person."""

    key: str
    title: str
    model: type[models.Model]
    link: str = "person"
    only: tuple[str, ...] = ()
    """The fields told where the model is not ours and declares nothing."""
    but: tuple[str, ...] = ()
    withheld: str = ""
    """Why the person does not find it in their download, if they do not."""
    kept: str = ""
    """Why the rows outlive an erasure; without it they go."""
    empty: dict = field(default_factory=dict)
    """What an erasure puts into rows that are kept."""
    joins: tuple[str, ...] = ()
    """What the words of a row need besides its own relations, read with it."""
    among: Callable | None = None
    """Narrows the rows, where not all that the link finds are meant."""
    wipe: Callable | None = None
    """`wipe(rows, gone)` instead of deleting, where other people are on the same row."""

    def rows(self, people: Iterable[int]) -> models.QuerySet:
        """Without the managers' guards: private groups are left out by `among`."""
        found = models.QuerySet(self.model).filter(**{f"{self.link}__in": list(people)})
        return (self.among(found) if self.among else found).order_by("pk").distinct()

    def fields(self) -> list[models.Field]:
        own = [*self.model._meta.concrete_fields, *self.model._meta.local_many_to_many]
        if self.only:
            return [one for one in own if one.name in self.only]
        return [one for one in own if one.name not in self.but and self._may_tell(one)]

    def _may_tell(self, one) -> bool:
        """What nobody declared is secret."""
        declared = getattr(self.model, "privacy", {}).get(one.name, Privacy.SECRET)
        return declared != Privacy.SECRET and one.name != "id" and one.related_model not in _PEOPLE

    def erase(self, gone: "Gone") -> None:
        rows = self.rows(gone.keys)
        if self.wipe:
            self.wipe(rows, gone)
        elif not self.kept:
            models.QuerySet(self.model).filter(
                pk__in=list(rows.values_list("pk", flat=True))
            ).delete()
        elif self.empty:
            rows.order_by().update(**self.empty)


@dataclass(frozen=True)
class Gone:
    """Who is being erased: keys of the record and of those merged into it, and what names them."""

    keys: list[int]
    refs: list[str]
    """Their public ids."""
    users: list[int]
    names: list[str]
    addresses: list[str]


_PEOPLE = (Person, User)
_records: dict[str, Record] = {}

#: Relations to a person that are no record about them, with the reason.
EXCEPTIONS = {
    ("network.Person", "merged_into"): "the merged record itself is erased with the survivor",
}


def add(record: Record) -> None:
    _records[record.key] = record


def every() -> list[Record]:
    return list(_records.values())


def _public_groups(rows):
    """Memberships that are no secret; a caucus tells and erases its own."""
    return rows.filter(pk__in=Membership.objects.order_by().values("pk"))


def _opened(rows):
    return rows.filter(action="network.contact_revealed")


def _forget_notes(rows, gone) -> None:
    """A note about them alone goes; out of one about others too their name is taken."""
    for note in rows:
        others = note.people.exclude(pk__in=gone.keys)
        if not others.exists():
            note.delete()
            continue
        note.people.set(others)
        for name in gone.names:
            note.body = note.body.replace(name, FORMER)
        note.save(update_fields=["body"])


def _forget_letters(rows, gone) -> None:
    """Whatever went to them, whoever it names as its person, and what they wrote to members."""
    sent = models.Q(pk__in=list(rows.values_list("pk", flat=True)))
    for ref in gone.refs:
        sent |= models.Q(key__startswith=f"{messages.KIND}:{ref}:")
    for address in gone.addresses:
        sent |= models.Q(to__iexact=address)
    Letter.objects.filter(sent).delete()


def _forget_lines(rows, gone) -> None:
    """Lines of files that became them, or that hold an address of theirs."""
    lines = models.Q(person__in=gone.keys)
    for address in gone.addresses:
        lines |= models.Q(text__icontains=json.dumps(address)[1:-1])
    text = Cast("cells", models.TextField())
    ImportRow.objects.annotate(text=text).filter(lines).delete()


def _forget_actions(rows, gone) -> None:
    """What staff confirmed happened in public, and stays; nothing beside it leads to them."""
    happened = models.Q(state=ActionState.CONFIRMED)
    keys = list(rows.values_list("pk", flat=True))
    PolicyAction.objects.filter(~happened, pk__in=keys).delete()
    PolicyAction.objects.filter(pk__in=keys).update(
        named=False, link="", office_title=FORMER, reason=""
    )


def _with_the_sign_in(rows, gone) -> None:
    """Last of all, for what they did points to it: see `network.operations.erasure`."""


def forget_journal(gone: Gone) -> None:
    """What undoing an import would need of their rows. Before those go, or nothing names them."""
    for record in every():
        keys = list(record.rows(gone.keys).values_list("pk", flat=True))
        ImportChange.objects.filter(label=record.model._meta.label_lower, key__in=keys).delete()
    ImportChange.objects.filter(label="network.person", key__in=gone.keys).delete()
    theirs = models.Q(before__person_id__in=gone.keys)
    theirs |= models.Q(after__person_id__in=gone.keys)
    ImportChange.objects.filter(theirs).delete()  # of rows that are gone by now


for _record in (
    Record("contacts", "Ways to reach you", ContactPoint),
    Record("languages", "Languages", Speaks),
    Record("interests", "What you work on", Interest),
    Record("shown", "What you show in the directory", DirectoryChoice),
    Record(
        "consents",
        "Your answers about consent",
        Consent,
        kept="that an answer was given, and when, without who gave it",
    ),
    Record(
        "terms",
        "Offices",
        Term,
        joins=("office__jurisdiction",),
        kept="that the office was held, without by whom",
    ),
    Record(
        "memberships",
        "Memberships, roles and seats",
        Membership,
        joins=("seat__region",),
        among=_public_groups,
        kept="that a seat was held, and how many belonged, without who",
    ),
    Record(
        "reports",
        "What you told us of your offices",
        TermReport,
        joins=("term__person", "term__office__jurisdiction"),
    ),
    Record(
        "policies",
        "What you introduced or passed",
        PolicyAction,
        joins=("policy", "jurisdiction"),
        kept="that it was introduced or passed there, and when, without by whom",
        wipe=_forget_actions,
    ),
    Record("pledges", "Pledges you signed", PledgeSignature, joins=("pledge",)),
    Record("volunteering", "Seats you offered to take", Volunteer, joins=("seat__region",)),
    Record("applications", "Applications", Application),
    Record("letters", "Letters to you", Letter, wipe=_forget_letters),
    Record(
        "sources",
        "Files we know you from",
        SourceRecord,
        but=("digest",),
        joins=("office__jurisdiction", "term__person", "term__office__jurisdiction"),
    ),
    Record(
        "referrals",
        "People you told us of",
        Prospect,
        link="referred_by",
        joins=("office__jurisdiction",),
        kept="whom we talk to, without who told us",
        empty={"referred_by": None, "words": ""},
    ),
    Record(
        "erasures", "Requests to be erased", Erasure, kept="that it was done", empty={"reason": ""}
    ),
    Record(
        "opened",
        "Who opened your address or number",
        AuditEntry,
        only=("at", "by_name", "reason", "after"),
        among=_opened,
        kept="that somebody looked, and when, without whose it was",
    ),
    Record("account", "Your account", User, wipe=_with_the_sign_in),
    Record(
        "addresses",
        "Addresses you sign in with",
        EmailAddress,
        link="user__person",
        only=("email", "verified", "primary"),
    ),
    Record(
        "sessions",
        "Where you are signed in",
        UserSession,
        link="user__person",
        only=("ip", "user_agent", "created_at", "last_seen_at"),
    ),
    Record(
        "factors",
        "Passkeys and authenticator apps",
        Authenticator,
        link="user__person",
        only=("type", "created_at", "last_used_at"),
    ),
    Record("notes", "Notes", Interaction, link="people", withheld=ON_REQUEST, wipe=_forget_notes),
    Record("next_actions", "Next steps", NextAction, withheld=ON_REQUEST),
    Record("taggings", "Tags", Tagging, withheld=ON_REQUEST),
    Record("prospects", "How we came to talk", Prospect, withheld=ON_REQUEST),
    Record("lines", "Lines of files", ImportRow, withheld=ON_REQUEST, wipe=_forget_lines),
    Record(
        "exports",
        "Lists you took away",
        Export,
        link="by__person",
        but=("by_name",),
        kept="that a list was taken, without by whom",
        empty={"by_name": FORMER},
    ),
    Record("pairs_low", "Likely doubles", DuplicatePair, "low", withheld="it is about others too"),
    Record("pairs_high", "Likely doubles", DuplicatePair, "high", withheld="as above"),
    Record("merges", "Records joined to yours", Merge, "survivor", withheld=ON_REQUEST),
    Record("merged", "Records yours was joined to", Merge, "merged", withheld=ON_REQUEST),
):
    add(_record)
