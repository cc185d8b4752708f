"""Which events one looks for."""

from datetime import date

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from events.models import Kind
from network.forms.asking import choice
from network.forms.rows import RowField
from network.models import Group
from network.roles import GroupKind
from network.templatetags.sayings import say_month

#: Months one may choose, this one first.
MONTHS = 12
KINDS = [(kind.value, _(kind.label)) for kind in Kind if kind != Kind.MEETING]
WHERE = [("", _("Anywhere")), ("no", _("In person")), ("yes", _("Online"))]


class ListForm(forms.Form):
    """Filters. Whatever cannot be read is an unknown filter, whoever asks."""

    month = forms.CharField(label=_("Month"), required=False, widget=forms.Select)
    kind = choice(_("Kind"), [("", _("All kinds")), *KINDS], required=False)
    chapter = RowField(
        label=_("Chapter"),
        queryset=Group.objects.none(),
        to_field_name="slug",
        required=False,
        empty_label=_("All chapters"),
    )
    online = choice(_("Where"), WHERE, required=False)

    def __init__(self, data, *, today):
        super().__init__(data)
        chapters = Group.objects.open().filter(kind=GroupKind.CHAPTER)
        self.fields["chapter"].queryset = chapters.order_by("name")
        asked = _month(self.data.get("month", ""))
        months = [_later(today, number) for number in range(MONTHS)]
        if asked and asked not in months:
            months.insert(0, asked)
        self.fields["month"].widget.choices = [("", _("All months"))] + [
            (f"{first:%Y-%m}", capfirst(say_month(first))) for first in months
        ]

    def clean_month(self):
        typed = self.cleaned_data["month"]
        if typed and _month(typed) is None:
            raise forms.ValidationError(_("Choose a month."), code="month")
        return _month(typed)

    def clean_online(self):
        return {"yes": True, "no": False}.get(self.cleaned_data["online"])


def _month(typed) -> date | None:
    year, _dash, month = typed.partition("-")
    if not (len(year) == 4 and len(month) == 2 and (year + month).isascii()):
        return None
    if not (year + month).isdecimal() or not 1 <= int(month) <= 12 or not 2000 <= int(year) <= 2100:
        return None
    return date(int(year), int(month), 1)


def _later(today, months) -> date:
    count = today.year * 12 + today.month - 1 + months
    return date(count // 12, count % 12 + 1, 1)
