"""The library: found by kind, government and topic, read, taken along, and reported from."""

import datetime as dt
import re

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.utils import timezone
from wagtail.documents import get_document_model
from wagtail.models import PageViewRestriction

from cms.models import ResourcePage, SectionPage
from network.models import Policy, PolicyAction
from network.operations import policies
from tests.factories import UserFactory, a_member, national_staff
from tests.network.passing import king, serving_in

LIBRARY = "/library/"


def put(title, *, under=None, **fields):
    place = under or SectionPage.objects.get(lists=SectionPage.Lists.RESOURCES)
    return place.add_child(instance=ResourcePage(title=title, **fields))


@pytest.fixture
def toolkit():
    page = put("Licensing toolkit", topic="housing")
    part = {"under": page, "topic": "housing", "counts_actions": True}
    put("Model ordinance", kind="ordinance", level="city", **part)
    put("Sample resolution", kind="resolution", level="county", **part)
    put("Budget guide", kind="guide", topic="budget")
    return page


@pytest.fixture
def ordinance(toolkit):
    return ResourcePage.objects.get(title="Model ordinance")


def read(client, path=LIBRARY):
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


def cards(page) -> list[str]:
    return re.findall(r'<h2 class="small"><a href="[^"]+">([^<]+)</a>', page)


def test_the_library_shows_toolkits_with_their_parts(client, toolkit):
    page = read(client)

    assert cards(page) == ["Budget guide", "Licensing toolkit"]
    toolkit_card = page.split("Licensing toolkit</a>")[1]
    assert 'href="/library/licensing-toolkit/model-ordinance/">Model ordinance' in toolkit_card
    assert 'action="/search/"' in page


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("kind=ordinance", ["Model ordinance"]),
        ("level=county", ["Sample resolution"]),
        ("topic=housing", ["Licensing toolkit", "Model ordinance", "Sample resolution"]),
        ("topic=housing&kind=toolkit", ["Licensing toolkit"]),
        ("topic=budget&kind=ordinance", []),
        ("kind=nonsense", []),
        ("page=1", ["Budget guide", "Licensing toolkit"]),
    ],
)
def test_filters_find_what_fits_wherever_it_stands(client, toolkit, asked, found):
    assert cards(read(client, f"{LIBRARY}?{asked}")) == found


def test_each_filter_offers_what_there_is_as_plain_links(client, toolkit):
    page = read(client)

    assert re.findall(r'href="(/library/\?[^"]+)"', page) == [
        "/library/?kind=toolkit",
        "/library/?kind=ordinance",
        "/library/?kind=resolution",
        "/library/?kind=guide",
        "/library/?level=any",
        "/library/?level=city",
        "/library/?level=county",
        "/library/?topic=housing",
        "/library/?topic=budget",
    ]


def test_drafts_and_members_pages_stand_in_no_list(client, toolkit, ordinance):
    draft = put("Draft guide", topic="housing", live=False)
    PageViewRestriction.objects.create(
        page=put("Members guide", topic="housing"), restriction_type="login"
    )
    put("Draft part", under=toolkit, live=False)
    pages = [read(client, path) for path in (LIBRARY, f"{LIBRARY}?topic=housing", ordinance.url)]
    pages.append(read(client, toolkit.url))

    assert [("Draft" in page, "Members guide" in page) for page in pages] == [(False, False)] * 4
    assert client.get(draft.url or f"{LIBRARY}draft-guide/").status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_library_asks_the_same_number_of_questions_whatever_there_is(
    client, count, django_assert_num_queries
):
    for number in range(count):
        part = put(f"Toolkit {number}", topic="housing")
        put(f"Part {number}", under=part)
    read(client)

    with django_assert_num_queries(LIST_QUERIES):
        assert len(cards(read(client, f"{LIBRARY}?page=1"))) == count


@pytest.mark.parametrize("count", [1, 3])
def test_a_page_asks_the_same_number_of_questions_whatever_there_is(
    client, toolkit, ordinance, count, django_assert_num_queries
):
    for number in range(count):
        put(f"Other {number}", topic="housing")
        put(f"Part {number}", under=ordinance)
        confirmed(ordinance, serving_in(consents=True), named=True)
    read(client, ordinance.url)

    with django_assert_num_queries(PAGE_QUERIES):
        read(client, ordinance.url)


LIST_QUERIES, PAGE_QUERIES = 10, 19


def test_a_page_says_for_whom_and_when_it_was_read_through(client, ordinance):
    today = timezone.localdate()
    ordinance.reviewed_on = today - dt.timedelta(days=700)
    ordinance.save()
    fresh = read(client, ordinance.url)
    ordinance.reviewed_on = today - dt.timedelta(days=800)
    ordinance.save()

    assert "<dt>For</dt><dd>Cities and towns</dd>" in fresh
    assert "more than two years ago" not in fresh
    assert "more than two years ago" in read(client, ordinance.url)


def test_a_document_says_what_it_is_and_how_large(client, ordinance):
    paper = get_document_model()(title="The ordinance")
    paper.file.save("ordinance.docx", ContentFile(b"x" * 2048))
    paper.save()
    ordinance.document = paper
    ordinance.save()

    page = read(client, ordinance.url)

    assert f'<a href="{paper.url}">The ordinance</a>' in page
    assert "(Word document, 2.0\xa0KB)" in page


def test_parts_stand_in_a_toolkit_and_others_on_the_topic_beside_it(client, toolkit, ordinance):
    other = put("Fair housing", topic="housing")
    below, beside = read(client, toolkit.url), read(client, ordinance.url)

    assert below.index("What is in it") < below.index("Model ordinance")
    assert [title in beside.split("More on housing")[1] for title in ("Fair", "Licensing")] == [
        True,
        False,
    ]
    assert "Model ordinance" in read(client, other.url).split("More on housing")[1]


# Who introduced and who passed it


def report(page, person, *, did="introduced", **said):
    path = f"/me/policies/{page.policy}/report/"
    client = Client()
    client.force_login(person.user)
    values = {
        "did": did,
        "term": str(person.terms.first().public_id),
        "on_month": "2",
        "on_day": "4",
        "on_year": "2026",
    }
    return client.post(path, values | said, follow=True).content.decode()


def confirmed(page, person, **said):
    report(page, person, **{key: "on" if value is True else value for key, value in said.items()})
    action = person.policy_actions.latest("pk")
    return policies.confirm(action=action, by=None, at=timezone.now())


def test_a_member_reports_from_the_page_and_it_shows_once_confirmed(client, ordinance):
    dana = serving_in(king(), consents=True, given="Dana", family="Diaz", title="Council member")
    link = f'href="/me/policies/{ordinance.policy}/report/"'
    before = read(client, ordinance.url)
    answer = report(ordinance, dana, link="https://example.org/minutes", named="on")
    waiting = read(client, ordinance.url)
    policies.confirm(action=PolicyAction.objects.get(), by=None, at=timezone.now())
    confirmed(ordinance, dana, did="passed", on_day="11")
    page = read(client, ordinance.url)

    assert ("Be the first." in before, link in before) == (True, True)
    assert "It stands on the page once staff confirm it." in answer
    assert "King County" not in waiting
    assert (
        "<strong>King County, WA</strong>: introduced February 4, 2026, passed February 11, 2026"
        in page
    )
    assert "Introduced by Dana Diaz, Council member" in page
    assert 'href="https://example.org/minutes"' in page
    assert Policy.objects.get().name == "Model ordinance"


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"did": ""}, "Choose one."),
        ({"on_year": ""}, "Enter the year too."),
        ({"on_year": "2090"}, "This day is still to come."),
        ({"on_year": "2001"}, "You did not hold this office then."),
        ({"link": "http://example.org"}, "Enter a link that begins with https://."),
        ({"link": "nonsense"}, "Enter a whole link"),
        ({"term": "00000000-0000-4000-8000-000000000000"}, "Choose one of the list."),
    ],
)
def test_what_cannot_have_been_is_refused_in_words(ordinance, said, words):
    assert words in report(ordinance, serving_in(), **said)
    assert (PolicyAction.objects.count(), Policy.objects.count()) == (0, 0)


def test_what_one_reported_is_named_and_taken_back_on_ones_own_page(client, ordinance):
    dana, bob = serving_in(), serving_in()
    report(ordinance, dana)
    action = PolicyAction.objects.get()
    told = f"/me/policies/told/{action.public_id}/"
    client.force_login(bob.user)
    others = [client.post(f"{told}{verb}/").status_code for verb in ("name", "take-back")]
    client.force_login(dana.user)
    client.post(f"{told}name/", {"named": "yes"})
    named = read(client, "/me/policies/")
    client.post(f"{told}take-back/")
    action.refresh_from_db()

    assert others == [404, 404]
    assert ("Hide my name" in named, action.named, action.state) == (True, True, "withdrawn")
    assert "Taken back" in read(client, "/me/policies/")


def test_home_shows_what_one_took_to_ones_council(client, ordinance):
    dana, newcomer = serving_in(), a_member()
    report(ordinance, dana)
    client.force_login(dana.user)
    own = read(client, "/me/")
    client.force_login(newcomer.user)

    assert "<strong>Model ordinance</strong>" in own
    assert "Report what you passed" in own
    assert "Report what you passed" not in read(client, "/me/")


def test_only_what_is_counted_is_reported_and_only_by_people_on_record(client, toolkit, ordinance):
    path = "/me/policies/{}/report/"
    codes = [client.get(path.format(ordinance.policy)).status_code]
    client.force_login(UserFactory())
    codes += [
        client.get(url).status_code for url in (path.format(ordinance.policy), "/me/policies/")
    ]
    client.force_login(serving_in().user)
    codes += [client.get(path.format(page.policy)).status_code for page in (toolkit, ordinance)]

    assert codes == [302, 404, 404, 404, 200]


def test_who_holds_no_office_is_led_to_tell_of_one(client, ordinance):
    client.force_login(a_member().user)

    assert "Tell us of your office first" in read(
        client, f"/me/policies/{ordinance.policy}/report/"
    )


def test_a_kept_page_changes_when_consent_does(committed, settings):
    settings.MIDDLEWARE = ["config.page_cache.PageCache", *settings.MIDDLEWARE]
    page, visitor = put("Model ordinance", counts_actions=True), Client()
    dana = serving_in(king(), consents=True, given="Dana", family="Diaz")
    empty = read(visitor, page.url)
    confirmed(page, dana, named=True)
    named = read(visitor, page.url)
    kept = visitor.get(page.url)["ETag"]
    Client().force_login(dana.user)
    own = Client()
    own.force_login(dana.user)
    own.post("/me/privacy/", {"purpose": "public_name", "given": "no"})

    assert ("Dana Diaz" in empty, "Dana Diaz" in named) == (False, True)
    assert visitor.get(page.url, headers={"If-None-Match": kept}).status_code == 200
    assert "Dana Diaz" not in read(visitor, page.url)


def test_publishing_keeps_the_policy_under_the_name_of_its_page(client, sign_in, ordinance):
    sign_in(client, national_staff().user)
    values = {
        "title": "Model ordinance, again",
        "slug": ordinance.slug,
        "kind": "ordinance",
        "level": "city",
        "topic": "housing",
        "counts_actions": "on",
        "body-count": "0",
        "comments-TOTAL_FORMS": "0",
        "comments-INITIAL_FORMS": "0",
        "action-publish": "1",
    }

    client.post(f"/cms/pages/{ordinance.pk}/edit/", values)

    assert [(row.name, row.public_id) for row in Policy.objects.all()] == [
        ("Model ordinance, again", ordinance.policy)
    ]


def test_a_copy_is_another_policy(ordinance):
    copied = ordinance.copy(update_attrs={"slug": "another"})

    assert copied.policy != ordinance.policy
