"""Open jobs for programs that look in for what is new."""

from datetime import datetime, time

from django.conf import settings
from django.utils import timezone
from django.views.decorators.http import require_safe

from cms.models import JobPage

from .feeds import MOST, Told, sayable


class Jobs(Told):
    model = JobPage
    name = "Jobs"

    def description(self, chapter):
        return f"Work in and around local government, told by {settings.WAGTAIL_SITE_NAME}."

    def items(self, chapter):
        found = JobPage.told(on=timezone.localdate())
        return found.order_by("-posted_on", "-pk")[:MOST]

    def item_title(self, job):
        return sayable(f"{job.title}, {job.employer}")

    def item_description(self, job):
        facts = f"{job.place}. {job.get_hours_display()}, {job.pay}. Closes {job.closes_on:%B} "
        return sayable(f"{facts}{job.closes_on.day}. {job.summary}".strip())

    def item_pubdate(self, job):
        return timezone.make_aware(datetime.combine(job.posted_on, time(12)))


@require_safe
def feed(request):
    response = Jobs(request)(request)
    response.kept_until_changed = True
    return response
