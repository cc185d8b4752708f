from django.db import models

from network.models import Group
from network.roles import Privacy


class ListedTo(models.TextChoices):
    PUBLIC = "public", "Everyone"
    MEMBERS = "members", "Members of the network"
    NOBODY = "nobody", "Nobody but its own members"


class RosterShown(models.TextChoices):
    LEADERS = "leaders", "Its leaders"
    MEMBERS = "members", "Its members"


class Caucus(models.Model):
    """What a caucus adds to its group: its purpose, who may know of it, who may join.

    How one joins (open, ask, invite) is the group's `join_policy`; that one is in it is
    a membership of a private group, reached only through `caucuses.access`.
    """

    group = models.OneToOneField(
        Group, models.PROTECT, related_name="+", limit_choices_to={"kind": "caucus"}
    )
    purpose = models.TextField(max_length=2000)
    working_on = models.TextField("what we work on", max_length=2000, blank=True)
    """For those inside. Plain text; an empty line begins a paragraph."""
    listed_to = models.CharField(max_length=8, choices=ListedTo, default=ListedTo.NOBODY)
    roster_shown_to = models.CharField(
        max_length=8, choices=RosterShown, default=RosterShown.LEADERS
    )
    may_join = models.JSONField(default=dict, blank=True)
    """An audience (see `network.audiences`) narrowed to members of the network."""
    grace_days = models.PositiveSmallIntegerField(default=0)
    """How many days somebody may still come in after their standing ended."""

    privacy = {
        "id": Privacy.SECRET,
        "group": Privacy.SECRET,
        "purpose": Privacy.SECRET,
        "working_on": Privacy.SECRET,
        "listed_to": Privacy.SECRET,
        "roster_shown_to": Privacy.SECRET,
        "may_join": Privacy.SECRET,
        "grace_days": Privacy.SECRET,
    }

    class Meta:
        verbose_name_plural = "caucuses"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(grace_days__lte=90),
                name="caucus_grace_is_short",
                violation_error_message="Grace lasts 90 days at most.",
            ),
        ]

    def __str__(self):
        return self.group.name


class JoinAnswer(models.Model):
    """What somebody wrote when they asked to join. Destroyed when the request is decided."""

    membership = models.OneToOneField("network.Membership", models.CASCADE, related_name="+")
    text = models.TextField(max_length=1000)

    privacy = {
        "id": Privacy.SECRET,
        "membership": Privacy.SECRET,
        "text": Privacy.SECRET,
    }

    def __str__(self):
        return "An answer"
