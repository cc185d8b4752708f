"""One line above every page, for what cannot wait."""

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import models
from django.db.models import F, Q
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting

from cms import private_links
from network import public
from network.words import validate_one_line

from .base import ZONE

ADDRESS = "Give a page of ours, such as /events/, or an address that begins with https://"
is_https = URLValidator(["https"])


def validate_address(href: str) -> None:
    """A path of ours, or https elsewhere."""
    is_path = href.startswith("/") and not href.startswith("//") and "\\" not in href
    if is_path and not any(one.isspace() for one in href):
        return
    try:
        is_https(href)
    except ValidationError:
        raise ValidationError(ADDRESS, code="address") from None


@register_setting(icon="warning")
class SiteAlert(BaseSiteSetting):
    """Shown between two moments; empty words show nothing."""

    words = models.CharField(
        max_length=200,
        blank=True,
        validators=[validate_one_line],
        help_text="What everybody should know today.",
    )
    href = models.CharField(
        "address",
        max_length=200,
        blank=True,
        validators=[validate_address],
        help_text="Where to read more: /events/… or https://…",
    )
    shown_from = models.DateTimeField(null=True, blank=True)
    shown_until = models.DateTimeField(null=True, blank=True)

    panels = [
        FieldPanel("words"),
        FieldPanel("href"),
        FieldRowPanel(
            [
                FieldPanel("shown_from", help_text=f"Left empty, from now on. {ZONE}"),
                FieldPanel("shown_until", help_text=f"Left empty, until you take it off. {ZONE}"),
            ]
        ),
    ]

    class Meta:
        verbose_name = "line above every page"
        constraints = [
            models.CheckConstraint(
                condition=Q(shown_from=None)
                | Q(shown_until=None)
                | Q(shown_until__gt=F("shown_from")),
                name="alert_ends_after_it_begins",
                violation_error_message="It would be taken off before it is shown.",
            ),
        ]

    def clean(self):
        super().clean()
        private_links.refuse_in({"words": self.words, "href": self.href})

    def save(self, *args, **kwargs):
        super().save(*args, **kwargs)
        public.changed()

    def is_shown(self, *, at) -> bool:
        begun = self.shown_from is None or self.shown_from <= at
        return bool(self.words) and begun and (self.shown_until is None or at < self.shown_until)
