"""Which jurisdiction a row is about, when files spell places in ways of their own."""

import re

from network.models import Jurisdiction
from network.words import fold

BATCH = 5_000

_KINDS = {
    "anc": Jurisdiction.Kind.SPECIAL_DISTRICT,
    "district": Jurisdiction.Kind.STATE,
    **{kind: kind for kind in Jurisdiction.Kind.values},
}
#: Words that one list has and another leaves out at the end of a place's name.
_TAIL = re.compile(r"(charter|city|town|township|village|borough|county)$")


class Places:
    """The jurisdictions of a file's rows by division id, and those to be added for it."""

    def __init__(self, rows):
        wanted = sorted({id for row in rows for id in (row.division, row.parent) if id})
        self.ids = {}
        for start in range(0, len(wanted), BATCH):
            batch = wanted[start : start + BATCH]
            self.ids |= Jurisdiction.objects.filter(ocd_id__in=batch).values_list("ocd_id", "pk")
        lost = {r.state for r in rows if r.division not in self.ids and r.parent not in self.ids}
        self._spelled = self._by_spelling(lost) if lost else {}
        self.new = {}

    def of(self, row, report) -> str:
        """The division id under which the row's jurisdiction is known from here on."""
        for ocd_id in (row.division, row.parent):
            if ocd_id in self.ids or ocd_id in self.new:
                return ocd_id
        alike = self._alike(row)
        if alike:
            ocd_id, pk, name = alike
            self.ids[ocd_id] = pk
            report.warn(row.line, "ocd_division_id", f"Not on the list; read as {name}, {ocd_id}.")
            return ocd_id
        made = self._made(row)
        if made.ocd_id not in self.new:
            self.new[made.ocd_id] = made
            report.warn(
                row.line,
                "ocd_division_id",
                f"{made.name} is not on the list of jurisdictions; added from this row.",
            )
        return made.ocd_id

    def save(self) -> None:
        self.ids |= {
            each.ocd_id: each.pk for each in Jurisdiction.objects.bulk_create(self.new.values())
        }

    def _alike(self, row):
        """The one place of the state whose name is spelled alike; None when several are.

        A county is only taken for a county, a township that says so only for a township; a
        city comes before a township that shares its name. Places that leave out their last
        common word, as Boise City may, come after those that have none.
        """
        spellings = [row.place_name]
        if row.division or row.parent:
            spellings.append((row.parent or row.division).rpartition(":")[2])
        for spelling in spellings:
            for form, word in _forms(spelling):
                county = "county" in (row.place_type, word)
                for shortened in (False, True):
                    found = [
                        (within, place)
                        for kind, within, place in self._spelled.get(
                            (row.state, form, shortened), ()
                        )
                        if (kind == Jurisdiction.Kind.COUNTY) == county
                        and (word in ("", "county") or word == kind)
                    ]
                    if found:
                        first = [place for within, place in found if not within]
                        return _only(first or [place for _, place in found])
        return None

    def _by_spelling(self, states):
        """Places by state, spelling and whether that leaves out the name's last common word."""
        spelled = {}
        places = (
            Jurisdiction.objects.filter(state__in=states)
            .exclude(kind=Jurisdiction.Kind.SCHOOL_DISTRICT)
            .values_list("pk", "ocd_id", "name", "kind", "state")
        )
        for pk, ocd_id, name, kind, state in places.iterator(chunk_size=BATCH):
            within = "/county:" in ocd_id and kind != Jurisdiction.Kind.COUNTY
            for form, word in _forms(ocd_id.rpartition(":")[2]):
                spelled.setdefault((state, form, bool(word)), []).append(
                    (kind, within, (ocd_id, pk, name))
                )
        return spelled

    def _made(self, row):
        kind = _KINDS.get(row.place_type, Jurisdiction.Kind.SPECIAL_DISTRICT)
        sort, slug = (
            fold(text).replace(" ", "_")[:100] or "unnamed"
            for text in (row.place_type, row.place_name)
        )
        made = Jurisdiction(
            ocd_id=row.parent
            or row.division
            or f"ocd-division/country:us/state:{row.state.lower()}/{sort}:{slug}",
            name=row.place_name,
            kind=kind,
            state=row.state,
            body_name=row.body,
        )
        made.fold_names()
        return made


def _only(places):
    return places[0] if len(places) == 1 else None


def _forms(name):
    """Ways to compare a name, without spaces and marks, and the common last word left out."""
    plain = fold(name.replace("_", " ").replace("~", "")).replace("saint", "st").replace(" ", "")
    word = _TAIL.search(plain)
    short = plain[: word.start()] if word else ""
    return ((plain, ""), (short, word[0])) if short else ((plain, ""),)
