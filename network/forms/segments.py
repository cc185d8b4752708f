"""Forms of what is kept beside the roster: segments, tags, and files that are taken away."""

from django import forms

from network.models import Group
from network.models.exports import ExportFormat

from .asking import AskingForm, choice, line
from .rows import RowField


def keeper(user):
    """Whose it is to be: a group the reader keeps."""
    return RowField(
        label="For the staff of",
        queryset=Group.objects.open().editable_by(user).select_related("parent"),
        to_field_name="slug",
        empty_label=None,
    )


class SegmentForm(AskingForm):
    field_of = {
        "segment_once_per_group": "name",
        "segment_has_a_name": "name",
        "rights": "group",
    }
    name = line(
        "Name", longest=80, missing="Enter a name.", hint="Such as Mayors who speak Spanish."
    )

    def __init__(self, data=None, *, user, **options):
        super().__init__(data, **options)
        self.fields["group"] = keeper(user)


class RenameForm(AskingForm):
    field_of = {"segment_once_per_group": "name", "segment_has_a_name": "name"}
    name = line("Name", longest=80, missing="Enter a name.")


class TagForm(AskingForm):
    field_of = {"tag_once_per_group": "name", "tag_has_a_name": "name", "rights": "group"}
    name = line(
        "Tag",
        longest=40,
        missing="Enter a word or two.",
        hint="A word or two. One that is there already is used again.",
        list="known-tags",
        autocomplete="off",
    )

    def __init__(self, data=None, *, user, **options):
        super().__init__(data, **options)
        self.fields["group"] = keeper(user)


class ExportForm(AskingForm):
    field_of = {"reason": "reason"}
    form = choice(
        "Kind of file",
        ExportFormat.choices,
        initial=ExportFormat.CSV,
        widget=forms.RadioSelect,
    )
    addresses = forms.BooleanField(
        label="With e-mail addresses, personal and official",
        required=False,
        help_text="Phone numbers never leave this way.",
    )
    reason = line(
        "Why do you need the addresses?",
        longest=500,
        required=False,
        hint="Only if you take them. Your name and this reason stay on the record.",
    )
