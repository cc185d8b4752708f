"""Making the pages the site stands on, and keeping what visitors write to us by them.

What is written on the pages is their editors' business.
"""

from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from wagtail.models import Site

from network import audit, jobs, mail
from network.models import User
from network.operations import policies, records
from network.roles import GroupKind
from network.words import STATE_NAMES

from . import access
from .models import ChapterPage, Message, SectionPage
from .models.contact import KEPT


@transaction.atomic
def make_chapter_page(*, group, by, at) -> ChapterPage:
    """Give a chapter its page below /chapters/, live, and its editors their groups.

    Asking again changes nothing. Raises ValidationError: "kind", "closed", "rights".
    """
    if by and not by.rights.everyone:
        raise ValidationError("National staff make chapters' pages.", code="rights")
    if group.kind != GroupKind.CHAPTER:
        raise ValidationError("Only a chapter has such a page.", code="kind")
    if group.closed_on:
        raise ValidationError(f"{group} is closed.", code="closed")
    # Locked, so that two who ask at once make one page.
    index = SectionPage.objects.select_for_update(of=("self",)).get(
        lists=SectionPage.Lists.CHAPTERS
    )
    page = ChapterPage.objects.filter(group=group).first()
    if page:
        return page
    place = STATE_NAMES.get(group.state, group.state)
    page = ChapterPage(
        title=group.name,
        slug=group.slug,
        group=group,
        owner=by,
        lede=f"Local elected officials across {place} who work and learn together.",
        search_description=(
            f"Who leads {group.name}, which seats are open, where members serve and how to join."
        ),
        first_published_at=at,
        last_published_at=at,
    )
    index.add_child(instance=page)
    access.ensure_chapter_groups(page)
    audit.record(page, "cms.chapter_page_made", by=by, at=at, group=group)
    return page


def keep_policy(*, page, by, at):
    """The policy that a page of the library is about, named as the page is now."""
    level = page.get_level_display()
    return policies.keep(public_id=page.policy, name=page.title, level=level, by=by, at=at)


@transaction.atomic
def report_action(*, page, person, by, at, **told):
    """Somebody introduced or passed what a page of the library is about.

    Raises what `network.operations.policies.report` raises.
    """
    policy = keep_policy(page=page, by=by, at=at)
    return policies.report(policy=policy, person=person, by=by, at=at, **told)


@transaction.atomic
def ensure_site(address: str) -> Site:
    """Say under which address, such as SITE_URL, the site is reached. Again changes nothing."""
    url = urlsplit(address)
    hostname = url.hostname or "localhost"
    port = url.port or (443 if url.scheme == "https" else 80)
    site = Site.objects.get(is_default_site=True)
    if (site.hostname, site.port) != (hostname, port):
        site.hostname, site.port = hostname, port
        site.full_clean()
        site.save()
    return site


@transaction.atomic
def take_message(*, page, answers, reply_to, sent_as, at) -> Message:
    """Keep what a visitor wrote, and tell the page's mailbox that somebody did.

    What is sent twice, which `sent_as` knows, is one message and one letter.
    """
    message, is_new = Message.objects.get_or_create(
        sent_as=sent_as,
        defaults={"page": page, "form_data": answers, "email": reply_to, "submit_time": at},
    )
    if is_new:
        mail.post(
            to=page.told,
            template="somebody_wrote",
            key=f"somebody_wrote:{sent_as}",
            page=page,
            href=reverse("wagtailforms:list_submissions", args=[page.pk]),
        )
    return message


@jobs.every(24 * 3600)
def forget_messages(at) -> None:
    """Nobody needs what is half a year old."""
    Message.objects.filter(submit_time__lt=at - KEPT).delete()


class Written(records.Record):
    """What somebody wrote by a form: nothing but its address says who that was."""

    def rows(self, people):
        """By the address they sign in with, which is proven to be theirs."""
        users = User.objects.filter(person__in=list(people))
        addresses = [email.lower() for email in users.values_list("email", flat=True)]
        return Message.objects.filter(email__in=addresses).order_by("pk")

    def erase(self, gone):
        addresses = [address.lower() for address in gone.addresses]
        Message.objects.filter(email__in=addresses).delete()


records.add(Written("messages", "What you wrote to us by a form", Message, but=("sent_as",)))
