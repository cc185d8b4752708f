"""Pledges: written, changed until somebody signs, signed as the office one holds, taken back."""

import datetime as dt

import pytest
from django.db import IntegrityError

from network import audit, public
from network.models import AuditEntry, Person, Pledge, PledgeSignature, User
from network.operations import merging, pledges
from tests.cms.conftest import answer
from tests.factories import (
    NOON,
    TODAY,
    PersonFactory,
    TermFactory,
    a_chapter,
    a_director,
    a_member,
    national_staff,
    with_login,
)
from tests.network.passing import code_of, erase, serving_in

DAY = dt.timedelta(days=1)
LATER = NOON + dt.timedelta(hours=1)


@pytest.fixture
def nell():
    person = national_staff(given="Nell")
    return User.objects.get(pk=person.user_id)


def make(**said):
    values = {
        "title": "The Porch Pledge",
        "slug": "porch",
        "text": "I will call back.",
        "opens_on": TODAY,
        "by": None,
        "at": NOON,
    }
    return pledges.make(**values | said)


def sign(pledge, person, *, at=NOON, **said):
    values = {"term": person.terms.first(), "version": 1, "by": person.user}
    return pledges.sign(pledge=pledge, person=person, at=at, **values | said)


def test_national_staff_write_change_and_close_a_pledge(nell):
    pledge = make(by=nell)
    pledges.change(pledge=pledge, text="I will call back soon.", by=nell, at=NOON)
    pledges.change(pledge=pledge, text="I will call back soon.", by=nell, at=NOON)
    for _ in range(2):
        pledges.close(pledge=pledge, by=nell, at=NOON)
    pledge.refresh_from_db()
    trail = list(AuditEntry.objects.order_by("pk").values_list("action", flat=True))

    assert (pledge.version, pledge.closes_on) == (2, TODAY)
    assert trail == ["network.pledge_made", "network.pledge_edited", "network.pledge_closed"]
    assert code_of(lambda: pledges.close(pledge=pledge, by=nell, at=NOON + 2 * DAY)) == "closed"


def test_others_keep_no_pledges():
    pledge, alice = make(), a_director()
    by = User.objects.get(pk=alice.user_id)

    for verb in (
        lambda: make(slug="other", by=by),
        lambda: pledges.change(pledge=pledge, text="No", by=by, at=NOON),
        lambda: pledges.close(pledge=pledge, by=by, at=NOON),
    ):
        assert code_of(verb) == "rights"
    assert Pledge.objects.get().text == "I will call back."


def test_words_somebody_signed_stay_even_if_they_took_it_back(nell):
    pledge, dana = make(), serving_in()
    pledges.take_back(signature=sign(pledge, dana), by=dana.user, at=LATER)

    assert code_of(lambda: pledges.change(pledge=pledge, text="No", by=nell, at=NOON)) == "signed"
    assert (
        pledges.change(pledge=pledge, closes_on=TODAY + DAY, by=nell, at=NOON).closes_on
        == TODAY + DAY
    )


def test_one_signs_as_the_office_one_holds_and_it_stays_so():
    pledge, dana = make(), serving_in(title="Mayor")
    signature = sign(pledge, dana, named=True)
    office = dana.terms.get().office
    office.title = "Clerk"
    office.save()
    signature.refresh_from_db()

    assert signature.office_title == f"Mayor, {office.seat_label}"
    assert (signature.place_name, signature.version) == (str(office.jurisdiction), 1)
    assert code_of(lambda: sign(pledge, dana)) == "pledge_signed_once"


def test_who_does_not_serve_or_does_not_belong_cannot_sign():
    pledge = make()
    member, outsider = a_member(), with_login(PersonFactory())
    TermFactory(person=outsider)
    alum = a_member()
    TermFactory(person=alum, ended_on=TODAY - DAY, end_reason="completed")
    elect = a_member()
    TermFactory(person=elect, starts_on=TODAY + DAY)

    codes = [code_of(lambda one=one: sign(pledge, one)) for one in (member, outsider, alum, elect)]

    assert codes == ["not_in_office"] * 4
    assert PledgeSignature.objects.count() == 0


def test_nobody_signs_for_others_too_early_too_late_or_unread():
    pledge, dana, bob = make(closes_on=TODAY), serving_in(), serving_in()

    assert code_of(lambda: sign(pledge, dana, by=bob.user)) == "rights"
    assert code_of(lambda: sign(pledge, dana, term=bob.terms.get())) == "term"
    assert code_of(lambda: sign(pledge, dana, at=NOON - DAY)) == "closed"
    assert code_of(lambda: sign(pledge, dana, at=NOON + DAY)) == "closed"
    pledges.change(pledge=pledge, text="Other words.", by=None, at=NOON)
    assert code_of(lambda: sign(pledge, dana)) == "changed"
    assert sign(pledge, dana, version=2).version == 2


def test_a_signature_is_named_and_taken_back_by_its_owner_alone():
    pledge, dana, bob = make(), serving_in(), serving_in()
    signature = sign(pledge, dana)

    for verb in (pledges.take_back, lambda **said: pledges.name(named=True, **said)):
        by = bob.user
        assert code_of(lambda v=verb, b=by: v(signature=signature, by=b, at=LATER)) == "rights"
    assert pledges.name(signature=signature, named=True, by=dana.user, at=LATER).named is True
    for _ in range(2):
        pledges.take_back(signature=signature, by=dana.user, at=LATER)

    assert AuditEntry.objects.filter(action="network.pledge_taken_back").count() == 1
    assert sign(pledge, dana, at=LATER).withdrawn_at is None


def test_a_failure_midway_leaves_nothing(monkeypatch):
    pledge, dana, bob = make(), serving_in(), serving_in()
    signature = sign(pledge, bob)

    def fail(*args, **kwargs):
        raise IntegrityError("midway")

    monkeypatch.setattr(audit, "record", fail)
    for verb in (
        lambda: sign(pledge, dana),
        lambda: make(slug="second"),
        lambda: pledges.change(pledge=pledge, closes_on=TODAY, by=None, at=NOON),
        lambda: pledges.close(pledge=pledge, by=None, at=NOON),
        lambda: pledges.take_back(signature=signature, by=bob.user, at=LATER),
        lambda: pledges.name(signature=signature, named=True, by=bob.user, at=LATER),
    ):
        with pytest.raises(IntegrityError):
            verb()
    signature.refresh_from_db()

    assert (Pledge.objects.get().closes_on, PledgeSignature.objects.get()) == (None, signature)
    assert (signature.withdrawn_at, signature.named) == (None, False)


# What anybody reads


def said(pledge):
    return public.pledge(pledge.slug, on=TODAY)


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (0, "Nobody has signed yet."),
        (1, "A few members in office have signed."),
        (4, "A few members in office have signed."),
        (5, "5 members in office have signed."),
    ],
)
def test_few_are_not_counted(count, words):
    pledge = make()
    for _ in range(count):
        sign(pledge, serving_in())
    pledges.take_back(signature=sign(pledge, eve := serving_in()), by=eve.user, at=LATER)

    assert said(pledge).how_many == words
    assert [one.how_many for one in public.pledges(on=TODAY)] == [words]


def test_names_stand_by_state_and_need_both_yeses():
    pledge = make()
    dana = serving_in(consents=True, given="Dana", family="Diaz")
    sign(pledge, dana, named=True)
    for consents, named in ((True, False), (False, True), (None, True)):
        sign(pledge, serving_in(consents=consents), named=named)
    signature = dana.signatures.get()
    [state] = said(pledge).states

    assert state.state == "Texas"
    assert [(one.name, one.office) for one in state.signers] == [
        ("Dana Diaz", f"{signature.office_title}, {signature.place_name}")
    ]
    answer(dana, given=False)
    assert said(pledge).states == ()


def test_a_pledge_is_read_from_its_first_day_and_stays_when_it_is_closed():
    pledge = make(opens_on=TODAY, closes_on=TODAY)

    assert public.pledge("porch", on=TODAY - DAY) is None
    assert public.pledges(on=TODAY - DAY) == ()
    assert said(pledge).is_open is True
    assert public.pledge("porch", on=TODAY + DAY).is_open is False


@pytest.mark.parametrize("count", [1, 3])
def test_a_pledge_costs_two_questions(count, django_assert_num_queries):
    pledge = make()
    for _ in range(count):
        sign(pledge, serving_in(consents=True), named=True)

    with django_assert_num_queries(2):
        assert said(pledge).named == count


def test_an_erased_signature_counts_no_more():
    pledge, dana = make(), serving_in(chapter=a_chapter())
    sign(pledge, dana, named=True)

    erase(dana)

    assert (PledgeSignature.objects.count(), said(pledge).anybody) == (0, False)


def test_of_two_signatures_of_one_person_one_stands_and_comes_apart_again():
    pledge = make()
    mine, theirs = serving_in(consents=True), serving_in()
    first, second = sign(pledge, mine, named=True), sign(pledge, theirs)
    Person.objects.filter(pk=theirs.pk).update(user=None)

    made = merging.merge(survivor=mine, merged=Person.objects.get(pk=theirs.pk), by=None, at=LATER)
    first.refresh_from_db()
    second.refresh_from_db()

    assert (first.withdrawn_at, first.named, second.withdrawn_at) == (None, False, LATER)
    assert second.person == mine
    merging.take_apart(merge=made, by=None, at=LATER)
    second.refresh_from_db()
    assert (second.person, second.withdrawn_at) == (theirs, None)
