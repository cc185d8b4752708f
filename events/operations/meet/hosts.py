"""Who of the staff can be met, and for whom they are there."""

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import transaction
from django.utils.text import slugify
from django.utils.timezone import localdate

from events.models import BookingState, Host, HostArea, WeeklyHours
from events.models.meet.hosts import works
from events.models.zones import OF_STATE
from network import audit, sealing
from network.models import Group, Membership, Person
from network.operations import rows
from network.roles import GroupKind

from . import bookings, claims, types

#: Addresses below `/meet/` and below the desk's list of hosts that are something else.
RESERVED = ("about", "ask", "bookings", "guest", "new")
#: Nobody is *the* one to meet for a committee, a caucus or a partner.
AREAS = (GroupKind.NETWORK, GroupKind.CHAPTER, GroupKind.REGION)
FIELDS = {"headline", "about", "timezone"}
LONGEST_SLUG = 60
NEW_YORK = "America/New_York"
NINE, FIVE = 9 * 60, 17 * 60
WORKDAYS = range(5)
HALF_AN_HOUR = "Half an hour"
#: For whom it is at first: those who belong to the network.
OURS = {"standing": ["member", "staff"]}

secure = URLValidator(
    schemes=["https"], message="Enter an address that begins with https://", code="video_link"
)


@transaction.atomic
def take_on(*, person, slug="", timezone, headline="", about="", by, at) -> Host:
    """They can be met; who stopped takes meetings again, and again changes nothing.

    Without a slug, one is made of their name. Raises ValidationError "staff" for somebody who
    does not work for the network or a chapter, "reserved", or what the fields refuse.
    """
    rows.lock(person)
    _refuse_outsider(person, at)
    if host := Host.objects.filter(person=person).first():
        return resume(host=host, by=by, at=at)
    if slug in RESERVED:
        raise ValidationError("This address is something else already.", code="reserved")
    host = rows.keep(
        Host(
            person=person,
            slug=slug or _free_slug(person),
            timezone=timezone,
            headline=_one_line(headline),
            about=about.strip(),
            made_at=at,
        )
    )
    after = {"headline": host.headline, "timezone": host.timezone}
    _note(host, "events.meeting_host_made", by, at, after=after)
    return host


@transaction.atomic
def set_up(*, person, group, nine_to_five=True, half_an_hour=True, by, at, **names) -> Host:
    """All that somebody needs who takes meetings: for whom, when and what about.

    Raises what `take_on` and `serve` do.
    """
    host = take_on(person=person, by=by, at=at, **names)
    if group is not None:
        serve(host=host, group=group, by=by, at=at)
    if nine_to_five:
        keep_usual_hours(host=host, by=by, at=at)
    if half_an_hour and not host.meeting_types.exists():
        types.make(host=host, name=HALF_AN_HOUR, audience=OURS, by=by, at=at)
    return host


@transaction.atomic
def take_on_oneself(*, person, by, at) -> Host:
    """The same with what is usual where they work. Raises ValidationError "staff"."""
    _refuse_outsider(person, at)
    role = works(on=localdate(at)).filter(person=person).select_related("group__parent")
    [role] = role.order_by("since", "pk")[:1]
    group = _served_in(role)
    return set_up(
        person=person,
        group=group,
        timezone=OF_STATE.get(group.state, NEW_YORK),
        headline=f"{role.get_role_display()}, {group}",
        by=by,
        at=at,
    )


@transaction.atomic
def edit(*, host, by, at, **fields) -> Host:
    """Set what differs. In another zone hours read as before; what is booked stays when it is.

    Raises ValidationError for what the fields refuse.
    """
    if unknown := fields.keys() - FIELDS:
        raise TypeError(f"A host has no {', '.join(sorted(unknown))} to change.")
    [host] = claims.lock(host)
    if "headline" in fields:
        fields["headline"] = _one_line(fields["headline"])
    before, after = rows.change(host, **fields)
    if after:
        _note(host, "events.meeting_host_edited", by, at, before=before, after=after)
    return host


@transaction.atomic
def set_link(*, host, link, by, at) -> Host:
    """Where they meet online, sealed; empty takes it away. Raises ValidationError "video_link"."""
    [host] = claims.lock(host)
    if link:
        secure(link)
    if link == (sealing.unseal(host.video_link) if host.video_link else ""):
        return host
    rows.change(host, video_link=sealing.seal(link) if link else "")
    after = {"way_in": "another" if link else "none"}
    _note(host, "events.meeting_link_set", by, at, after=after)
    return host


@transaction.atomic
def serve(*, host, group, rank=1, by, at) -> HostArea:
    """They are there for a region, a chapter or the network; again only sets the rank.

    Raises ValidationError "area" for another kind of group, or "closed".
    """
    [host] = claims.lock(host)
    if group.kind not in AREAS:
        raise ValidationError("Choose a region, a chapter or the network.", code="area")
    if group.closed_on:
        raise ValidationError(f"{group} is closed.", code="closed")
    area = host.areas.filter(group=group).first()
    if area is not None and area.rank == rank:
        return area
    area = area or HostArea(host=host, group=group)
    area.rank = rank
    rows.keep(area)
    after = {"group": str(group), "rank": rank}
    _note(host, "events.meeting_area_set", by, at, group=group, after=after)
    return area


@transaction.atomic
def serve_no_more(*, host, group, by, at) -> None:
    """Not the one for this group any more; again changes nothing. What is booked stays."""
    [host] = claims.lock(host)
    if host.areas.filter(group=group).delete()[0]:
        before = {"group": str(group)}
        _note(host, "events.meeting_area_ended", by, at, group=group, before=before)


@transaction.atomic
def keep_usual_hours(*, host, by, at) -> None:
    """Nine to five on weekdays, online; who has hours of their own keeps those."""
    [host] = claims.lock(host)
    if host.weekly_hours.exists():
        return
    for weekday in WORKDAYS:
        rows.keep(WeeklyHours(host=host, weekday=weekday, start_minute=NINE, end_minute=FIVE))
    _note(host, "events.meeting_usual_hours", by, at)


@transaction.atomic
def stop(*, host, by, at) -> Host:
    """Nobody new meets them; the record stays. Again changes nothing.

    Raises ValidationError "bookings" while meetings are still to come: those are handed on or
    called off first. Who fills one in at this moment finds its time taken.
    """
    [host] = claims.lock(host)
    if not host.active:
        return host
    if coming := host.bookings.open().filter(ends_at__gt=at).count():
        are = "1 meeting is" if coming == 1 else f"{coming:,} meetings are"
        raise ValidationError(
            f"{are} still to come. Hand on or call off what is booked first.", code="bookings"
        )
    for held in host.bookings.filter(state=BookingState.HOLD):
        bookings.let_go(booking=held)
    rows.change(host, active=False)
    _note(host, "events.meeting_host_stopped", by, at)
    return host


@transaction.atomic
def resume(*, host, by, at) -> Host:
    """They take meetings again; again changes nothing. Raises ValidationError "staff"."""
    [host] = claims.lock(host)
    _refuse_outsider(host.person, at)
    if not host.active:
        rows.change(host, active=True)
        _note(host, "events.meeting_host_resumed", by, at)
    return host


def _refuse_outsider(person: Person, at):
    if not works(on=localdate(at)).filter(person=person).exists():
        raise ValidationError("They do not work for the network or a chapter.", code="staff")


def _served_in(role: Membership) -> Group:
    """The chapter somebody works for; of a national team, the network it belongs to."""
    group = role.group
    if group.kind == GroupKind.STAFF and group.parent is not None:
        return group.parent
    return group


def _free_slug(person) -> str:
    plain = slugify(str(person))[: LONGEST_SLUG - 4].strip("-") or "host"
    plain = f"{plain}-1" if plain in RESERVED else plain
    tried = [plain, *(f"{plain}-{number}" for number in range(2, 1000))]
    taken = set(Host.objects.filter(slug__startswith=plain).values_list("slug", flat=True))
    return next(one for one in tried if one not in taken)


def _one_line(text):
    return " ".join(text.split())


def _note(host, action, by, at, **more):
    audit.record(host, action, by=by, at=at, person=host.person, **more)
