"""Forms of the desk: what an operation refuses stands at its field; a long list is searched."""

from django import forms
from django.utils.translation import gettext_lazy as _

from network.models import Jurisdiction
from network.words import validate_one_line

from .rows import RowField

MOST_FOUND = 10


def line(label, *, longest=100, required=True, missing="", hint="", **attrs):
    return forms.CharField(
        label=label,
        max_length=longest,
        required=required,
        help_text=hint,
        validators=[validate_one_line],
        error_messages={
            "required": missing or _("Fill this in."),
            "max_length": _("Use %(limit_value)s letters or fewer."),
        },
        widget=forms.TextInput(attrs),
    )


def day(label, *, required=True, hint="", initial=None):
    return forms.DateField(
        label=label,
        required=required,
        help_text=hint,
        initial=initial,
        error_messages={"required": "Enter a date.", "invalid": "Enter a date that exists."},
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
    )


def choice(label, choices, *, required=True, hint="", initial=None, widget=forms.Select):
    return forms.ChoiceField(
        label=label,
        choices=choices,
        required=required,
        help_text=hint,
        initial=initial,
        widget=widget,
        error_messages={
            "required": _("Choose one."),
            "invalid_choice": _("Choose one of the list."),
        },
    )


class AskingForm(forms.Form):
    """`field_of` says beside which field a refusal's code belongs."""

    field_of: dict[str, str] = {}

    def refuse(self, refusal):
        """Show what the operation refused where it belongs."""
        for name, errors in _by_field(refusal):
            for error in errors:
                field = name or self.field_of.get(error.code)
                self.add_error(field if field in self.fields else None, error)


def _by_field(refusal):
    if hasattr(refusal, "error_dict"):
        return refusal.error_dict.items()
    return [(None, refusal.error_list)]


class Found(forms.RadioSelect):
    """What a search found, to choose from."""

    template_name = "desk/parts/found.html"
    nothing = "Nothing has a name like this."

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        context["widget"]["nothing"] = self.nothing
        return context


def search(label, *, into, url, hint="", required=True):
    """A field to type in; what it finds is swapped into the field `into` as one types."""
    return forms.CharField(
        label=label,
        max_length=200,
        required=required,
        help_text=hint,
        error_messages={"required": "Type a name."},
        widget=forms.TextInput(
            {
                "type": "search",
                "autocomplete": "off",
                "spellcheck": "false",
                "hx-get": url,
                "hx-trigger": "input changed delay:250ms, search",
                "hx-select": f"#id_{into}",
                "hx-target": f"#id_{into}",
                "hx-swap": "outerHTML",
                "hx-sync": "this:replace",
            }
        ),
    )


def found(label, queryset, typed, *, by, say, required=True):
    """The field a search fills: it offers what `typed` finds, and takes any of `queryset`."""
    field = RowField(
        label=label,
        queryset=queryset,
        to_field_name=by,
        required=required,
        widget=Found,
        error_messages={
            "required": "Choose the one you mean.",
            "invalid_choice": "Choose one of those found.",
        },
    )
    rows = queryset.named_like(typed)[:MOST_FOUND] if typed.strip() else []
    field.choices = [(str(getattr(row, by)), say(row)) for row in rows]
    field.widget.nothing = (
        "Nothing has a name like this. Try fewer letters."
        if typed.strip()
        else "What you find is listed here."
    )
    return field


class PlaceMixin(forms.Form):
    """Adds the search for a city, county or district to a form, as `place` and `jurisdiction`."""

    def add_place(self, *, url, required=True):
        self.fields["place"] = search(
            "City, county or district",
            into="jurisdiction",
            url=url,
            required=required,
            hint="Its name, and the two letters of its state: springfield il.",
        )
        self.fields["jurisdiction"] = found(
            "Which one?",
            Jurisdiction.objects.all(),
            self.typed("place"),
            by="ocd_id",
            say=_say_place,
            required=required,
        )

    def typed(self, name) -> str:
        return str((self.data if self.is_bound else self.initial).get(name) or "")[:200]


def _say_place(place):
    inside = f", {place.county} County" if place.county else ""
    return f"{place}{inside} ({place.get_kind_display().lower()})"
