"""Who of the staff can be met, for whom, and where online."""

from django import forms
from django.db.models import Exists, OuterRef

from events.forms.making import words
from events.forms.moments import zones
from events.models import Host
from events.models.meet.hosts import works
from events.operations.meet.hosts import AREAS
from network.forms.asking import AskingForm, line
from network.forms.rows import RowField
from network.models import Group, Person

HEADLINE = "Such as State director, Maryland. Members read it beside the name."
MOST_RANK = 9


def _one_of(label, queryset, by, *, required=True, empty=None, hint=""):
    return RowField(
        label=label,
        queryset=queryset,
        to_field_name=by,
        required=required,
        empty_label=empty,
        help_text=hint,
    )


def areas_of(user):
    """The groups of this user's for which somebody can be the one to meet."""
    kept = Group.objects.open().editable_by(user).filter(kind__in=AREAS)
    return kept.select_related("parent").order_by("kind", "name", "pk")


class SayingForm(AskingForm):
    """What members read of a host."""

    headline = line("What they are", longest=120, required=False, hint=HEADLINE)
    about = words("What one meets them about", 600)
    timezone = zones()

    def __init__(self, *args, zone="", **options):
        super().__init__(*args, **options)
        self.fields["timezone"] = zones(zone)


class NewHostForm(SayingForm):
    field_of = {"staff": "person", "reserved": "slug", "area": "group", "closed": "group"}

    slug = forms.SlugField(
        label="The last part of their address",
        max_length=60,
        required=False,
        help_text="Small letters, digits and hyphens. Empty: made of the name. It stays as it is.",
        error_messages={"invalid": "Use small letters, digits and hyphens."},
    )
    nine_to_five = forms.BooleanField(
        label="Open weekdays from nine to five, online", required=False, initial=True
    )
    half_an_hour = forms.BooleanField(
        label="Let people book half an hour", required=False, initial=True
    )
    field_order = ["person", "group", "headline", "about", "timezone"]

    def __init__(self, *args, user, on, **options):
        super().__init__(*args, **options)
        staff = Person.objects.editable_by(user).filter(
            Exists(works(on=on).filter(person=OuterRef("pk")))
        )
        staff = staff.exclude(pk__in=Host.objects.values("person"))
        self.fields["person"] = _one_of(
            "Who", staff.order_by("sort_key", "pk"), "public_id", empty="Choose somebody"
        )
        self.fields["group"] = _one_of("For whom they are there", areas_of(user), "slug")
        self.order_fields(self.field_order)

    def clean_slug(self):
        return self.cleaned_data["slug"].lower()


class LinkForm(AskingForm):
    field_of = {"video_link": "link"}

    link = forms.CharField(
        label="Where they meet online",
        required=False,
        max_length=1000,
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false"}),
    )
    forget = forms.BooleanField(label="Take the link away", required=False)

    def __init__(self, *args, has_one, **options):
        super().__init__(*args, **options)
        self.fields["link"].help_text = (
            "There is one, kept sealed: type another only to replace it."
            if has_one
            else "An address of their own, such as a video room. Kept sealed, and opened only by a"
            " button of whoever has a confirmed meeting."
        )
        if not has_one:
            del self.fields["forget"]

    def clean(self):
        said = super().clean()
        if not self.errors and not said.get("link") and not said.get("forget"):
            self.add_error("link", "Enter an address that begins with https://")
        return said


class AreaForm(AskingForm):
    field_of = {"area": "group", "closed": "group"}

    rank = forms.IntegerField(
        label="In which order they are asked",
        min_value=1,
        max_value=MOST_RANK,
        initial=1,
        help_text="Where several are there for one group, 1 comes first.",
        error_messages={
            "required": "Enter a number.",
            "invalid": "Enter a number.",
            "min_value": "1 comes first.",
            "max_value": f"At most {MOST_RANK}.",
        },
    )
    field_order = ["group", "rank"]

    def __init__(self, *args, user, **options):
        super().__init__(*args, **options)
        self.fields["group"] = _one_of("For whom", areas_of(user), "slug")
        self.order_fields(self.field_order)
