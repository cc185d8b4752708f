"""The time zones that members live in, in words, and the one most of a state keeps."""

ZONES = {
    "America/New_York": "Eastern",
    "America/Chicago": "Central",
    "America/Denver": "Mountain",
    "America/Phoenix": "Arizona",
    "America/Los_Angeles": "Pacific",
    "America/Anchorage": "Alaska",
    "Pacific/Honolulu": "Hawaii",
    "America/Puerto_Rico": "Puerto Rico and the Virgin Islands",
    "Pacific/Guam": "Guam and the Northern Marianas",
    "Pacific/Pago_Pago": "American Samoa",
}

_STATES = {
    "America/New_York": "CT DC DE FL GA IN KY MA MD ME MI NC NH NJ NY OH PA RI SC VA VT WV",
    "America/Chicago": "AL AR IA IL KS LA MN MO MS ND NE OK SD TN TX WI",
    "America/Denver": "CO ID MT NM UT WY",
    "America/Phoenix": "AZ",
    "America/Los_Angeles": "CA NV OR WA",
    "America/Anchorage": "AK",
    "Pacific/Honolulu": "HI",
    "America/Puerto_Rico": "PR VI",
    "Pacific/Guam": "GU MP",
    "Pacific/Pago_Pago": "AS",
}
OF_STATE = {state: zone for zone, states in _STATES.items() for state in states.split()}


def zones_with(zone: str) -> dict[str, str]:
    """The same to choose from, with a zone that is chosen already."""
    return ZONES if zone in ZONES else {zone: zone.replace("_", " "), **ZONES}
