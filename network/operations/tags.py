"""Tags: words of a group's staff for people they want to find again.

Nobody learns of a tag but who keeps its group; so the trail holds a tag's name under its group
only, and the page of a person's changes leaves it out.
"""

from django.core.exceptions import ValidationError
from django.db import transaction

from network import audit
from network.models import Group, Person, Tag, Tagging

from . import rows


@transaction.atomic
def make(*, group, name, by, at):
    """The group's tag of this name, made if it is not there; capitals make no other tag."""
    keep_to(by, group)
    name = " ".join(name.split())
    known = Tag.objects.filter(group=group, name__iexact=name).first()
    if known:
        return known
    tag = rows.keep(Tag(group=group, name=name))
    audit.record(tag, "network.tag_made", by=by, at=at, group=group, after={"name": name})
    return tag


@transaction.atomic
def delete(*, tag, by, at):
    """Take a tag off everybody and forget it."""
    keep_to(by, tag.group)
    tag = rows.lock(tag)
    people = tag.taggings.count()
    audit.record(
        tag,
        "network.tag_deleted",
        by=by,
        at=at,
        group=tag.group,
        before={"name": tag.name, "people": people},
    )
    tag.delete()


def put_on(*, tag, people, by, at) -> list[Person]:
    """Tag these people; answers with those who did not have it yet."""
    return _change(tag, people, by, at, put=True)


def take_off(*, tag, people, by, at) -> list[Person]:
    """Take the tag off these people; answers with those who had it."""
    return _change(tag, people, by, at, put=False)


@transaction.atomic
def _change(tag, people, by, at, *, put):
    keep_to(by, tag.group)
    tag = rows.lock(tag)
    has = set(Tagging.objects.filter(tag=tag).values_list("person_id", flat=True))
    touched = [person for person in people if (person.pk in has) is not put]
    if put:
        Tagging.objects.bulk_create(
            Tagging(person=person, tag=tag, by=by, at=at) for person in touched
        )
    else:
        Tagging.objects.filter(tag=tag, person__in=touched).delete()
    audit.record_many(
        {
            "subject": tag,
            "action": "network.tagged" if put else "network.untagged",
            "by": by,
            "at": at,
            "person": person,
            "group": tag.group,
            "after" if put else "before": {"tag": tag.name},
        }
        for person in touched
    )
    return touched


def keep_to(by, group):
    """Refuse whoever does not keep the group; nobody (the system) may do anything."""
    if by and not Group.objects.editable_by(by).filter(pk=group.pk).exists():
        raise ValidationError("This group is not yours to keep.", code="rights")
