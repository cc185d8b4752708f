"""What members report of their councils, what staff answer, and pledges."""

from django import forms

from network.models import Pledge
from network.models.policies import Did

from .asking import AskingForm, choice, day, line
from .dates import PartialDateField


def say_term(term) -> str:
    return str(term.office)


class OfficeMixin(forms.Form):
    """Asks which of these terms is meant, as `term`; of one alone nothing is asked."""

    def add_terms(self, terms, *, label):
        self.terms = {str(term.public_id): term for term in terms}
        choices = [(key, say_term(term)) for key, term in self.terms.items()]
        only = choices[0][0] if len(choices) == 1 else None
        self.fields["term"] = choice(label, choices, widget=forms.RadioSelect, initial=only)
        self.only = only and self.terms[only]
        if only:
            self.fields["term"].widget = forms.HiddenInput()

    def chosen(self):
        return self.terms[self.cleaned_data["term"]]


def named(hint):
    return forms.BooleanField(
        label="Show my name beside it", required=False, help_text=hint, initial=False
    )


class ReportForm(OfficeMixin, AskingForm):
    field_of = {
        "future": "on",
        "term": "term",
        "policy_action_once": "did",
        "policy_action_link_is_secure": "link",
    }
    did = choice("What did you do?", Did.choices, widget=forms.RadioSelect)
    on = PartialDateField(
        label="When was that?", help_text="Leave the day empty if you do not know it any more."
    )
    link = forms.URLField(
        label="Where can people read of it?",
        required=False,
        max_length=500,
        assume_scheme="https",
        help_text="Minutes, an agenda or a report that anybody can open. You may leave it empty.",
        error_messages={
            "invalid": "Enter a whole link, such as https://example.org/minutes.",
            "max_length": "Use 500 letters or fewer.",
        },
        widget=forms.URLInput({"spellcheck": "false", "autocomplete": "off"}),
    )
    named = named("Else the page says only where and when, and that a member did it.")

    def __init__(self, data=None, *, terms, **options):
        super().__init__(data, **options)
        self.add_terms(terms, label="As which office?")
        self.order_fields(["did", "term"])

    def told(self) -> dict:
        """What `policies.report` takes besides person and policy."""
        values = self.cleaned_data
        on, precision = values["on"]
        return {
            "term": self.chosen(),
            "did": values["did"],
            "on": on,
            "on_precision": precision,
            "link": values["link"],
            "named": values["named"],
        }


class ConfirmForm(AskingForm):
    reason = forms.CharField(
        label="A word with it",
        required=False,
        max_length=500,
        help_text="They read it in the letter. You may leave it empty.",
        error_messages={"max_length": "Use 500 letters or fewer."},
    )
    prefix = "confirm"


class DeclineForm(AskingForm):
    field_of = {"policy_action_declined_with_a_reason": "reason"}
    reason = forms.CharField(
        label="Why not?",
        max_length=500,
        help_text="They read this in a letter.",
        error_messages={
            "required": "Give a reason.",
            "max_length": "Use 500 letters or fewer.",
        },
        widget=forms.Textarea({"rows": 3}),
    )
    prefix = "decline"


class SignForm(OfficeMixin, AskingForm):
    field_of = {"term": "term"}
    version = forms.IntegerField(widget=forms.HiddenInput)
    named = named("Your name and office stand on this page, where anybody can read them.")

    def __init__(self, data=None, *, terms, **options):
        super().__init__(data, **options)
        self.add_terms(terms, label="As which office do you sign?")
        self.order_fields(["term"])


class PledgeEditForm(AskingForm):
    field_of = {
        "pledge_closes_after_it_opens": "closes_on",
        "pledge_says_something": "text",
        "signed": "text",
    }
    title = line("Title", longest=120)
    text = forms.CharField(
        label="The words people sign",
        max_length=5000,
        help_text="An empty line begins a paragraph. Once somebody has signed, they stay as"
        " they are.",
        error_messages={"required": "Fill this in.", "max_length": "Use 5,000 letters or fewer."},
        widget=forms.Textarea({"rows": 10}),
    )
    opens_on = day("First day")
    closes_on = day("Last day", required=False, hint="Empty while there is none.")

    def clean_text(self):
        """As it is kept, so that saving it as it was changes nothing."""
        return self.cleaned_data["text"].replace("\r\n", "\n").strip()


class PledgeForm(PledgeEditForm):
    """A new one has an address, too. One that was given out stays."""

    field_order = ["title", "slug"]
    slug = forms.SlugField(
        label="Last part of its address",
        max_length=50,
        help_text="Small letters, digits and hyphens: porch-pledge.",
        error_messages={
            "required": "Fill this in.",
            "invalid": "Use small letters, digits and hyphens only.",
            "max_length": "Use 50 letters or fewer.",
        },
    )

    def clean_slug(self):
        slug = self.cleaned_data["slug"].lower()
        if Pledge.objects.filter(slug=slug).exists():
            raise forms.ValidationError("Another pledge has this address.", code="taken")
        return slug
