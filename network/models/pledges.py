import uuid

from django.db import models
from django.db.models import Count, F, Q
from django.urls import reverse

from network.roles import Privacy
from network.words import validate_one_line


class PledgeQuerySet(models.QuerySet):
    def shown(self, *, on):
        """What anybody may read: from its first day on. A closed one stays."""
        return self.filter(opens_on__lte=on)

    def counted(self):
        """Annotate `signed`: how many signatures stand."""
        return self.annotate(signed=Count("signatures", filter=Q(signatures__withdrawn_at=None)))


class Pledge(models.Model):
    """Words to sign as the office one holds. Once somebody has signed, they change no more.

    Until then each change is another `version`, so that nobody signs what they have not read.
    """

    slug = models.SlugField(unique=True)
    title = models.CharField(max_length=120, validators=[validate_one_line])
    text = models.TextField("words", max_length=5000)
    version = models.PositiveSmallIntegerField(default=1)
    opens_on = models.DateField("first day")
    closes_on = models.DateField("last day", null=True, blank=True)

    objects = PledgeQuerySet.as_manager()

    privacy = dict.fromkeys(
        ["id", "slug", "title", "text", "version", "opens_on", "closes_on"], Privacy.PUBLIC
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(closes_on=None) | Q(closes_on__gte=F("opens_on")),
                name="pledge_closes_after_it_opens",
                violation_error_message="The last day is before the first.",
            ),
            models.CheckConstraint(
                condition=~Q(title="") & ~Q(text=""),
                name="pledge_says_something",
                violation_error_message="Give it a title and words.",
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("network:pledge", args=[self.slug])

    def is_open(self, *, on) -> bool:
        return self.opens_on <= on and (self.closes_on is None or on <= self.closes_on)


class SignatureQuerySet(models.QuerySet):
    def standing(self):
        """Those not taken back."""
        return self.filter(withdrawn_at=None)


class PledgeSignature(models.Model):
    """Somebody's word, given as the office they held on that day."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    pledge = models.ForeignKey(Pledge, models.PROTECT, related_name="signatures")
    person = models.ForeignKey("network.Person", models.PROTECT, related_name="signatures")
    jurisdiction = models.ForeignKey("network.Jurisdiction", models.PROTECT, related_name="+")
    office_title = models.CharField(max_length=310, validators=[validate_one_line])
    place_name = models.CharField(max_length=210, validators=[validate_one_line])
    version = models.PositiveSmallIntegerField()
    signed_at = models.DateTimeField()
    named = models.BooleanField(default=False)
    """Whether the person lets their name stand there. Shown only while that consent stands."""
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = SignatureQuerySet.as_manager()

    privacy = dict.fromkeys(
        [
            "id",
            "public_id",
            "pledge",
            "person",
            "jurisdiction",
            "office_title",
            "place_name",
            "version",
            "signed_at",
            "named",
            "withdrawn_at",
        ],
        Privacy.STAFF,
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["pledge", "person"],
                condition=Q(withdrawn_at=None),
                name="pledge_signed_once",
                violation_error_message="You have signed this already.",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None) | Q(withdrawn_at__gte=F("signed_at")),
                name="pledge_signature_taken_back_after_signing",
            ),
        ]

    def __str__(self):
        return f"{self.person}: {self.pledge}"
