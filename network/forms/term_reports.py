"""What members say of their own offices, and what staff answer."""

from django import forms

from network.models.offices import Office
from network.models.term_reports import News

from .asking import AskingForm, PlaceMixin, choice, line
from .dates import PartialDateField
from .terms import clean_dates


def note(label="Anything staff should know"):
    return forms.CharField(
        label=label,
        required=False,
        max_length=500,
        error_messages={"max_length": "Use 500 letters or fewer."},
        widget=forms.Textarea({"rows": 3}),
    )


class StillForm(AskingForm):
    field_of = {"term_report_ends_after_start": "ends"}
    ends = PartialDateField(
        label="When is your term due to end?",
        required=False,
        last=True,
        help_text="Leave the day empty, or all of it, if you do not know.",
    )
    words = note()

    def told(self) -> dict:
        """What `term_reports.tell` takes besides person, news and term."""
        ends_on, precision = self.cleaned_data["ends"]
        return {
            "ends_on": ends_on,
            "ends_precision": precision,
            "words": self.cleaned_data["words"],
        }


class GoneForm(StillForm):
    ends = PartialDateField(
        label="What is your last day in office?",
        required=False,
        last=True,
        help_text="It may lie ahead. Leave the day empty, or all of it, if you do not know.",
    )


class WonForm(PlaceMixin, AskingForm):
    field_of = {
        "term_report_ends_after_start": "ends",
        "term_report_one_waiting_per_term": "role",
    }
    role = choice("Office", [("", "Choose one"), *Office.Role.choices])
    seat_label = line("District, ward or position", required=False, hint="If the seat has one.")
    elected = PartialDateField(label="Election day", required=False)
    starts = PartialDateField(label="When are you sworn in?", required=False)
    ends = PartialDateField(label="When is the term due to end?", required=False, last=True)
    words = note()

    def __init__(self, data=None, *, url, **options):
        super().__init__(data, **options)
        self.add_place(url=url)
        self.order_fields(["place", "jurisdiction"])

    def clean(self):
        super().clean()
        clean_dates(self)

    def told(self) -> dict:
        values = self.cleaned_data
        return {
            "jurisdiction": values["jurisdiction"],
            "office_role": values["role"],
            "seat_label": values["seat_label"],
            "elected_on": values["elected"][0],
            "starts_on": values["starts"][0],
            "starts_precision": values["starts"][1],
            "ends_on": values["ends"][0],
            "ends_precision": values["ends"][1],
            "words": values["words"],
        }


class OverForm(AskingForm):
    """How and when, from the page a letter's link opens."""

    news = choice(
        "How did it end?",
        [
            (News.OVER, "My term is over"),
            (News.LOST, "I lost the election"),
            (News.RESIGNED, "I resigned"),
        ],
        widget=forms.RadioSelect,
    )
    ends = PartialDateField(
        label="What was your last day in office?",
        required=False,
        last=True,
        help_text="Leave the day empty, or all of it, if you do not know.",
    )


class AcceptForm(AskingForm):
    field_of = {
        "term_actual_end_after_start": "ends",
        "term_scheduled_end_after_start": "ends",
        "term_scheduled_end_after_election": "ends",
    }
    ends = PartialDateField(
        label="Last day in office",
        required=False,
        last=True,
        help_text="As they told us. Put it right if you know better.",
    )

    def __init__(self, data=None, *, report):
        super().__init__(data, initial={"ends": (report.ends_on, report.ends_precision)})
        if report.news in (News.WON, News.STILL):
            self.fields["ends"].label = "The term is due to end"


class DeclineForm(AskingForm):
    field_of = {"term_report_declined_with_a_reason": "reason"}
    reason = forms.CharField(
        label="Why not?",
        max_length=500,
        strip=True,
        help_text="They read this in a letter.",
        error_messages={
            "required": "Give a reason.",
            "max_length": "Use 500 letters or fewer.",
        },
        widget=forms.Textarea({"rows": 3}),
    )
