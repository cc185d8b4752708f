"""The desk's rooms for events: whose they are."""

import pytest
from django.urls import reverse

from tests.event_factories import EventFactory
from tests.factories import a_member, national_staff

pytestmark = pytest.mark.django_db


def test_staff_see_their_events_in_the_desks_row_of_rooms(client, sign_in):
    event = EventFactory(title="Lantern supper")
    sign_in(client, national_staff().user)

    page = client.get(reverse("desk:events"))

    assert b"Lantern supper" in page.content
    assert client.get(reverse("desk:event", args=[event.slug])).status_code == 200


def test_a_member_finds_no_desk(client, sign_in):
    sign_in(client, a_member(email="dana@example.org").user)

    assert client.get(reverse("desk:events")).status_code == 404
