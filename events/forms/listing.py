"""Which events one looks for."""

from datetime import date

from django import forms
from django.utils import formats

from events.models import Kind
from network.forms.asking import choice
from network.models import Group
from network.roles import GroupKind

#: Months one may choose, this one first.
MONTHS = 12
KINDS = [(kind.value, kind.label) for kind in Kind if kind != Kind.MEETING]
WHERE = [("", "Anywhere"), ("no", "In person"), ("yes", "Online")]


class ListForm(forms.Form):
    """Filters. Whatever cannot be read is an unknown filter, whoever asks."""

    month = forms.CharField(label="Month", required=False, widget=forms.Select)
    kind = choice("Kind", [("", "All kinds"), *KINDS], required=False)
    chapter = forms.ModelChoiceField(
        label="Chapter",
        queryset=Group.objects.none(),
        to_field_name="slug",
        required=False,
        empty_label="All chapters",
    )
    online = choice("Where", WHERE, required=False)

    def __init__(self, data, *, today):
        super().__init__(data)
        chapters = Group.objects.open().filter(kind=GroupKind.CHAPTER)
        self.fields["chapter"].queryset = chapters.order_by("name")
        asked = _month(self.data.get("month", ""))
        months = [_later(today, number) for number in range(MONTHS)]
        if asked and asked not in months:
            months.insert(0, asked)
        self.fields["month"].widget.choices = [("", "All months")] + [
            (f"{first:%Y-%m}", formats.date_format(first, "F Y")) for first in months
        ]

    def clean_month(self):
        typed = self.cleaned_data["month"]
        if typed and _month(typed) is None:
            raise forms.ValidationError("Choose a month.", code="month")
        return _month(typed)

    def clean_online(self):
        return {"yes": True, "no": False}.get(self.cleaned_data["online"])


def _month(typed) -> date | None:
    year, _, month = typed.partition("-")
    if not (len(year) == 4 and len(month) == 2 and (year + month).isascii()):
        return None
    if not (year + month).isdecimal() or not 1 <= int(month) <= 12 or not 2000 <= int(year) <= 2100:
        return None
    return date(int(year), int(month), 1)


def _later(today, months) -> date:
    count = today.year * 12 + today.month - 1 + months
    return date(count // 12, count % 12 + 1, 1)
