"""One line above every page, for what cannot wait."""

from django.db import models
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting


@register_setting(icon="warning")
class SiteAlert(BaseSiteSetting):
    """Shown between two moments; empty words show nothing."""

    words = models.CharField(
        max_length=200, blank=True, help_text="What everybody should know today."
    )
    href = models.CharField(
        "address",
        max_length=200,
        blank=True,
        help_text="Where to read more: /events/… or https://…",
    )
    shown_from = models.DateTimeField(null=True, blank=True)
    shown_until = models.DateTimeField(null=True, blank=True)

    panels = [
        FieldPanel("words"),
        FieldPanel("href"),
        FieldRowPanel([FieldPanel("shown_from"), FieldPanel("shown_until")]),
    ]

    class Meta:
        verbose_name = "line above every page"

    def is_shown(self, *, at) -> bool:
        begun = self.shown_from is None or self.shown_from <= at
        return bool(self.words) and begun and (self.shown_until is None or at < self.shown_until)
