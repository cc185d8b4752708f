"""What a caucus keeps behind a button: a chat, a room to meet in, a playlist."""

from datetime import datetime

from caucuses.models import Caucus
from caucuses.operations import vault
from network.models import User

SLUG = "nuestro-caucus"
#: Kind, label, address.
LINKS = [
    ("signal", "Our chat", "https://chat.example.org/nuestro"),
    ("zoom", "The room for general meetings", "https://rooms.example.org/nuestro"),
    ("playlist", "Songs for long drives home", "https://music.example.org/nuestro"),
]


def fill(network, chair: User, *, at: datetime) -> None:
    caucus = Caucus.objects.get(group=network.caucuses[SLUG])
    for kind, label, address in LINKS:
        vault.add(caucus=caucus, kind=kind, label=label, address=address, by=chair, at=at)
