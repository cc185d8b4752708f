"""For whom something is, in plain words."""

from network.models import Group, Office
from network.models.people import Standing
from network.roles import GroupKind

PLURALS = {
    Standing.STAFF: "staff",
    Standing.MEMBER: "members",
    Standing.ALUM: "alumni",
    Standing.PARTNER: "partners",
    Standing.APPLICANT: "applicants",
    Standing.PROSPECT: "prospects",
}


class Sayer:
    """Says rules; the chapters' names are asked once."""

    def __init__(self):
        chapters = Group.objects.filter(kind=GroupKind.CHAPTER)
        self.names = dict(chapters.values_list("slug", "name"))

    def say(self, rule) -> str:
        """ "Members and alumni of Maryland who hold office as mayor" """
        if not rule:
            return "Everybody"
        who = _list([PLURALS.get(one, one) for one in rule.get("standing", [])]) or "everybody"
        said = [who]
        if chapters := rule.get("chapter"):
            said.append(f"of {_list([self.names.get(slug, slug) for slug in chapters], 'or')}")
        if offices := rule.get("office"):
            held = [Office.Role(role).label.lower() for role in offices]
            verb = "hold" if rule.get("standing") else "holds"
            said.append(f"who {verb} office as {_list(held, 'or')}")
        if rule.keys() - {"standing", "chapter", "office"}:
            said.append("of some groups")
        text = " ".join(said)
        return text[0].upper() + text[1:]


def _list(words, last="and"):
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"
