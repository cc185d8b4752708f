"""A date of which only the month or the year may be known."""

import calendar
from datetime import date

from django import forms
from django.utils.dates import MONTHS
from django.utils.translation import gettext_lazy as _

from network.models.offices import Precision

_MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_name) if name}
_MONTHS |= {name.lower(): number for number, name in enumerate(calendar.month_abbr) if name}
#: As somebody writes them who reads the page in Spanish.
_SPANISH = (
    "enero ene/febrero/marzo/abril abr/mayo/junio/julio/agosto ago/"
    "septiembre setiembre/octubre/noviembre/diciembre dic"
)
_MONTHS |= {
    name: number for number, names in enumerate(_SPANISH.split("/"), 1) for name in names.split()
}
EARLIEST, LATEST = 1900, 2100


class PartialDateWidget(forms.MultiWidget):
    template_name = "network/join/date.html"
    use_fieldset = True
    parts = {"month": _("Month"), "day": _("Day"), "year": _("Year")}

    def __init__(self, attrs=None):
        digits = {"inputmode": "numeric", "autocomplete": "off"}
        super().__init__(
            {
                "month": forms.TextInput({"maxlength": 12, "autocomplete": "off"}),
                "day": forms.TextInput({**digits, "maxlength": 4}),
                "year": forms.TextInput({**digits, "maxlength": 8}),
            },
            attrs,
        )

    def decompress(self, value):
        """From a (date, precision) pair to what was typed."""
        day, precision = value or (None, None)
        if day is None:
            return ["", "", ""]
        shown = {Precision.YEAR: 1, Precision.MONTH: 2}.get(precision, 3)
        year, month, dom = (str(day.year), str(day.month), str(day.day))
        return [month if shown > 1 else "", dom if shown > 2 else "", year]

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        for part, widget in zip(self.parts, context["widget"]["subwidgets"], strict=True):
            widget["label"] = self.parts[part]
        return context


class PartialDateField(forms.Field):
    """Cleans to (date or None, precision).

    A start stands for the first day of the period that is known, an end (`last=True`) for its
    last.
    """

    widget = PartialDateWidget

    def __init__(self, *, last=False, **options):
        self.last = last
        super().__init__(**options)

    def prepare_value(self, value):
        return self.widget.decompress(value) if isinstance(value, tuple) else value

    def clean(self, value):
        month, day, year = ((part or "").strip() for part in value or ["", "", ""])
        if not (month or day or year):
            if self.required:
                raise forms.ValidationError(_("Enter a date."), code="required")
            return None, Precision.DAY
        if not year:
            raise forms.ValidationError(_("Enter the year too."), code="year_missing")
        if day and not month:
            raise forms.ValidationError(
                _("Enter the month too, or leave the day empty."), code="month_missing"
            )
        return self._date(_year(year), _month(month), _day(day))

    def _date(self, year, month, day):
        if not month:
            return date(year, 12, 31) if self.last else date(year, 1, 1), Precision.YEAR
        length = calendar.monthrange(year, month)[1]
        if day is None:
            return date(year, month, length if self.last else 1), Precision.MONTH
        if not 1 <= day <= length:
            raise forms.ValidationError(
                _("%(month)s %(year)s has %(days)s days: check the day."),
                code="impossible",
                params={"month": MONTHS[month], "year": year, "days": length},
            )
        return date(year, month, day), Precision.DAY


def _year(typed):
    if not (_is_number(typed, digits=4) and EARLIEST <= int(typed) <= LATEST):
        raise forms.ValidationError(
            _("Enter the year as four digits, such as 2025."), code="impossible_year"
        )
    return int(typed)


def _month(typed):
    if not typed:
        return None
    number = _MONTHS.get(typed.lower().rstrip("."))
    if number is None and _is_number(typed, digits=2):
        number = int(typed)
    if number is None or not 1 <= number <= 12:
        raise forms.ValidationError(
            _("Enter the month as a number from 1 to 12."), code="impossible_month"
        )
    return number


def _day(typed):
    if not typed:
        return None
    if not _is_number(typed, digits=2):
        raise forms.ValidationError(_("Enter the day as a number."), code="impossible_day")
    return int(typed)


def _is_number(typed, *, digits):
    return typed.isascii() and typed.isdigit() and len(typed) <= digits
