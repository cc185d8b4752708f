from django.db import models
from django.db.models import Exists, OuterRef

from network.roles import Privacy


class Purpose(models.TextChoices):
    PUBLIC_NAME = "public_name", "Show my name, photo and office on public pages"
    DIRECTORY = "directory", "Show me to other members in the directory"
    NEWSLETTER = "newsletter", "Send me the newsletter"


class ConsentQuerySet(models.QuerySet):
    def update(self, **fields):
        raise TypeError("Consent is append-only: record a new answer.")

    def delete(self):
        raise TypeError("Consent is append-only: record a new answer.")

    def stands_for(self, person_ref, purpose):
        """Condition: the latest answer of the person is yes."""
        newer = Consent.objects.filter(
            person=OuterRef("person"), purpose=OuterRef("purpose"), pk__gt=OuterRef("pk")
        )
        return Exists(
            self.filter(person=OuterRef(person_ref), purpose=purpose, given=True).exclude(
                Exists(newer)
            )
        )


class Consent(models.Model):
    """One answer to one question. Append-only; the latest row is the answer."""

    class How(models.TextChoices):
        SELF = "self", "Given by the person"
        STAFF = "staff", "Recorded by staff"

    person = models.ForeignKey("network.Person", models.PROTECT, related_name="consents")
    purpose = models.CharField(max_length=20, choices=Purpose)
    group = models.ForeignKey(
        "network.Group", models.PROTECT, null=True, blank=True, related_name="+"
    )
    given = models.BooleanField()
    text_version = models.CharField(max_length=20)
    how = models.CharField(max_length=6, choices=How)
    by = models.ForeignKey("network.User", models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    objects = ConsentQuerySet.as_manager()

    privacy = dict.fromkeys(
        ["id", "person", "purpose", "group", "given", "text_version", "how", "by", "at"],
        Privacy.STAFF,
    )

    class Meta:
        indexes = [models.Index(fields=["person", "purpose", "-id"], name="consent_latest")]

    def __str__(self):
        return f"{self.get_purpose_display()}: {'yes' if self.given else 'no'}"
