"""The roster's filters: what the reader may ask, in the words of the page's address."""

from collections import defaultdict
from functools import cached_property

from django import forms
from django.db.models import Q
from django.forms.utils import flatatt
from django.http import QueryDict
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe

from network.models import Group, Jurisdiction, Office
from network.models.consents import Purpose
from network.models.offices import TermState
from network.models.people import Standing
from network.models.profiles import Language
from network.models.segments import AT_FIRST, Column, LastContact, Order, Size
from network.roles import GroupKind

LAST_PAGE = 10_000
UNKNOWN = "Unknown filter."
CONSENTS = [
    (Purpose.PUBLIC_NAME, "Name on public pages: yes"),
    (Purpose.DIRECTORY, "Directory: yes"),
    (Purpose.NEWSLETTER, "Newsletter: yes"),
]
KINDS = [GroupKind.CHAPTER, GroupKind.REGION, GroupKind.COMMITTEE]


class Pick(forms.Select):
    """A select written in one go: the stock one renders a template for every option."""

    def render(self, name, value, attrs=None, renderer=None):
        chosen = {str(one) for one in (value if isinstance(value, list) else [value or ""])}
        options = format_html_join(
            "",
            '<option value="{}"{}>{}</option>',
            (
                (key, mark_safe(" selected") if str(key) in chosen else "", label)
                for key, label in self.choices
            ),
        )
        several = mark_safe(" multiple") if self.allow_multiple_selected else ""
        return format_html(
            '<select name="{}"{}{}>{}</select>', name, several, flatatt(attrs or {}), options
        )


class PickSeveral(Pick, forms.SelectMultiple):
    pass


class Ticks(forms.CheckboxSelectMultiple):
    """Boxes to tick, written in one go as well; where none is ticked, those `at_first` are."""

    def __init__(self, at_first):
        super().__init__()
        self.at_first = at_first

    def render(self, name, value, attrs=None, renderer=None):
        chosen = {str(one) for one in value or self.at_first}
        return format_html_join(
            "",
            '<label class="choice"><input type="checkbox" name="{}" value="{}"{}> {}</label>',
            (
                (name, key, mark_safe(" checked") if str(key) in chosen else "", label)
                for key, label in self.choices
            ),
        )


def pick(label, choices=()):
    return forms.ChoiceField(
        label=label, choices=[("", "Any"), *choices], required=False, widget=Pick
    )


def several(label, choices=()):
    """Whoever fits one of those chosen fits."""
    return forms.MultipleChoiceField(
        label=label, choices=choices, required=False, widget=PickSeveral({"size": 4})
    )


def day(label):
    return forms.DateField(
        label=label,
        required=False,
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
    )


class Offers:
    """The groups and tags that a reader may ask for: those they keep. One query."""

    def __init__(self, user):
        self.mine = Group.objects.open().editable_by(user)
        rows = self.mine.filter(Q(kind__in=KINDS) | Q(tags__isnull=False)).order_by()
        self.groups, self.tags = defaultdict(dict), {}
        for kind, slug, name, parent, tag, word in rows.values_list(
            "kind", "slug", "name", "parent__name", "tags__public_id", "tags__name"
        ):
            self.groups[kind][slug] = (parent or "", name)
            if tag:
                self.tags[str(tag)] = (name, word)

    @cached_property
    def chapters(self):
        return [(slug, name) for slug, (_, name) in self._of(GroupKind.CHAPTER)]

    @cached_property
    def choices(self):
        return {
            "chapter": self.chapters if len(self.chapters) > 1 else [],
            "region": _said(self._of(GroupKind.REGION)),
            "committee": _said(self._of(GroupKind.COMMITTEE)),
            "tag": _said(sorted(self.tags.items(), key=lambda row: row[1])),
        }

    def _of(self, kind):
        return sorted(self.groups[kind].items(), key=lambda row: row[1])

    def found(self, slugs) -> dict:
        """Those of the groups by slug, for a form's answers or for many at once: one query."""
        if not slugs:
            return {}
        rows = self.mine.filter(slug__in=slugs, kind__in=KINDS).select_related("parent")
        return {group.slug: group for group in rows}


def _said(rows):
    """Names, with whose they are where that is not the same for all."""
    homes = {home for _, (home, _) in rows}
    said = "{0}: {1}" if len(homes) > 1 else "{1}"
    return [(key, said.format(*names)) for key, names in rows]


class PeopleFilter(forms.Form):
    """Narrows the roster. Whatever it does not know is refused, so nothing is listed by mistake.

    Groups and tags are those the reader keeps. Of the filters that hold several values one is
    enough; of different filters all must fit.
    """

    q = forms.CharField(
        label="Name",
        max_length=200,
        required=False,
        widget=forms.TextInput({"type": "search", "autocomplete": "off", "spellcheck": "false"}),
    )
    standing = pick("Standing", Standing.choices)
    term = pick("Term", TermState.choices)
    role = pick("Office", Office.Role.choices)
    chapter = pick("Chapter")
    region = pick("Region")
    committee = pick("Committee")
    tag = several("Tag")
    language = several("Language", Language.choices)
    kind = several("Kind of place", Jurisdiction.Kind.choices)
    size = several("People living there", Size.choices)
    contact = pick("Last contact", LastContact.choices)
    consent = pick("Agreed to", CONSENTS)
    joined_from = day("Joined from")
    joined_to = day("Joined until")
    sort = forms.ChoiceField(label="Order", choices=Order.choices, required=False, widget=Pick)
    columns = forms.MultipleChoiceField(
        label="Columns", choices=Column.choices, required=False, widget=Ticks(AT_FIRST)
    )
    page = forms.IntegerField(
        required=False, min_value=1, max_value=LAST_PAGE, widget=forms.HiddenInput
    )

    SHOWN = ("q", "standing", "term", "role", "chapter", "region", "sort")
    SEVERAL = ("tag", "language", "kind", "size", "columns")
    GROUPS = ("chapter", "region", "committee")
    #: What narrows nobody.
    LOOKS = ("page", "columns", "sort")

    data: QueryDict

    def __init__(self, data, *, user, offers=None):
        super().__init__(data)
        self.offers = offers or Offers(user)
        for name, choices in self.offers.choices.items():
            self._offer(name, choices)

    def _offer(self, name, choices):
        """A filter with nothing to choose from is no filter."""
        if choices:
            first = [] if name in self.SEVERAL else [("", "Any")]
            self.fields[name].choices = first + choices
        else:
            del self.fields[name]

    def clean(self):
        unknown = set(self.data) - set(self.fields)
        twice = [
            name
            for name in self.data
            if name not in self.SEVERAL and len(self.data.getlist(name)) > 1
        ]
        if unknown or twice:
            raise forms.ValidationError(UNKNOWN, code="unknown")
        return self.cleaned_data

    def _sent(self, name) -> list[str]:
        return [value for value in self.data.getlist(name) if value != ""]

    @property
    def asked(self) -> dict[str, list[str]]:
        """What was asked, as the address has it, without page and columns."""
        return {
            name: sent
            for name in self.fields
            if name not in ("page", "columns") and (sent := self._sent(name))
        }

    @property
    def slugs(self) -> set[str]:
        return {slug for name in self.GROUPS for slug in self.asked.get(name, [])}

    @property
    def columns_shown(self) -> list[str]:
        return self.cleaned_data["columns"] or list(AT_FIRST)

    def wanted(self, groups=None) -> dict:
        """The filters that are set, as `network.reports.narrowing.narrow` takes them."""
        found = self.offers.found(self.slugs) if groups is None else groups
        values = {
            name: value
            for name, value in self.cleaned_data.items()
            if value and name not in ("page", "columns")
        }
        return values | {name: found[values[name]] for name in self.GROUPS if name in values}

    def more(self):
        """The fields that are rarely used."""
        return [
            field
            for field in self.visible_fields()
            if field.name not in self.SHOWN and field.name != "columns"
        ]

    def shown(self):
        return [self[name] for name in self.SHOWN if name in self.fields]

    def address(self, *, without=None, columns=True) -> str:
        """The query string of what is asked, maybe less one (name, value)."""
        query = QueryDict(mutable=True)
        for name, sent in self.asked.items():
            query.setlist(name, [value for value in sent if (name, value) != without])
        if columns:
            query.setlist("columns", self._sent("columns"))
        return query.urlencode()

    def hidden(self) -> list[tuple[str, str]]:
        """What is asked, for another form to send along."""
        asked = self.asked | {"columns": self._sent("columns")}
        return [(name, value) for name, sent in asked.items() for value in sent]

    def chips(self) -> list[tuple[str, str]]:
        """Each filter that is set in words, and the query string without it."""
        return [
            (self._say(name, value), self.address(without=(name, value)))
            for name, sent in self.asked.items()
            if name not in self.LOOKS
            for value in sent
        ]

    def said(self) -> str:
        """The filters in one line, for a file or a list of segments."""
        names = [name for name in self.asked if name not in self.LOOKS]
        chips = [self._say(name, value) for name in names for value in self.asked[name]]
        return "; ".join(chips) or "everyone"

    def _say(self, name, value) -> str:
        field = self.fields[name]
        if isinstance(field, forms.DateField):
            return f"{field.label} {date_format(self.cleaned_data[name], 'F j, Y')}"
        labels = dict(getattr(field, "choices", ()))
        return f"{field.label}: {labels.get(value, value)}"


def as_data(query: dict, columns=()) -> QueryDict:
    """What was kept of a page's address, as a form takes it."""
    data = QueryDict(mutable=True)
    for name, values in query.items():
        data.setlist(name, values)
    if columns:
        data.setlist("columns", columns)
    return data
