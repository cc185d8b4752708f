"""What search engines are told of: pages and events that everybody may read."""

from xml.etree import ElementTree

import pytest
from wagtail.models import Page

from events.models import Visibility
from tests.conftest import sign_in
from tests.event_factories import EventFactory
from tests.factories import a_member

pytestmark = pytest.mark.django_db


def told(client):
    answer = client.get("/sitemap.xml")
    assert answer["Content-Type"] == "application/xml"
    places = ElementTree.fromstring(answer.content).findall(".//{*}loc")
    return [place.text for place in places]


def test_public_events_and_pages_are_told(client, settings):
    event = EventFactory()

    found = told(client)

    assert settings.SITE_URL + event.get_absolute_url() in found
    assert f"{settings.SITE_URL}/chapters/" in found


def test_nothing_else_is_told_whoever_asks(client):
    for hidden in (Visibility.MEMBERS, Visibility.AUDIENCE):
        EventFactory(visibility=hidden)
    EventFactory(draft=True)
    Page.objects.filter(slug="chapters").update(live=False)
    visitor = told(client)

    member = told(sign_in(client, a_member().user))

    places = [place for place in member if not place.endswith("/events/")]
    assert [place for place in places if "/events/" in place or "/chapters/" in place] == []
    assert member == visitor


def test_it_costs_the_same_at_one_and_three(client, django_assert_num_queries):
    for number in (1, 2, 3):
        EventFactory()
        if number != 2:
            told(client)
            with django_assert_num_queries(6):
                told(client)
