from django import forms

from network.forms.asking import AskingForm, line


class SessionForm(AskingForm):
    field_of = {"taken": "title", "gone": "title", "cancelled": "title", "over": "title"}

    title = line(
        "What it is called",
        longest=200,
        missing="Give it a name.",
        hint="Only those in the caucus read it, on their own agenda.",
    )
    description = forms.CharField(
        label="What it is about",
        required=False,
        max_length=2000,
        widget=forms.Textarea({"rows": 4}),
        error_messages={"max_length": "Use 2,000 letters or fewer."},
    )
