"""Links into events and the keys of tickets are sealed anew when the keys are changed."""

import io

from cryptography.fernet import Fernet
from django.core.management import call_command

from events.models import BusyFeed, Event, Host
from network import sealing
from tests.event_factories import EventFactory
from tests.factories import NOON
from tests.meeting_factories import a_host

OLD, NEW = (Fernet.generate_key().decode() for _ in range(2))
LINK = "https://meet.example.org/axolotl"


def rotate():
    out = io.StringIO()
    call_command("rotate_secrets", stdout=out)
    return out.getvalue()


def test_links_and_ticket_keys_are_sealed_anew_and_the_old_key_may_go(settings):
    settings.SECRETS_KEYS = [OLD]
    event = EventFactory(join_link=sealing.seal(LINK), ticket_key=sealing.seal("k1"))
    half = EventFactory(ticket_key=sealing.seal("k2"))
    EventFactory()
    settings.SECRETS_KEYS = [NEW, OLD]

    said, again = rotate(), rotate()

    assert "Links and ticket keys of events: 2 sealed anew, 0 sealed with the newest" in said
    assert "Links and ticket keys of events: 0 sealed anew, 2 sealed with the newest" in again
    settings.SECRETS_KEYS = [NEW]
    for row in (event, half):
        row.refresh_from_db()
    opened = [sealing.unseal(text) for text in (event.join_link, event.ticket_key, half.ticket_key)]
    assert (opened, half.join_link) == ([LINK, "k1", "k2"], "")


def test_sealing_anew_is_no_change_that_a_calendar_hears_of(settings):
    settings.SECRETS_KEYS = [OLD]
    event = EventFactory(ticket_key=sealing.seal("k"))
    before = Event.objects.values("sequence", "changed_at").get(pk=event.pk)
    settings.SECRETS_KEYS = [NEW, OLD]

    rotate()

    assert Event.objects.values("sequence", "changed_at").get(pk=event.pk) == before


def test_links_of_hosts_and_addresses_of_their_calendars_are_sealed_anew(settings):
    settings.SECRETS_KEYS = [OLD]
    host, without = a_host(), a_host(given="Lee", email="lee@example.org")
    Host.objects.filter(pk=host.pk).update(video_link=sealing.seal(LINK))
    address = sealing.seal("https://calendar.example.org/axolotl.ics")
    feed = BusyFeed.objects.create(host=host, name="Work", address=address, made_at=NOON)
    settings.SECRETS_KEYS = [NEW, OLD]

    said, again = rotate(), rotate()

    for words in ("Links of who takes meetings", "Addresses of busy calendars"):
        assert f"{words}: 1 sealed anew, 0 sealed with the newest" in said
        assert f"{words}: 0 sealed anew, 1 sealed with the newest" in again
    settings.SECRETS_KEYS = [NEW]
    for row in (host, without, feed):
        row.refresh_from_db()
    assert sealing.unseal(host.video_link) == LINK
    assert (sealing.unseal(feed.address), without.video_link) == (
        "https://calendar.example.org/axolotl.ics",
        "",
    )
