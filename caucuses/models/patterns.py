"""The five ways in which meetings repeat, in days, in words and as calendars write them.

A rule begins with its first meeting, and that day says which weekday it is, and the how many-th
of its month. A fifth Thursday is no rule, for most months have none; the last one is.
"""

import calendar
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import models

WEEK = timedelta(days=7)
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
ORDINALS = ("", "first", "second", "third", "fourth", "fifth", "sixth")
A_YEAR = 12


class Pattern(models.TextChoices):
    WEEKLY = "weekly", "Every week"
    WEEKS = "weeks", "Every few weeks"
    NTH = "nth", "Every month on the same weekday, such as the first Thursday"
    LAST = "last", "Every month on the last such weekday"
    MONTHS = "months", "Every few months on the same weekday"


#: How many weeks or months may lie between two meetings.
STEPS = {Pattern.WEEKS: (2, 3, 4, 6, 8), Pattern.MONTHS: (2, 3, 4, 6, A_YEAR)}
ONCE_EACH = [pattern for pattern in Pattern if pattern not in STEPS]


@dataclass(frozen=True)
class Rule:
    pattern: str
    every: int
    first: date

    def check(self) -> None:
        """Raises ValidationError "every", "fifth" or "not_last"."""
        if self.every not in STEPS.get(Pattern(self.pattern), (1,)):
            raise ValidationError({"every": ValidationError(self._steps_said(), code="every")})
        if self.pattern in (Pattern.NTH, Pattern.MONTHS) and self._nth > 4:
            words = f"Many months have no fifth {self.weekday}. Choose the last, or another day."
            raise ValidationError({"starts_on": ValidationError(words, code="fifth")})
        if self.pattern == Pattern.LAST and (self.first + WEEK).month == self.first.month:
            words = f"This is not the last {self.weekday} of its month."
            raise ValidationError({"starts_on": ValidationError(words, code="not_last")})

    def days(self, *, until: date) -> Iterator[date]:
        """The days it meets on, from the first, none after `until`."""
        day, number = self.first, 0
        while day <= until:
            yield day
            number += 1
            day = self._day(number)

    @property
    def weekday(self) -> str:
        return WEEKDAYS[self.first.weekday()]

    @property
    def said(self) -> str:
        """Such as "The first Thursday of every third month"."""
        nth = f"The {ORDINALS[self._nth]} {self.weekday}"
        match self.pattern:
            case Pattern.WEEKLY:
                return f"Every {self.weekday}"
            case Pattern.WEEKS:
                return f"Every {self.every} weeks on {self.weekday}"
            case Pattern.NTH:
                return f"{nth} of the month"
            case Pattern.LAST:
                return f"The last {self.weekday} of the month"
        if self.every == A_YEAR:
            return f"{nth} of {calendar.month_name[self.first.month]} every year"
        return f"{nth} of every {ORDINALS[self.every]} month"

    @property
    def rrule(self) -> str:
        """What repeats as RFC 5545 says it, without its end."""
        day = self.weekday[:2].upper()
        if self.pattern in (Pattern.WEEKLY, Pattern.WEEKS):
            return f"FREQ=WEEKLY;INTERVAL={self.every};BYDAY={day}"
        which = -1 if self.pattern == Pattern.LAST else self._nth
        return f"FREQ=MONTHLY;INTERVAL={self.every};BYDAY={which}{day}"

    @property
    def _nth(self) -> int:
        return (self.first.day + 6) // 7

    def _day(self, number: int) -> date:
        """The day of the meeting so many after the first."""
        if self.pattern in (Pattern.WEEKLY, Pattern.WEEKS):
            return self.first + number * self.every * WEEK
        month = self.first.month - 1 + number * self.every
        begins = date(self.first.year + month // 12, month % 12 + 1, 1)
        if self.pattern == Pattern.LAST:
            return self._last_of(begins)
        return self._on_or_after(begins) + (self._nth - 1) * WEEK

    def _on_or_after(self, day: date) -> date:
        return day + timedelta(days=(self.first.weekday() - day.weekday()) % 7)

    def _last_of(self, begins: date) -> date:
        length = calendar.monthrange(begins.year, begins.month)[1]
        return self._on_or_after(begins + timedelta(days=length - 7))

    def _steps_said(self) -> str:
        steps = STEPS.get(Pattern(self.pattern))
        if steps is None:
            return "This repeats every week or month: leave the number at 1."
        unit = "weeks" if self.pattern == Pattern.WEEKS else "months"
        return f"Choose {', '.join(str(step) for step in steps[:-1])} or {steps[-1]} {unit}."
