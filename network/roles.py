"""Kinds of group, the roles each may hold, and what a role lets its holder do.

A right is never stored: it follows from a live membership, so it ends on the day the
membership ends, with no job to run.
"""

from django.db import models


class GroupKind(models.TextChoices):
    NETWORK = "network", "Network"
    CHAPTER = "chapter", "Chapter"
    REGION = "region", "Region"
    COMMITTEE = "committee", "Committee"
    CAUCUS = "caucus", "Caucus"
    STAFF = "staff", "Staff team"
    PARTNER = "partner", "Partner organisation"


class Role(models.TextChoices):
    MEMBER = "member", "Member"
    CHAIR = "chair", "Chair"
    ORGANIZER = "organizer", "Organizer"
    DIRECTOR = "director", "State director"
    STAFF = "staff", "Staff"
    ADMIN = "admin", "Administrator"
    WRITER = "writer", "Page writer"
    PUBLISHER = "publisher", "Page publisher"
    STEWARD = "steward", "Steward"


PARENT_KINDS = {
    GroupKind.NETWORK: {None},
    GroupKind.CHAPTER: {GroupKind.NETWORK},
    GroupKind.REGION: {GroupKind.CHAPTER},
    GroupKind.COMMITTEE: {GroupKind.NETWORK, GroupKind.CHAPTER},
    GroupKind.CAUCUS: {GroupKind.NETWORK},
    GroupKind.STAFF: {GroupKind.NETWORK},
    GroupKind.PARTNER: {GroupKind.NETWORK},
}

ROLES_IN = {
    GroupKind.NETWORK: {Role.MEMBER},
    GroupKind.CHAPTER: {
        Role.MEMBER,
        Role.ORGANIZER,
        Role.DIRECTOR,
        Role.STAFF,
        Role.WRITER,
        Role.PUBLISHER,
    },
    GroupKind.REGION: {Role.ORGANIZER},
    GroupKind.COMMITTEE: {Role.MEMBER, Role.CHAIR},
    GroupKind.CAUCUS: {Role.MEMBER, Role.CHAIR, Role.STEWARD},
    GroupKind.STAFF: {Role.STAFF, Role.ADMIN},
    GroupKind.PARTNER: {Role.MEMBER},
}

#: Kinds whose existence and members are a secret; default managers leave them out.
PRIVATE_KINDS = (GroupKind.CAUCUS,)

#: Who may use the desk, as (kind of group, roles in it).
CHAPTER_DESK = (Role.DIRECTOR, Role.STAFF)
NATIONAL_DESK = (Role.STAFF, Role.ADMIN)
EDITORS = (Role.WRITER, Role.PUBLISHER)

#: Roles that open something: only staff hand these out, never a form of one's own.
ROLES_OF_TRUST = (*CHAPTER_DESK, *EDITORS, Role.ADMIN, Role.STEWARD)


class Privacy(models.TextChoices):
    """Who may ever read a field. Declared on the model, read by pages, exports and erasure."""

    PUBLIC = "public"
    MEMBERS = "members"
    STAFF = "staff"
    SELF = "self"
    SECRET = "secret"
