from django import forms

from caucuses.models import LinkKind
from network.forms.asking import AskingForm, choice, line

#: Not checked for spelling either: browsers send what they check to others.
PRIVATELY = {"autocomplete": "off", "spellcheck": "false", "inputmode": "url"}


def _address(label, hint):
    return line(label, longest=500, missing="Paste the link.", hint=hint, **PRIVATELY)


class LinkForm(AskingForm):
    field_of = {"https": "address", "long": "address", "gated_link_once_per_caucus": "label"}

    label = line("Name", longest=80, missing="Give it a name.", hint="Such as “Our Signal chat”.")
    kind = choice("What it is", LinkKind.choices)
    address = _address("Link", "It starts with https://. It is sealed, and shown on a button only.")


class NewAddressForm(AskingForm):
    field_of = {"https": "address", "long": "address", "same": "address"}

    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    address = _address("The new link", "It starts with https://. The old one is forgotten here.")
