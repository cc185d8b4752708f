"""Puts the words of this package on the site's pages, with their pictures, papers and bells."""

from datetime import datetime, time, timedelta
from random import Random

from django.utils import timezone
from django.utils.formats import date_format
from wagtail.models import Page, Site

from cms.models import (
    AudioSeriesPage,
    ChapterPage,
    EpisodePage,
    FormField,
    FormPage,
    HomePage,
    JobPage,
    NewsletterPage,
    ResourcePage,
    SectionPage,
    SiteAlert,
    StoryPage,
)
from config.demo import cast, convening
from config.demo.groups import Groups
from network.models import User

from . import about, drawings, maryland, newsletters, papers, tones
from . import episodes_first as first
from .episodes_later import LATER
from .jobs import JOBS
from .kinds import Issue, Resource, Story, text
from .library_guides import GUIDES
from .library_rentals import TOOLKIT
from .printing import Printer
from .stories_people import PEOPLE
from .stories_works import WORKS

NATIONAL = [*WORKS, *PEOPLE]
STORIES = [*NATIONAL, *maryland.STORIES]
PRESS_DESK = "June Abernathy, press@example.org or 555-0142, weekdays until four, Eastern time."
EPISODES = [*first.FIRST, *LATER]


def lay(network: Groups, *, at: datetime, by: User, editor: User) -> None:
    """Everything below the chapters' pages and beside them. Of Maryland's, `editor` wrote it."""
    press = Printer(by=by, at=at)
    chapter = ChapterPage.objects.get(group=network.chapters[cast.HOME])
    ours = Printer(by=editor, at=at, chapter=chapter)
    _leaves(press)
    _tell(press, NATIONAL)
    _tell(ours, maryland.STORIES)
    _send(press, newsletters.ISSUES)
    _send(ours, maryland.ISSUES)
    for resource in [TOOLKIT, *GUIDES]:
        _shelve(press, resource, press.place(SectionPage.Lists.RESOURCES))
    _record(press)
    _hire(press)
    _warn(at)


def _leaves(press):
    home = HomePage.objects.get()
    for leaf in about.LEAVES:
        page = SectionPage(title=leaf.title, slug=leaf.slug, search_description=leaf.summary)
        press.put(page, leaf.words, under=home, ago=300)
    form = FormPage(
        title=about.CONTACT_TITLE,
        slug=about.CONTACT_SLUG,
        search_description=about.CONTACT_SUMMARY,
        told=about.CONTACT_TOLD,
    )
    form.form_fields = [
        FormField(
            sort_order=number,
            label=label,
            field_type=kind,
            required=required,
            help_text=hint,
            choices=choices,
        )
        for number, (label, kind, required, hint, choices) in enumerate(about.QUESTIONS)
    ]
    press.put(form, about.CONTACT, under=home, ago=300)


def _tell(press: Printer, stories: list[Story]):
    place = press.place(SectionPage.Lists.STORIES)
    for story in sorted(stories, key=lambda one: -one.ago):
        page = StoryPage(
            title=story.title,
            slug=story.slug,
            kind=story.kind,
            told_on=press.day(story.ago),
            topic=story.topic,
            lede=story.lede,
            search_description=story.summary,
            picture=press.picture(story.title, story.scene, story.variant),
            picture_alt=story.alt,
            who_wrote=story.who,
            press_contact=PRESS_DESK if story.kind == StoryPage.Kind.PRESS else "",
        )
        press.put(page, story.words, under=place, ago=story.ago, draft=story.draft)


def _send(press: Printer, issues: list[Issue]):
    place = press.place(SectionPage.Lists.NEWSLETTERS)
    for issue in sorted(issues, key=lambda one: -one.ago):
        page = NewsletterPage(
            title=issue.title,
            slug=issue.slug,
            sent_on=press.day(issue.ago),
            lede=issue.lede,
            search_description=issue.lede,
        )
        press.put(page, issue.words, under=place, ago=issue.ago)


def _shelve(press: Printer, resource: Resource, under: Page):
    """The page, with its own words as a paper to take along, and what belongs below it."""
    words = "".join(str(value) for kind, value in resource.words if kind == "text")
    paper = papers.paper(resource.title, words)
    page = ResourcePage(
        title=resource.title,
        slug=resource.slug,
        kind=resource.kind,
        level=resource.level,
        topic=resource.topic,
        search_description=resource.summary,
        reviewed_on=press.day(resource.reviewed),
        document=press.keep(resource.title, resource.paper, paper),
        counts_actions=resource.counts,
    )
    press.put(page, resource.words, under=under, ago=resource.reviewed)
    for other in resource.below:
        _shelve(press, other, page)


def _record(press: Printer):
    series = AudioSeriesPage(
        title=first.SERIES_TITLE,
        slug=first.SERIES_SLUG,
        search_description=first.SERIES_SUMMARY,
        who_speaks=first.SERIES_SPEAKER,
        artwork=press.keep_picture(first.SERIES_TITLE, "back-row.png", drawings.artwork()),
        artwork_alt=first.ARTWORK_ALT,
    )
    place = press.place(SectionPage.Lists.AUDIO)
    press.put(series, [text(first.SERIES_WORDS)], under=place, ago=EPISODES[0].ago)
    for number, episode in enumerate(EPISODES, start=1):
        sound = tones.ring(episode.seconds, Random(episode.slug))
        page = EpisodePage(
            title=episode.title,
            slug=episode.slug,
            number=number,
            told_on=press.day(episode.ago),
            audio=press.keep(f"The Back Row {number}", f"back-row-{number}.mp3", sound),
            seconds=episode.seconds,
            search_description=episode.summary,
            transcript=text(episode.transcript)[1],
        )
        press.put(page, [text(episode.words)], under=series, ago=episode.ago)


def _hire(press: Printer):
    place = press.place(SectionPage.Lists.JOBS)
    for job in sorted(JOBS, key=lambda one: -one.posted):
        lowest, highest, per = job.pays
        page = JobPage(
            title=job.title,
            slug=job.slug,
            employer=job.employer,
            where=job.where,
            remote=job.remote,
            hours=job.hours,
            pays_from=lowest,
            pays_to=highest,
            pays_per=per,
            posted_on=press.day(job.posted),
            closes_on=press.day(-job.open_for),
            search_description=job.summary,
            apply_by_mail=job.mail,
        )
        press.put(page, job.words, under=place, ago=job.posted)


def _warn(at: datetime):
    """A line above every page says what is next of the convening."""
    begins = convening.first_day(at)
    early = begins - convening.EARLY_FOR
    sooner = at.date() <= early
    alert = SiteAlert.for_site(Site.objects.get(is_default_site=True))
    said = about.ALERT_EARLY if sooner else about.ALERT_LATE
    alert.words = said.format(date_format(early if sooner else begins, "F j, Y"))
    alert.href = f"/events/convening-{begins.year}/"
    alert.shown_from = at - timedelta(days=7)
    alert.shown_until = timezone.make_aware(datetime.combine(begins, time(18)))
    alert.full_clean()
    alert.save()
