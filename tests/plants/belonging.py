"""A link into the hidden caucus, and how somebody in it chose to appear."""

from django.utils import timezone

from caucuses.models import Caucus, RosterChoice
from caucuses.operations import invitations
from network.models import Membership


def plant(made, known) -> None:
    now = timezone.now()
    caucus = Caucus.objects.get(group__slug="zephyrine-cell")
    chair = made.people["chair"]
    link, token = invitations.make_link(caucus=caucus, days=7, most_uses=9, by=chair, at=now)
    # It was told as it was made. From then on no page, list, file or letter holds it.
    made.named["token"] = made.plant("token of a link", token)
    made.value("token", "never-was")
    made.value("link", link.public_id)
    made.plant("digest of a link", link.digest)
    caucus.working_on = made.plant(
        "what a caucus works on", "thimbleberry jam", readers="inside chair"
    )
    caucus.save()
    hidden = Membership.including_private.get(person__user=chair, group=caucus.group)
    RosterChoice.objects.create(
        membership=hidden, appears="initial", text_version="2026-11", at=now
    )
