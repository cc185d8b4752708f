"""Requests to be erased."""

from network.models import Erasure
from network.models.erasures import GRACE
from tests.factories import NOON, PersonFactory


def an_erasure(**fields):
    values = {"asked_at": NOON, "due_at": NOON + GRACE} | fields
    return Erasure.objects.create(person=values.pop("person", None) or PersonFactory(), **values)


def two_waiting():
    person = PersonFactory()
    an_erasure(person=person)
    an_erasure(person=person)


BREAKS = {
    "erasure_one_waiting_per_person": two_waiting,
    "erasure_closed_has_a_time": lambda: an_erasure(state="done"),
    "erasure_leaves_time_to_stop_it": lambda: an_erasure(due_at=NOON),
}
