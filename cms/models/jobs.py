"""Work in local government and around it."""

import re
from datetime import date, datetime, time, timedelta

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import models
from django.db.models import F, Q
from django.http import Http404
from django.utils import timezone
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.models import PageManager
from wagtail.query import PageQuerySet

from cms.blocks import HTTPS_ONLY

from .base import HousePage
from .listing import Facet, by_chapter, chapter_above, chapters_shown, listing
from .stories import Told

#: How long a closed job's page still answers, for whoever kept its address.
KEPT = timedelta(days=90)

NOWHERE = {"", "anywhere", "remote"}
_TOWN = re.compile(r"(?P<town>[^,]+), (?P<state>[A-Z]{2})")


class JobQuerySet(PageQuerySet):
    def open(self, *, on: date):
        """Soonest closing first."""
        return self.filter(closes_on__gte=on).order_by("closes_on", "pk")


class JobPage(Told, HousePage):
    """A job that is open until a day. Then it leaves lists, feed and sitemap."""

    page_description = "Work in local government. It leaves the lists on the day it closes."

    class Hours(models.TextChoices):
        FULL = "full", "Full time"
        PART = "part", "Part time"
        CONTRACT = "contract", "Contract"
        FELLOW = "fellow", "Fellowship or internship"

    class Per(models.TextChoices):
        YEAR = "year", "a year"
        HOUR = "hour", "an hour"

    #: How schema.org says the hours.
    EMPLOYMENT = {
        Hours.FULL: "FULL_TIME",
        Hours.PART: "PART_TIME",
        Hours.CONTRACT: "CONTRACTOR",
        Hours.FELLOW: "INTERN",
    }

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

    objects = PageManager.from_queryset(JobQuerySet)()

    content_panels = [
        HousePage.content_panels[0],
        FieldRowPanel(
            [
                FieldPanel("employer", help_text="Who hires, such as “Town of Milton”."),
                FieldPanel("hours", help_text="How much of a week it takes."),
            ]
        ),
        FieldRowPanel(
            [
                FieldPanel("where"),
                FieldPanel("remote", help_text="One may live anywhere."),
            ]
        ),
        MultiFieldPanel(
            [
                FieldRowPanel(
                    [
                        FieldPanel("pays_from"),
                        FieldPanel("pays_to"),
                        FieldPanel("pays_per", help_text="We print no job without its pay."),
                    ]
                )
            ],
            "Pay",
        ),
        FieldRowPanel(
            [
                FieldPanel("posted_on", help_text="The day printed beside it."),
                FieldPanel("closes_on", help_text="The last day to apply."),
            ]
        ),
        FieldPanel("body"),
        MultiFieldPanel(
            [
                FieldPanel("apply_at", help_text="An address that starts with https://."),
                FieldPanel("apply_by_mail", help_text="A mailbox, where there is no form."),
            ],
            "To apply",
        ),
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

    @classmethod
    def told(cls, *, on: date):
        """What everybody may read and still apply for, soonest closing first."""
        return cls.objects.live().public().defer_streamfields().open(on=on)

    @classmethod
    def listed(cls, request) -> dict:
        chapters, found = chapters_shown(), cls.told(on=timezone.localdate())
        rows = [
            {
                "pk": pk,
                "hours": hours,
                "remote": "yes" if remote else "no",
                "chapter": above.slug if (above := chapter_above(path, chapters)) else "",
            }
            for pk, hours, remote, path in found.values_list("pk", "hours", "remote", "path")
        ]
        context = listing(request, rows, [*FACETS, by_chapter(chapters.values())])
        jobs = [
            (page, page.get_url(request), chapter_above(page.path, chapters))
            for page in found.filter(pk__in=context["keys"])
        ]
        return {**context, "found": jobs}

    def is_open(self, *, on) -> bool:
        return on <= self.closes_on

    def is_kept(self, *, on) -> bool:
        return on <= self.closes_on + KEPT

    @property
    def pay(self) -> str:
        """ "$58,000 to $66,000 a year" """
        lowest, highest = f"${self.pays_from:,}", f"${self.pays_to:,}"
        amount = lowest if lowest == highest else f"{lowest} to {highest}"
        return f"{amount} {self.get_pays_per_display()}"

    @property
    def place(self) -> str:
        """Where the work is, and whether one must be there."""
        if not self.remote:
            return self.where
        nowhere = self.where.strip().lower() in NOWHERE
        return "From anywhere" if nowhere else f"{self.where}, or from anywhere"

    def serve(self, request, *args, **kwargs):
        """Closed, it says so for a while, and no search engine is to keep it."""
        on = timezone.localdate()
        if not self.is_kept(on=on):
            raise Http404
        response = super().serve(request, *args, **kwargs)
        if not self.is_open(on=on):
            response["X-Robots-Tag"] = "noindex"
        return response

    def get_context(self, request, *args, **kwargs):
        chapter = chapter_above(self.path, chapters_shown()) if self.path else None
        return {
            **super().get_context(request, *args, **kwargs),
            "is_closed": not self.is_open(on=timezone.localdate()),
            "chapter": chapter,
            "chapter_href": chapter.get_url(request) if chapter else "",
        }

    def facts(self) -> dict:
        """A job for machines as long as one can have it; afterwards only a page."""
        facts = super().facts()
        if not self.is_open(on=timezone.localdate()):
            return facts
        last_moment = timezone.make_aware(datetime.combine(self.closes_on, time(23, 59, 59)))
        return {
            **facts,
            "@type": "JobPosting",
            "title": self.title,
            "description": self.all_words(),
            "datePosted": self.posted_on,
            "validThrough": last_moment.isoformat(),
            "employmentType": self.EMPLOYMENT[self.Hours(self.hours)],
            "hiringOrganization": {"@type": "Organization", "name": self.employer},
            "baseSalary": self._salary(),
            **self._location(),
        }

    def _salary(self) -> dict:
        return {
            "@type": "MonetaryAmount",
            "currency": "USD",
            "value": {
                "@type": "QuantitativeValue",
                "minValue": self.pays_from,
                "maxValue": self.pays_to,
                "unitText": self.pays_per.upper(),
            },
        }

    def _location(self) -> dict:
        said: dict = {}
        if self.remote:
            said["jobLocationType"] = "TELECOMMUTE"
            said["applicantLocationRequirements"] = {"@type": "Country", "name": "USA"}
        if self.where.strip().lower() not in NOWHERE:
            said["jobLocation"] = {"@type": "Place", "address": _address(self.where)}
        return said


FACETS = [
    Facet("hours", "Hours", "All hours", dict(JobPage.Hours.choices)),
    Facet("remote", "Place", "All places", {"yes": "From anywhere", "no": "On the spot"}),
]


def _address(where: str) -> dict | str:
    """A town and its state where that is what it says; otherwise as it was written."""
    found = _TOWN.fullmatch(where.strip())
    if not found:
        return where
    return {
        "@type": "PostalAddress",
        "addressLocality": found["town"],
        "addressRegion": found["state"],
        "addressCountry": "US",
    }
