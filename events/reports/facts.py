"""An event said to machines, in schema.org's words."""

from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone

from events.models.event import Visibility
from network.roles import GroupKind

HELD, CALLED_OFF = "https://schema.org/EventScheduled", "https://schema.org/EventCancelled"
#: By whether it is somewhere, and whether it is online.
MODES = {
    (True, False): "https://schema.org/OfflineEventAttendanceMode",
    (False, True): "https://schema.org/OnlineEventAttendanceMode",
    (True, True): "https://schema.org/MixedEventAttendanceMode",
}


def facts(event, offers) -> dict | None:
    """Nothing of what is not for everybody. `offers` are those of whoever asks."""
    if event.visibility != Visibility.PUBLIC:
        return None
    zone = ZoneInfo(event.timezone)
    return {
        "@context": "https://schema.org",
        "@type": "Event",
        "name": event.title,
        "description": event.summary,
        "url": _whole(event.get_absolute_url()),
        "startDate": timezone.localtime(event.starts_at, zone).isoformat(),
        "endDate": timezone.localtime(event.ends_at, zone).isoformat(),
        "eventStatus": CALLED_OFF if event.cancelled_at else HELD,
        "eventAttendanceMode": MODES.get((bool(event.place), event.online)),
        "location": _where(event),
        "organizer": _host(event.host),
        **_prices(event, [offer.assessment.cents for offer in offers.own]),
    }


def _where(event) -> list[dict]:
    said = []
    if event.place:
        said.append(
            {"@type": "Place", "name": event.place, "address": event.address or event.place}
        )
    if event.online:
        said.append({"@type": "VirtualLocation", "url": _whole(event.get_absolute_url())})
    return said


def _host(group) -> dict:
    if group.kind == GroupKind.CHAPTER:
        href = f"/chapters/{group.slug}/"
        return {"@type": "Organization", "name": group.name, "url": _whole(href)}
    return {
        "@type": "Organization",
        "name": group.name,
        "parentOrganization": {
            "@type": "Organization",
            "name": settings.WAGTAIL_SITE_NAME,
            "url": settings.SITE_URL,
        },
    }


def _prices(event, cents: list[int]) -> dict:
    if not cents:
        return {}
    offer = {
        "@type": "AggregateOffer",
        "priceCurrency": "USD",
        "lowPrice": f"{min(cents) / 100:.2f}",
        "highPrice": f"{max(cents) / 100:.2f}",
        "offerCount": len(cents),
        "url": _whole(event.get_absolute_url()),
    }
    return {"isAccessibleForFree": max(cents) == 0, "offers": offer}


def _whole(path: str) -> str:
    return settings.SITE_URL.rstrip("/") + path
