"""Which badges to print, and on what paper."""

import string

from django import forms

from network.forms.asking import AskingForm, choice

PAPERS = {"letter": "US Letter", "a4": "A4"}
SIZES = {"six": "96 by 80 mm, six on a sheet", "eight": "90 by 58 mm, eight on a sheet"}
PER_SHEET = {"six": 6, "eight": 8}


class BadgesForm(AskingForm):
    """Read from the address; what is not chosen is the first of the list."""

    ticket = choice("Ticket", (), required=False)
    letter = choice(
        "Last names with",
        [("", "Any letter"), *((one, one) for one in string.ascii_uppercase)],
        required=False,
    )
    paper = choice("Paper", list(PAPERS.items()), required=False)
    size = choice("Size", list(SIZES.items()), required=False)
    unprinted = forms.BooleanField(label="Only those not printed yet", required=False)

    def __init__(self, data, *, event):
        super().__init__(data)
        tickets = [(str(one.public_id), one.name) for one in event.ticket_types.all()]
        self.fields["ticket"].choices = [("", "Every ticket"), *tickets]

    def wanted(self) -> dict:
        """For `badges.places`; nonsense in the address asks for nothing."""
        sent = self.cleaned_data if self.is_valid() else {}
        return {name: sent[name] for name in ("ticket", "letter", "unprinted") if sent.get(name)}

    @property
    def on_paper(self) -> str:
        return (self.is_valid() and self.cleaned_data["paper"]) or "letter"

    @property
    def per_sheet(self) -> int:
        return PER_SHEET[(self.is_valid() and self.cleaned_data["size"]) or "six"]
