"""What an applicant has told us so far, kept in the session until they prove their mailbox."""

import uuid
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from network.forms import join as forms
from network.models import Jurisdiction
from network.models.offices import Office

Kind = Jurisdiction.Kind
KINDS_OF: dict[str, list[Kind]] = {
    Office.Role.SCHOOL_BOARD: [Kind.SCHOOL_DISTRICT],
    Office.Role.SPECIAL_BOARD: [Kind.SPECIAL_DISTRICT],
    Office.Role.COUNTY_BOARD: [Kind.COUNTY],
}
#: Where everybody else serves.
GENERAL: list[Kind] = [
    kind for kind in Kind if kind not in (Kind.SCHOOL_DISTRICT, Kind.SPECIAL_DISTRICT)
]

KEPT_AS = "join"
DONE = "join_done"


@dataclass(frozen=True)
class Question:
    name: str
    title: str | Promise
    form: type


QUESTIONS = {
    question.name: question
    for question in (
        Question("name", _("What is your name?"), forms.NameForm),
        Question("email", _("Where can we write to you?"), forms.EmailForm),
        Question("office", _("Which office do you hold?"), forms.OfficeForm),
        Question("place", _("Where do you serve?"), forms.PlaceForm),
        Question("term", _("When do you serve?"), forms.TermForm),
        Question("heard", _("How did you hear of us?"), forms.HeardForm),
    )
}


class Draft:
    """Answers by question. The session is touched only when something is answered."""

    def __init__(self, session):
        self.session = session
        self.kept = session.get(KEPT_AS) or {}

    @property
    def answers(self) -> dict:
        return self.kept.get("answers", {})

    @property
    def code(self) -> dict | None:
        """What is kept of the code that was sent, if one was."""
        return self.kept.get("code")

    @property
    def email(self) -> str:
        return self.answers["email"]["email"]

    @property
    def is_done(self) -> bool:
        return bool(self.session.get(DONE))

    def place(self) -> Jurisdiction | None:
        ocd_id = self.answers.get("place", {}).get("place")
        return Jurisdiction.objects.filter(ocd_id=ocd_id).first() if ocd_id else None

    def first_missing(self, *, before=None) -> str | None:
        """The first question without an answer, of all or of those before one."""
        for name in QUESTIONS:
            if name == before:
                return None
            if name not in self.answers:
                return name
        return None

    def initial(self, name) -> dict:
        return {key: _unpacked(value) for key, value in self.answers.get(name, {}).items()}

    def answer(self, name, values) -> None:
        """Keep an answer. A code goes with the address it was sent to."""
        packed = {key: _packed(value) for key, value in values.items()}
        kept = {"key": str(uuid.uuid4()), **self.kept, "answers": {**self.answers, name: packed}}
        if name == "email" and packed != self.answers.get(name):
            kept.pop("code", None)
        self._keep(kept)

    def keep_code(self, code) -> None:
        self._keep({**self.kept, "code": code})

    def finish(self) -> None:
        self.session.pop(KEPT_AS, None)
        self.session[DONE] = True

    def as_application(self) -> dict:
        """The arguments of `applications.submit`, except the time."""
        given = {name: self.initial(name) for name in QUESTIONS}
        starts, ends = given["term"]["starts"], given["term"]["ends"]
        return {
            "key": uuid.UUID(self.kept["key"]),
            "email": self.email,
            **given["name"],
            **given["office"],
            **given["heard"],
            "jurisdiction": self.place(),
            "starts_on": starts[0],
            "starts_precision": starts[1],
            "ends_on": ends[0],
            "ends_precision": ends[1],
        }

    def office(self) -> str:
        """The office in words, without its place."""
        office = self.answers["office"]
        role = gettext(Office.Role(office["office_role"]).label)
        return ", ".join(filter(None, [role, office["seat_label"]]))

    def body_kinds(self) -> list[Kind]:
        """The kinds of place that have the office they named."""
        return KINDS_OF.get(self.answers["office"]["office_role"], GENERAL)

    def _keep(self, kept):
        self.kept = kept
        self.session[KEPT_AS] = kept


def _packed(value):
    if isinstance(value, tuple):
        day, precision = value
        return [day.isoformat() if day else None, str(precision)]
    return value


def _unpacked(value):
    if isinstance(value, list):
        day, precision = value
        return (date.fromisoformat(day) if day else None, precision)
    return value
