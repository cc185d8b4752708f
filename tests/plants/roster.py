"""Another chapter's segment, tag and exported list: nobody but its staff learns of them."""

from django.utils import timezone

from network.models import Export, Segment, Tag, Tagging


def plant(made, known) -> None:
    now = timezone.now()
    tag = Tag.objects.create(
        group=known.theirs,
        name=made.plant("other chapter's tag", "Marmoset list", readers="national admin"),
    )
    Tagging.objects.create(person=known.other, tag=tag, at=now)
    ours = Tag.objects.create(
        group=known.network,
        name=made.plant("national tag", "Pangolin watch", readers="national admin"),
    )
    Tagging.objects.create(person=known.asker, tag=ours, at=now)
    segment = Segment.objects.create(
        group=known.theirs,
        name=made.plant("other chapter's segment", "Capybara voters", readers="national admin"),
        query={"tag": [str(tag.public_id)]},
        columns=["tags"],
        made_at=now,
    )
    Export.objects.create(
        by=known.national.user,
        by_name=known.national.name,
        at=now,
        what="People",
        query={},
        columns=["office"],
        format="csv",
        rows=1,
        reason=made.plant("why a list was taken", "for the axolotl fair", readers="national admin"),
    )
    made.value("segment", segment.public_id)
    made.value("tag", tag.public_id)
    made.value("tag", ours.public_id)
