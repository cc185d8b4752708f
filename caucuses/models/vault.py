"""Secret links of a caucus: what is kept, who saw which version, what is to be changed."""

import uuid

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from network.roles import Privacy
from network.words import validate_one_line


class LinkKind(models.TextChoices):
    SIGNAL = "signal", "Signal chat"
    ZOOM = "zoom", "Zoom room"
    PLAYLIST = "playlist", "Playlist"
    DOCUMENT = "document", "Document"
    OTHER = "other", "Other"


class RotationReason(models.TextChoices):
    LEFT = "left", "Left"
    REMOVED = "removed", "Removed"
    SUSPECTED = "suspected", "It may have got out"


class GatedLinkQuerySet(models.QuerySet):
    def kept(self):
        """Those in use."""
        return self.filter(retired_at=None)


class GatedLink(models.Model):
    """An address that lets anybody in who has it. Only the newest version is kept, sealed.

    Reached through `caucuses.access`; opened only by `caucuses.operations.vault.reveal`.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    caucus = models.ForeignKey("caucuses.Caucus", models.PROTECT, related_name="+")
    kind = models.CharField(max_length=8, choices=LinkKind)
    label = models.CharField(max_length=80, validators=[validate_one_line])
    version = models.PositiveIntegerField(default=1)
    secret = models.TextField(blank=True, editable=False)
    """The address as `network.sealing` seals it; empty once the link is retired."""
    rotated_at = models.DateTimeField()
    """When this version was put in."""
    made_by = models.ForeignKey(
        "network.User", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    retired_at = models.DateTimeField(null=True, blank=True)

    objects = GatedLinkQuerySet.as_manager()

    privacy = dict.fromkeys(
        [
            "id",
            "public_id",
            "caucus",
            "kind",
            "label",
            "version",
            "secret",
            "rotated_at",
            "made_by",
            "retired_at",
        ],
        Privacy.SECRET,
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "caucus",
                Lower("label"),
                condition=Q(retired_at=None),
                name="gated_link_once_per_caucus",
                violation_error_message="There is a link of this name already.",
            ),
            models.CheckConstraint(condition=~Q(label=""), name="gated_link_has_a_name"),
            models.CheckConstraint(condition=Q(version__gte=1), name="gated_link_counts_from_one"),
            models.CheckConstraint(
                condition=(Q(retired_at=None) & ~Q(secret=""))
                | (Q(retired_at__isnull=False) & Q(secret="")),
                name="gated_link_holds_a_secret_until_retired",
            ),
        ]

    def __str__(self):
        return "A link"


class LinkReveal(models.Model):
    """Somebody saw a version of a link: they had it shown, or put it in themselves."""

    link = models.ForeignKey(GatedLink, models.PROTECT, related_name="reveals")
    version = models.PositiveIntegerField()
    person = models.ForeignKey(
        "network.Person", models.PROTECT, null=True, blank=True, related_name="+"
    )
    """Nobody, once the person is erased."""
    at = models.DateTimeField()

    privacy = dict.fromkeys(["id", "link", "version", "person", "at"], Privacy.SECRET)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(version__gte=1), name="link_reveal_of_a_version")
        ]

    def __str__(self):
        return "A look at a link"


class RotationTaskQuerySet(models.QuerySet):
    def waiting(self):
        return self.filter(done_at=None)


class RotationTask(models.Model):
    """A link that somebody must change where it lives, for one who may not use it knows it."""

    link = models.ForeignKey(GatedLink, models.PROTECT, related_name="tasks")
    version = models.PositiveIntegerField()
    """The version they had seen."""
    person = models.ForeignKey(
        "network.Person", models.PROTECT, null=True, blank=True, related_name="+"
    )
    """Who left or was removed; shown to nobody but those who lead."""
    reason = models.CharField(max_length=9, choices=RotationReason)
    made_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey(
        "network.User", models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = RotationTaskQuerySet.as_manager()

    privacy = dict.fromkeys(
        ["id", "link", "version", "person", "reason", "made_at", "done_at", "done_by"],
        Privacy.SECRET,
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["link", "version", "person"],
                condition=Q(person__isnull=False),
                name="rotation_task_once_per_leaver",
            ),
            models.UniqueConstraint(
                fields=["link"],
                condition=Q(reason="suspected", done_at=None),
                name="rotation_task_one_suspicion",
                violation_error_message="It waits to be changed already.",
            ),
            models.CheckConstraint(condition=Q(version__gte=1), name="rotation_task_of_a_version"),
            models.CheckConstraint(
                condition=~Q(reason="suspected") | Q(person=None),
                name="rotation_task_suspects_nobody",
            ),
            models.CheckConstraint(
                condition=Q(done_by=None) | Q(done_at__isnull=False),
                name="rotation_task_done_by_when_done",
            ),
        ]

    def __str__(self):
        return "A link to change"
