from django import forms

from caucuses.models import Appears, ListedTo, RosterShown
from network.forms.asking import AskingForm, line
from network.forms.rows import RowField, RowsField
from network.models import Group
from network.models.groups import JoinPolicy
from network.models.offices import Office
from network.models.people import Standing
from network.roles import GroupKind

#: The kinds of rule that a steward can set; what others there are stays as it is.
RULE = ("standing", "office", "chapter")


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
        stays, ways = self.fields["stays"], [("beside", "They lead it beside those who do")]
        if chairs:
            ways.append(("instead", "They lead it instead of me, and I stay a member"))
        else:
            stays.widget, stays.initial = forms.HiddenInput(), "beside"
        stays.choices = ways


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
    """Who may join is asked in three lists: one of each that has anything chosen must fit."""

    field_of = {"audience": "standing", "caucus_grace_is_short": "grace_days"}

    listed_to = forms.ChoiceField(label="Who may know that it exists", choices=ListedTo.choices)
    roster_shown_to = forms.ChoiceField(label="Who sees the roster", choices=RosterShown.choices)
    join_policy = forms.ChoiceField(label="How one joins", choices=JoinPolicy.choices)
    standing = forms.MultipleChoiceField(
        label="It is for",
        choices=[(Standing.MEMBER, "Members in office"), (Standing.ALUM, "Alumni")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text="Neither chosen: every member of the network.",
    )
    office = forms.MultipleChoiceField(
        label="Who hold one of these offices today",
        choices=Office.Role.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text="None chosen: any office. Whoever is out of office holds none of them.",
    )
    chapter = RowsField(
        label="In one of these chapters",
        queryset=Group.objects.filter(kind=GroupKind.CHAPTER).order_by("name", "pk"),
        to_field_name="slug",
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text="None chosen: any chapter.",
        error_messages={"invalid_choice": "There is no such chapter."},
    )
    grace_days = forms.IntegerField(
        label="Days of grace",
        min_value=0,
        max_value=90,
        help_text="How long somebody may still come in after it is no longer for them. 0 for none.",
    )

    def clean(self):
        """What was chosen in the three lists, as the rule that is kept."""
        said = super().clean()
        said["chapter"] = [chapter.slug for chapter in said.get("chapter", [])]
        said["rule"] = {name: said.pop(name) for name in RULE if said.get(name)}
        for name in RULE:
            said.pop(name, None)
        return said


class OneOfStaff(RowField):
    """By public id; what is none is as little on the list as one nobody has."""

    def to_python(self, value):
        try:
            return super().to_python(value)
        except forms.ValidationError:
            raise forms.ValidationError(
                self.error_messages["invalid_choice"], code="invalid_choice"
            ) from None


class StewardForm(AskingForm):
    field_of = {"steward": "person", "keeps": "person", "has_steward": "person"}

    person = OneOfStaff(
        label="Who looks after it?",
        queryset=None,
        to_field_name="public_id",
        empty_label="Choose one of the national staff",
        error_messages={
            "required": "Choose one of the national staff.",
            "invalid_choice": "Choose somebody from the list.",
        },
    )

    def __init__(self, *args, staff, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = staff


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
    steward = OneOfStaff(
        label="Its first steward",
        queryset=None,
        to_field_name="public_id",
        help_text="Unless it is you, you will not see this caucus again.",
    )

    def __init__(self, *args, staff, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["steward"].queryset = staff
