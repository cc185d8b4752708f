from django import forms

from events.models import PrivateShown
from network.forms.asking import AskingForm, choice


class PrivateForm(AskingForm):
    shown = choice("Meetings of your caucuses", PrivateShown.choices, widget=forms.RadioSelect)
