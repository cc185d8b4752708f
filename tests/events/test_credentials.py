"""The code on a ticket: whose it is, and what no longer opens a door."""

import uuid

import pytest

from events.models import ScanResult
from events.operations import credentials
from network import sealing
from network.models import AuditEntry
from tests.event_factories import NOON, EventFactory, RegistrationFactory
from tests.factories import PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    return RegistrationFactory(person=PersonFactory(given="Quenby", family="Marsh"))


def test_a_code_is_read_as_the_place_it_was_made_for(place):
    RegistrationFactory(event=place.event)

    code = credentials.code_of(place)

    assert credentials.read(code).registration == place
    assert credentials.read(code).refused is None


def test_a_code_says_nothing_of_anybody(place):
    head, public_id, mac = credentials.code_of(place).split(".")

    assert (head, len(public_id), len(mac)) == ("CH1", 26, 16)
    assert "QUENBY" not in credentials.code_of(place)


def test_a_code_is_read_as_people_type_it(place):
    code = credentials.code_of(place)
    head, _, rest = code.lower().partition(".")
    typed = f" {head}.{rest[:9]} {rest[9:20]}-{rest[20:].replace('o', '0').replace('b', '8')}\n"

    assert credentials.read(typed).registration == place


@pytest.mark.parametrize(
    "change",
    [
        lambda code: code[:-1] + ("A" if code[-1] != "A" else "B"),
        lambda code: code[:-1],
        lambda code: code + "A",
        lambda code: code.replace("CH1", "CH2"),
        lambda code: code.rpartition(".")[0] + ".",
        lambda code: code.rpartition(".")[0],
        lambda code: f"CH1.{credentials._letters(uuid.uuid4().bytes)}.{code[-16:]}",
        lambda code: "",
        lambda code: "CH1..",
        lambda code: "CH1.é.é",
        lambda code: "\x00",
        lambda code: "A" * 10_000,
    ],
)
def test_what_is_not_a_ticket_is_not_known(place, change):
    read = credentials.read(change(credentials.code_of(place)))

    assert (read.registration, read.refused) == (None, ScanResult.UNKNOWN)


def test_the_key_is_made_once_and_lies_sealed(place):
    first = credentials.code_of(place)
    place.event.refresh_from_db()
    key = place.event.ticket_key

    again = credentials.code_of(place)

    assert again == first
    assert (place.event.ticket_key, place.event.sequence) == (key, 0)
    assert len(sealing.unseal(key)) >= 32


def test_another_events_key_opens_no_door(place):
    other = RegistrationFactory()
    stolen = credentials.code_of(other).rpartition(".")[2]
    code = credentials.code_of(place).rpartition(".")[0] + "." + stolen

    assert credentials.read(code).refused == ScanResult.UNKNOWN


def test_a_ticket_that_was_ended_is_told_apart_from_a_forged_one(place):
    old = credentials.code_of(place)

    credentials.revoke(registration=place, by=None, at=NOON)

    assert credentials.read(old).refused == ScanResult.REVOKED
    assert credentials.read(credentials.code_of(place)).refused is None
    assert AuditEntry.objects.filter(action="events.ticket_revoked").count() == 1


def test_many_codes_are_made_with_the_key_opened_once(place, django_assert_num_queries):
    credentials.code_of(place)
    places = [place, *RegistrationFactory.create_batch(2, event=place.event)]
    event = EventFactory._meta.model.objects.get(pk=place.event_id)

    with django_assert_num_queries(0):
        codes = credentials.codes_of(event, places)

    assert codes == {one.pk: credentials.code_of(one) for one in places}
