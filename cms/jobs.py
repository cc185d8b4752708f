"""What a worker does for the public site: pages at their hour, and pictures in their sizes."""

import logging
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Count, Q
from django_tasks import task
from wagtail.images.models import SourceImageIOError
from wagtail.models import Page, Revision

from network import public
from network.jobs import every

from .models import Picture
from .models.pictures import SPECS

logger = logging.getLogger(__name__)

#: A page that waits longer than this for its hour is late: no worker runs, or it fails.
LATE = timedelta(minutes=10)
#: How many pictures one sweep asks for.
MOST = 50


@every(60)
def keep_schedule(at: datetime) -> None:
    """Take pages off whose time is over, and publish those whose time has come.

    One that fails is said in the log and by `late`, and keeps no other waiting.
    """
    for page in Page.objects.filter(live=True, expire_at__lt=at).order_by("expire_at"):
        _try(page, lambda page: page.unpublish(set_expired=True, log_action=TAKEN_OFF))
    for revision in Revision.page_revisions.filter(approved_go_live_at__lt=at).order_by(
        "approved_go_live_at"
    ):
        _try(revision, lambda revision: revision.publish(log_action=PUT_ON))


TAKEN_OFF, PUT_ON = "wagtail.unpublish.scheduled", "wagtail.publish.scheduled"


def _try(row, act):
    try:
        with transaction.atomic():
            act(row)
            public.changed()
    except Exception:
        logger.exception("Scheduled publishing of %r failed", row)


def late(*, at: datetime) -> int:
    """How many pages wait for the worker since more than ten minutes."""
    since = at - LATE
    waiting = Revision.page_revisions.filter(approved_go_live_at__lt=since).count()
    return waiting + Page.objects.filter(live=True, expire_at__lt=since).count()


@task(backend="jobs")
def make_renditions(picture_id: int) -> None:
    """Make a picture in every size pages use, before the first reader asks. Again: nothing."""
    picture = Picture.objects.filter(pk=picture_id).first()
    if picture is None:
        return
    try:
        picture.get_renditions(*SPECS)
    except (SourceImageIOError, OSError):
        logger.warning("Picture %s cannot be read", picture_id)


@every(3600)
def make_missing_renditions(at: datetime) -> None:
    """After new pictures by another way, a restored backup, or new sizes.

    The newest first: files that cannot be read come back each time, and hold up no other.
    """
    made = Count("renditions", filter=Q(renditions__filter_spec__in=SPECS), distinct=True)
    missing = Picture.objects.annotate(made=made).filter(made__lt=len(SPECS))
    for pk in missing.order_by("-created_at", "-pk").values_list("pk", flat=True)[:MOST]:
        make_renditions.enqueue(pk)
