"""What somebody tells us about themselves."""

from django import forms

from network.models import Person


class ProfileForm(forms.ModelForm):
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


class ConsentForm(forms.Form):
    """One question, answered yes or no."""

    given = forms.TypedChoiceField(
        choices=[("yes", "Yes"), ("no", "No")],
        coerce=lambda answer: answer == "yes",
        error_messages={"required": "Choose yes or no."},
    )


class CodeForm(forms.Form):
    code = forms.CharField(
        label="Code",
        max_length=40,
        error_messages={"required": "Enter the code from the letter."},
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "class": "short", "spellcheck": "false"}
        ),
    )
