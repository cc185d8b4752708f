"""What somebody tells us about themselves."""

from django import forms

from network.models import Person
from network.models.people import ContactKind, ContactUse
from network.models.profiles import Language, Part, Topic

from .asking import AskingForm, choice, line


def several(label, choices, hint=""):
    return forms.MultipleChoiceField(
        label=label,
        choices=choices,
        required=False,
        help_text=hint,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Choose from the list."},
    )


class ProfileForm(forms.ModelForm):
    languages = several(
        "Languages you speak with people", Language.choices, "Besides English, which we assume."
    )
    topics = several(
        "What you work on", Topic.choices, "So that others with the same work find you."
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    class Meta:
        model = Person
        fields = ["given", "family", "known_as", "pronouns", "bio"]
        labels = {
            "given": "First name",
            "family": "Last name",
            "known_as": "What people call you",
            "pronouns": "Pronouns",
            "bio": "About you",
        }
        help_texts = {
            "known_as": "If it is not your first name.",
            "pronouns": "Such as she/her, he/him, they/them.",
            "bio": "A few sentences that other members may read.",
        }
        error_messages = {"given": {"required": "Enter your first name."}}
        widgets = {"bio": forms.Textarea(attrs={"rows": 6})}


class OwnContactForm(AskingForm):
    """A way to reach somebody at work. Their personal address is changed on a page of its own."""

    field_of = {
        "contact_once_per_person": "value",
        "invalid": "value",
        "phone": "value",
        "personal": "use",
    }
    kind = choice("What is it?", ContactKind.choices, widget=forms.RadioSelect)
    use = choice(
        "Whose is it?",
        [
            (ContactUse.OFFICIAL, "My office’s"),
            (ContactUse.CAMPAIGN, "My campaign’s"),
        ],
        widget=forms.RadioSelect,
    )
    value = line(
        "Address, number or link",
        longest=254,
        hint="Such as council@city.example, 410 555 0123, or https://city.example/council",
    )


class ConsentForm(forms.Form):
    """One question, answered yes or no."""

    given = forms.TypedChoiceField(
        choices=[("yes", "Yes"), ("no", "No")],
        coerce=lambda answer: answer == "yes",
        error_messages={"required": "Choose yes or no."},
    )


class ShownForm(forms.Form):
    """Which parts of oneself members may see in the directory. Those not ticked nobody sees."""

    shown = several("Members who find me may see", Part.choices)


class SureForm(AskingForm):
    """One tick before something that cannot be taken back at once."""

    sure = forms.BooleanField(error_messages={"required": "Tick the box to go on."})

    def __init__(self, *args, label, **options):
        super().__init__(*args, **options)
        self.fields["sure"].label = label


class CodeForm(forms.Form):
    code = forms.CharField(
        label="Code",
        max_length=40,
        error_messages={"required": "Enter the code from the letter."},
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "class": "short", "spellcheck": "false"}
        ),
    )
