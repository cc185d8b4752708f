"""Groups: committees and regions added, roles given."""

from django import forms

from network.roles import ROLES_IN, GroupKind, Role

from .asking import AskingForm, PlaceMixin, choice, day, line
from .seats import PersonMixin

#: What staff add at the desk, by what it is added to.
ADDABLE = {
    GroupKind.CHAPTER: [
        (GroupKind.COMMITTEE.value, "A committee"),
        (GroupKind.REGION.value, "A region"),
    ],
    GroupKind.NETWORK: [(GroupKind.COMMITTEE.value, "A national committee")],
}


class AddGroupForm(AskingForm):
    field_of = {"slug": "name", "unique": "name"}
    kind = forms.ChoiceField(
        label="What do you add?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose one.", "invalid_choice": "Choose one of the list."},
    )
    name = line("Name", longest=120, missing="Enter a name.")

    def __init__(self, data=None, *, parent, **options):
        super().__init__(data, **options)
        self.fields["kind"].choices = ADDABLE[GroupKind(parent.kind)]


class NameForm(AskingForm):
    field_of = {"kind": "name"}
    name = line("Name", longest=120, missing="Enter a name.")


class RoleForm(PersonMixin, AskingForm):
    field_of = {"membership_one_open_per_role": "role", "rights": "role"}
    role = choice("Role", [])
    since = day("From")

    def __init__(self, data=None, *, group, people, url, **options):
        super().__init__(data, **options)
        kept_elsewhere = {Role.MEMBER} if group.kind == GroupKind.CHAPTER else set()
        self.fields["role"].choices = [
            (role.value, role.label)
            for role in Role
            if role in ROLES_IN[GroupKind(group.kind)] - kept_elsewhere
        ]
        self.add_person(people, url=url)


class AddPlaceForm(PlaceMixin, AskingForm):
    """A county, city or district for a region."""

    def __init__(self, data=None, *, url, **options):
        super().__init__(data, **options)
        self.add_place(url=url)


class OnForm(forms.Form):
    on = forms.DateField(
        label="Roster as of",
        required=False,
        error_messages={"invalid": "Enter a date that exists."},
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
    )
