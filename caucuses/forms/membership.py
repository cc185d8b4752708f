from django import forms

from caucuses.models import Appears, ListedTo, RosterShown
from network.forms.asking import AskingForm, line
from network.models.groups import JoinPolicy
from network.models.people import Standing


class AskForm(forms.Form):
    answer = forms.CharField(
        label="Why would you like to join?",
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=(
            "In your own words, or leave it empty. You need not prove who you are. Those who "
            "lead the caucus and its steward read this, and it is deleted when they decide."
        ),
    )


class InviteForm(forms.Form):
    email = forms.EmailField(
        label="E-mail address",
        max_length=254,
        help_text="The member's own address, not their office's.",
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )


class SuccessorForm(forms.Form):
    successor = forms.ChoiceField(
        label="Who leads it next?",
        error_messages={
            "required": "Choose who leads it next.",
            "invalid_choice": "Choose somebody from the list.",
        },
    )

    def __init__(self, *args, faces, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["successor"].choices = [
            ("", "Choose a member"),
            *((str(face.ref), face.name) for face in faces),
        ]


class AppearForm(forms.Form):
    appears = forms.ChoiceField(
        label="How do you want to appear to the other members?",
        choices=Appears.choices,
        initial=Appears.HIDDEN,
        widget=forms.RadioSelect,
        help_text="Those who lead the caucus and its steward always see everybody.",
        error_messages={
            "required": "Choose one.",
            "invalid_choice": "Choose one of the three.",
        },
    )


class LinkForm(AskingForm):
    field_of = {"days": "days", "invite_link_has_a_bound": "most_uses"}

    days = forms.IntegerField(label="How many days it lasts", min_value=1, max_value=60, initial=7)
    most_uses = forms.IntegerField(
        label="How many people it lets in", min_value=1, max_value=200, initial=10
    )


class ChairForm(forms.Form):
    person = forms.ChoiceField(
        label="Who?", error_messages={"required": "Choose a member."}, widget=forms.Select
    )
    stays = forms.ChoiceField(label="How?", widget=forms.RadioSelect)

    def __init__(self, *args, faces, chairs, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["person"].choices = [
            ("", "Choose a member"),
            *((str(face.ref), face.name) for face in faces),
        ]
        ways = [("beside", "They lead it beside those who do")]
        if chairs:
            ways.append(("instead", "They lead it instead of me, and I stay a member"))
        self.fields["stays"].choices = ways


class DescribeForm(AskingForm):
    purpose = forms.CharField(max_length=2000, widget=forms.Textarea({"rows": 5}))
    working_on = forms.CharField(
        label="What we work on",
        required=False,
        max_length=2000,
        widget=forms.Textarea({"rows": 6}),
        help_text="Only those in it read this. An empty line begins a new paragraph.",
    )


class KeepForm(DescribeForm):
    listed_to = forms.ChoiceField(label="Who may know that it exists", choices=ListedTo.choices)
    roster_shown_to = forms.ChoiceField(label="Who sees the roster", choices=RosterShown.choices)
    join_policy = forms.ChoiceField(label="How one joins", choices=JoinPolicy.choices)
    standing = forms.MultipleChoiceField(
        label="Who may join",
        choices=[(Standing.MEMBER, "Members in office"), (Standing.ALUM, "Alumni")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text="Neither chosen: every member of the network.",
    )
    grace_days = forms.IntegerField(
        label="Days of grace",
        min_value=0,
        max_value=90,
        help_text="How long somebody may still come in after their standing ends. 0 for none.",
    )


class MakeForm(AskingForm):
    field_of = {"steward": "steward"}

    name = line("Name", longest=120)
    purpose = forms.CharField(max_length=2000, widget=forms.Textarea({"rows": 5}))
    listed_to = forms.ChoiceField(
        label="Who may know that it exists", choices=ListedTo.choices, initial=ListedTo.NOBODY
    )
    join_policy = forms.ChoiceField(
        label="How one joins", choices=JoinPolicy.choices, initial=JoinPolicy.INVITE
    )
    steward = forms.ModelChoiceField(
        label="Its first steward",
        queryset=None,
        to_field_name="public_id",
        help_text="Unless it is you, you will not see this caucus again.",
    )

    def __init__(self, *args, staff, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["steward"].queryset = staff
