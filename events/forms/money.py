"""What staff and payers fill in about money."""

from decimal import Decimal

from django import forms
from django.core.validators import validate_email

from events.models import MoneyMatterKind, PaymentKind
from network.forms.asking import AskingForm, choice, day, found, line, search
from network.forms.rows import RowField
from network.models import Group, Person
from network.models.exports import ExportFormat
from network.roles import GroupKind

SHOWN = {
    "owed": "Still to be paid",
    "promised": "Promised by check or purchase order",
    "on_its_way": "On its way from a bank",
    "paid": "Paid",
    "returned": "Given back, in part or whole",
    "given": "Compliments and scholarships",
    "disputed": "Disputed",
}
DECISIONS = {
    "settle": "It is settled: only write down how",
    "accept": "Accept it as paid: the places are confirmed",
    "send_back": "Give all of it back: the places are kept a day more",
}


class Dollars(forms.DecimalField):
    """Typed in dollars, cleaned to whole cents."""

    def __init__(self, label, **fields):
        super().__init__(
            label=label,
            min_value=Decimal("0.01"),
            max_value=Decimal("1000000"),
            decimal_places=2,
            error_messages={
                "required": "Enter an amount.",
                "invalid": "Enter an amount such as 125 or 12.50.",
                "min_value": "Enter an amount above zero.",
                "max_decimal_places": "Enter an amount such as 125 or 12.50.",
            },
            widget=forms.TextInput({"inputmode": "decimal"}),
            **fields,
        )

    def to_python(self, value):
        return super().to_python(str(value).replace("$", "").replace(",", "") if value else value)

    def clean(self, value):
        return int(super().clean(value) * 100)


class OrdersFilter(forms.Form):
    show = forms.ChoiceField(
        label="Show", choices=[("", "All orders"), *SHOWN.items()], required=False
    )
    q = forms.CharField(label="Order, payer or number of a check", max_length=80, required=False)
    page = forms.IntegerField(min_value=1, max_value=10_000, required=False)


class MattersFilter(forms.Form):
    kind = forms.ChoiceField(
        label="Kind", choices=[("", "All kinds"), *MoneyMatterKind.choices], required=False
    )
    settled = forms.BooleanField(label="Settled ones", required=False)


class SettleForm(AskingForm):
    field_of = {"words": "words", "kind": "decision", "currency": "decision"}
    words = line("How is it settled?", longest=400, missing="Say how it was settled.")

    def __init__(self, *args, of_amount=False, **kwargs):
        super().__init__(*args, **kwargs)
        if of_amount:
            self.fields["decision"] = choice(
                "What becomes of the money?",
                list(DECISIONS.items()),
                widget=forms.RadioSelect,
                initial="settle",
            )
            self.order_fields(["decision", "words"])


class GiveBackForm(AskingForm):
    field_of = {"too_much": "cents"}
    cents = Dollars("How much goes back, in dollars?")
    reason = line(
        "Why?", longest=200, missing="Say why.", hint="Whoever paid reads this in their letter."
    )


class ReasonForm(AskingForm):
    field_of = {"reason": "reason"}
    reason = line("Why?", longest=80, missing="Say why.", hint="It stays on the record.")


class ReceivedForm(AskingForm):
    field_of = {"cents": "cents"}
    cents = Dollars("How much came, in dollars?")
    reference = line("Number of the check or transfer", longest=80, required=False)


class SentForm(AskingForm):
    reference = line("Number of the check that was sent", longest=80, required=False)


class PromiseForm(AskingForm):
    field_of = {"due": "due_on", "reference": "reference"}
    kind = choice(
        "Way to pay",
        [
            (PaymentKind.CHECK, PaymentKind.CHECK.label),
            (PaymentKind.PURCHASE_ORDER, PaymentKind.PURCHASE_ORDER.label),
        ],
        widget=forms.RadioSelect,
    )
    due_on = day("When will the money be here?", hint="A check within 30 days, an order within 90.")
    reference = line(
        "Number of the purchase order",
        longest=80,
        required=False,
        hint="Of a check you may leave this empty.",
    )


class ExportForm(AskingForm):
    form = choice(
        "Kind of file", ExportFormat.choices, initial=ExportFormat.CSV, widget=forms.RadioSelect
    )


class SeveralForm(AskingForm):
    """Several places for an organization: of which ticket, how many, and who is written to."""

    field_of = {
        "number": "number",
        "full": "number",
        "guest": "ticket",
        "approval": "ticket",
        "no_price": "ticket",
        "audience": "ticket",
        "not_on_sale": "ticket",
        "wait": "ticket",
    }

    def __init__(self, *args, tickets, organizations, most=50, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["organization"] = RowField(
            label="Organization that pays",
            queryset=organizations,
            to_field_name="slug",
            empty_label="Choose one",
        )
        self.fields["ticket"] = choice("Ticket", tickets)
        self.fields["number"] = forms.IntegerField(
            label="How many places?",
            min_value=1,
            max_value=most,
            error_messages={
                "required": "Enter a number.",
                "invalid": "Enter a number.",
                "max_value": f"Take at most {most} at a time.",
            },
        )
        self.fields["emails"] = forms.CharField(
            label="E-mail addresses to send links to",
            required=False,
            max_length=4000,
            help_text="One a line. You may leave this empty and pass the links on yourself.",
            widget=forms.Textarea({"rows": 4}),
        )

    def clean_emails(self):
        given = self.cleaned_data["emails"].split()
        for one in given:
            try:
                validate_email(one)
            except forms.ValidationError as wrong:
                raise forms.ValidationError(f"“{one}” is no e-mail address.") from wrong
        return given


class LinkForm(AskingForm):
    email = forms.EmailField(
        label="E-mail address to send it to",
        required=False,
        help_text="Leave it empty to see the link here and pass it on yourself.",
    )


class NameForm(AskingForm):
    """Whose place it is, among the people the reader may see."""

    field_of = dict.fromkeys(["have_place", "audience", "cancelled", "over", "gone"], "person")

    def __init__(self, *args, user, url, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["name"] = search("Name", into="person", url=url)
        self.fields["person"] = found(
            "Who is it?",
            Person.objects.visible_to(user),
            str((self.data if self.is_bound else self.initial).get("name") or "")[:200],
            by="public_id",
            say=lambda person: person.name,
        )


def organizations():
    """Who may pay for several places at once."""
    kinds = [GroupKind.PARTNER, GroupKind.CHAPTER, GroupKind.NETWORK]
    return Group.objects.filter(kind__in=kinds, closed_on=None).order_by("name")
