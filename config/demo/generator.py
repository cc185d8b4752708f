"""Builds the fictional network: the same people for the same seed and day, all or nothing."""

from collections.abc import Callable
from datetime import datetime
from random import Random

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from network.models import Group, Person
from network.operations import logins
from network.roles import GroupKind

from . import (
    belonging,
    calendars,
    cast,
    committees,
    desk,
    duplicates,
    groups,
    happenings,
    hosts,
    imports,
    meetings,
    notes,
    offices,
    pages,
    people,
    places,
    policies,
    profiles,
    prospects,
    rolls,
    segments,
    vault,
    volunteers,
)

FEWEST = 250


def standing_network() -> Group | None:
    """The network this database holds already, the demo's or another."""
    return Group.objects.filter(kind=GroupKind.NETWORK).first()


@transaction.atomic
def build(*, members: int, seed: int, at: datetime, say: Callable[[str], None]) -> None:
    """Write `members` people with everything around them; `say` hears how far it is.

    Raises ValidationError: "few" for fewer people than a network's committees need, "there"
    when the database holds a network.
    """
    if members < FEWEST:
        raise ValidationError(f"Ask for {FEWEST} people or more.", code="few")
    if standing_network():
        raise ValidationError("This database holds a network already.", code="there")
    on = timezone.localdate(at)

    def luck(part):
        return Random(f"{seed}:{part}")

    atlas = places.write(luck("places"))
    say(f"{len(atlas.by_pk):,} cities, counties and school districts")
    network = groups.write(atlas, luck("groups"))
    say(f"{len(network.chapters)} chapters, {len(network.steering)} with steering committees")

    crowd = people.Crowd(atlas, network, rng=luck("people"), at=at, on=on)
    known = cast.enter(network, crowd, at=at, on=on)
    committees.hire_directors(network, crowd, rng=luck("directors"), at=at, on=on)
    committees.invite_partners(network, crowd, rng=luck("partners"), at=at, on=on)
    arrivals = desk.ARRIVALS + duplicates.DOUBLES + prospects.arrivals(members)
    arrivals += imports.ARRIVALS
    missing = members - Person.objects.count() - arrivals
    drafts = crowd.drafts(missing)
    for start in range(0, missing, people.CHUNK):
        crowd.invent(drafts[start : start + people.CHUNK])
        done = min(start + people.CHUNK, missing)
        if done == missing or done * 20 // missing > start * 20 // missing:
            say(f"{done:,} of {missing:,} people")

    by = {key: logins.ensure(email=part.email, at=at) for key, part in _with_record(known)}
    committees.seat_everyone(network, rng=luck("seats"), at=at, on=on, by=by[cast.NATIONAL.key])
    say("committees seated")
    rolls.enroll(network, known, rng=luck("caucuses"), at=at, on=on)
    say(f"{len(network.caucuses)} caucuses")
    vault.fill(network, by[cast.CHAIR.key], at=at)
    belonging.settle(network, known, by[cast.CHAIR.key], rng=luck("belonging"), at=at, on=on)
    desk.receive_applications(by[cast.DIRECTOR.key], at=at)
    desk.apply_again(at=at)
    desk.keep_house(by[cast.DIRECTOR.key], at=at, on=on)
    say("applications received, a few mornings at the desk")
    volunteers.call(by[cast.DIRECTOR.key], rng=luck("volunteers"), at=at)
    volunteers.lose_an_office(by[cast.DIRECTOR.key], at=at)
    offices.keep_true(by[cast.DIRECTOR.key], rng=luck("offices"), at=at, on=on)
    notes.write(by[cast.DIRECTOR.key], by[cast.NATIONAL.key], rng=luck("notes"), at=at, on=on)
    segments.keep(
        network,
        rng=luck("segments"),
        at=at,
        on=on,
        director=by[cast.DIRECTOR.key],
        national=by[cast.NATIONAL.key],
    )
    prospects.pass_on(network, known, by, members=members, at=at, on=on)
    say("prospects passed on and followed up with")
    duplicates.write_down_twice(by[cast.DIRECTOR.key], by[cast.NATIONAL.key], at=at)
    profiles.fill_in(known[cast.MEMBER.key], by[cast.DIRECTOR.key], rng=luck("profiles"), at=at)
    say("profiles filled in")
    meetings.hold(network, rng=luck("meetings"), at=at, on=on)
    imports.send(by[cast.NATIONAL.key], at=at)
    say("clerks' files sent")
    calendars.invite_everybody(by[cast.DIRECTOR.key], at=at)
    happenings.hold(network, known, by, members=members, luck=luck, at=at)
    say("a convening in Baltimore, a happy hour, trainings, a call tomorrow")
    hosts.welcome(network, known, by, rng=luck("hosts"), at=at)
    say("half hours booked with five of the staff")
    national, editor = by[cast.NATIONAL.key], by[cast.EDITOR.key]
    pages.write(network, at=at, by=national, editor=editor)
    say(f"{len(network.chapters)} chapters' pages, stories, a library, ten episodes")
    policies.spread(known[cast.MEMBER.key], national, rng=luck("policies"), at=at)
    say("ordinances introduced and passed, a pledge signed")


def _with_record(known):
    return [(part.key, part) for part in cast.PARTS if part.key in known]
