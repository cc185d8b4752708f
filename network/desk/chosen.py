"""Whom somebody chose in the list: those they ticked, or everybody who fits."""

from functools import cached_property
from uuid import UUID

from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone

from network.forms.roster import UNKNOWN, PeopleFilter
from network.models import Person
from network.reports import people as roster

NOBODY = "Tick the people first, or choose everyone who fits."
#: What is sent besides the list's own filters: the choice, and what the change has to know.
CHOICE = ("do", "whom", "person")
ANSWERS = ("into", "since", "until", "why", "mark")
OTHERS = ("look", "digest", "csrfmiddlewaretoken")


class Chosen:
    def __init__(self, user, data):
        self.user, self.data = user, data
        self.do = data.get("do", "")
        self.is_everyone = data.get("whom") == "all"
        self.is_asked = "look" in data
        filters = QueryDict(mutable=True)
        for name in set(data) - {*CHOICE, *ANSWERS, *OTHERS}:
            filters.setlist(name, data.getlist(name))
        self.filters = PeopleFilter(filters, user=user)

    @cached_property
    def refusal(self) -> str:
        if not self.filters.is_valid():
            return UNKNOWN
        return "" if self.is_everyone or self._keys else NOBODY

    @property
    def people(self):
        """In the order of the list; never more than the reader may change."""
        if self.is_everyone:
            wanted = self.filters.wanted()
            return roster.everyone(self.user, wanted, on=timezone.localdate())
        mine = Person.objects.editable_by(self.user).filter(public_id__in=self._keys)
        return mine.order_by("sort_key", "pk")

    @cached_property
    def _keys(self) -> list[UUID]:
        """What is no id names nobody."""
        keys = []
        for text in self.data.getlist("person"):
            try:
                keys.append(UUID(text))
            except ValueError:
                continue
        return keys

    @property
    def back(self) -> str:
        """The list one came from."""
        query = self.filters.address() if self.filters.is_valid() else ""
        return f"{reverse('desk:people')}?{query}" if query else reverse("desk:people")

    @property
    def hidden(self) -> list[tuple[str, str]]:
        """The choice and the filters, for a form to send along."""
        ticked = [] if self.is_everyone else [("person", str(key)) for key in self._keys]
        return [
            ("do", self.do),
            ("whom", "all" if self.is_everyone else "ticked"),
            *ticked,
            *self.filters.hidden(),
        ]

    @property
    def answers(self) -> list[tuple[str, str]]:
        return [(name, self.data[name]) for name in ANSWERS if name in self.data]

    @property
    def address(self) -> str:
        """The choice without the answers, to begin anew."""
        query = QueryDict(mutable=True)
        for name, value in self.hidden:
            query.appendlist(name, value)
        return query.urlencode()
