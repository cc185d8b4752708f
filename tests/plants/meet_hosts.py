"""A host of the other chapter alone, with a kind of meeting, a pool and a region."""

from django.utils import timezone

from events.models import Host, HostArea, MeetingPool, MeetingType, PoolMember
from network import sealing
from tests.factories import RegionFactory, a_director

STAFF = "national admin"


def plant(made, known) -> None:
    now = timezone.now()
    person = a_director(known.theirs, given="Noor", family="Lindqvist", email="noor@example.org")
    host = Host.objects.create(
        person=person,
        slug="noor-lindqvist",
        timezone="America/New_York",
        video_link=sealing.seal(
            made.plant("a host's way in", "https://video.example.org/kinkajou")
        ),
        made_at=now,
    )
    region = RegionFactory(
        parent=known.theirs, name=made.plant("their region", "Kinkajou valley", readers=STAFF)
    )
    HostArea.objects.create(host=host, group=known.theirs)
    HostArea.objects.create(host=host, group=region)
    pool = MeetingPool.objects.create(
        name=made.plant("their pool", "Kinkajou desk", readers=STAFF), group=known.theirs
    )
    PoolMember.objects.create(pool=pool, host=host, since=now)
    kind = MeetingType.objects.create(
        name=made.plant("what can be booked there", "Kinkajou hour", readers=STAFF),
        slug="kinkajou",
        host=host,
        audience={"chapter": [known.theirs.slug]},
        questions=[made.plant("what it asks", "Which kinkajou?", readers=STAFF)],
    )
    made.value("host", host.slug)
    made.value("group", known.theirs.slug)
    made.value("meeting_type", kind.public_id)
    made.value("kind", kind.slug)
    made.value("pool", pool.public_id)
