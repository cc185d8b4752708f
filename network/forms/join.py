"""The questions of the joining journey, one form a page."""

from django import forms

from network.models import Jurisdiction
from network.models.offices import Office
from network.words import validate_one_line

from .dates import PartialDateField


def line(label, *, longest, missing="", hint="", **attrs):
    """A single-line text field; it must be filled in when `missing` says how to ask for it."""
    return forms.CharField(
        label=label,
        max_length=longest,
        required=bool(missing),
        help_text=hint,
        validators=[validate_one_line],
        error_messages={"required": missing, "max_length": f"Use {longest} letters or fewer."},
        widget=forms.TextInput(attrs),
    )


class NameForm(forms.Form):
    given = line(
        "First name", longest=100, missing="Enter your first name.", autocomplete="given-name"
    )
    family = line(
        "Last name", longest=100, missing="Enter your last name.", autocomplete="family-name"
    )


class EmailForm(forms.Form):
    email = forms.EmailField(
        label="Personal e-mail address",
        max_length=254,
        help_text=(
            "Not the one of your office: that goes to the next person one day. We send a code "
            "there, and you sign in with it later."
        ),
        error_messages={
            "required": "Enter your e-mail address.",
            "invalid": "Enter an e-mail address, such as name@example.org.",
            "max_length": "Use 254 letters or fewer.",
        },
        widget=forms.EmailInput({"autocomplete": "email", "spellcheck": "false"}),
    )

    def clean_email(self):
        return self.cleaned_data["email"].lower()


class OfficeForm(forms.Form):
    office_role = forms.ChoiceField(
        label="Your office",
        choices=Office.Role,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose your office."},
    )
    seat_label = line("District, ward or position", longest=100, hint="If your seat has one.")


class PlaceForm(forms.Form):
    place = forms.ModelChoiceField(
        label="Choose your place",
        queryset=Jurisdiction.objects.all(),
        to_field_name="ocd_id",
        error_messages={
            "required": "Choose your place from the list.",
            "invalid_choice": "Choose your place from the list.",
        },
    )

    def clean_place(self):
        return self.cleaned_data["place"].ocd_id


class TermForm(forms.Form):
    starts = PartialDateField(
        label="When did your term start?",
        help_text="If you have not been sworn in yet, when it will start.",
        required=False,
    )
    ends = PartialDateField(
        label="When is your term due to end?",
        required=False,
        last=True,
    )

    def clean(self):
        starts, ends = (self.cleaned_data.get(name, (None,))[0] for name in ("starts", "ends"))
        if starts and ends and ends < starts:
            self.add_error("ends", "The end date is before the start date.")


class HeardForm(forms.Form):
    heard = line(
        "In a few words",
        longest=300,
        hint="A colleague, an event, a newsletter: whatever it was.",
    )


class CodeForm(forms.Form):
    code = forms.CharField(
        label="Your code",
        help_text="Six digits.",
        max_length=20,
        error_messages={
            "required": "Enter the code from the letter.",
            "max_length": "The code has six digits.",
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
            raise forms.ValidationError("The code has six digits.", code="digits")
        return code
