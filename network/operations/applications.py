"""Somebody asks to join, and staff decide."""

import uuid

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from network import audit, mail
from network.models import Application, Group, Membership, Term
from network.models.applications import ApplicationState
from network.models.memberships import MembershipEnd, MembershipState
from network.models.offices import Precision
from network.roles import GroupKind, Role

from . import logins, memberships, offices, owners, prospects, provisional, rows, terms


@transaction.atomic
def submit(
    *,
    email,
    given,
    family,
    jurisdiction,
    office_role,
    at,
    seat_label="",
    starts_on=None,
    starts_precision=Precision.DAY,
    ends_on=None,
    ends_precision=Precision.DAY,
    heard="",
    key=None,
):
    """Take in an application. The caller has proven that the mailbox is the applicant's.

    Answers with the application, or None when the mailbox's owner is a member or waits
    already: then they get a letter that says so, and nothing else changes. `key` (a uuid)
    names this one submission: sending it again changes nothing and sends nothing.
    """
    key = key or uuid.uuid4()
    if starts_on and ends_on and ends_on < starts_on:
        raise ValidationError(
            {"ends_on": ValidationError(_("The end date is before the start date."), code="order")}
        )
    email = email.strip().lower()
    network = _network()
    person = owners.of(email, given=given, family=family, at=at)
    if sent := Application.objects.filter(public_id=key).first():
        return sent
    if already := _already(person, network, on=timezone.localdate(at)):
        mail.post(
            to=email,
            template=already,
            key=f"{already}:{key}",
            person=person,
            translated=True,
            given=given,
        )
        return None
    application = rows.keep(
        Application(
            public_id=key,
            person=person,
            chapter=_chapter_of(jurisdiction),
            email=email,
            given=given.strip(),
            family=family.strip(),
            jurisdiction=jurisdiction,
            office_role=office_role,
            seat_label=" ".join(seat_label.split()),
            starts_on=starts_on,
            starts_precision=starts_precision,
            ends_on=ends_on,
            ends_precision=ends_precision,
            heard=heard.strip(),
            submitted_at=at,
        )
    )
    user = logins.ensure(email=email, at=at)
    _ask(person, network, by=user, at=at)
    _record(application, "network.application_submitted", by=user, at=at)
    mail.post(
        to=email,
        template="join_received",
        key=f"join_received:{key}",
        person=person,
        translated=True,
        application=application,
    )
    return application


@transaction.atomic
def approve(*, application, by, at, same_as=None):
    """Make the applicant a member of the network and of their state's chapter.

    `same_as` says that the applicant is a person already on the roster: what was made for
    the application moves to that record. Raises ValidationError: "decided" when somebody was
    faster, and what `provisional.join` raises.
    """
    application = _decide(application, ApplicationState.APPROVED, by=by, at=at)
    if same_as and same_as.pk != application.person_id:
        application.person = provisional.join(person=application.person, into=same_as, by=by, at=at)
        application.save(update_fields=["person"])
    person, chapter = application.person, _chapter_of(application.jurisdiction)
    for group in filter(None, [_network(), chapter]):
        _admit(person, group, by=by, at=at)
    prospects.joined(person=person, by=by, at=at)
    _seat_in_office(application, by=by, at=at)
    _record(application, "network.application_approved", by=by, at=at)
    mail.post(
        to=application.email,
        template="welcome",
        key=f"welcome:{application.public_id}",
        person=person,
        application=application,
        chapter=chapter,
    )
    return application


@transaction.atomic
def decline(*, application, reason, by, at):
    """Say no, kindly and with a reason the applicant reads. They may apply again."""
    reason = reason.strip()
    if not reason:
        raise ValidationError("Give a reason.", code="application_declined_with_a_reason")
    application = _decide(application, ApplicationState.DECLINED, by=by, at=at, reason=reason)
    for asked in Membership.objects.filter(
        person=application.person,
        group=_network(),
        role=Role.MEMBER,
        state=MembershipState.ASKED,
        until=None,
    ):
        rows.change(
            asked,
            until=max(asked.since, timezone.localdate(at)),
            end_reason=MembershipEnd.DECLINED,
            decided_by=by,
            decided_at=at,
        )
    _record(application, "network.application_declined", by=by, at=at, reason=reason)
    mail.post(
        to=application.email,
        template="join_declined",
        key=f"join_declined:{application.public_id}",
        person=application.person,
        application=application,
    )
    return application


def _network():
    network = Group.objects.filter(kind=GroupKind.NETWORK).first()
    if network is None:
        raise ValidationError(_("Joining is not open yet. Please come back soon."), code="closed")
    return network


def _chapter_of(jurisdiction):
    return Group.objects.open().filter(kind=GroupKind.CHAPTER, state=jurisdiction.state).first()


def _already(person, network, *, on) -> str:
    """The letter for somebody who need not apply, or nothing."""
    if Membership.objects.live(on=on).filter(person=person, group=network).exists():
        return "join_already_member"
    if person.applications.waiting().exists():
        return "join_already_waiting"
    return ""


def _ask(person, network, *, by, at):
    if Membership.objects.filter(
        person=person, group=network, role=Role.MEMBER, until=None
    ).exists():
        return
    asked = rows.keep(
        Membership(
            person=person,
            group=network,
            state=MembershipState.ASKED,
            since=timezone.localdate(at),
        )
    )
    audit.record(asked, "network.membership_asked", by=by, at=at, person=person, group=network)


def _decide(application, state, *, by, at, reason=""):
    """Decide once: the update finds the row only while it waits, however many try."""
    won = (
        Application.objects.waiting()
        .filter(pk=application.pk)
        .update(state=state, decided_by=by, decided_at=at, reason=reason)
    )
    application = Application.objects.select_related("person", "jurisdiction", "chapter").get(
        pk=application.pk
    )
    if not won:
        raise ValidationError(_who_was_faster(application, at), code="decided")
    return application


def _who_was_faster(application, at):
    who = application.decided_by.get_full_name() if application.decided_by else "Somebody"
    ago = at - application.decided_at
    when = (
        "a moment ago"
        if ago.total_seconds() < 3600
        else f"on {date_format(timezone.localdate(application.decided_at), 'F j, Y')}"
    )
    return f"{who} {application.state} this {when}."


def _admit(person, group, *, by, at):
    day = timezone.localdate(at)
    known = Membership.objects.filter(
        person=person, group=group, role=Role.MEMBER, until=None
    ).first()
    if known is None:
        memberships.begin(person=person, group=group, role=Role.MEMBER, since=day, by=by, at=at)
    elif known.state != MembershipState.ACTIVE:
        rows.change(known, state=MembershipState.ACTIVE, since=day, decided_by=by, decided_at=at)
        audit.record(
            known,
            "network.membership_begun",
            by=by,
            at=at,
            person=person,
            group=group,
            after={"group": group, "role": known.get_role_display(), "since": day},
        )


def _seat_in_office(application, *, by, at):
    """Open the term they told us about, unless the roster has it: then the roster is right."""
    known = Term.objects.filter(
        person=application.person,
        office__jurisdiction=application.jurisdiction,
        office__role=application.office_role,
        end_reason="",
    )
    if application.seat_label:
        known = known.filter(office__seat_label=application.seat_label)
    if known.exists():
        return
    terms.add(
        person=application.person,
        office=offices.find_or_make(
            jurisdiction=application.jurisdiction,
            role=application.office_role,
            seat_label=application.seat_label,
        ),
        starts_on=application.starts_on,
        starts_precision=application.starts_precision,
        ends_on=application.ends_on,
        ends_precision=application.ends_precision,
        source="application",
        by=by,
        at=at,
    )


def _record(application, action, *, by, at, reason=""):
    audit.record(
        application,
        action,
        by=by,
        at=at,
        person=application.person,
        group=application.chapter,
        after={"state": application.state, "jurisdiction": application.jurisdiction},
        reason=reason,
    )
