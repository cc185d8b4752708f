"""The pages of meetings as a member walks them: addresses, buttons and words."""

import datetime as dt
import re
from zoneinfo import ZoneInfo

from events.models.clocks import wall

EVERY_HOUR = {"hours": ((0, 24),), "days": range(7)}


def times_of(kind):
    return f"/meet/about/{kind.slug}/"


def tomorrow(at, hour=9):
    day = (wall(at, zone="America/New_York") + dt.timedelta(days=1)).date()
    return dt.datetime.combine(day, dt.time(hour), tzinfo=ZoneInfo("America/New_York"))


def button(starts_at, how="online"):
    return f"{starts_at.astimezone(dt.UTC):%Y-%m-%dT%H:%MZ} {how}"


def page(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", answer.content.decode())
