"""What waits from a council of the other chapter, and who signed without being named."""

import datetime as dt

from django.utils import timezone

from cms.models import ResourcePage, SectionPage
from network.models import Pledge, PledgeSignature, Policy, PolicyAction

ELYRIA = dt.date(2026, 2, 4)


def plant(made, known) -> None:
    now = timezone.now()
    index = SectionPage.objects.get(lists=SectionPage.Lists.RESOURCES)
    page = ResourcePage(title="Sidewalk ordinance", slug="sidewalks", counts_actions=True)
    index.add_child(instance=page)
    policy = Policy.objects.create(public_id=page.policy, name=page.title)
    told = {
        "policy": policy,
        "person": known.other,
        "jurisdiction": known.place,
        "place_name": str(known.place),
        "on": ELYRIA,
        "reported_at": now,
    }
    waiting = PolicyAction.objects.create(
        **told,
        did="passed",
        office_title=made.plant("office of a report", "Alderling", readers="national admin"),
        link="https://example.org/"
        + made.plant("link of a report", "minutes-of-tamarack", readers="national admin"),
    )
    PolicyAction.objects.create(
        **told,
        did="introduced",
        state="confirmed",
        decided_at=now,
        office_title="Council member",
        reason=made.plant("a word to a report", "bravo, Quincewater", readers="national admin"),
    )
    pledge = Pledge.objects.create(
        slug="porch-pledge", title="Porch pledge", text="I will call back.", opens_on=ELYRIA
    )
    unread = Pledge.objects.create(
        slug="unopened",
        title=made.plant("pledge to come", "Hollyhock pledge", readers="national admin"),
        text="Later.",
        opens_on=timezone.localdate(now) + dt.timedelta(days=9),
    )
    PledgeSignature.objects.create(
        pledge=pledge,
        person=known.other,
        jurisdiction=known.place,
        office_title=made.plant("office of a signature", "Burgomistress", readers="national admin"),
        place_name=str(known.place),
        version=1,
        signed_at=now,
        named=True,
    )
    made.value("action", waiting.public_id)
    made.value("policy", page.policy)
    for slug in (pledge.slug, unread.slug):
        made.value("slug", slug)
