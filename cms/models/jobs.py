"""Work in local government and around it."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel

from cms.blocks import HTTPS_ONLY

from .base import HousePage
from .stories import Told

#: How long a closed job's page still answers, for whoever kept its address.
KEPT = timedelta(days=90)


class JobPage(Told, HousePage):
    """A job that is open until a day. Then it leaves lists, feed and sitemap."""

    class Hours(models.TextChoices):
        FULL = "full", "Full time"
        PART = "part", "Part time"
        CONTRACT = "contract", "Contract"
        FELLOW = "fellow", "Fellowship or internship"

    class Per(models.TextChoices):
        YEAR = "year", "a year"
        HOUR = "hour", "an hour"

    listed_in = "jobs"
    parent_page_types = ["cms.SectionPage", "cms.ChapterPage"]
    subpage_types: list[str] = []
    template = "cms/job.html"

    employer = models.CharField(max_length=120)
    where = models.CharField(max_length=120, help_text="Such as “Dover, DE” or “Anywhere”.")
    remote = models.BooleanField("from anywhere", default=False)
    hours = models.CharField(max_length=8, choices=Hours, default=Hours.FULL)
    pays_from = models.PositiveIntegerField(help_text="In dollars.")
    pays_to = models.PositiveIntegerField(help_text="The same again if there is no range.")
    pays_per = models.CharField(max_length=4, choices=Per, default=Per.YEAR)
    posted_on = models.DateField("date", default=timezone.localdate)
    closes_on = models.DateField(help_text="The last day to apply.")
    apply_at = models.URLField(
        "where to apply",
        blank=True,
        validators=[URLValidator(["https"], message=HTTPS_ONLY, code="https")],
    )
    apply_by_mail = models.EmailField("or to whom to write", blank=True)

    content_panels = [
        HousePage.content_panels[0],
        FieldRowPanel([FieldPanel("employer"), FieldPanel("hours")]),
        FieldRowPanel([FieldPanel("where"), FieldPanel("remote")]),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel(name) for name in ("pays_from", "pays_to", "pays_per")])],
            "Pay",
        ),
        FieldRowPanel([FieldPanel("posted_on"), FieldPanel("closes_on")]),
        FieldPanel("body"),
        MultiFieldPanel([FieldPanel("apply_at"), FieldPanel("apply_by_mail")], "To apply"),
    ]

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(pays_to__gte=F("pays_from"), pays_from__gte=1),
                name="job_pays_from_less_to_more",
                violation_error_message="The higher pay comes second.",
            ),
            models.CheckConstraint(
                condition=Q(closes_on__gte=F("posted_on")),
                name="job_closes_after_it_opens",
                violation_error_message="The last day is before the first.",
            ),
        ]

    def clean(self):
        super().clean()
        if bool(self.apply_at) == bool(self.apply_by_mail):
            raise ValidationError({"apply_at": "Say where to apply or to whom: one of the two."})

    def is_open(self, *, on) -> bool:
        return on <= self.closes_on

    def is_kept(self, *, on) -> bool:
        return on <= self.closes_on + KEPT
