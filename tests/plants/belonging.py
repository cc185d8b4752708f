"""A link into the hidden caucus, and how somebody in it chose to appear."""

import datetime as dt

from django.utils import timezone

from caucuses.models import Caucus, InviteLink, RosterChoice
from caucuses.models.invitations import digest_of
from network.models import Membership

TOKEN = "zephyrine-door"


def plant(made, known) -> None:
    now = timezone.now()
    caucus = Caucus.objects.get(group__slug="zephyrine-cell")
    link = InviteLink.objects.create(
        caucus=caucus,
        digest=digest_of(TOKEN),
        made_at=now,
        expires_at=now + dt.timedelta(days=7),
        most_uses=9,
    )
    made.value("token", "never-was")
    made.value("link", link.public_id)
    made.plant("digest of a link", link.digest)
    caucus.working_on = made.plant(
        "what a caucus works on", "thimbleberry jam", readers="inside chair"
    )
    caucus.save()
    hidden = Membership.including_private.get(person__user=made.people["chair"], group=caucus.group)
    RosterChoice.objects.create(
        membership=hidden, appears="initial", text_version="2026-11", at=now
    )
