"""What staff choose when two records become one, and the filters of the list of pairs."""

from django import forms

from network.models import Group, Person
from network.models.duplicates import Decision
from network.roles import GroupKind

from .asking import AskingForm, choice
from .rows import RowField
from .seats import PersonMixin

SIDES = ("left", "right")
EMPTY = "Nothing"


class PairFilter(forms.Form):
    """Narrows the list of pairs. A chapter is one of those the reader keeps."""

    show = forms.ChoiceField(
        label="Show",
        required=False,
        choices=[("", "Not decided"), (Decision.APART, "Not duplicates")],
    )
    chapter = RowField(
        label="Chapter",
        queryset=Group.objects.none(),
        to_field_name="slug",
        required=False,
        empty_label="Any",
    )

    def __init__(self, data, *, user):
        super().__init__(data)
        mine = Group.objects.open().editable_by(user).filter(kind=GroupKind.CHAPTER)
        self.fields["chapter"].queryset = mine
        if not user.rights.everyone and len(user.rights.chapters) < 2:
            del self.fields["chapter"]

    def wanted(self) -> dict:
        return {
            "decision": self.cleaned_data["show"] or Decision.OPEN,
            "chapter": self.cleaned_data.get("chapter"),
        }


class FindOtherForm(PersonMixin, forms.Form):
    """Whom else this record is about, by name. Looking is not yet choosing."""

    def __init__(self, data, *, people, url):
        is_chosen = "person" in data
        super().__init__(data if is_chosen else None, initial={"name": data.get("name", "")})
        self.add_person(people, url=url)


class MergeForm(AskingForm):
    """Which record stays, and of each field in which they differ whose words win."""

    field_of = {"two_logins": "keep", "self": "keep"}

    def __init__(self, data, *, comparison, user):
        super().__init__(data)
        self.people = [record.person for record in comparison.records]
        self.fields["keep"] = choice(
            "Which record stays?",
            [
                (str(person.public_id), f"Record {number}: {person}")
                for number, person in enumerate(self.people, 1)
            ],
            initial=str(comparison.keep.public_id),
            hint=comparison.why,
            widget=forms.RadioSelect,
        )
        for field in comparison.choices:
            self.fields[field.name] = choice(
                field.label,
                self._offered(field),
                initial=field.default,
                hint=field.why,
                widget=forms.RadioSelect,
            )
        self.fields["seen"] = forms.CharField(widget=forms.HiddenInput, initial=self._versions())

    def _offered(self, field):
        offered = [
            (side, f"{words or EMPTY} (record {number})")
            for number, (side, words) in enumerate(
                zip(SIDES, (field.left, field.right), strict=True), 1
            )
        ]
        return [*offered, ("both", "Both")] if field.default == "both" else offered

    def _versions(self):
        return "-".join(str(person.version) for person in self.people)

    def refuse(self, refusal):
        """After another's change the same choices stand, on top of what is there now."""
        super().refuse(refusal)
        if refusal.code == "stale":
            self.data = self.data.copy()
            self.data["seen"] = self._versions()

    def clean_seen(self):
        versions = self.cleaned_data["seen"].split("-")
        if len(versions) != 2 or not all(number.isdecimal() for number in versions):
            raise forms.ValidationError("Look at the two records once more.", code="stale")
        return {
            person.pk: int(version) for person, version in zip(self.people, versions, strict=True)
        }

    def merge(self) -> dict[str, object]:
        """The arguments of `merging.merge`."""
        values = dict(self.cleaned_data)
        seen, kept = values.pop("seen"), values.pop("keep")
        stays = 0 if str(self.people[0].public_id) == kept else 1
        side = SIDES[stays]
        choices = {
            name: value if value == "both" else "survivor" if value == side else "merged"
            for name, value in values.items()
        }
        survivor: Person = self.people[stays]
        return {
            "survivor": survivor,
            "merged": self.people[1 - stays],
            "choices": choices,
            "seen": seen,
        }
