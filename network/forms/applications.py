"""What staff decide about an application."""

from django import forms

from network.words import validate_one_line

NEW = "new"


class ApproveForm(forms.Form):
    """Who the applicant is: somebody new, or one of the people the roster may hold already."""

    who = forms.ChoiceField(
        label="Who is this?",
        widget=forms.RadioSelect,
        error_messages={
            "required": "Say who this is.",
            "invalid_choice": "Choose one of these people.",
        },
    )

    def __init__(self, data=None, *, matches):
        super().__init__(data)
        self.people = {str(match.person.public_id): match.person for match in matches}
        self.fields["who"].choices = [
            (NEW, "This is somebody new"),
            *((str(match.person.public_id), f"This is {match.said}") for match in matches),
        ]

    def same_as(self):
        """The person chosen, or None for somebody new."""
        return self.people.get(self.cleaned_data["who"])


class DeclineForm(forms.Form):
    reason = forms.CharField(
        label="Why not?",
        max_length=500,
        help_text="The applicant reads this, in a kind letter.",
        error_messages={
            "required": "Give a reason.",
            "max_length": "Use 500 letters or fewer.",
        },
        widget=forms.Textarea({"rows": 4}),
    )

    def clean_reason(self):
        lines = self.cleaned_data["reason"].replace("\r\n", "\n").split("\n")
        for line in lines:
            validate_one_line(line)
        return "\n".join(lines)
