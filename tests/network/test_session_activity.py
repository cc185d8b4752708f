"""Where somebody is signed in stays true, and reading a page takes no lock for it."""

from datetime import timedelta

from allauth.usersessions.models import UserSession
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from network.models import User
from tests.conftest import sign_in


def writes(client, **headers):
    with CaptureQueriesContext(connection) as asked:
        client.get("/me/", **headers)
    return [each["sql"] for each in asked if not each["sql"].startswith("SELECT")]


def test_a_page_that_is_only_read_writes_nothing(client):
    sign_in(client, User.objects.create_user("ana@example.org"))
    client.get("/me/")

    assert writes(client) == []
    assert UserSession.objects.count() == 1


def test_another_address_is_noted_at_once(client):
    sign_in(client, User.objects.create_user("ana@example.org"))
    client.get("/me/")
    writes(client, REMOTE_ADDR="203.0.113.7")

    assert UserSession.objects.get().ip == "203.0.113.7"


def test_a_session_in_use_is_seen_again_after_ten_minutes(client):
    sign_in(client, User.objects.create_user("ana@example.org"))
    client.get("/me/")
    before = timezone.now() - timedelta(minutes=11)
    UserSession.objects.update(last_seen_at=before)
    client.get("/me/")

    assert UserSession.objects.get().last_seen_at > before
