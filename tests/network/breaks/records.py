"""What hangs on a person: profile, reports, offers, prospects, doubles, files they came with."""

import datetime as dt

from network.models import (
    Campaign,
    DirectoryChoice,
    DuplicatePair,
    ImportBatch,
    ImportRow,
    Interest,
    Merge,
    Prospect,
    Question,
    Speaks,
    TermReport,
    Volunteer,
)
from tests.factories import (
    NOON,
    TODAY,
    PersonFactory,
    SeatFactory,
    TermFactory,
    a_chapter,
)

YESTERDAY = TODAY - dt.timedelta(days=1)


def twice(model, **fields):
    model.objects.create(**fields)
    model.objects.create(**fields)


def a_report(**fields):
    term = TermFactory()
    values = {"person": term.person, "term": term, "news": "still", "submitted_at": NOON}
    return TermReport.objects.create(**values | fields)


def two_reports_of_one_term():
    first = a_report()
    a_report(person=first.person, term=first.term)


def a_campaign(name="Spring"):
    return Campaign.objects.create(group=a_chapter(), name=name, made_at=NOON, closes_on=TODAY)


def a_question(campaign=None, term=None, token="a", **fields):
    return Question.objects.create(
        campaign=campaign or a_campaign(), term=term or TermFactory(), token_hash=token, **fields
    )


def one_term_asked_twice():
    first = a_question()
    a_question(first.campaign, first.term, "b")


def two_offers_for_one_seat():
    twice(Volunteer, seat=SeatFactory(), person=PersonFactory(), offered_at=NOON)


def a_prospect(person=None, **fields):
    values = {"source": "refer", "made_at": NOON, "moved_at": NOON} | fields
    return Prospect.objects.create(person=person or PersonFactory(), **values)


def two_open_prospects():
    first = a_prospect()
    a_prospect(first.person)


def a_pair(*, swap=False, score=50):
    low, high = PersonFactory(), PersonFactory()
    low, high = (high, low) if swap else (low, high)
    return DuplicatePair.objects.create(low=low, high=high, score=score, found_at=NOON)


def one_pair_twice():
    first = a_pair()
    DuplicatePair.objects.create(low=first.low, high=first.high, score=1, found_at=NOON)


def merged_with_themselves():
    person = PersonFactory()
    Merge.objects.create(survivor=person, merged=person, at=NOON)


def merged_twice():
    merged = PersonFactory()
    Merge.objects.create(survivor=PersonFactory(), merged=merged, at=NOON)
    Merge.objects.create(survivor=PersonFactory(), merged=merged, at=NOON)


def a_batch(**fields):
    values = {"name": "roster.csv", "source": "county", "data": b"", "at": NOON} | fields
    return ImportBatch.objects.create(**values)


def two_files_at_work():
    a_batch(state="committing", committed_at=NOON)
    a_batch(state="undoing", committed_at=NOON)


BREAKS = {
    "speaks_once": lambda: twice(Speaks, person=PersonFactory(), language="es"),
    "interest_once": lambda: twice(Interest, person=PersonFactory(), topic="water"),
    "directory_choice_once": lambda: twice(
        DirectoryChoice, person=PersonFactory(), part="bio", shown_to="members"
    ),
    "term_report_one_waiting_per_term": two_reports_of_one_term,
    "term_report_is_about_an_office": lambda: a_report(term=None),
    "term_report_ends_after_start": lambda: a_report(starts_on=TODAY, ends_on=YESTERDAY),
    "term_report_decided_has_a_time": lambda: a_report(state="accepted"),
    "term_report_declined_with_a_reason": lambda: a_report(state="declined", decided_at=NOON),
    "campaign_has_a_name": lambda: a_campaign(""),
    "question_once_per_term": one_term_asked_twice,
    "question_answered_has_a_time": lambda: a_question(answer="yes"),
    "volunteer_once_per_seat": two_offers_for_one_seat,
    "prospect_one_open_per_person": two_open_prospects,
    "prospect_closed_with_a_reason": lambda: a_prospect(stage="closed"),
    "duplicate_pair_in_order": lambda: a_pair(swap=True),
    "duplicate_pair_once": one_pair_twice,
    "duplicate_pair_score": lambda: a_pair(score=101),
    "merge_of_two": merged_with_themselves,
    "merge_one_standing_per_record": merged_twice,
    "import_undone_after_commit": lambda: a_batch(undone_at=NOON),
    "import_kept_has_a_time": lambda: a_batch(state="done"),
    "import_one_at_work": two_files_at_work,
    "import_row_once": lambda: twice(ImportRow, batch=a_batch(), line=2, state="new"),
}
