"""The audit trail in words."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format

from network.models import AuditEntry, Person
from network.models.memberships import MembershipEnd
from network.models.offices import EndReason
from network.operations import putting_back

MOST = 100
LATEST = 10

ACTIONS = {
    "cms.chapter_page_made": "made a page for a chapter",
    "network.trail_sealed_anew": "sealed the trail anew",
    "events.plan": "planned an event",
    "events.change": "changed an event",
    "events.cancel": "called off an event",
    "events.made": "made an event",
    "events.edited": "changed what an event says",
    "events.published": "published an event",
    "events.withdrawn": "made an event a draft again",
    "events.seats": "changed how many may come",
    "events.seats_held_back": "held seats back",
    "events.ticket_added": "added a ticket",
    "events.ticket_edited": "changed a ticket",
    "events.ticket_withdrawn": "withdrew a ticket",
    "events.ticket_put_back": "offered a ticket again",
    "events.ticket_moved": "moved a ticket up",
    "events.price_added": "added a price",
    "events.price_edited": "changed a price",
    "events.price_withdrawn": "withdrew a price",
    "events.price_moved": "changed which price is tried first",
    "events.session_added": "added a session",
    "events.session_edited": "changed a session",
    "events.session_withdrawn": "withdrew a session",
    "events.calendar_made": "made an address for their calendar",
    "events.calendar_revoked": "ended the address of their calendar",
    "events.listed": "let others who come read that they come",
    "events.unlisted": "took their name off the list of who comes",
    "events.fund_made": "made a scholarship fund",
    "events.fund_edited": "changed a scholarship fund",
    "events.aid_asked": "asked for help with the price",
    "events.aid_reviewed": "reviewed a request for help with the price",
    "events.aid_granted": "promised a scholarship",
    "events.aid_declined": "declined a request for help with the price",
    "events.aid_accepted": "accepted a scholarship",
    "events.aid_paid": "paid from a scholarship fund",
    "events.aid_lapsed": "let a scholarship lapse",
    "events.aid_returned": "gave a scholarship back with the place",
    "events.aid_withdrawn": "withdrew a request for help with the price",
    "events.meeting_hours_changed": "changed the hours in which they can be met",
    "events.meeting_day_changed": "changed on which days their hours differ",
    "events.meeting_away_changed": "changed when they are away",
    "events.meeting_travel_changed": "changed where they travel",
    "events.meeting_place_made": "made a room for meetings",
    "events.meeting_place_edited": "changed a room for meetings",
    "events.meeting_place_closed": "closed a room for meetings",
    "events.meeting_place_opened": "opened a room for meetings again",
    "events.place_asked": "asked for a place at an event",
    "events.place_held": "took a place that is to be paid for",
    "events.place_confirmed": "took a place at an event",
    "events.meeting_host_made": "began to take meetings",
    "events.meeting_host_edited": "changed what a host says of themselves",
    "events.meeting_host_stopped": "stopped taking meetings",
    "events.meeting_host_resumed": "took meetings again",
    "events.meeting_link_set": "changed where a host meets online",
    "events.meeting_area_set": "put a host in charge of meetings for a group",
    "events.meeting_area_ended": "took a host off the meetings of a group",
    "events.meeting_usual_hours": "opened weekdays from nine to five for meetings",
    "events.meeting_type_made": "made a kind of meeting",
    "events.meeting_type_edited": "changed a kind of meeting",
    "events.meeting_type_withdrawn": "withdrew a kind of meeting",
    "events.meeting_type_offered": "offered a kind of meeting again",
    "events.meeting_pool_made": "made a pool of hosts",
    "events.meeting_pool_renamed": "renamed a pool of hosts",
    "events.meeting_pool_joined": "put a host in a pool",
    "events.meeting_pool_weighed": "changed how often a host has their turn",
    "events.meeting_pool_left": "took a host out of a pool",
    "events.meeting_wished": "asked for a meeting in their own words",
    "events.meeting_wish_answered": "answered somebody who asked for a meeting",
    "events.meeting_booked": "booked a meeting",
    "events.meeting_asked": "asked for a time to meet",
    "events.meeting_approved": "said yes to a meeting",
    "events.meeting_declined": "declined a meeting",
    "events.meeting_moved": "moved a meeting",
    "events.meeting_cancelled": "called off a meeting",
    "events.meeting_handed_on": "handed a meeting on to a colleague",
    "events.meeting_missed": "noted that they did not come to a meeting",
    "events.meeting_kept": "noted that they came to a meeting after all",
    "events.meeting_calendar_added": "added a calendar that says when they are busy",
    "events.meeting_calendar_replaced": "replaced the address of a calendar of theirs",
    "events.meeting_calendar_removed": "removed a calendar that said when they are busy",
    "events.place_cancelled": "gave a place back",
    "events.place_lapsed": "let a place lapse",
    "events.place_approved": "approved a place",
    "events.place_declined": "declined a place",
    "events.place_handed_on": "handed a place on",
    "events.place_offered": "offered a place to who waited",
    "events.place_offered_on": "sent a link to hand a place on",
    "events.place_kept": "kept a place after all",
    "events.place_claimed": "took a place that was kept for them",
    "events.place_link_sent": "sent a guest the link to a place",
    "events.needs_changed": "said what they need at an event",
    "events.message_sent": "wrote to those who come to an event",
    "events.needs_seen": "took note of what people need at an event",
    "events.letter_sent_again": "sent the letter about a place again",
    "events.sessions_chosen": "chose sessions of an event",
    "events.waitlist_joined": "joined the line for an event",
    "events.waitlist_left": "left the line for an event",
    "events.ticket_revoked": "made a ticket worthless",
    "events.walked_in": "gave somebody a place at the door",
    "events.door_pass_made": "made a door pass",
    "events.door_pass_ended": "ended a door pass",
    "events.badges_printed": "noted badges as printed",
    "events.places_taken": "took places for an organization",
    "events.place_link_made": "made a link to a place",
    "events.place_link_ended": "ended a link to a place",
    "events.payment_begun": "began to pay",
    "events.payment_captured": "received money",
    "events.payment_promised": "promised a check or purchase order",
    "events.purchase_order_approved": "approved a purchase order",
    "events.payment_withdrawn": "took back a promise to pay",
    "events.comped": "gave places with our compliments",
    "events.written_off": "wrote off what was owed",
    "events.refund_asked": "gave money back",
    "events.gave_back": "sent money back by hand",
    "events.dispute": "noted a dispute",
    "events.matter_opened": "noted a matter of money",
    "events.matter_taken_on": "took on a matter of money",
    "events.matter_settled": "settled a matter of money",
    "network.person_added": "added this record",
    "network.person_edited": "changed the names",
    "network.record_joined": "joined another record to this one",
    "network.record_parted": "took apart what was joined",
    "network.told_apart": "found somebody like them to be another person",
    "network.told_apart_no_more": "took back that somebody like them is another person",
    "network.contact_added": "added a way to reach them",
    "network.contact_removed": "removed a way to reach them",
    "network.contact_revealed": "looked at a way to reach them",
    "network.term_added": "added a term",
    "network.term_ended": "recorded the end of a term",
    "network.term_confirmed": "confirmed that they still serve",
    "network.term_changed": "put the dates of a term right",
    "network.term_reported": "recorded their own word on their office",
    "network.term_report_withdrawn": "took back their own word on their office",
    "network.term_report_accepted": "put their own word on the record",
    "network.term_report_declined": "left the record as it was",
    "network.office_changed": "changed the facts of an office",
    "network.body_changed": "changed the facts of a governing body",
    "network.campaign_sent": "asked by letter who still serves",
    "network.membership_asked": "asked to belong",
    "network.membership_begun": "began a membership",
    "network.membership_ended": "ended a membership",
    "network.seat_filled": "appointed them to a seat",
    "network.seat_vacated": "ended their hold of a seat",
    "network.seat_kept": "let them keep a seat",
    "network.volunteered": "offered to take a seat",
    "network.volunteer_new": "took them off a shortlist",
    "network.volunteer_shortlisted": "put them on a shortlist",
    "network.volunteer_appointed": "took up their offer of a seat",
    "network.volunteer_declined": "declined their offer of a seat",
    "network.volunteer_withdrawn": "took back their offer of a seat",
    "network.consent": "recorded an answer about consent",
    "network.login_made": "made a way to sign in",
    "network.login_moved": "moved the way to sign in",
    "network.profile_edited": "changed what they work on and speak",
    "network.shown_changed": "changed what members see",
    "network.data_taken": "took their data with them",
    "network.message_sent": "wrote to a member",
    "network.left": "left the network",
    "network.erasure_asked": "asked for this record to be erased",
    "network.erasure_canceled": "stopped the erasing of this record",
    "network.application_submitted": "took in an application",
    "network.application_approved": "approved an application",
    "network.application_declined": "declined an application",
    "roster.import": "read a file that tells of them",
    "roster.import_undone": "undid the import of a file",
    "network.contact_bounced": "noted that mail to them came back",
    "network.contact_verified": "noted that a way to reach them works",
    "network.note_written": "wrote a note",
    "network.note_edited": "changed a note",
    "network.note_removed": "deleted a note",
    "network.action_planned": "planned a next step",
    "network.action_done": "did a next step",
    "network.action_reassigned": "handed over a next step",
    "network.prospect_added": "began the follow-up",
    "network.prospect_referred": "passed them on",
    "network.prospect_moved": "moved the follow-up",
    "network.prospect_planned": "planned the follow-up",
    "network.prospect_invited": "invited them to join",
    "network.prospect_joined": "saw them join",
    "network.prospect_closed": "closed the follow-up",
    "network.prospect_reopened": "opened the follow-up again",
    "network.put_back": "put back what was there before",
    "network.tagged": "put a tag on them",
    "network.untagged": "took a tag off them",
    "network.tag_made": "made a tag",
    "network.tag_deleted": "deleted a tag",
    "network.segment_saved": "saved a segment",
    "network.segment_renamed": "renamed a segment",
    "network.segment_deleted": "deleted a segment",
    "network.exported": "took a list away",
}

#: The fields whose values may be said here. What is not named says only that it changed.
FIELDS = {
    "hours": "hours",
    "day": "day",
    "away": "away",
    "travel": "travel",
    "news": "what they said",
    "name": "name",
    "given": "first name",
    "family": "last name",
    "known_as": "known as",
    "other_names": "other names",
    "pronouns": "pronouns",
    "office": "office",
    "how": "how",
    "elected_on": "elected",
    "starts_on": "start",
    "ends_on": "scheduled end",
    "ended_on": "end",
    "end_reason": "reason",
    "confirmed_on": "confirmed",
    "kind": "kind",
    "use": "use",
    "group": "group",
    "role": "role",
    "since": "since",
    "until": "until",
    "seat": "seat",
    "acting": "acting",
    "term_ends_on": "scheduled end",
    "kept_on": "let stay",
    "state": "state",
    "jurisdiction": "place",
    "public_name": "name on public pages",
    "directory": "directory",
    "newsletter": "newsletter",
    "owner": "owner",
    "due_on": "due",
    "languages": "languages",
    "interests": "interests",
    "tag": "tag",
    "rows": "people",
    "stage": "stage",
    "closed_reason": "why",
    "source": "source",
    "next_on": "next step by",
    "headline": "headline",
    "rank": "rank",
    "weight": "weight",
    "priority": "priority",
}
#: What is said of a change without saying more than that.
QUIET = {
    "text",
    "version",
    "starts_precision",
    "ends_precision",
    "ended_precision",
    "next_step",
    "entry",
    "from",
    "into",
    "other",
    "part",
}
PARTS = {"bio": "about them", "end": "end"}
_LIMITED = [
    "network.note_written",
    "network.note_edited",
    "network.note_removed",
    "network.action_planned",
    "network.action_done",
    "network.action_reassigned",
    "network.tagged",
    "network.untagged",
    "network.exported",
    "events.aid_asked",
    "events.aid_reviewed",
    "events.aid_granted",
    "events.aid_declined",
    "events.aid_accepted",
    "events.aid_lapsed",
    "events.aid_returned",
    "events.aid_withdrawn",
    "events.aid_paid",
]
_REASONS = {**dict(EndReason.choices), **dict(MembershipEnd.choices)}


@dataclass(frozen=True)
class Put:
    """A part of a change that can be put back."""

    part: str
    label: str


@dataclass(frozen=True)
class Line:
    public_id: UUID
    at: datetime
    who: str
    what: str
    changes: list[str]
    reason: str
    puts: list[Put]


@dataclass(frozen=True)
class Recent:
    line: Line
    person: Person | None
    where: str


def of(person, viewer) -> list[Line]:
    """What happened to a record, newest first. What happened in private groups is not here."""
    entries = list(_readable(viewer).filter(person=person).order_by("-at", "-pk")[:MOST])
    offered = putting_back.offers(sorted(entries, key=lambda entry: entry.pk, reverse=True))
    return [_line(entry, offered.get(entry.pk, [])) for entry in entries]


def latest(viewer) -> list[Recent]:
    """The last changes to what a staffer sees."""
    entries = _readable(viewer)
    if not viewer.rights.everyone:
        here = Q(group__in=viewer.rights.chapters) | Q(group__parent__in=viewer.rights.chapters)
        seen = Person.objects.visible_to(viewer).order_by().values("pk")
        entries = entries.filter(Q(person__in=seen) | Q(person=None) & here)
    rows = entries.select_related("person", "group").order_by("-pk")[:LATEST]
    return [
        Recent(_line(row, []), row.person, str(row.group) if row.group_id else "")
        for row in sorted(rows, key=lambda row: row.at, reverse=True)
    ]


def about(row, *, without=()) -> list[Line]:
    """What happened to one row, newest first; whoever asks may read of it.

    Actions `without` are left out.
    """
    return about_each([row], without=without)


def about_each(rows, *, without=()) -> list[Line]:
    """What happened to several rows together."""
    subjects = [f"{row._meta.label_lower}:{row.pk}" for row in rows]
    entries = AuditEntry.objects.filter(subject__in=subjects)
    entries = entries.exclude(action__in=without)
    return [_line(entry, []) for entry in entries.order_by("-pk")[:MOST]]


def change_of(entry, part, values) -> list[tuple[str, str, str]]:
    """What putting back would do: the label of each field, what stands there, what would."""
    return [
        (
            label_of(part) if name == "bio" else FIELDS.get(name, label_of(part)),
            _say(name, entry.after.get(name)) or "Nothing",
            _say(name, entry.before.get(name)) or "Nothing",
        )
        for name in values
        if name not in QUIET
    ]


def label_of(part) -> str:
    return PARTS.get(part) or FIELDS.get(part, part)


def _readable(viewer):
    """Entries about notes, next steps, tags and scholarships are read by who may read of these."""
    entries = AuditEntry.objects.all()
    mine = Q(by=viewer) | Q(group__in=viewer.rights.chapters)
    if viewer.rights.everyone:
        mine |= Q(group__isnull=False)
    return entries.filter(~Q(action__in=_LIMITED) | mine)


def _line(entry, parts) -> Line:
    what = ACTIONS.get(entry.action) or entry.action.partition(".")[2].replace("_", " ")
    changes = [
        _change(name, entry.before.get(name), entry.after.get(name))
        for name in dict.fromkeys([*entry.before, *entry.after])
        if name in FIELDS
    ]
    if {*entry.before, *entry.after} - set(FIELDS) - QUIET:
        changes.append("and more")
    return Line(
        public_id=entry.public_id,
        at=entry.at,
        who=entry.by_name,
        what=what,
        changes=changes,
        reason=entry.reason,
        puts=[Put(part, label_of(part)) for part in parts],
    )


def _change(name, before, after) -> str:
    label, old, new = FIELDS[name], _say(name, before), _say(name, after)
    if not old or old == new:
        return f"{label}: {new or 'empty'}"
    return f"{label}: {old} → {new or 'empty'}"


def _say(name, value) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if name == "end_reason":
        return _REASONS.get(value, value)
    try:
        said = datetime.fromisoformat(value)
    except (TypeError, ValueError):
        return str(value)
    if said.tzinfo is None:
        return date_format(said, "F j, Y")
    return date_format(timezone.localtime(said), "F j, Y, P")
