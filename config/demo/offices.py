"""What is going on around offices: a round of letters, members' own word, the next elections."""

import re
from datetime import date, datetime, timedelta
from random import Random

from network.models import Group, Letter, Membership, Office, Term, TermReport, User
from network.models.offices import TermState
from network.models.people import ContactKind, ContactUse
from network.models.term_reports import News
from network.operations import logins, offices, term_reports, verifications
from network.reports import verifications as rounds

from . import cast

LINK = re.compile(r"/offices/verify/([\w-]+)/")
ELECTIONS = 12


def keep_true(director: User, *, rng: Random, at: datetime, on: date) -> None:
    """All of it in Maryland, as the director's desk shows it this morning."""
    _note_elections(director, rng, at, on)
    _ask_by_letter(director, at)
    _hear_from_members(at, on)


def _note_elections(director, rng, at, on):
    """Some offices have a next election and a length of term on record."""
    held = Office.objects.filter(jurisdiction__state=cast.HOME, terms__end_reason="").distinct()
    for office in rng.sample(list(held.order_by("pk")), min(ELECTIONS, held.count())):
        offices.change(
            office=office,
            title=office.title,
            seats=office.seats,
            term_months=48,
            next_election_on=date(on.year + 1, 11, 2),
            by=director,
            at=at - timedelta(days=rng.randint(20, 60)),
        )


def _ask_by_letter(director, at):
    """Ten days ago everybody unconfirmed was asked; one still serves, one does not."""
    asked_at = at - timedelta(days=10)
    chapter = Group.objects.get(kind="chapter", state=cast.HOME, closed_on=None)
    about = rounds.terms_of(chapter, director, on=asked_at.date())
    found = verifications.recipients(about, on=asked_at.date())
    if not found.asked:
        return
    before = set(Letter.objects.filter(kind="verify_term").values_list("pk", flat=True))
    verifications.ask(
        group=chapter,
        name="Still in office? Fall round",
        closes_on=at.date() + timedelta(days=20),
        about=about,
        seen=found.seen,
        by=director,
        at=asked_at,
    )
    letters = Letter.objects.filter(kind="verify_term").exclude(pk__in=before).order_by("pk")
    secrets = [LINK.search(letter.body)[1] for letter in letters]
    for secret in secrets[:1]:
        verifications.say_yes(secret=secret, at=at - timedelta(days=9))
    for secret in secrets[1:2]:
        verifications.say_no(
            secret=secret,
            news=News.LOST,
            ends_on=at.date().replace(day=1) - timedelta(days=1),
            at=at - timedelta(days=8),
        )


def _hear_from_members(at, on):
    """Somebody stays, somebody resigned, somebody won a seat that another member still holds."""
    told = list(_sitting(on)[:3])
    if len(told) < 3:
        return  # a small demo has hardly anybody in Maryland
    stays, leaves, wins = told
    _tell(stays, News.STILL, at - timedelta(days=3), ends_on=date(on.year + 3, 12, 31))
    _tell(
        leaves,
        News.RESIGNED,
        at - timedelta(days=2),
        ends_on=on,
        words="We are moving to be near the grandchildren.",
    )
    wanted = leaves.office
    term_reports.tell(
        person=wins.person,
        news=News.WON,
        jurisdiction=wanted.jurisdiction,
        office_role=wanted.role,
        seat_label=wanted.seat_label,
        elected_on=date(on.year, 11, 3),
        starts_on=date(on.year + 1, 1, 4),
        words="By 41 votes, after a recount!",
        by=_login(wins.person, at),
        at=at - timedelta(days=1),
    )


def _tell(term, news, at, **said):
    by = _login(term.person, at)
    term_reports.tell(person=term.person, news=news, term=term, by=by, at=at, **said)


def _login(person, at):
    """They tell us on their own page, so they sign in."""
    own = person.contacts.get(kind=ContactKind.EMAIL, use=ContactUse.PERSONAL)
    return logins.ensure(email=own.value, at=at)


def _sitting(on):
    """Sitting council members of Maryland who are nobody in the cast and told us nothing."""
    here = Membership.objects.filter(group__state=cast.HOME).live(on=on).values("person")
    return (
        Term.objects.state(on=on)
        .filter(
            person__in=here,
            state=TermState.SITTING,
            office__role="council",
            office__jurisdiction__state=cast.HOME,
            person__user=None,
            person__contacts__kind=ContactKind.EMAIL,
            person__contacts__use=ContactUse.PERSONAL,
        )
        .exclude(person__in=TermReport.objects.values("person"))
        .select_related("person__user", "office__jurisdiction")
        .order_by("person__sort_key", "pk")
    )
