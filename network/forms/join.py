"""The questions of the joining journey, one form a page."""

from django import forms
from django.utils.translation import gettext_lazy as _

from network.models import Jurisdiction
from network.models.offices import Office
from network.words import validate_one_line

from .dates import PartialDateField
from .rows import RowField

TOO_LONG = _("Use %(limit_value)s letters or fewer.")


def line(label, *, longest, missing="", hint="", **attrs):
    """A single-line text field; it must be filled in when `missing` says how to ask for it."""
    return forms.CharField(
        label=label,
        max_length=longest,
        required=bool(missing),
        help_text=hint,
        validators=[validate_one_line],
        error_messages={"required": missing, "max_length": TOO_LONG},
        widget=forms.TextInput(attrs),
    )


class NameForm(forms.Form):
    given = line(
        _("First name"), longest=100, missing=_("Enter your first name."), autocomplete="given-name"
    )
    family = line(
        _("Last name"), longest=100, missing=_("Enter your last name."), autocomplete="family-name"
    )


class EmailForm(forms.Form):
    email = forms.EmailField(
        label=_("Personal e-mail address"),
        max_length=254,
        help_text=_(
            "Not the one of your office: that goes to the next person one day. We send a code "
            "there, and you sign in with it later."
        ),
        error_messages={
            "required": _("Enter your e-mail address."),
            "invalid": _("Enter an e-mail address, such as name@example.org."),
            "max_length": TOO_LONG,
        },
        widget=forms.EmailInput({"autocomplete": "email", "spellcheck": "false"}),
    )

    def clean_email(self):
        return self.cleaned_data["email"].lower()


class OfficeForm(forms.Form):
    office_role = forms.ChoiceField(
        label=_("Your office"),
        choices=[(role.value, _(role.label)) for role in Office.Role],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose your office.")},
    )
    seat_label = line(_("District, ward or position"), longest=100, hint=_("If your seat has one."))


class PlaceForm(forms.Form):
    place = RowField(
        label=_("Choose your place"),
        queryset=Jurisdiction.objects.all(),
        to_field_name="ocd_id",
        error_messages={
            "required": _("Choose your place from the list."),
            "invalid_choice": _("Choose your place from the list."),
        },
    )

    def clean_place(self):
        return self.cleaned_data["place"].ocd_id


class TermForm(forms.Form):
    starts = PartialDateField(
        label=_("When did your term start?"),
        help_text=_("If you have not been sworn in yet, when it will start."),
        required=False,
    )
    ends = PartialDateField(
        label=_("When is your term due to end?"),
        required=False,
        last=True,
    )

    def clean(self):
        starts, ends = (self.cleaned_data.get(name, (None,))[0] for name in ("starts", "ends"))
        if starts and ends and ends < starts:
            self.add_error("ends", _("The end date is before the start date."))


class HeardForm(forms.Form):
    heard = line(
        _("In a few words"),
        longest=300,
        hint=_("A colleague, an event, a newsletter: whatever it was."),
    )


class CodeForm(forms.Form):
    code = forms.CharField(
        label=_("Your code"),
        help_text=_("Six digits."),
        max_length=20,
        error_messages={
            "required": _("Enter the code from the letter."),
            "max_length": _("The code has six digits."),
        },
        widget=forms.TextInput(
            {
                "autocomplete": "one-time-code",
                "inputmode": "numeric",
                "class": "short",
            }
        ),
    )

    def clean_code(self):
        code = "".join(self.cleaned_data["code"].split()).replace("-", "")
        if not (code.isascii() and code.isdigit() and len(code) == 6):
            raise forms.ValidationError(_("The code has six digits."), code="digits")
        return code
