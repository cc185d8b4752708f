"""The roster's filters, and the forms of a person's record."""

from django import forms
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe

from network.models import Group
from network.models.consents import Purpose
from network.models.offices import Office, TermState
from network.models.people import ContactKind, ContactUse, Standing
from network.roles import GroupKind
from network.words import validate_one_line

from .asking import AskingForm, PlaceMixin, choice, day, line
from .dates import PartialDateField
from .terms import clean_dates

LAST_PAGE = 10_000
UNKNOWN = "Unknown filter."
SORTS = [("", "Name"), ("newest", "Newest first"), ("state", "State of their office")]


class Pick(forms.Select):
    """A select written in one go: the stock one renders a template for every option."""

    def render(self, name, value, attrs=None, renderer=None):
        options = format_html_join(
            "",
            '<option value="{}"{}>{}</option>',
            (
                (key, mark_safe(" selected") if str(key) == str(value or "") else "", label)
                for key, label in self.choices
            ),
        )
        return format_html('<select name="{}"{}>{}</select>', name, flatatt(attrs or {}), options)


def pick(label, choices=()):
    return forms.ChoiceField(
        label=label, choices=[("", "Any"), *choices], required=False, widget=Pick
    )


class PeopleFilter(forms.Form):
    """Narrows the roster. Whatever it does not know is refused, so nothing is listed by mistake.

    Chapters and regions are those the reader staffs.
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
    sort = forms.ChoiceField(label="Order", choices=SORTS, required=False, widget=Pick)
    page = forms.IntegerField(
        required=False, min_value=1, max_value=LAST_PAGE, widget=forms.HiddenInput
    )

    def __init__(self, data, *, user):
        super().__init__(data)
        self.mine = Group.objects.open().editable_by(user)
        kinds = [GroupKind.CHAPTER, GroupKind.REGION]
        rows = self.mine.filter(kind__in=kinds).values_list("kind", "slug", "name", "parent__name")
        rows = sorted(rows.order_by(), key=lambda row: (row[3], row[2]))
        homes = {parent for kind, _, _, parent in rows if kind == GroupKind.REGION}
        said = "{1}: {0}" if len(homes) > 1 else "{0}"
        chapters = [(slug, name) for kind, slug, name, _ in rows if kind == GroupKind.CHAPTER]
        regions = [
            (slug, said.format(name, parent))
            for kind, slug, name, parent in rows
            if kind == GroupKind.REGION
        ]
        self._offer("chapter", chapters if len(chapters) > 1 else [])
        self._offer("region", regions)

    def _offer(self, name, choices):
        """A filter with nothing to choose from is no filter."""
        if choices:
            self.fields[name].choices = [("", "Any"), *choices]
        else:
            del self.fields[name]

    def clean(self):
        if set(self.data) - set(self.fields):
            raise forms.ValidationError(UNKNOWN, code="unknown")
        return self.cleaned_data

    def wanted(self) -> dict:
        """The filters as `network.reports.people.narrow` takes them."""
        values = {name: value for name, value in self.cleaned_data.items() if name != "page"}
        for name in ("chapter", "region"):
            if values.get(name):
                values[name] = self.mine.select_related("parent").get(slug=values[name])
        return values


class NamesForm(AskingForm):
    given = line("First name", missing="Enter a first name.")
    family = line("Last name", required=False)
    known_as = line("Known as", required=False, hint="If it is not the first name.")
    other_names = line(
        "Other names",
        longest=200,
        required=False,
        hint="Earlier or other spellings, so that a search finds them. Only staff see these.",
    )
    pronouns = line("Pronouns", longest=40, required=False)
    bio = forms.CharField(
        label="About them", max_length=2000, required=False, widget=forms.Textarea({"rows": 5})
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**31 - 1)

    def refuse(self, refusal):
        """After another's change the same input stands, now on top of theirs."""
        super().refuse(refusal)
        if refusal.code == "stale":
            self.data = self.data.copy()
            self.data["version"] = str(self.initial["version"])


class AddPersonForm(PlaceMixin, AskingForm):
    """A new record; the office may follow later."""

    field_of = {
        "contact_one_person_per_personal_address": "email",
        "invalid": "email",
        "rights": "chapter",
        "person_has_a_name": "given",
    }
    given = line("First name", missing="Enter a first name.")
    family = line("Last name", required=False)
    email = forms.EmailField(
        label="Personal e-mail address",
        required=False,
        max_length=254,
        help_text="Not the one of their office. They sign in with it.",
        error_messages={"invalid": "Enter an e-mail address, such as name@example.org."},
    )
    chapter = forms.ModelChoiceField(
        label="Member of",
        queryset=Group.objects.none(),
        to_field_name="slug",
        required=False,
        empty_label="No chapter yet",
        error_messages={"invalid_choice": "Choose one of the list."},
    )
    role = choice("Office", [("", "None, or not known"), *Office.Role.choices], required=False)
    seat_label = line("District, ward or position", required=False)
    starts = PartialDateField(label="Start of the term", required=False)
    ends = PartialDateField(label="Scheduled end", required=False, last=True)

    def __init__(self, data=None, *, user, url, **options):
        super().__init__(data, **options)
        self.user = user
        self.fields["chapter"].queryset = (
            Group.objects.open().editable_by(user).filter(kind=GroupKind.CHAPTER)
        )
        self.add_place(url=url, required=False)
        self.order_fields(
            ["given", "family", "email", "chapter", "role", "place", "jurisdiction", "seat_label"]
        )

    def clean(self):
        values = super().clean()
        clean_dates(self)
        role, place = values.get("role"), values.get("jurisdiction")
        if role and not place and "jurisdiction" not in self.errors:
            self.add_error("jurisdiction", "Choose the place of this office.")
        if place and not role and "role" not in self.errors:
            self.add_error("role", "Choose the office they hold there.")
        at_home = place is not None and place.state in self.user.rights.states
        if not (self.user.rights.everyone or values.get("chapter") or at_home or self.errors):
            self.add_error(
                "chapter",
                "Choose your chapter, or an office in your state: else you would not find this "
                "person again.",
            )
        return values

    def term(self) -> dict | None:
        values = self.cleaned_data
        if not values["role"]:
            return None
        return {
            "jurisdiction": values["jurisdiction"],
            "role": values["role"],
            "seat_label": values["seat_label"],
            "starts_on": values["starts"][0],
            "starts_precision": values["starts"][1],
            "ends_on": values["ends"][0],
            "ends_precision": values["ends"][1],
        }


class ContactForm(AskingForm):
    field_of = {
        "contact_one_person_per_personal_address": "value",
        "contact_once_per_person": "value",
        "invalid": "value",
        "phone": "value",
    }
    kind = choice("What is it?", ContactKind.choices, widget=forms.RadioSelect)
    use = choice("Whose is it?", ContactUse.choices, widget=forms.RadioSelect)
    value = forms.CharField(
        label="Address, number or link",
        max_length=254,
        validators=[validate_one_line],
        error_messages={"required": "Fill this in.", "max_length": "Use 254 letters or fewer."},
    )


class ReasonForm(AskingForm):
    field_of = {"reason": "reason"}
    reason = line(
        "Why do you need it?",
        longest=500,
        missing="Say why you need it.",
        hint="Your name and this reason stay on the record.",
    )


class ConsentForm(AskingForm):
    purpose = choice("What did they say about?", Purpose.choices, widget=forms.RadioSelect)
    given = choice(
        "Their answer",
        [("yes", "Yes, they agree"), ("no", "No, they do not")],
        widget=forms.RadioSelect,
    )


class MoveChapterForm(AskingForm):
    field_of = {"membership_ends_after_it_begins": "since", "there": "chapter"}
    chapter = forms.ModelChoiceField(
        label="New chapter",
        queryset=Group.objects.none(),
        to_field_name="slug",
        error_messages={"required": "Choose one.", "invalid_choice": "Choose one of the list."},
    )
    since = day("From")

    def __init__(self, data=None, *, user, **options):
        super().__init__(data, **options)
        self.fields["chapter"].queryset = (
            Group.objects.open().editable_by(user).filter(kind=GroupKind.CHAPTER)
        )
