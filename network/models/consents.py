from django.db import models
from django.db.models import Exists, OuterRef

from network.roles import Privacy


class Purpose(models.TextChoices):
    PUBLIC_NAME = "public_name", "Show my name, photo and office on public pages"
    DIRECTORY = "directory", "Show me to other members in the directory"
    NEWSLETTER = "newsletter", "Send me the newsletter"


#: What people were asked, by version: never changed once it was asked, only followed by another.
TEXTS = {
    "2026-11": {
        Purpose.PUBLIC_NAME: (
            "Show my name, photo, office and city on public pages, where I lead something. "
            "Without this a seat of mine says only that it is filled."
        ),
        Purpose.DIRECTORY: (
            "Show my name, office, city and chapter to other members in the directory. "
            "My e-mail address and phone number stay hidden; members write to me through the site."
        ),
        Purpose.NEWSLETTER: "Send me the network’s newsletter by e-mail.",
    }
}
TEXT_VERSION = "2026-11"


class ConsentQuerySet(models.QuerySet):
    def update(self, **fields):
        """Only one thing changes: who recorded it is forgotten with their login."""
        if fields != {"by": None}:
            raise TypeError("Consent is append-only: record a new answer.")
        return super().update(**fields)

    def delete(self):
        raise TypeError("Consent is append-only: record a new answer.")

    def latest(self):
        """The answer that holds: the last one to each question."""
        newer = Consent.objects.filter(
            person=OuterRef("person"), purpose=OuterRef("purpose"), pk__gt=OuterRef("pk")
        )
        return self.exclude(Exists(newer))

    def stands_for(self, person_ref, purpose):
        """Condition: the latest answer of the person is yes."""
        yes = self.filter(person=OuterRef(person_ref), purpose=purpose, given=True)
        return Exists(yes.latest())


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

    def save(self, *args, **kwargs):
        if not self._state.adding:
            raise TypeError("Consent is append-only: record a new answer.")
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise TypeError("Consent is append-only: record a new answer.")
