"""Letters about caucuses. They say that there is something to read, never which caucus.

Somebody else may read a mailbox, its subject lines or our list of letters. So neither sender,
subject, body nor link names a caucus, the kind is the same for all of them, no person's
record points at the letter, and its text is wiped once it is sent.
"""

from django.conf import settings
from django.template.loader import render_to_string

from network import mail
from network.models import ContactPoint
from network.models.people import ContactKind, ContactUse

KIND = "notice"
CHANGED, CANCELLED = "caucus_meeting_changed", "caucus_meeting_cancelled"


def invited(membership) -> None:
    _post("caucus_invited", membership.person, membership)


def asked(membership, *, leaders) -> None:
    for leader in leaders:
        _post("caucus_asked", leader, membership)


def approved(membership) -> None:
    _post("caucus_approved", membership.person, membership)


def declined(membership) -> None:
    _post("caucus_declined", membership.person, membership)


def removed(membership) -> None:
    _post("caucus_removed", membership.person, membership)


def handed_over(membership) -> None:
    _post("caucus_handed_over", membership.person, membership)


def looks_after(membership) -> None:
    _post("caucus_looks_after", membership.person, membership)


def nobody_leads(gone, *, people) -> None:
    """`gone` is the membership of the last who did."""
    for person in people:
        _post("caucus_nobody_leads", person, gone)


def no_steward(gone, *, people) -> None:
    for person in people:
        _post("caucus_no_steward", person, gone)


def tell_all(letter, about, *, people) -> None:
    """CHANGED or CANCELLED to each. `about` names a meeting or a series, and which change."""
    own = ContactPoint.objects.filter(kind=ContactKind.EMAIL, use=ContactUse.PERSONAL)
    people = list(people)
    addresses: dict[int, str] = {}
    for key, value in own.filter(person__in=people).order_by("pk").values_list("person", "value"):
        addresses.setdefault(key, value)
    for person in people:
        if person.pk in addresses:
            _queue(letter, person, addresses[person.pk], about)


def invitation_over(membership) -> None:
    _post("caucus_invitation_over", membership.person, membership)


def closed(membership) -> None:
    _post("caucus_closed", membership.person, membership)


def _post(template, person, about):
    """One letter to a person's own address; nobody is told anything at an office's."""
    address = (
        ContactPoint.objects.filter(person=person, kind=ContactKind.EMAIL, use=ContactUse.PERSONAL)
        .order_by("pk")
        .values_list("value", flat=True)
        .first()
    )
    if address is not None:
        _queue(template, person, address, about.public_id)


def _queue(template, person, address, about):
    text = render_to_string(
        f"mail/{template}.txt", {"site_url": settings.SITE_URL, "person": person}
    )
    subject, _, body = text.strip().partition("\n")
    mail.queue(
        to=address,
        subject=subject,
        body=body,
        kind=KIND,
        key=f"{template} {about} {person.public_id}",
        private=True,
    )
