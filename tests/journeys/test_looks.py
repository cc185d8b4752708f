"""Every main page of the fictional network, on a phone and a desk, light and dark, with axe."""

from collections import namedtuple
from datetime import timedelta
from itertools import product

import pytest
from django.utils import timezone

from caucuses import access
from caucuses.models import Caucus, GatedLink, MeetingSeries
from caucuses.operations import invitations
from config.demo import cast
from events.models import Event, Host, MoneyMatter
from events.operations import door_passes
from events.operations.meet import absences, bookings, busy, hosts, hours, places, pools
from events.operations.meet.bookings import Wish
from events.reports.meet import choosing
from network.models import Group, Person
from network.operations import logins
from network.roles import GroupKind
from tests.event_factories import (
    EventFactory,
    FundFactory,
    PaymentFactory,
    RegistrationFactory,
    ScholarshipFactory,
    SessionFactory,
    a_ticket,
)
from tests.journeys.conftest import violations

Look = namedtuple("Look", "who paths everywhere locale", defaults=[True, "en-US"])
#: Pages behind a leader's door are looked at small in the light and wide in the dark.
ONCE = {("light", 320), ("dark", 1280)}
DAY = timedelta(days=1)
NUESTRO = "/caucuses/nuestro-caucus/"
#: Jobs, open and closed, writing to the staff, and where everything is.
WORK = (
    "/jobs/",
    "/jobs/?hours=part",
    "/jobs/director-southwest-chapters/",
    "/jobs/budget-analyst/",
    "/contact/",
    "/contact/?sent=1",
    "/site-map/",
)
#: Stories and newsletters: lists, a spotlight, words for the press, and a letter.
TOLD = (
    "/stories/",
    "/stories/?kind=news&topic=nonsense",
    "/stories/the-mayor-is-at-the-dump/",
    "/stories/shared-library-opens/",
    "/newsletters/",
    "/newsletters/you-won-now-what/",
)
#: Where staff keep an event, below its own page at the desk.
KEPT = (
    "",
    "facts/",
    "when/",
    "registering/",
    "tickets/",
    "tickets/add/",
    "seats/",
    "program/",
    "program/agenda/",
    "program/add/",
    "call-off/",
    "door-passes/",
    "badges/",
    "badges/print/",
    "places/",
    "places/add/",
    "places/export/",
    "places/requests/",
    "line/",
    "needs/",
    "needs/diet/",
    "needs/access/",
    "messages/",
    "messages/new/",
    "scholarships/",
    "scholarships/funds/add/",
    "money/",
    "money/export/",
    "group/",
)
#: Looked at in Spanish as well: what is translated whole, and what is English in a Spanish frame.
SPANISH = ["/", "/join/", "/join/name/", "/events/", "/events/?as=calendar", "/events/supper/"]
SPANISH += ["/events/supper/register/", "/accounts/login/", "/nothing-here/"]
#: And below the address of its door.
DOOR = ("", "?q=a", "here/", "walk-in/")


def caucus_rooms(chair, member, at):
    """What those who lead the Nuestro Caucus and its steward see, and a link that lets in."""
    caucus = Caucus.objects.get(group__slug="nuestro-caucus")
    group = caucus.group
    _, token = invitations.make_link(caucus=caucus, days=7, most_uses=3, by=chair, at=at)
    link = GatedLink.objects.kept().filter(caucus=caucus).first()
    leads = access.can(chair, caucus, on=timezone.localdate(at))
    own = access.sessions_for(leads, at=at).first()
    held = Event.objects.hosted_by(group).filter(ends_at__lt=at, cancelled_at=None)
    past, coming = held.latest("starts_at"), Event.objects.hosted_by(group).upcoming(at=at).first()
    series = MeetingSeries.objects.filter(caucus=caucus).first()
    other = access.inside(caucus, on=timezone.localdate(at)).filter(role="member").first()
    lead = [
        "invite-links/",
        "about/",
        "chairs/",
        "steward/",
        "appear/",
        "leave/",
        f"members/{other.public_id}/remove/",
        "links/",
        "links/new/",
        f"links/{link.public_id}/change/",
        f"links/{link.public_id}/retire/",
        "meetings/",
        "meetings/new/",
        f"meetings/{coming.public_id}/move/",
        f"meetings/{coming.public_id}/cancel/",
        f"meetings/{past.public_id}/attendance/",
        f"meetings/series/{series.public_id}/change/",
        "sessions/",
        f"sessions/{own.public_id}/",
    ]
    keep = ["", "kept/", "standing/", "hand-on/", "close/"]
    given, family = cast.COLLEAGUES[0]
    address = f"{given}.{family}@example.org".lower()
    steward = logins.ensure(email=address, at=at)
    return [
        Look(chair, [NUESTRO + path for path in lead], False),
        Look(steward, ["/caucuses/steward/", *(NUESTRO + path for path in keep)], False),
        Look(member, [f"/caucuses/join/{token}/"], False),
    ]


def money_rooms(event, member, director, at):
    """An order that waits for a purchase order, and what waits for a decision, from both sides."""
    place = RegistrationFactory(
        event=event, person=member, state="held", cents=12_500, hold_expires_at=at + DAY
    )
    payment = PaymentFactory(order=place.order, kind="po", state="open", reference="PO-7")
    matter = MoneyMatter.objects.create(
        kind="amount", key="looks", event=event, payment=payment, words="Less came", opened_at=at
    )
    paid = PaymentFactory(order=RegistrationFactory(event=event, cents=9_900).order)
    order, code = f"/desk/events/orders/{place.order.code}/", place.order.code
    desk = [
        "/desk/events/money/",
        f"/desk/events/money/{matter.public_id}/",
        *(f"{order}{path}" for path in ("", "received/", "promise/", "compliments/", "write-off/")),
        f"/desk/events/orders/{paid.order.code}/{paid.public_id}/give-back/",
    ]
    own = [f"/events/orders/{code}/{path}" for path in ("", "promise/", "receipt/")]
    own += [f"/events/places/{place.public_id}/statement/"]
    return [Look(director, desk, False), Look(member.user, own, False)]


def hours_rooms(host, director, at):
    """Where a host keeps their hours, and a room; what is asked of each is below its own page."""
    by, day = {"by": director, "at": at}, hours.today(host, at=at) + 40 * DAY
    room = places.add(
        group=host.areas.first().group,
        name="Looks",
        address="1 Main St",
        timezone=host.timezone,
        **by,
    )
    window = hours.add(
        host=host, weekday=6, start_minute=0, end_minute=60, mode="any", place=room, **by
    )
    own = hours.set_day(host=host, on=day, spans=[hours.Span(600, 1440)], note="Looks", **by)
    starts_at, ends_at = absences.stretch(host, first=day, last=day)
    away = absences.go_away(host=host, starts_at=starts_at, ends_at=ends_at, **by)
    days = {"first_day": day, "last_day": day, "timezone": "Pacific/Guam"}
    journey = absences.travel(host=host, **days, **by)
    below = [
        *("hours/", "hours/add/", "hours/copy/6/", f"hours/{window.public_id}/"),
        *("days/", "days/add/", f"days/{own.public_id}/"),
        *("away/", "away/add/", f"away/{away.public_id}/"),
        *("travel/", "travel/add/", f"travel/{journey.public_id}/"),
        *("why/", f"why/?day={day}", f"why/?day={day}&time=10:00"),
    ]
    rooms = ["places/", "places/add/", f"places/{room.public_id}/"]
    rooms += [f"places/{room.public_id}/close/"]
    return [*(f"hosts/{host.slug}/{path}" for path in below), *rooms]


def meeting_rooms(director, at):
    """Who can be met, what about, and who takes turns, as those keep it who are met."""
    person = Person.objects.get(user=director)
    host = hosts.take_on_oneself(person=person, by=director, at=at)
    pool = pools.make(group=host.areas.first().group, name="Looks", by=director, at=at)
    pools.join(pool=pool, host=host, by=director, at=at)
    address = "https://calendar.example.org/looks.ics"
    feed = busy.add(host=host, name="Looks", address=address, by=director, at=at)
    busy.keep(feed=feed, blocks=[], at=at)
    busy.fail(feed=feed, words="The address answered 404.", at=at)
    own = f"hosts/{host.slug}/"
    calendar = f"{own}calendars/{feed.public_id}/"
    kind = f"types/{host.meeting_types.first().public_id}/"
    turns = f"pools/{pool.public_id}/"
    paths = [
        *("hosts/", "hosts/new/", own, f"{own}edit/", f"{own}link/", f"{own}for/"),
        *(f"{own}calendars/", f"{own}calendars/add/", f"{calendar}address/", f"{calendar}remove/"),
        *("types/", "types/new/", kind, f"{kind}copy/"),
        *("pools/", "pools/new/", turns, f"{turns}name/", f"{turns}join/"),
        f"{turns}hosts/{host.slug}/",
        *hours_rooms(host, director, at),
    ]
    return [Look(director, [f"/desk/meetings/{path}" for path in paths], False)]


def booking_rooms(director, member, at):
    """From whom one can meet to a meeting that stands, as a member and a visitor see it."""
    kind = Host.objects.of_user(director).get().meeting_types.first()
    person = Person.objects.get(user=member)
    wanted = choosing.Wanted("America/New_York")
    times = [time for _, times in choosing.month(kind, wanted, at=at).days for time in times]
    fields = {"meeting_type": kind, "timezone": wanted.zone, "person": person, "by": member}
    booked, held = (
        bookings.hold(wish=Wish(time.starts_at, time.way.mode, time.way.place), at=at, **fields)
        for time in (times[-1], times[0])
    )
    bookings.book(booking=booked, by=member, at=at)
    own = booked.get_absolute_url()
    paths = ["/meet/", "/meet/ask/", kind.host.get_absolute_url(), f"/meet/about/{kind.slug}/"]
    paths += [own, f"{own}move/", f"{own}cancel/", held.get_absolute_url()]
    below = ("", "move/", "decline/", "call-off/", "hand-on/")
    week = f"?whose=all&week={times[-1].starts_at:%Y-%m-%d}"
    kept = ["", week, "asked/", "left/", *(f"{booked.public_id}/{path}" for path in below)]
    desk = [f"/desk/meetings/{path}" for path in kept]
    return [Look(None, ["/meet/"], False), Look(member, paths), Look(director, desk, False)]


@pytest.fixture
def looks(settings, demo_network):
    settings.DEMO = True
    at = timezone.now()
    demo_network("looks", members=400, seed=3, at=at)
    committee = Group.objects.filter(kind=GroupKind.COMMITTEE, parent__state=cast.HOME).first()
    user = {
        part.key: Person.objects.get(given=part.given, family=part.family).user
        for part in (cast.MEMBER, cast.CHAIR, cast.DIRECTOR, cast.NATIONAL)
    }
    member = Person.objects.get(user=user["member"])
    supper = a_ticket(
        EventFactory(
            host=committee.parent,
            slug="supper",
            starts_at=timezone.now() + timedelta(days=9),
            guests_each=1,
            needs_asked=["diet"],
        )
    ).event
    SessionFactory(event=supper)
    _, secret = door_passes.make(
        event=supper, label="Lobby", expires_at=at + timedelta(days=1), by=None, at=at
    )
    aid = ScholarshipFactory(fund=FundFactory(event=supper), person=member)
    place = RegistrationFactory(event=supper, person=Person.objects.get(user=user["director"]))
    return [
        Look(
            None,
            [
                "/",
                "/events/",
                "/events/?as=calendar",
                "/events/supper/",
                "/events/supper/register/",
                f"/events/pass/{secret}/?q=a",
                "/chapters/",
                f"/chapters/{committee.parent.slug}/",
                *TOLD,
                *WORK,
                "/audio/",
                "/audio/the-back-row/",
                "/audio/the-back-row/the-binder/",
                "/chapters/?state=WY",
                "/search/",
                "/search/?q=housing",
                "/search/?q=maryland&in=pages",
                "/caucuses/",
                "/join/",
                "/join/name/",
                "/accounts/login/",
                "/nothing-here/",
            ],
        ),
        Look(
            user["member"],
            [
                "/me/",
                "/events/supper/register/",
                "/events/supper/scholarship/",
                "/me/profile/",
                "/me/privacy/",
                "/me/offices/",
                "/me/data/",
                "/me/leave/",
                "/directory/",
                "/refer/",
                "/caucuses/",
            ],
        ),
        *(Look(who, SPANISH, False, "es-US") for who in (None, user["member"])),
        Look(user["chair"], [cast.CHAIR.lands]),
        *caucus_rooms(user["chair"], user["member"], at),
        Look(
            user["director"],
            [
                place.get_absolute_url(),
                f"{place.get_absolute_url()}give-back/",
                "/events/supper/people/",
                "/desk/",
                "/desk/people/",
                "/desk/people/?standing=nonsense",
                f"/desk/people/{member.public_id}/",
                f"/desk/people/{member.public_id}/terms/add/",
                "/desk/applications/",
                "/desk/groups/",
                f"/desk/groups/{committee.slug}/",
                f"/desk/groups/{committee.slug}/sheet/",
                f"/desk/people/{member.public_id}/notes/add/",
                "/desk/people/segments/",
                "/desk/people/export/",
                "/desk/next/",
                "/desk/offices/",
                "/desk/offices/reports/",
                "/desk/offices/campaigns/",
                "/desk/offices/coverage/",
                "/desk/vacancies/",
                "/desk/vacancies/eligibility/",
                "/desk/prospects/",
                "/desk/prospects/?as=list",
                "/desk/prospects/referrers/",
                "/desk/duplicates/",
            ],
        ),
        Look(
            user["director"],
            [
                "/desk/events/",
                "/desk/events/new/",
                *(f"/desk/events/{supper.slug}/{path}" for path in KEPT),
                f"/desk/events/{supper.slug}/places/{place.public_id}/",
                f"/desk/events/{supper.slug}/places/{place.public_id}/cancel/",
                f"/desk/events/{supper.slug}/scholarships/{aid.public_id}/",
                "/desk/events/scholarships/",
                *(f"/desk/door/{supper.slug}/{path}" for path in DOOR),
            ],
            False,
        ),
        *money_rooms(supper, member, user["director"], at),
        *meeting_rooms(user["director"], at),
        *booking_rooms(user["director"], user["member"], at),
        Look(user["national"], ["/desk/", "/desk/imports/", "/desk/offices/coverage/"]),
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_and_nothing_is_wider_than_the_screen(visit, looks, scheme):
    wrong = []
    for width, look in product([320, 1280], looks):
        if not look.everywhere and (scheme, width) not in ONCE:
            continue
        page = visit(user=look.who, width=width, scheme=scheme, locale=look.locale)
        for path in look.paths:
            assert page.goto(path).ok or path == "/nothing-here/", path
            wrong += [(path, width, found) for found in violations(page)]
            wide = page.evaluate("document.documentElement.scrollWidth")
            if wide > width:
                wrong.append((path, f"{wide} px wide on a screen of {width}"))

    assert wrong == []
