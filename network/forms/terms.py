"""Terms: begun, ended, confirmed."""

from network.models import Term
from network.models.offices import EndReason, Office

from .asking import AskingForm, PlaceMixin, choice, line
from .dates import PartialDateField


def clean_dates(form):
    """The scheduled end is not before the start; said at the end."""
    starts, ends = (form.cleaned_data.get(name, (None,))[0] for name in ("starts", "ends"))
    if starts and ends and ends < starts:
        form.add_error("ends", "The end date is before the start date.")


class TermForm(PlaceMixin, AskingForm):
    field_of = {
        "term_one_open_per_office": "role",
        "term_scheduled_end_after_start": "ends",
        "term_scheduled_end_after_election": "ends",
    }
    role = choice("Office", [("", "Choose one"), *Office.Role.choices])
    seat_label = line("District, ward or position", required=False, hint="If the seat has one.")
    how = choice("How did they come to it?", Term.How.choices, initial=Term.How.ELECTED)
    elected = PartialDateField(label="Elected on", required=False)
    starts = PartialDateField(
        label="Start", required=False, help_text="Leave the day empty if nobody knows it."
    )
    ends = PartialDateField(label="Scheduled end", required=False, last=True)

    def __init__(self, data=None, *, url, **options):
        super().__init__(data, **options)
        self.add_place(url=url)
        self.order_fields(["place", "jurisdiction"])

    def clean(self):
        super().clean()
        clean_dates(self)

    def term(self) -> dict:
        """What `terms.add_in` takes."""
        values = self.cleaned_data
        return {
            "jurisdiction": values["jurisdiction"],
            "role": values["role"],
            "seat_label": values["seat_label"],
            "how": values["how"],
            "elected_on": values["elected"][0],
            "starts_on": values["starts"][0],
            "starts_precision": values["starts"][1],
            "ends_on": values["ends"][0],
            "ends_precision": values["ends"][1],
        }


class EndTermForm(AskingForm):
    field_of = {"term_actual_end_after_start": "ended"}
    ended = PartialDateField(
        label="Last day in office",
        required=False,
        last=True,
        help_text="Leave the day, or all of it, empty if nobody knows.",
    )
    reason = choice("Why did it end?", [("", "Choose one"), *EndReason.choices])


class ConfirmTermForm(AskingForm):
    field_of = {
        "term_scheduled_end_after_start": "ends",
        "term_scheduled_end_after_election": "ends",
    }
    ends = PartialDateField(
        label="New scheduled end", required=False, last=True, help_text="If it is known."
    )


class ChangeTermForm(AskingForm):
    """How and when somebody came to an office, and when the term is due to end."""

    field_of = {
        "term_scheduled_end_after_start": "ends",
        "term_scheduled_end_after_election": "ends",
        "term_actual_end_after_start": "starts",
    }
    how = choice("How did they come to it?", Term.How.choices)
    elected = PartialDateField(label="Elected on", required=False)
    starts = PartialDateField(
        label="Sworn in",
        required=False,
        help_text="The first day in office. Leave the day empty if nobody knows it.",
    )
    ends = PartialDateField(label="Scheduled end", required=False, last=True)

    def clean(self):
        super().clean()
        clean_dates(self)

    @classmethod
    def initial_of(cls, term) -> dict:
        return {
            "how": term.how,
            "elected": (term.elected_on, "day"),
            "starts": (term.starts_on, term.starts_precision),
            "ends": (term.ends_on, term.ends_precision),
        }

    def values(self) -> dict:
        """What `terms.change` takes."""
        said = self.cleaned_data
        return {
            "how": said["how"],
            "elected_on": said["elected"][0],
            "starts_on": said["starts"][0],
            "starts_precision": said["starts"][1],
            "ends_on": said["ends"][0],
            "ends_precision": said["ends"][1],
        }
