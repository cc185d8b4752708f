"""The secret address of somebody's own calendar."""

from django import forms

from network.forms.asking import AskingForm, line

WHERE = (
    "Google: Settings, your calendar, “Secret address in iCal format”."
    " Outlook: Settings, Calendar, Shared calendars, publish, the ICS link."
    " Whoever has it reads that calendar, so it is sealed here and never shown again."
)


class AddressForm(AskingForm):
    field_of = {"address": "address"}

    address = forms.CharField(
        label="Its secret address",
        max_length=2_000,
        help_text=WHERE,
        error_messages={
            "required": "Paste the address.",
            "max_length": "That is too long for an address.",
        },
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false"}),
    )


class CalendarForm(AddressForm):
    field_of = AddressForm.field_of | {"busy_feed_name_once": "name"}
    field_order = ["name", "address"]

    name = line(
        "What you call it",
        longest=60,
        missing="Give it a name.",
        hint="Such as Work or Home. Your colleagues who keep your hours read the name.",
    )
