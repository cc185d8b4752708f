"""The other chapter's letters and words about offices."""

import hashlib

from django.utils import timezone

from network.models import Campaign, Question, TermReport


def plant(made, known) -> None:
    now = timezone.now()
    secret = "a-secret-only-the-letter-holds"
    campaign = Campaign.objects.create(
        group=known.theirs,
        name=made.plant("round of letters", "Osprey round", readers="national admin"),
        made_at=now,
        closes_on=timezone.localdate(now),
    )
    Question.objects.create(
        campaign=campaign,
        term=known.term,
        token_hash=made.plant(
            "hash of a link", hashlib.sha256(secret.encode()).hexdigest(), readers=""
        ),
    )
    report = TermReport.objects.create(
        person=known.other,
        term=known.term,
        news="lost",
        words=made.plant("somebody's word", "thirty votes and a Kestrel", readers="national admin"),
        submitted_at=now,
    )
    made.value("campaign", campaign.public_id)
    made.value("report", report.public_id)
    made.value("office", known.office.public_id)
    made.value("ocd_id", known.place.ocd_id)
    made.value("ocd_id", "ocd-division/country:us/state:oh/place:never")
    for news in ("lost", "won"):
        made.value("news", news)
    made.value("secret", "unknown")
