"""Offering to take a seat, and answering those who did."""

from uuid import UUID

from django import forms

from .asking import AskingForm
from .seats import HoldMixin


class OfferForm(AskingForm):
    words = forms.CharField(
        label="A few words about you and this seat",
        max_length=1000,
        required=False,
        help_text="What you would like to do there. Only staff read it.",
        error_messages={"max_length": "Use 1,000 letters or fewer."},
        widget=forms.Textarea({"rows": 5}),
    )


class DeclineForm(AskingForm):
    words = forms.CharField(
        label="A few words for them",
        max_length=1000,
        required=False,
        help_text="They stand in the letter, between our thanks and our good wishes.",
        error_messages={"max_length": "Use 1,000 letters or fewer."},
        widget=forms.Textarea({"rows": 5}),
    )


class AppointVolunteerForm(HoldMixin, AskingForm):
    """The seat for one who offered. `said` is what their appointment would bring about."""

    field_of = {"membership_ends_after_it_begins": "since"}

    def __init__(self, data=None, *, person, said, **options):
        super().__init__(data, **options)
        self.person, self.said = person, said
        if said and not self.is_bound:
            self.must_see(said, str(person.public_id))

    def clean(self):
        super().clean()
        if self.said:
            self.must_see(self.said, str(self.person.public_id))


class Keys(forms.TypedMultipleChoiceField):
    """Any keys: whether they are still those that wait is for the operation to say."""

    def valid_value(self, value):
        return True


class TellOthersForm(AskingForm):
    """Carries whom the staffer saw, so that nobody is told who came later."""

    seen = Keys(
        coerce=UUID,
        required=False,
        widget=forms.MultipleHiddenInput,
        error_messages={"invalid_choice": "Look at the list again, then tell them."},
    )

    def __init__(self, data=None, *, volunteers, **options):
        self.keys = [str(volunteer.public_id) for volunteer in volunteers]
        super().__init__(data, initial={"seen": self.keys}, **options)

    def refuse(self, refusal):
        """The list as it is now stands above the button: it is what counts at the next click."""
        super().refuse(refusal)
        self.data = self.data.copy()
        self.data.setlist("seen", self.keys)
