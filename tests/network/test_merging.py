"""Two records become one: what moves, what is refused, what the journal keeps."""

import pytest

from network.models import (
    AuditEntry,
    Consent,
    ContactPoint,
    DirectoryChoice,
    DuplicatePair,
    Interaction,
    Membership,
    Merge,
    Person,
    Prospect,
    Question,
    SourceRecord,
    Speaks,
    Tag,
    Tagging,
    Term,
    TermReport,
)
from network.models.consents import Purpose
from network.models.memberships import MembershipEnd, MembershipState
from network.models.verifications import Campaign
from network.operations import merging
from tests.factories import (
    NOON,
    TODAY,
    CommitteeFactory,
    MembershipFactory,
    OfficeFactory,
    PersonFactory,
    SeatFactory,
    TermFactory,
    a_chapter,
    a_director,
    national_staff,
    with_login,
)
from tests.network.merged import TOUCHED, a_pair, consent, furnish, merge


@pytest.fixture
def texas():
    return a_chapter()


@pytest.fixture
def alice(texas):
    return a_director(texas, given="Alice", family="Ames")


@pytest.fixture
def pair(texas):
    return a_pair(texas)


def open_in(group, person):
    return Membership.objects.filter(group=group, person=person, until=None)


def test_everything_of_the_merged_record_moves(pair, texas, alice):
    dana, double = pair
    furnish(double, chapter=texas, user=alice.user)

    made = merge(dana, double, by=alice.user)

    left = {
        model.__name__: model._base_manager.filter(person=double).count()
        for model in TOUCHED
        if model is not DuplicatePair
    }
    assert {kind: n for kind, n in left.items() if n} == {"Consent": 1}
    double = Person.including_merged.get(pk=double.pk)
    assert (double.merged_into, made.survivor, made.merged) == (dana, dana, double)
    assert Person.objects.filter(pk=double.pk).count() == 0
    assert dana.terms.count() == 1
    assert Interaction.objects.get().people.get() == dana
    assert Membership.objects.filter(person=dana, seat__isnull=False).count() == 1


def test_both_records_say_so_and_the_journal_stays_secret(pair, alice):
    dana, double = pair
    made = merge(dana, double, by=alice.user)

    entries = AuditEntry.objects.filter(action="network.record_joined")
    assert set(entries.values_list("person", "by")) == {
        (dana.pk, alice.user.pk),
        (double.pk, alice.user.pk),
    }
    assert Merge.privacy["moved"] == "secret"
    assert made.moved[-1] == {
        "label": "network.person",
        "key": double.pk,
        "before": {"merged_into_id": None},
        "after": {"merged_into_id": dana.pk},
    }


def test_names_are_chosen_field_by_field_and_none_is_forgotten(pair):
    dana, double = pair
    Person.objects.filter(pk=double.pk).update(pronouns="she/her", bio="On the library board.")

    merge(dana, double, choices={"family": "merged", "pronouns": "merged"})

    dana.refresh_from_db()
    assert (dana.name, dana.pronouns, dana.bio) == ("Dana Leigh", "she/her", "")
    assert dana.other_names == "Dana Lee"
    assert dana.version == 2
    assert Person.objects.named_like("lee").get() == dana


def test_languages_of_both_stay_unless_one_record_is_chosen(texas):
    for choice, kept in (("both", ["es", "fr"]), ("merged", ["fr"]), ("survivor", ["es"])):
        one, other = PersonFactory(), PersonFactory()
        Speaks.objects.create(person=one, language="es")
        Speaks.objects.create(person=other, language="fr")

        merge(one, other, choices={"languages": choice})

        assert list(one.speaks.order_by("pk").values_list("language", flat=True)) == kept


def test_one_open_term_in_an_office_stays_with_the_fuller_dates(pair):
    dana, double = pair
    office = OfficeFactory()
    mine = TermFactory(person=dana, office=office, starts_on="2023-01-01", starts_precision="year")
    theirs = TermFactory(
        person=double,
        office=office,
        starts_on="2023-02-06",
        ends_on="2027-02-05",
        confirmed_on=TODAY,
    )
    source = SourceRecord.objects.create(
        source="clerk", external_id="1", person=double, term=theirs, read_at=NOON
    )

    made = merge(dana, double)

    term = Term.objects.get()
    assert (term.pk, str(term.starts_on), term.starts_precision, str(term.ends_on)) == (
        mine.pk,
        "2023-02-06",
        "day",
        "2027-02-05",
    )
    assert term.confirmed_on == TODAY
    source.refresh_from_db()
    assert (source.term, source.person) == (mine, dana)
    gone = next(line for line in made.moved if line["after"] is None)
    assert (gone["label"], gone["key"], gone["before"]["ends_on"]) == (
        "network.term",
        theirs.pk,
        "2027-02-05",
    )


def test_dates_that_would_contradict_each_other_are_left_alone(pair):
    dana, double = pair
    office = OfficeFactory()
    TermFactory(person=dana, office=office, starts_on="2024-01-01")
    TermFactory(person=double, office=office, starts_on="2019-01-01", ends_on="2023-01-01")

    merge(dana, double)

    assert Term.objects.get().ends_on is None


def test_a_term_that_is_over_and_one_that_is_not_are_two(pair):
    dana, double = pair
    office = OfficeFactory()
    TermFactory(person=dana, office=office)
    TermFactory(person=double, office=office, ended_on=TODAY, end_reason="lost")

    merge(dana, double)

    assert dana.terms.count() == 2


def test_of_two_questions_in_a_campaign_the_answered_one_stays(pair, texas):
    dana, double = pair
    office = OfficeFactory()
    campaign = Campaign.objects.create(group=texas, name="Still?", made_at=NOON, closes_on=TODAY)
    for person, answer in ((dana, {}), (double, {"answer": "yes", "answered_at": NOON})):
        term = TermFactory(person=person, office=office)
        Question.objects.create(campaign=campaign, term=term, token_hash=str(person.pk), **answer)

    merge(dana, double)

    question = Question.objects.get()
    assert (question.answer, question.term) == ("yes", Term.objects.get())


def test_of_two_reports_that_wait_about_one_term_one_is_taken_back(pair):
    dana, double = pair
    office = OfficeFactory()
    for person in pair:
        term = TermFactory(person=person, office=office)
        TermReport.objects.create(person=person, term=term, news="still", submitted_at=NOON)

    merge(dana, double)

    states = TermReport.objects.filter(person=dana).order_by("pk").values_list("state", flat=True)
    assert list(states) == ["waiting", "withdrawn"]


def test_two_open_memberships_become_one_that_counts_from_the_first(pair, texas):
    dana, double = pair
    Membership.objects.filter(person=double).update(since="2019-05-01")

    merge(dana, double)

    assert str(open_in(texas, dana).get().since) == "2019-05-01"
    ended = Membership.objects.get(person=double)
    assert (ended.end_reason, ended.until < TODAY) == (MembershipEnd.MOVED, True)


def test_of_two_seats_on_a_committee_one_place_is_kept_and_one_is_free(pair, texas):
    dana, double = pair
    seat = SeatFactory(committee=CommitteeFactory(parent=texas), count=2)
    for place, person in enumerate(pair, 1):
        MembershipFactory(person=person, group=seat.committee, seat=seat, place=place)

    merge(dana, double)

    assert open_in(seat.committee, dana).get().place == 1
    assert type(seat).objects.vacancies(on=TODAY).get(pk=seat.pk).vacant == 1


def test_who_belongs_goes_on_and_who_only_asked_is_answered_by_that(pair, texas):
    dana, double = pair
    committee = CommitteeFactory(parent=texas)
    MembershipFactory(person=dana, group=committee, state=MembershipState.ASKED)
    MembershipFactory(person=double, group=committee)

    merge(dana, double)

    assert open_in(committee, dana).get().state == "active"
    assert Membership.objects.get(group=committee, person=dana, state="asked").end_reason == (
        MembershipEnd.WITHDRAWN
    )


def test_the_same_way_to_reach_them_is_kept_once_and_proven_once(pair):
    dana, double = pair
    for person, proven in ((dana, None), (double, NOON)):
        ContactPoint.objects.create(
            person=person,
            kind="email",
            use="official",
            value="Clerk@example.org",
            verified_at=proven,
        )

    merge(dana, double)

    assert dana.contacts.get(use="official").verified_at == NOON


def test_the_strictest_answer_wins_whichever_record_gave_it(pair):
    dana, double = pair
    consent(dana, Purpose.PUBLIC_NAME, True)
    consent(double, Purpose.PUBLIC_NAME, False)
    consent(dana, Purpose.NEWSLETTER, False)
    consent(double, Purpose.NEWSLETTER, True)
    consent(double, Purpose.DIRECTORY, True)

    merge(dana, double)

    assert {row.purpose: row.given for row in dana.consents.latest()} == {
        "public_name": False,
        "newsletter": False,
    }
    assert Consent.objects.filter(person=double).count() == 3


def test_what_either_record_hides_the_survivor_hides(pair):
    dana, double = pair
    for person, part, shown in (
        (dana, "website", "members"),
        (double, "website", "nobody"),
        (double, "bio", "nobody"),
        (dana, "seats", "nobody"),
        (double, "seats", "members"),
    ):
        DirectoryChoice.objects.create(person=person, part=part, shown_to=shown)

    merge(dana, double)

    assert dict(dana.directory_choices.values_list("part", "shown_to")) == {
        "website": "nobody",
        "bio": "nobody",
        "seats": "nobody",
    }


def test_a_login_moves_to_the_survivor():
    one, other = PersonFactory(), with_login(PersonFactory())
    login = other.user

    merge(one, other)

    assert Person.objects.get(pk=one.pk).user == login
    assert Person.including_merged.get(pk=other.pk).user is None


def test_tags_are_not_put_on_twice(pair, texas):
    dana, double = pair
    tag = Tag.objects.create(group=texas, name="Speaker")
    for person in pair:
        Tagging.objects.create(person=person, tag=tag, at=NOON)

    merge(dana, double)

    assert Tagging.objects.get().person == dana


def test_of_two_followed_up_the_one_that_has_come_further_goes_on(pair):
    dana, double = pair
    friend = PersonFactory()
    for person, stage, brought_by in ((dana, "new", friend), (double, "talking", None)):
        Prospect.objects.create(
            person=person,
            source="list",
            stage=stage,
            referred_by=brought_by,
            made_at=NOON,
            moved_at=NOON,
        )

    merge(dana, double)

    assert set(dana.prospects.values_list("stage", "closed_reason", "referred_by")) == {
        ("talking", "", friend.pk),
        ("closed", "merged", friend.pk),
    }


def test_whom_the_merged_record_was_told_apart_from_the_survivor_is_too(pair):
    dana, double = pair
    third = PersonFactory()
    low, high = sorted((double, third), key=lambda person: person.pk)
    DuplicatePair.objects.create(
        low=low,
        high=high,
        score=80,
        reasons=["Same last name"],
        found_at=NOON,
        decision="apart",
        decided_at=NOON,
    )

    merge(dana, double)

    assert DuplicatePair.objects.of(dana).get().decision == "apart"


def test_a_record_merged_twice_leads_to_the_last_survivor(pair):
    dana, double = pair
    last = PersonFactory()

    merge(dana, double)
    with_no_login = PersonFactory()
    merge(with_no_login, dana)
    merge(last, with_no_login)

    for gone in (dana, double, with_no_login):
        assert Person.objects.survivor_of(gone.public_id).get() == last


def test_what_belongs_to_a_record_is_counted_only_as_far_as_one_may_know(pair, texas, alice):
    double = pair[1]
    furnish(double, chapter=texas, user=national_staff().user)
    Interaction.objects.update(visibility="own")

    said = merging.counts(pair, viewer=alice.user)[double.pk]

    assert "1 term" in said
    assert "2 memberships and seats" in said
    assert [words for words in said if "note" in words] == []
