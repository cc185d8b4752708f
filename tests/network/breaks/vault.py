"""Secret links of caucuses, who saw them, what is to be changed."""

from caucuses.models import Caucus, GatedLink, LinkReveal, RotationTask
from tests.factories import NOON, CaucusGroupFactory, PersonFactory, UserFactory


def a_link(caucus=None, **fields):
    caucus = caucus or Caucus.objects.create(group=CaucusGroupFactory(), purpose="We.")
    values = {"kind": "other", "label": "Chat", "secret": "x", "rotated_at": NOON} | fields
    return GatedLink.objects.create(caucus=caucus, **values)


def two_links_of_one_name():
    first = a_link()
    a_link(first.caucus, label="CHAT")


def a_task(link=None, **fields):
    values = {"version": 1, "reason": "left", "made_at": NOON} | fields
    return RotationTask.objects.create(link=link or a_link(), **values)


def two_tasks_for_one_leaver():
    person = PersonFactory()
    first = a_task(person=person)
    a_task(first.link, person=person)


def suspected_twice():
    first = a_task(reason="suspected")
    a_task(first.link, version=2, reason="suspected")


BREAKS = {
    "gated_link_once_per_caucus": two_links_of_one_name,
    "gated_link_has_a_name": lambda: a_link(label=""),
    "gated_link_counts_from_one": lambda: a_link(version=0),
    "gated_link_holds_a_secret_until_retired": lambda: a_link(secret=""),
    "link_reveal_of_a_version": lambda: LinkReveal.objects.create(
        link=a_link(), version=0, at=NOON
    ),
    "rotation_task_once_per_leaver": two_tasks_for_one_leaver,
    "rotation_task_one_suspicion": suspected_twice,
    "rotation_task_of_a_version": lambda: a_task(version=0),
    "rotation_task_suspects_nobody": lambda: a_task(reason="suspected", person=PersonFactory()),
    "rotation_task_done_by_when_done": lambda: a_task(done_by=UserFactory()),
}
