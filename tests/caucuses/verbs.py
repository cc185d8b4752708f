"""Every verb of a caucus with what it takes, for proofs that hold for all of them.

Each function here sets up what its verb needs in a `room` and answers with what to call it with.
"""

import datetime as dt
from types import SimpleNamespace

from caucuses import access
from caucuses.models import Pattern
from caucuses.operations import (
    going,
    invitations,
    leading,
    meetings,
    memberships,
    series,
    stewarding,
    vault,
)
from network.models import Membership
from network.models.memberships import MembershipState
from network.roles import GroupKind, Role

from .conftest import row, set_policy

MODULES = (going, invitations, leading, meetings, memberships, series, stewarding, vault)
NEW_YORK = "America/New_York"
WEEK = dt.timedelta(days=7)
#: Operations that other verbs call, with the caucus held or in the person's going.
PARTS = {vault.ask_to_rotate: "leaving, removing and ending a lapsed membership call it"}

VERBS = {}


def verb(operation):
    def keep(arrange):
        VERBS[name_of(operation)] = (operation, arrange)
        return arrange

    return keep


def name_of(operation):
    return f"{operation.__module__.rpartition('.')[2]}.{operation.__name__}"


class Room(SimpleNamespace):
    """`caucus`, `cast`, `at`, `on` and `somebody`, as the fixtures of these names."""

    def act(self, who="alice"):
        return {"by": getattr(self.cast, who).user, "at": self.at}

    def place(self, who):
        return access.membership_of(getattr(self.cast, who), self.caucus, on=self.on)

    def asked(self):
        set_policy(self.caucus, "ask")
        asks = {"caucus": self.caucus, "person": self.cast.charlie, "answer": "I keep bees."}
        return memberships.ask(**asks, **self.act("charlie"))

    def invited(self, *, since=None):
        waits = {"state": MembershipState.INVITED, "since": since or self.on}
        return row(self.cast.charlie, self.caucus.group, **waits)

    def meeting(self, **fields):
        starts = self.at + dt.timedelta(days=2)
        values = {"title": "Wick night", "timezone": NEW_YORK, "starts_at": starts}
        values |= {"ends_at": starts + dt.timedelta(hours=1)}
        return {"caucus": self.caucus} | values | self.act() | fields

    def repeating(self):
        return {
            "caucus": self.caucus,
            "title": "Evenings",
            "pattern": Pattern.WEEKLY,
            "starts_on": self.on + dt.timedelta(days=2),
            "timezone": NEW_YORK,
            "starts": dt.time(19),
            "minutes": 60,
        } | self.act()

    def link(self):
        address = "https://signal.group/#Lantern"
        what = {"caucus": self.caucus, "kind": "signal", "label": "Our chat", "address": address}
        return vault.add(**what, **self.act())

    def seen(self):
        """A link that Bob has seen, so that his going asks for another."""
        link = self.link()
        vault.reveal(link=link, **self.act("bob"))
        return link

    def steward(self):
        row(self.cast.dana, self.caucus.group, Role.STEWARD)
        return {"caucus": self.caucus} | self.act("dana")

    def lapse(self, person):
        network = Membership.objects.filter(person=person, group__kind=GroupKind.NETWORK)
        network.update(until=self.on, end_reason="left")

    def colleague(self):
        nell = self.somebody("Nell", member=False)
        team = Membership.objects.get(person=self.cast.dana, group__kind=GroupKind.STAFF).group
        row(nell, team, Role.STAFF)
        return nell


@verb(memberships.join)
def _(room):
    mine = {"caucus": room.caucus, "person": room.cast.charlie, "appears": "shown"}
    return mine | room.act("charlie")


@verb(memberships.ask)
def _(room):
    set_policy(room.caucus, "ask")
    mine = {"caucus": room.caucus, "person": room.cast.charlie, "answer": "I keep bees."}
    return mine | room.act("charlie")


@verb(memberships.withdraw)
def _(room):
    return {"membership": room.asked()} | room.act("charlie")


@verb(memberships.approve)
def _(room):
    return {"membership": room.asked()} | room.act()


@verb(memberships.decline)
def _(room):
    return {"membership": room.asked()} | room.act()


@verb(memberships.invite)
def _(room):
    return {"caucus": room.caucus, "email": "charlie@example.org"} | room.act()


@verb(memberships.accept)
def _(room):
    return {"membership": room.invited(), "appears": "shown"} | room.act("charlie")


@verb(memberships.decline_invitation)
def _(room):
    return {"membership": room.invited()} | room.act("charlie")


@verb(memberships.leave)
def _(room):
    vault.reveal(link=room.link(), **room.act())
    mine = {"caucus": room.caucus, "person": room.cast.alice, "successor": room.cast.bob}
    return mine | room.act()


@verb(memberships.appear)
def _(room):
    return {"caucus": room.caucus, "person": room.cast.bob, "appears": "initial"} | room.act("bob")


@verb(memberships.remove)
def _(room):
    room.seen()
    return {"membership": room.place("bob")} | room.act()


@verb(going.leave_all)
def _(room):
    room.seen()
    return {"person": room.cast.bob} | room.act("bob")


@verb(leading.add_chair)
def _(room):
    return {"caucus": room.caucus, "person": room.cast.bob} | room.act()


@verb(leading.hand_over)
def _(room):
    who = {"chair": room.cast.alice, "person": room.cast.bob}
    return {"caucus": room.caucus} | who | room.act()


@verb(invitations.make_link)
def _(room):
    return {"caucus": room.caucus, "days": 7, "most_uses": 1} | room.act()


@verb(invitations.revoke_link)
def _(room):
    link, _ = invitations.make_link(caucus=room.caucus, days=7, most_uses=1, **room.act())
    return {"link": link} | room.act()


@verb(invitations.join_by_link)
def _(room):
    room.asked()
    _, token = invitations.make_link(caucus=room.caucus, days=7, most_uses=2, **room.act())
    mine = {"token": token, "user": room.cast.charlie.user, "appears": "initial"}
    return mine | room.act("charlie")


@verb(invitations.end_run_out)
def _(room):
    room.invited(since=room.on - dt.timedelta(days=30))
    return {"at": room.at}


@verb(meetings.call)
def _(room):
    return room.meeting()


@verb(meetings.move)
def _(room):
    one = series.call(**room.repeating()).occurrences.order_by("original_start").first()
    return {"caucus": room.caucus, "event": one.event, "place": "The attic"} | room.act()


@verb(meetings.cancel)
def _(room):
    one = series.call(**room.repeating()).occurrences.order_by("original_start").first()
    return {"caucus": room.caucus, "event": one.event} | room.act()


@verb(meetings.attend)
def _(room):
    event = meetings.call(**room.meeting())
    later = room.act() | {"at": event.ends_at}
    meetings.attend(caucus=room.caucus, event=event, people=[room.cast.bob], **later)
    return {"caucus": room.caucus, "event": event, "people": [room.cast.alice]} | later


@verb(series.call)
def _(room):
    return room.repeating()


@verb(series.change)
def _(room):
    return {"series": series.call(**room.repeating()), "starts": dt.time(20)} | room.act()


@verb(series.follow)
def _(room):
    runs = series.call(**room.repeating())
    one = runs.occurrences.select_related("series").order_by("original_start")[1]
    return {"occurrence": one, "minutes": 30} | room.act()


@verb(series.end)
def _(room):
    runs = series.call(**room.repeating())
    return {"series": runs, "last_on": runs.starts_on + 2 * WEEK} | room.act()


@verb(vault.add)
def _(room):
    address = "https://example.org/songs"
    what = {"caucus": room.caucus, "kind": "playlist", "label": "Songs", "address": address}
    return what | room.act()


@verb(vault.change)
def _(room):
    link = room.seen()
    vault.suspect(link=link, **room.act())
    return {"link": link, "address": "https://example.org/next", "version": 1} | room.act()


@verb(vault.retire)
def _(room):
    link = room.seen()
    vault.suspect(link=link, **room.act())
    return {"link": link} | room.act()


@verb(vault.reveal)
def _(room):
    return {"link": room.link()} | room.act("bob")


@verb(vault.suspect)
def _(room):
    return {"link": room.link()} | room.act()


@verb(stewarding.make)
def _(room):
    what = {"name": "Kiln", "purpose": "We fire.", "listed_to": "nobody", "join_policy": "open"}
    return what | {"steward": room.cast.dana, "by": room.cast.ada, "at": room.at}


@verb(stewarding.keep)
def _(room):
    return room.steward() | {"join_policy": "ask", "purpose": "We of light.", "grace_days": 3}


@verb(stewarding.describe)
def _(room):
    what = {"caucus": room.caucus, "purpose": "We of light.", "working_on": "Wicks."}
    return what | room.act()


@verb(stewarding.end_lapsed)
def _(room):
    room.seen()
    room.lapse(room.cast.bob)
    return {"person": room.cast.bob} | room.steward()


@verb(stewarding.keep_lapsed)
def _(room):
    room.lapse(room.cast.bob)
    return {"person": room.cast.bob} | room.steward()


@verb(stewarding.close)
def _(room):
    room.seen()
    room.asked()
    series.call(**room.repeating() | {"until": room.on + 2 * WEEK})
    invitations.make_link(caucus=room.caucus, days=7, most_uses=1, **room.act())
    return room.steward()


@verb(stewarding.reopen)
def _(room):
    by_dana = room.steward()
    stewarding.close(**by_dana)
    return by_dana


@verb(stewarding.hand_on)
def _(room):
    return room.steward() | {"steward": room.cast.dana, "person": room.colleague()}


@verb(stewarding.name_steward)
def _(room):
    return {"caucus": room.caucus, "person": room.cast.dana} | room.act()
