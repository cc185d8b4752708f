"""Taking a place: which ticket, what one needs, which sessions, whom one brings."""

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from events.models import USUAL, NeedKind
from events.operations import choices
from events.operations.parties import Guest
from network.forms.asking import AskingForm, choice, line
from network.words import say_money

#: Nobody is asked for more guests than this at once.
MOST_GUESTS = 5
GONE = _("The last place has just gone. Join the line?")
NO_ADDRESS = _("Enter an e-mail address, such as name@example.org.")
ASKS = {
    NeedKind.DIET: (_("What you eat"), _("Anything else about food")),
    NeedKind.ACCESS: (_("So that you can take part"), _("Anything else we should prepare")),
    NeedKind.CHILDCARE: (_("Childcare for children aged"), _("How many, and what we should know")),
    NeedKind.INTERPRETATION: (_("Interpretation"), _("Another language, or what we should know")),
}


class SessionsWidget(forms.CheckboxSelectMultiple):
    """Sessions by day and hour; one that is full cannot be ticked."""

    template_name = "events/parts/session_choices.html"
    days = ()
    zone = "UTC"

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        context["widget"] |= {"days": self.days, "zone": self.zone, "picked": set(value or [])}
        return context


class SessionsMixin(forms.Form):
    def add_sessions(self, days, *, zone):
        sessions = [part.session for day in days for slot in day.slots for part in slot.parts]
        self.sessions = {str(one.public_id): one for one in sessions}
        if not sessions:
            return
        widget = SessionsWidget()
        self.fields["sessions"] = forms.MultipleChoiceField(
            label=_("Sessions you mean to come to"),
            required=False,
            choices=[(key, one.title) for key, one in self.sessions.items()],
            widget=widget,
            help_text=_("You can change them later. Those at the same time exclude one another."),
            error_messages={"invalid_choice": _("Choose from the list.")},
        )
        # The field's widget is a copy of the one it is given.
        self.fields["sessions"].widget.days = days
        self.fields["sessions"].widget.zone = zone

    def chosen(self) -> list:
        return [self.sessions[key] for key in self.cleaned_data.get("sessions", [])]


class NeedsMixin(forms.Form):
    def add_needs(self, kinds, *, known=()):
        """A list to tick and a line for words, for each kind that is asked about."""
        self.kinds = [kind for kind in NeedKind if kind in kinds]
        said = {need.kind: need for need in known}
        for kind in self.kinds:
            label, other = ASKS[kind]
            need = said.get(kind)
            self.fields[f"need_{kind}"] = forms.MultipleChoiceField(
                label=label,
                required=False,
                choices=[(one, _(one)) for one in USUAL[kind]],
                initial=need.choices if need else [],
                widget=forms.CheckboxSelectMultiple,
                error_messages={"invalid_choice": _("Choose from the list.")},
            )
            self.fields[f"words_{kind}"] = line(other, longest=500, required=False)
            self.fields[f"words_{kind}"].initial = need.words if need else ""

    def told(self) -> dict:
        """By kind: which of the usual ones, and words."""
        said = self.cleaned_data
        return {
            kind: (said.get(f"need_{kind}", []), said.get(f"words_{kind}", ""))
            for kind in self.kinds
        }

    def need_fields(self):
        for kind in self.kinds:
            yield kind.label, self[f"need_{kind}"], self[f"words_{kind}"]


def mailbox(label, *, hint=""):
    return forms.EmailField(
        label=label,
        max_length=254,
        help_text=hint,
        error_messages={
            "required": _("Enter an e-mail address."),
            "invalid": NO_ADDRESS,
            "max_length": _("Use %(limit_value)s letters or fewer."),
        },
        widget=forms.EmailInput({"autocomplete": "email", "spellcheck": "false"}),
    )


class WhoForm(AskingForm):
    """Who somebody is that we may not know yet."""

    given = line(_("First name"), missing=_("Enter your first name."), autocomplete="given-name")
    family = line(_("Last name"), missing=_("Enter your last name."), autocomplete="family-name")
    email = mailbox(_("Your e-mail address"), hint=_("We send a code there."))

    def clean_email(self):
        return self.cleaned_data["email"].lower()


class PlaceForm(SessionsMixin, NeedsMixin, AskingForm):
    """What somebody says who takes a place. What we know of them is not asked again."""

    field_of = {
        "audience": "ticket",
        "not_on_sale": "ticket",
        "no_price": "ticket",
        "guest_full": "guest_1",
        "guests": "guest_1",
    }

    def __init__(self, data, *, event, offers, days=(), badge_name=""):
        super().__init__(data)
        self.sessions, self.kinds, self.guests, self.guest_tickets = {}, [], [], {}
        self.event, self.offers = event, offers
        self.add_ticket(offers.open)
        self.add_badge(badge_name)
        self.add_sessions(days, zone=event.timezone)
        self.add_needs(event.needs_asked)
        self.add_guests()

    def add_ticket(self, offers):
        self.open = {str(offer.ticket.public_id): offer for offer in offers}
        self.fields["ticket"] = choice(
            _("Your ticket"),
            [(key, _priced(offer)) for key, offer in self.open.items()],
            initial=next(iter(self.open), None),
            widget=forms.RadioSelect,
        )

    def add_badge(self, badge_name):
        self.fields["badge_name"] = line(
            _("Name on your badge"), longest=120, required=False, autocomplete="off"
        )
        self.fields["badge_name"].initial = badge_name

    def add_guests(self):
        self.guest_tickets = {
            str(offer.ticket.public_id): offer for offer in self.offers.guests if offer.is_open
        }
        most = min(self.event.guests_each, MOST_GUESTS) if self.guest_tickets else 0
        self.guests = range(1, most + 1)
        tickets = [(key, _priced(offer)) for key, offer in self.guest_tickets.items()]
        for number in self.guests:
            name = gettext("Guest %d") % number if most > 1 else gettext("Guest")
            self.fields[f"guest_{number}"] = line(
                gettext("%s: name") % name, required=False, autocomplete="off", longest=120
            )
            self.fields[f"guest_email_{number}"] = forms.EmailField(
                label=gettext("%s: e-mail") % name,
                required=False,
                max_length=254,
                help_text=_("So that they get a ticket of their own. You can also do it later."),
                error_messages={"invalid": NO_ADDRESS},
                widget=forms.EmailInput({"autocomplete": "off"}),
            )
            if len(tickets) > 1:
                self.fields[f"guest_ticket_{number}"] = choice(
                    gettext("%s: ticket") % name, tickets, required=False
                )

    def clean(self):
        for number in self.guests:
            mailed = self.cleaned_data.get(f"guest_email_{number}")
            if mailed and not self.cleaned_data.get(f"guest_{number}"):
                self.add_error(f"guest_{number}", _("Enter your guest’s name."))

    def ticket(self):
        return self.open[self.cleaned_data["ticket"]].ticket

    def brought(self) -> list[Guest]:
        said, first = self.cleaned_data, next(iter(self.guest_tickets), "")
        return [
            Guest(
                name=said[f"guest_{number}"],
                email=said.get(f"guest_email_{number}", ""),
                ticket_type=self.guest_tickets[said.get(f"guest_ticket_{number}") or first].ticket,
            )
            for number in self.guests
            if said.get(f"guest_{number}")
        ]

    def guest_fields(self):
        for number in self.guests:
            names = (f"guest_{number}", f"guest_email_{number}", f"guest_ticket_{number}")
            yield [self[name] for name in names if name in self.fields]

    def refuse(self, refusal):
        """What is wrong with sessions stands at the sessions, full ones too."""
        codes = {error.code for error in refusal.error_list}
        if "sessions" in self.fields and (
            codes & {"clash"} or (codes & {"full", "audience"} and self._says_a_session(refusal))
        ):
            self.add_error("sessions", refusal)
        elif codes & {"full", "wait"}:
            self.add_error("ticket", GONE)
        else:
            super().refuse(refusal)

    def _says_a_session(self, refusal):
        titles = [one.title for one in self.chosen()]
        return refusal.messages[0] == choices.NO_SUCH or any(
            f"“{title}”" in refusal.messages[0] for title in titles
        )


class VisitorForm(WhoForm, PlaceForm):
    """The same for somebody we do not know yet; where all is full, for a turn in the line."""

    def __init__(self, data, *, event, offers, days=()):
        self.waits = not offers.open and bool(offers.waitable)
        super().__init__(data, event=event, offers=offers, days=() if self.waits else days)

    def add_ticket(self, offers):
        super().add_ticket(self.offers.waitable if self.waits else offers)

    def add_badge(self, badge_name):
        """Their name is what they type."""

    def add_needs(self, kinds, *, known=()):
        super().add_needs([] if self.waits else kinds, known=known)

    def add_guests(self):
        if not self.waits:
            super().add_guests()


class SessionsForm(SessionsMixin, AskingForm):
    field_of = {"clash": "sessions", "full": "sessions", "audience": "sessions"}

    def __init__(self, data, *, days, zone):
        super().__init__(data)
        self.add_sessions(days, zone=zone)
        if "sessions" in self.fields:
            self.fields["sessions"].initial = [
                str(part.session.public_id)
                for day in days
                for slot in day.slots
                for part in slot.parts
                if part.is_chosen
            ]


class NeedsForm(NeedsMixin, AskingForm):
    def __init__(self, data, *, kinds, known):
        super().__init__(data)
        self.add_needs(kinds, known=known)


class SendForm(AskingForm):
    """To whom a place goes, by their mailbox."""

    email = mailbox(_("Their e-mail address"))

    def clean_email(self):
        return self.cleaned_data["email"].lower()


def _priced(offer) -> str:
    price = say_money(offer.assessment.cents) if offer.assessment.cents else gettext("free")
    why = f", {offer.why}" if offer.why else ""
    said = f"{offer.ticket.name}: {price}{why}"
    return gettext("%s (staff decide first)") % said if offer.ticket.requires_approval else said
