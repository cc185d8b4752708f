"""Every address of the editor, asked by whoever writes for another chapter, and by others."""

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.test import Client
from wagtail.contrib.forms.models import FormSubmission
from wagtail.documents.models import Document
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Collection, Page, ReferenceIndex, Revision, Site

from cms.models import (
    FormPage,
    HomePage,
    JobPage,
    NewsletterPage,
    Picture,
    ResourcePage,
    SectionPage,
    SiteAlert,
    StoryPage,
)
from network.roles import Role
from tests.crawl import addresses
from tests.factories import TODAY, a_member, an_administrator, an_editor

SECRET = "Zweckverband"
LEFT_OUT = {"cms/failwhale/", "cms/logout/"}
KINDS = [SectionPage, StoryPage, NewsletterPage, ResourcePage, JobPage]
JOB = {
    "employer": SECRET,
    "where": "Dover, DE",
    "pays_from": 1,
    "pays_to": 2,
    "posted_on": TODAY,
    "closes_on": TODAY,
    "apply_by_mail": "jobs@example.org",
}
ASKERS = {
    "publisher": lambda texas: an_editor(texas.group, Role.PUBLISHER),
    "writer": lambda texas: an_editor(texas.group, Role.WRITER),
    "member": lambda texas: a_member(texas.group),
    "visitor": lambda texas: None,
}


def below(parent, kind, name, **fields):
    """A draft that was changed once, so that there is something to compare."""
    more = JOB if kind is JobPage else {}
    page = kind(title=f"{SECRET} {name}", slug=f"s-{name}", live=False, **more, **fields)
    parent.add_child(instance=page)
    page.save_revision(log_action=True)
    page.search_description = f"{SECRET} again"
    page.save_revision(log_action=True)
    return page


def kept_in(collection):
    picture = Picture.objects.create(
        title=f"{SECRET} photo", file=get_test_image_file(), collection=collection
    )
    file = ContentFile(b"%PDF-1.7", "plan.pdf")
    return picture, Document.objects.create(
        title=f"{SECRET} paper", file=file, collection=collection
    )


@pytest.fixture
def theirs(texas, kansas):
    """What Kansas and national staff prepare, each kind of thing the editor knows."""
    home = HomePage.objects.get()
    pages = [below(kansas.page, kind, kind.__name__) for kind in KINDS]
    pages += [below(home, FormPage, "form", told="us@example.org")]
    pages += [below(SectionPage.objects.get(lists="stories"), StoryPage, "national")]
    FormSubmission.objects.create(page=pages[5], form_data={"words": f"{SECRET} from a stranger"})
    files = [
        *kept_in(Collection.objects.get(name="Kansas")),
        *kept_in(Collection.get_first_root_node()),
    ]
    pages[1].picture = files[0]
    pages[1].picture_alt = SECRET
    pages[1].save()
    SiteAlert.objects.create(site=Site.objects.get(), words=f"{SECRET} tomorrow")
    ReferenceIndex.create_or_update_for_object(pages[1])
    return pages, files


def values(pages, files):
    """What to fill the addresses' arguments with, by name, and by kind where that says nothing."""
    story, form = pages[1], pages[5]
    picture, paper = files[:2]
    kind = ContentType.objects.get_for_model(StoryPage)
    revision = Revision.page_revisions.filter(object_id=str(story.pk)).first()
    return {
        "page_id": [story.pk, form.pk],
        "image_id": [picture.pk],
        "document_id": [paper.pk],
        "revision_id": [revision.pk],
        "revision_id_a": ["earliest"],
        "revision_id_b": ["latest"],
        "content_type_app_name": ["cms"],
        "content_type_model_name": ["storypage"],
        "content_type_id": [kind.pk],
        "app_label": ["wagtailcore", "cms"],
        "app_name": ["cms"],
        "model_name": ["page", "picture", "sitealert"],
        "action": ["delete", "move", "publish"],
        "slug": ["kansas"],
        "uuid": [story.translation_key],
        "pk": [story.pk, Site.objects.get().pk],
        "int": [story.pk],
        "path": ["x"],
        "str": [story.pk],
    }


def visits(theirs):
    filling = values(*theirs)
    for address in addresses():
        if address.route.startswith("cms/") and address.route not in LEFT_OUT:
            yield from address.filled({name: [*map(str, found)] for name, found in filling.items()})


def answers(client, paths, question):
    for path in paths:
        yield path, client.get(path + question).content.decode(errors="replace")


@pytest.fixture
def ask(texas, sign_in):
    def ask(who):
        person = ASKERS[who](texas)
        return sign_in(Client(), person.user) if person else Client()

    return ask


@pytest.mark.parametrize(("who", "named"), [("publisher", True), *((who, False) for who in ASKERS)])
def test_nobody_elses_drafts_files_answers_or_settings_are_told(theirs, ask, who, named):
    client = ask(who)
    pages, files = theirs
    ids = "&".join(f"id={row.pk}" for row in [*pages[:3], *files])
    question = f"?q={SECRET[:6]}&{ids}" if named else ""

    told = [path for path, words in answers(client, visits(theirs), question) if SECRET in words]

    assert told == []


def test_the_crawl_would_have_found_them(theirs, sign_in, texas):
    """The control: to whoever runs the whole site, a hundred addresses tell."""
    client = sign_in(Client(), an_administrator().user)

    told = {path for path, words in answers(client, visits(theirs), "") if SECRET in words}

    assert len(told) > 40
    for part in ("/cms/pages/", "/cms/images/", "/cms/documents/", "/cms/forms/", "/cms/settings/"):
        assert [path for path in told if path.startswith(part)], part


def state_of(pages, files):
    rows = [Page.objects.filter(pk__in=[page.pk for page in pages])]
    rows += [type(file).objects.filter(pk=file.pk) for file in files]
    return [
        *(
            sorted(row.values_list("pk", "title", "path", "slug", "live", "latest_revision"))
            for row in rows[:1]
        ),
        *(list(row.values_list("pk", "title", "collection", "file")) for row in rows[1:]),
        list(SiteAlert.objects.values_list("words")),
        FormSubmission.objects.count(),
        Page.objects.count(),
    ]


@pytest.mark.parametrize("who", ["publisher", "writer"])
def test_nor_does_anything_of_theirs_change(theirs, ask, who):
    client = ask(who)
    pages, files = theirs
    before = state_of(pages, files)
    ids = "&".join(f"id={row.pk}" for row in [*pages[:2], *files])
    said = {
        **{"title": "Taken", "slug": "taken", "words": "Taken", "body-count": "0"},
        **{"action-publish": "1", "search_description": "Taken", "lede": "Taken"},
        **{"collection": files[2].collection_id, "next": "/cms/"},
        "chooser": HomePage.objects.get().pk,
    }

    for path in visits(theirs):
        client.post(f"{path}?{ids}", said)

    assert state_of(pages, files) == before


def test_whoever_may_does_change_them_by_the_same_requests(theirs, kansas, sign_in):
    """The control: sent by Kansas's own publisher, some of these requests take away."""
    client = sign_in(Client(), an_editor(kansas.group, Role.PUBLISHER).user)
    before = state_of(*theirs)

    for path in visits(theirs):
        if path.endswith("/delete/") and path.startswith(("/cms/pages/", "/cms/images/")):
            client.post(path, {"next": "/cms/"})

    assert state_of(*theirs) != before
    assert not StoryPage.objects.filter(pk=theirs[0][1].pk).exists()
