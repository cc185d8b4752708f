"""What to try first, on the page where one chooses who to be."""

from dataclasses import dataclass

from django.urls import reverse

from events.models import Event


@dataclass(frozen=True)
class Hint:
    who: str
    words: str
    href: str
    label: str


def of(convening: Event | None) -> list[Hint]:
    """Nothing before the fictional network is built."""
    if convening is None:
        return []
    slug = convening.slug
    return [
        Hint(
            "Dana",
            "takes a place in Baltimore and pays with 4242 4242 4242 4242. A card ending 0002 is "
            "declined; a bank debit arrives after half a minute. The letter lands in the mailbox "
            "below.",
            reverse("events:event", args=[slug]),
            f"{convening}",
        ),
        Hint(
            "June",
            "stands at the door of something that began a while ago: search a name, let somebody "
            "in, undo.",
            reverse("desk:door", args=["open-house"]),
            "The open house’s door",
        ),
        Hint(
            "June",
            "sees who comes to Baltimore, what they need, what is owed, and the payment nobody "
            "can explain.",
            reverse("desk:event", args=[slug]),
            "Baltimore at the desk",
        ),
        Hint(
            "Marisol",
            "leads a caucus, which meets in a room that staff set aside without knowing for whom.",
            "/caucuses/nuestro-caucus/sessions/",
            "Her caucus’s session",
        ),
        Hint(
            "Dana",
            "books half an hour with her state director, moves it, and finds the invitation in "
            "the mailbox below.",
            reverse("events:meet"),
            "Whom she can meet",
        ),
        Hint(
            "Renata",
            "meets members online and in two rooms. Somebody asks for an hour before a budget "
            "vote and waits for her yes.",
            reverse("desk:meetings"),
            "Her meetings at the desk",
        ),
        Hint(
            "Noor",
            "works for an organization that sends eight to Baltimore; five have not said who "
            "they are.",
            reverse("events:event", args=[slug]),
            "Where her colleagues go",
        ),
    ]
