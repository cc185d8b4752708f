"""Pictures and what they show, in words."""

from django.core.exceptions import ValidationError
from django.db import models
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.images.models import AbstractImage, AbstractRendition, Filter, Image

#: What templates ask for, as `{% picture %}` takes it. A worker makes them all beforehand, so a
#: template may ask for no other: see `cms.jobs`.
SIZES = ("format-{webp,jpeg} width-{480,960}",)
SPECS = [spec for size in SIZES for spec in Filter.expand_spec(size)]


class Picture(AbstractImage):
    """A picture in the library of files. What it shows is said where it is used."""

    credit = models.CharField(
        max_length=160,
        blank=True,
        help_text="Who took or drew it, as it should be printed below.",
    )

    admin_form_fields = (*Image.admin_form_fields, "credit")

    class Meta(AbstractImage.Meta):
        verbose_name = "picture"


class Rendition(AbstractRendition):
    image = models.ForeignKey(Picture, models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["image", "filter_spec", "focal_point_key"], name="rendition_once"
            )
        ]


class Pictured(models.Model):
    """A page with one picture at its top, which lists and feeds show as well."""

    picture = models.ForeignKey(
        Picture,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text="Wide pictures of people at work do best. Ask who is on it.",
    )
    picture_alt = models.CharField(
        "what it shows",
        max_length=200,
        blank=True,
        help_text="For those who do not see it: “Three councilmembers look at a map of pipes.”",
    )
    picture_is_decorative = models.BooleanField(
        "says nothing the words do not say",
        default=False,
        help_text="Then it is passed over when the page is read aloud.",
    )

    picture_panel = MultiFieldPanel(
        [
            FieldPanel("picture"),
            FieldPanel("picture_alt"),
            FieldPanel("picture_is_decorative"),
        ],
        "Picture",
    )

    class Meta:
        abstract = True

    def clean(self):
        super().clean()
        if self.picture_id and not (self.picture_alt or self.picture_is_decorative):
            raise ValidationError(
                {"picture_alt": "Say what the picture shows, or that it says nothing."}
            )

    @property
    def alt(self) -> str:
        return "" if self.picture_is_decorative else self.picture_alt
