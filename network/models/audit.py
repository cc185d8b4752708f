import uuid

from django.db import models
from django.db.models import Q

from network.roles import PRIVATE_KINDS, Privacy


class AuditQuerySet(models.QuerySet):
    def update(self, **fields):
        """Only one thing changes: who did it is forgotten with their login; the name stays."""
        if fields != {"by": None}:
            raise TypeError("The audit trail is append-only.")
        return super().update(**fields)

    def delete(self):
        raise TypeError("The audit trail is append-only.")


class AuditManager(models.Manager.from_queryset(AuditQuerySet)):
    """Leaves out what happened in private groups."""

    def get_queryset(self):
        return super().get_queryset().filter(Q(group=None) | ~Q(group__kind__in=PRIVATE_KINDS))


class AuditEntry(models.Model):
    """Who did what to whom, with the fields before and after. Append-only.

    Entries are sealed in order by the scheduled job: each seal is a hash over the entry
    and the seal before it, so that a changed, cut or inserted entry breaks the chain. Only
    an erasure empties entries (see docs/decisions/0006): `network.audit` says how.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    at = models.DateTimeField()
    by = models.ForeignKey("network.User", models.SET_NULL, null=True, related_name="+")
    by_name = models.CharField(max_length=254)
    """As they were called then; "the system" where no person acted."""
    action = models.CharField(max_length=60)
    subject = models.CharField(max_length=80)
    """Model label and key of the row that changed, such as `network.term:41`."""
    person = models.ForeignKey("network.Person", models.PROTECT, null=True, related_name="+")
    group = models.ForeignKey("network.Group", models.PROTECT, null=True, related_name="+")
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    reason = models.CharField(max_length=500, blank=True)
    sealed_no = models.PositiveBigIntegerField(null=True, unique=True, editable=False)
    seal = models.CharField(max_length=64, blank=True, editable=False)
    salt = models.CharField(max_length=32, blank=True, editable=False, default="", db_default="")
    digest = models.CharField(max_length=64, blank=True, editable=False, default="", db_default="")
    """Hash of the salt and of what may name somebody: the seal is over this, not over the words."""
    redaction = models.UUIDField(null=True, blank=True, editable=False)
    """The entry of the erasure that emptied this one; the salt is gone then too."""

    objects = AuditManager()
    including_private = models.Manager.from_queryset(AuditQuerySet)()

    privacy = dict.fromkeys(
        [
            "id",
            "public_id",
            "at",
            "by",
            "by_name",
            "action",
            "subject",
            "person",
            "group",
            "before",
            "after",
            "reason",
            "sealed_no",
            "seal",
            "digest",
            "redaction",
        ],
        Privacy.STAFF,
    ) | {"salt": Privacy.SECRET}

    class Meta:
        base_manager_name = "including_private"
        verbose_name_plural = "audit entries"
        indexes = [
            models.Index(fields=["person", "-at"], name="audit_of_person"),
            models.Index(fields=["group", "-at"], name="audit_of_group"),
            models.Index(
                fields=["redaction"],
                condition=Q(redaction__isnull=False),
                name="audit_redacted",
            ),
        ]

    def __str__(self):
        return f"{self.by_name}: {self.action}"

    def save(self, *args, **kwargs):
        if not self._state.adding:
            raise TypeError("The audit trail is append-only.")
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise TypeError("The audit trail is append-only.")
