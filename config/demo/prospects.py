"""Officials the network would like to have: passed on, found in results, and how far each came."""

from datetime import date, datetime, timedelta
from typing import NamedTuple

from network.models import ContactPoint, Group, Jurisdiction, Membership, Person, User
from network.models.prospects import OPEN_STAGES, Stage
from network.operations import invitations, logins, prospects, referrals, results
from network.roles import Role

from . import cast


class Passed(NamedTuple):
    given: str
    family: str
    state: str
    city: str
    role: str
    label: str
    by: str
    days: int
    """How long ago."""
    stage: str
    words: str
    step: str = ""
    due: int = 0
    """In how many days, or how many ago, the next step is due."""


DANA, NOOR, RIVER = "dana", "noor", "river"

#: Whom a member and two partner organizations have passed on, a line each: who, where, what they
#: hold, who passed them on, how long ago, the stage, what was said; the next step, and when.
TOLD = """
Tamsin|Okonjo|MD|Rockville|council||dana|80|joined|Ran on bus shelters.
Lorcan|Petty|MD|Bowie|council|District 3|noor|74|joined|Tenants trust him.
Bernadette|Szabo|MD|Laurel|council|Ward 2|river|70|closed|Cleans creeks.
Ignatius|Poole|MD|Salisbury|council|District 5|noor|66|closed|Met at a rally.
Yolanda|Kettering|MD|Easton|council|Ward 3|river|61|joined|Knows every dock.
Phineas|Abara|MD|Greenbelt|council||dana|55|invited|Taught my son.
Marguerite|Tolland|MD|Gaithersburg|council||noor|52|invited|A renter herself.
Desmond|Quarles|MD|Cambridge|council|Ward 1|river|45|talking|Oyster farmer.
  Coffee at the diner on Race Street|3
Ottilie|Brandt|MD|Westminster|council||dana|40|talking|Quiet, reads everything.
  Send her the zoning primer|-4
Rashid|Mansoori|MD|College Park|council|District 1|noor|36|talking|Won by eleven votes.
  Call after the recount|1
Clementine|Vasquez-Hale|MD|Takoma Park|council|Ward 6|noor|31|talking|For the renters.
  Introduce her to Dana Whitlock|6
Thaddeus|Moy|MD|Hagerstown|school_board||dana|28|contacted|He fixed the lunch line.
  Call again, mornings are best|-2
Wilhelmina|Asante|MD|Frederick|council|District 4|river|24|contacted|
  Ask about the winter retreat|5
Gideon|Larkspur|MD|Elkton|council||river|21|contacted|Knows the river.
  Second e-mail|-9
Petronella|Voss|MD|Annapolis|council|Ward 7|noor|18|contacted|Stood up at a hearing.
Amadou|Diallo-Reyes|MD|Hyattsville|council|Ward 4|noor|15|contacted|
  Visit on Saturday|2
Henrietta|Stopes|MD|Cumberland|council||dana|12|new|My cousin’s neighbor.
Jericho|Baptiste|MD|Rockville|school_board|Seat 2|dana|9|new|A nurse.
Salome|Achterberg|MD|Aberdeen|council||river|7|new|Loves culverts.
  Find out who can introduce us|4
Ezekiel|Fontaine|MD|Bowie|council|At large|noor|5|new|Asked me about you.
Priscilla|Nakamura-Bell|MD|Gaithersburg|school_board||noor|3|new|
Tamsin|Okonjo|MD|Rockville|council||noor|2||You may know her by now.
Dana|Whitlock|MD|Hagerstown|council|District 2|river|1|new|Somebody should talk to her!
Cosima|Ruiz-Adler|TX|McAllen|council|District 6|noor|20|contacted|Housing lawyer.
Alistair|Benoit|OH|Toledo|council|Ward 2|river|16|new|Lake Erie matters.
Marigold|Tsosie|WY|Laramie|council|Ward 1|river|11|new|Far from anybody.
"""

SOURCE = "Maryland towns 2026"
#: Name, city, office, whether they won.
RESULTS = [
    ("Leopold Whitcombe", "Salisbury", "council", "yes"),
    ("Anneliese Farid", "Frederick", "council", "yes"),
    ("Cornell Shepherdson", "Hagerstown", "council", "yes"),
    ("Beatrix Omondi", "Laurel", "council", "yes"),
    ("Mortimer Gale", "Laurel", "council", "no"),
    ("Saoirse Delgado-Finch", "Greenbelt", "council", "yes"),
    ("Thelonius Drake", "Westminster", "mayor", "yes"),
    ("Agatha Romney", "Westminster", "mayor", "no"),
    ("Zebedee Horne", "Cambridge", "council", "yes"),
    ("Ingrid Castellanos", "Easton", "council", "yes"),
    ("Barnaby Osei-Tutu", "Elkton", "council", "yes"),
    ("Philippa Marchbanks", "Annapolis", "council", "yes"),
    ("Cyrus Thibodeaux", "Hyattsville", "council", "yes"),
    ("Winona Fairweather", "Aberdeen", "council", "yes"),
]


def _passed() -> list[Passed]:
    found = []
    for line in TOLD.strip().splitlines():
        cells = line.strip().split("|")
        if line.startswith(" "):
            found[-1] = found[-1]._replace(step=cells[0], due=int(cells[1]))
        else:
            given, family, state, city, role, label, by, days, stage, words = cells
            found.append(
                Passed(given, family, state, city, role, label, by, int(days), stage, words)
            )
    return found


PASSED = _passed()
#: Who is on the roster already when they are passed on: first name, and how many days ago.
KNOWN = {("Tamsin", 2), ("Dana", 1)}


def arrivals(members: int) -> int:
    """How many records all this makes; a small network has few prospects."""
    passed, results_too = _share(members)
    new = sum((each.given, each.days) not in KNOWN for each in passed)
    return new + (sum(won == "yes" for *_, won in RESULTS) if results_too else 0)


def pass_on(groups, known, by, *, members: int, at: datetime, on: date) -> None:
    """Referrals and a file of results, and what the director did about them since."""
    river = _partner(groups.partners[1])
    referrers = {
        DANA: (known[cast.MEMBER.key], by[cast.MEMBER.key]),
        NOOR: (known[cast.PARTNER.key], by[cast.PARTNER.key]),
        RIVER: (river, _login(river, at)),
    }
    passed, results_too = _share(members)
    if results_too:
        _read_results(at=at)
    for each in passed:
        person, user = referrers[each.by]
        _pass(each, person, user, by[cast.DIRECTOR.key], at=at, on=on)


def _share(members) -> tuple[list[Passed], bool]:
    most = members // 40
    return PASSED[:most], most > len(PASSED)


def _pass(passed, person, user, director, *, at, on):
    place = _place(passed.state, passed.city, passed.role)
    told_at = at - timedelta(days=passed.days)
    prospect = referrals.refer(
        told=referrals.Told(
            given=passed.given,
            family=passed.family,
            jurisdiction=place,
            role=passed.role,
            seat_label=passed.label,
            elected_on=_election_before(told_at.date()),
            email=f"{passed.given}.{passed.family}.office@example.org".lower(),
        ),
        words=passed.words,
        referrer=person,
        by=user,
        at=told_at,
    )
    if passed.state == cast.HOME and passed.stage:
        _follow_up(prospect, passed, director, told_at=told_at, at=at, on=on)


def _follow_up(prospect, passed, director, *, told_at, at, on):
    then = min(told_at + timedelta(days=2), at)
    if passed.step or passed.stage != Stage.NEW:
        prospect = prospects.plan(
            prospect=prospect,
            owner=director,
            next_step=passed.step,
            next_on=on + timedelta(days=passed.due) if passed.step else None,
            seen=prospect.stage,
            was=prospects.mark(prospect),
            by=director,
            at=then,
        )
    for stage in OPEN_STAGES[1:] if passed.stage != Stage.NEW else ():
        if stage == Stage.INVITED or prospect.stage == passed.stage:
            break
        prospect = prospects.move(
            prospect=prospect, stage=stage, seen=prospect.stage, by=director, at=then
        )
    facts = {"prospect": prospect, "seen": prospect.stage, "by": director}
    if passed.stage == Stage.INVITED:
        invitations.invite(at=then + timedelta(days=5), **facts)
    elif passed.stage == Stage.JOINED:
        invitations.admit(at=then + timedelta(days=20), **facts)
    elif passed.stage == Stage.CLOSED:
        reason = "not_interested" if passed.days % 4 else "not_reached"
        prospects.close(reason=reason, at=then + timedelta(days=14), **facts)


def _read_results(*, at):
    columns = "ref,source,name,office,jurisdiction,ocd_division_id,state,elected_on,won"
    election = _election_before(at.date() - timedelta(days=10))
    lines = [columns]
    for number, (name, city, role, won) in enumerate(RESULTS, start=1):
        division = _place(cast.HOME, city, role).ocd_id
        cells = [number, SOURCE, name, role, "", division, cast.HOME, election, won]
        lines.append(",".join(map(str, cells)))
    report = results.read_results(
        data="\n".join(lines).encode(),
        name="maryland-towns.csv",
        by=None,
        at=at - timedelta(days=6),
    )
    if report.refused:
        raise ValueError("; ".join(map(str, report.refused)))


def _election_before(day: date) -> date:
    """The last of the elections that towns hold in May and in November."""
    days = (date(day.year, 11, 3), date(day.year, 5, 5), date(day.year - 1, 11, 3))
    return next(each for each in days if each <= day)


def _place(state, city, role):
    kind = "school_district" if role == "school_board" else "city"
    named = Jurisdiction.objects.filter(state=state, kind=kind, name__startswith=city)
    return named.order_by("name").first()


def _partner(group: Group) -> Person:
    return (
        Membership.objects.filter(group=group, role=Role.MEMBER)
        .select_related("person")
        .order_by("pk")[0]
        .person
    )


def _login(person, at) -> User:
    address = ContactPoint.objects.get(person=person, kind="email", use="personal")
    return logins.ensure(email=address.value, at=at)
