import hashlib
import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from network.roles import Privacy


def digest_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


class InviteLinkQuerySet(models.QuerySet):
    def usable(self, *, at):
        return self.filter(
            revoked_at=None,
            expires_at__gt=at,
            used__lt=F("most_uses"),
            caucus__group__closed_on=None,
        )


class InviteLink(models.Model):
    """A link that lets in whom the caucus is for. Of its token only the hash is kept."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    caucus = models.ForeignKey("caucuses.Caucus", models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64, unique=True, editable=False)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    most_uses = models.PositiveSmallIntegerField()
    used = models.PositiveSmallIntegerField(default=0)
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = InviteLinkQuerySet.as_manager()

    # Whoever made it takes with their data that they did; how often it was used is others'.
    privacy = {
        "id": Privacy.SECRET,
        "public_id": Privacy.SECRET,
        "caucus": Privacy.SELF,
        "digest": Privacy.SECRET,
        "made_by": Privacy.SECRET,
        "made_at": Privacy.SELF,
        "expires_at": Privacy.SELF,
        "most_uses": Privacy.SELF,
        "used": Privacy.SECRET,
        "revoked_at": Privacy.SELF,
    }

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(most_uses__gte=1, most_uses__lte=200),
                name="invite_link_has_a_bound",
                violation_error_message="A link lets in 1 to 200 people.",
            ),
            models.CheckConstraint(
                condition=Q(used__lte=F("most_uses")),
                name="invite_link_used_within_bound",
                violation_error_message="This link was used by as many as it is for.",
            ),
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("made_at")),
                name="invite_link_ends_after_it_begins",
                violation_error_message="Choose a day to come.",
            ),
        ]

    def __str__(self):
        return "An invite link"
