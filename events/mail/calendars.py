"""The letter to a host whose own calendar could not be read for a day."""

from django.urls import reverse

from network import mail
from network.models import ContactPoint
from network.models.people import ContactKind, ContactUse


def unreadable(feed, *, since) -> None:
    """Once for each time that it begins. What it is called is theirs; its address is in none."""
    person = feed.host.person
    own = ContactPoint.objects.filter(
        person=person, kind=ContactKind.EMAIL, use=ContactUse.PERSONAL
    ).first()
    email = own.value if own else person.user.email if person.user_id else ""
    if email:
        mail.post(
            to=email,
            template="meeting_calendar_unreadable",
            key=f"meeting_calendar {feed.public_id} {since.isoformat()}",
            person=person,
            feed=feed,
            path=reverse("desk:meeting_calendars", args=[feed.host.slug]),
        )
