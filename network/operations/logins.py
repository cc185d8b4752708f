"""Ways to sign in. A personal address on record is enough: its owner proves the mailbox by code."""

from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction

from network import audit
from network.models import ContactPoint, Person, User
from network.models.people import ContactKind, ContactUse

from . import rows


@transaction.atomic
def ensure(*, email, at):
    """The account that signs in with this address, made once for the person whose it is.

    None when the address is nobody's, its owner is merged or erased, the account is switched
    off, or its owner already signs in with another one: whoever edits a contact must not
    thereby open somebody's account. Safe to call before the mailbox is proven, for the
    account opens by a code sent there and by nothing else.
    """
    address = email.strip().lower()
    known = _owner_of(address) or _made_elsewhere(address)
    if known:
        return known if known.is_active and _is_alive(known) else None
    person = (
        Person.objects.select_for_update()
        .filter(
            contacts__kind=ContactKind.EMAIL,
            contacts__use=ContactUse.PERSONAL,
            contacts__value__iexact=address,
        )
        .first()
    )
    if person is None or person.user_id:
        return None
    try:
        with transaction.atomic():
            return _make(person, address, at)
    except IntegrityError:  # somebody asked for it at the same moment
        return _owner_of(address)


@transaction.atomic
def move(*, user, email, at):
    """The account is about to sign in with another address, just proven: the record says so.

    Raises ValidationError when the address is on somebody else's record.
    """
    person = user.known_person
    if person is None:
        return
    personal = person.contacts.select_for_update().filter(
        kind=ContactKind.EMAIL, use=ContactUse.PERSONAL
    )
    contact = (
        personal.filter(value__iexact=email).first()
        or personal.filter(value__iexact=user.email).first()
        or ContactPoint(person=person, kind=ContactKind.EMAIL, use=ContactUse.PERSONAL)
    )
    contact.value, contact.verified_at, contact.bounced_at = email.lower(), at, None
    rows.keep(contact)
    audit.record(contact, "network.login_moved", by=user, at=at, person=person)


def _owner_of(address):
    known = (
        EmailAddress.objects.filter(email__iexact=address, verified=True)
        .select_related("user")
        .first()
    )
    return known.user if known else None


def _made_elsewhere(address):
    """An account that no letter has reached yet, such as an administrator's."""
    user = User.objects.filter(email__iexact=address).first()
    if user and not EmailAddress.objects.filter(user=user).exists():
        EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def _is_alive(user):
    """Whether the account is a living person's, or nobody's (an administrator)."""
    person = Person.including_merged.filter(user=user).first()
    return person is None or (person.merged_into_id is None and person.erased_at is None)


def _make(person, address, at):
    user = User.objects.create_user(address, date_joined=at)
    EmailAddress.objects.create(user=user, email=address, verified=True, primary=True)
    person.user = user
    person.save(update_fields=["user"])
    audit.record(person, "network.login_made", by=None, at=at)
    return user
