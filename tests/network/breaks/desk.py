"""What staff write down: segments, tags, notes, next actions."""

from network.models import Export, Interaction, NextAction, Segment, Tag, Tagging
from tests.factories import NOON, TODAY, PersonFactory, UserFactory, a_chapter


def a_segment(name):
    return Segment.objects.create(group=a_chapter(), name=name, made_at=NOON)


def two_segments_of_one_name():
    a_segment("Mayors")
    a_segment("mayors")


def two_tags_of_one_name():
    Tag.objects.create(group=a_chapter(), name="Host")
    Tag.objects.create(group=a_chapter(), name="host")


def tagged_twice():
    person, tag = PersonFactory(), Tag.objects.create(group=a_chapter(), name="Host")
    Tagging.objects.create(person=person, tag=tag, at=NOON)
    Tagging.objects.create(person=person, tag=tag, at=NOON)


def an_action(**fields):
    values = {"text": "Call her", "due_on": TODAY, "made_at": NOON} | fields
    NextAction.objects.create(
        person=PersonFactory(), owner=UserFactory(), scope=a_chapter(), **values
    )


BREAKS = {
    "segment_once_per_group": two_segments_of_one_name,
    "segment_has_a_name": lambda: a_segment(""),
    "tag_once_per_group": two_tags_of_one_name,
    "tag_has_a_name": lambda: Tag.objects.create(group=a_chapter(), name=""),
    "tagging_once": tagged_twice,
    "interaction_says_something": lambda: Interaction.objects.create(
        at=NOON, by=UserFactory(), scope=a_chapter(), body=""
    ),
    "next_action_says_what": lambda: an_action(text=""),
    "export_holds_somebody": lambda: Export.objects.create(
        by_name="Dara", at=NOON, what="people", format="csv", rows=0
    ),
    "next_action_done_by_when_done": lambda: an_action(done_by=UserFactory()),
}
