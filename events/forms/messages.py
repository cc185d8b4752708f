"""Writing to those who come: to whom, and what."""

from django import forms

from events.models import MessageTo, Session
from events.operations.messages import takes
from network.forms.asking import AskingForm, choice, line
from network.forms.rows import RowField


class MessageForm(AskingForm):
    field_of = {"ticket": "ticket_type", "session": "session", "nobody": "to"}
    to = choice("To whom?", MessageTo.choices, initial=MessageTo.EVERYBODY)
    ticket_type = RowField(
        label="Which ticket?",
        queryset=None,
        to_field_name="public_id",
        required=False,
        empty_label="None in particular",
        help_text="Only for those with one ticket.",
    )
    session = RowField(
        label="Which session?",
        queryset=None,
        to_field_name="public_id",
        required=False,
        empty_label="None in particular",
        help_text="Only for those who chose one session.",
    )
    subject = line("Subject", longest=150, missing="Enter a subject.")
    words = forms.CharField(
        label="Message",
        max_length=5000,
        widget=forms.Textarea({"rows": 10}),
        help_text="It begins with Dear and their first name, and ends with the way to their place.",
        error_messages={
            "required": "Write a message.",
            "max_length": "Use 5,000 letters or fewer.",
        },
    )

    def __init__(self, data=None, *, event, **options):
        super().__init__(data, **options)
        self.fields["ticket_type"].queryset = event.ticket_types.all()
        sessions = Session.objects.filter(event=event, withdrawn_at=None)
        self.fields["session"].queryset = sessions
        for name, rows in (("ticket_type", event.ticket_types), ("session", sessions)):
            if not rows.exists():
                del self.fields[name]

    def clean(self):
        values = super().clean()
        needed = takes(values.get("to"))
        if needed and not values.get(needed) and needed not in self.errors:
            field = needed if needed in self.fields else "to"
            self.add_error(field, "Choose one.")
        return values

    def what(self) -> dict:
        """As `events.operations.messages.send` takes it, with nothing named in vain."""
        values = self.cleaned_data
        named = takes(values["to"])
        return {"to": values["to"], **({named: values[named]} if named else {})}
