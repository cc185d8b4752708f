from django import forms


class AskForm(forms.Form):
    answer = forms.CharField(
        label="Why would you like to join?",
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=(
            "In your own words, or leave it empty. You need not prove who you are. Those who "
            "lead the caucus and its steward read this, and it is deleted when they decide."
        ),
    )


class InviteForm(forms.Form):
    email = forms.EmailField(
        label="E-mail address",
        max_length=254,
        help_text="The member's own address, not their office's.",
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )


class SuccessorForm(forms.Form):
    successor = forms.ChoiceField(
        label="Who leads it next?",
        error_messages={
            "required": "Choose who leads it next.",
            "invalid_choice": "Choose somebody from the list.",
        },
    )

    def __init__(self, *args, faces, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["successor"].choices = [
            ("", "Choose a member"),
            *((str(face.ref), face.name) for face in faces),
        ]
