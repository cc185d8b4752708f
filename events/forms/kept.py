"""Which of the events that staff keep one looks for."""

from django import forms

from network.forms.asking import choice

from .listing import KINDS


class KeptForm(forms.Form):
    """Filters; what cannot be read is as if nothing was said."""

    q = forms.CharField(
        label="Title", required=False, max_length=100, widget=forms.TextInput({"type": "search"})
    )
    which = choice("Which", [], required=False)
    kind = choice("Kind", [("", "All kinds"), *KINDS], required=False)

    def __init__(self, data, *, which):
        super().__init__(data, label_suffix="")
        self.fields["which"].choices = list(which.items())
        self.is_valid()

    def said(self) -> dict:
        return {name: value for name, value in self.cleaned_data.items() if value}
