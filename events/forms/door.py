"""What is sent from a door, what is looked for there, and who is given a place or a pass."""

from datetime import timedelta
from uuid import uuid4

from django import forms
from django.shortcuts import get_object_or_404

from events.models import Registration, ScanKind, Session
from network.forms.asking import AskingForm, choice, found, line, search
from network.models import Person

LASTS = {"4": "4 hours", "12": "12 hours", "24": "24 hours", "event": "Until the event is over"}


class ScanForm(forms.Form):
    """A code, or a place that was chosen by name. What cannot be read is no code."""

    nonce = forms.UUIDField()
    kind = forms.ChoiceField(choices=ScanKind, required=False)
    code = forms.CharField(max_length=200, required=False)
    place = forms.UUIDField(required=False)
    scanned_at = forms.DateTimeField(required=False)

    @property
    def is_unread(self) -> bool:
        """Something was sent, and no scanner of ours sends such a thing."""
        return self.is_bound and not self.is_valid()

    def said(self, event) -> dict:
        """For `door.scan`."""
        sent = self.cleaned_data
        place = sent["place"] and get_object_or_404(
            Registration.objects.filter(event=event), public_id=sent["place"]
        )
        return {
            "nonce": sent["nonce"],
            "kind": sent["kind"] or ScanKind.IN,
            "code": sent["code"],
            "registration": place or None,
            "scanned_at": sent["scanned_at"],
        }


class WhereForm(forms.Form):
    """At which of an event's doors one stands, and whom one looks for."""

    session = forms.UUIDField(required=False)
    q = forms.CharField(max_length=100, required=False)

    def where(self, event) -> Session | None:
        """Raises Http404 for what has no door: another event's, a private group's, none at all."""
        if not self.is_valid() and "session" in self.errors:
            return get_object_or_404(Session.objects.none())
        wanted = self.cleaned_data.get("session")
        mine = Session.objects.filter(event=event, withdrawn_at=None)
        return get_object_or_404(mine, public_id=wanted) if wanted else None

    def typed(self) -> str:
        return self.cleaned_data.get("q", "")


class WalkInForm(AskingForm):
    """Somebody whose record there is, or a new one."""

    field_of = {
        "contact_one_person_per_personal_address": "email",
        "invalid": "email",
        "person_has_a_name": "given",
        "have_place": "person",
        "audience": "ticket",
        "no_price": "ticket",
        "full": "ticket",
        "wait": "ticket",
    }
    ticket = choice("Ticket", (), widget=forms.RadioSelect)
    given = line("First name", required=False, hint="Of somebody new.")
    family = line("Last name", required=False)
    email = forms.EmailField(
        label="Their e-mail address",
        required=False,
        help_text="Only they can use it to sign in, by a code sent there.",
        error_messages={"invalid": "Enter an e-mail address."},
    )
    nonce = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    def __init__(self, data=None, *, user, tickets, url, **rest):
        super().__init__(data, **rest)
        self.tickets = {str(ticket.public_id): ticket for ticket in tickets}
        self.fields["ticket"].choices = [(key, one.name) for key, one in self.tickets.items()]
        if len(self.tickets) == 1:
            self.fields["ticket"].initial = next(iter(self.tickets))
        typed = str((self.data if self.is_bound else self.initial).get("who") or "")[:200]
        self.fields["who"] = search(
            "Somebody we know",
            into="person",
            url=url,
            required=False,
            hint="By name. For somebody new, leave this empty.",
        )
        self.fields["person"] = found(
            "Which one?",
            Person.objects.editable_by(user),
            typed,
            by="public_id",
            say=lambda one: one.name,
            required=False,
        )
        self.order_fields(["who", "person", "given", "family", "email", "ticket"])

    def clean(self):
        sent = super().clean()
        if not sent.get("person") and "person" not in self.errors:
            for name, words in (("given", "Enter a first name."), ("email", "Enter an address.")):
                if not sent.get(name) and name not in self.errors:
                    self.add_error(name, words)
        return sent

    def said(self) -> dict:
        """For `walk_ins.register`."""
        sent = self.cleaned_data
        names = ("person", "given", "family", "email", "nonce")
        return {name: sent.get(name) for name in names} | {
            "ticket_type": self.tickets[sent["ticket"]]
        }


class PassForm(AskingForm):
    field_of = {"door_pass_lasts_a_while": "lasts"}
    label = line("Who has it, or for which door", longest=40, missing="Say whose it is.")
    lasts = choice("It opens the door for", list(LASTS.items()), initial="12")

    def expires_at(self, event, *, at):
        lasts = self.cleaned_data["lasts"]
        if lasts == "event":
            return event.ends_at + timedelta(hours=2)
        return at + timedelta(hours=int(lasts))
