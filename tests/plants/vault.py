"""A link of the hidden caucus: nobody reads it by asking, those inside by pressing its button."""

from django.utils import timezone

from caucuses.models import Caucus
from caucuses.operations import vault
from network.models import Group


def plant(made, known):
    group = Group.including_private.get(slug="zephyrine-cell")
    address = "https://signal.group/#CjQKINumbatNumbat"
    made.plant("secret link", "CjQKINumbatNumbat", revealed_to="inside chair")
    link = vault.add(
        caucus=Caucus.objects.get(group=group),
        kind="signal",
        label=made.plant("a link's name", "Zephyrine burrow", readers="inside chair"),
        address=address,
        by=None,
        at=timezone.now(),
    )
    made.value("link", link.public_id)
