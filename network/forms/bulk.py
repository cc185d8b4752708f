"""What a change for many people has to know."""

from network.models import Group, Tag
from network.roles import GroupKind

from .asking import AskingForm, choice, day
from .rows import RowField
from .seats import REASONS

KINDS = (GroupKind.CHAPTER, GroupKind.COMMITTEE)


class GroupField(RowField):
    def __init__(self, user):
        groups = Group.objects.open().editable_by(user).filter(kind__in=KINDS)
        super().__init__(
            label="Chapter or committee",
            queryset=groups.select_related("parent").order_by("parent__name", "name"),
            to_field_name="slug",
            empty_label="Choose one",
        )

    def label_from_instance(self, group):
        return f"{group.parent}: {group}" if group.kind == GroupKind.COMMITTEE else str(group)


class TagField(RowField):
    def __init__(self, user):
        super().__init__(
            label="Tag",
            queryset=Tag.objects.editable_by(user).select_related("group"),
            to_field_name="public_id",
            empty_label="Choose one",
        )

    def label_from_instance(self, tag):
        return f"{tag} ({tag.group})"


class AddForm(AskingForm):
    field_of = {"closed": "into", "rights": "into", "role": "into"}
    since = day("From")

    def __init__(self, data=None, *, user, **options):
        super().__init__(data, **options)
        self.fields["into"] = GroupField(user)
        self.order_fields(["into"])


class EndForm(AskingForm):
    field_of = {"rights": "into"}
    until = day("Last day")
    why = choice("Why?", [("", "Choose one"), *REASONS])

    def __init__(self, data=None, *, user, **options):
        super().__init__(data, **options)
        self.fields["into"] = GroupField(user)
        self.order_fields(["into"])


class MarkForm(AskingForm):
    field_of = {"rights": "mark"}

    def __init__(self, data=None, *, user, **options):
        super().__init__(data, **options)
        self.fields["mark"] = TagField(user)
