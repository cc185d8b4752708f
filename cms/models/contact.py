"""A page with a form to write to the staff. Whatever is about members belongs to the desk."""

from django.db import models
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.contrib.forms.models import FORM_FIELD_CHOICES, AbstractForm, AbstractFormField

from .base import HousePage

#: What a question may ask for. No files: nobody wants a stranger's.
ASKED = [
    choice
    for choice in FORM_FIELD_CHOICES
    if choice[0] in {"singleline", "multiline", "email", "dropdown", "radio", "checkbox"}
]


class FormField(AbstractFormField):
    page = ParentalKey("cms.FormPage", on_delete=models.CASCADE, related_name="form_fields")
    field_type = models.CharField("asks for", max_length=16, choices=ASKED)


class FormPage(AbstractForm, HousePage):
    """Questions somebody answers; staff read the answers in the editor, and a letter says so."""

    #: What strangers write is for national staff to read.
    for_chapters = False
    parent_page_types = ["cms.HomePage", "cms.SectionPage"]
    subpage_types: list[str] = []
    template = "cms/form.html"
    landing_page_template = "cms/form_sent.html"

    thanks = models.CharField(
        max_length=300,
        default="Thank you. We have your words, and write back within three working days.",
        help_text="What people read once it is sent.",
    )
    told = models.EmailField(
        "who is told", help_text="The mailbox that hears that somebody wrote, not what they wrote."
    )

    content_panels = [
        HousePage.content_panels[0],
        FieldPanel("body"),
        InlinePanel("form_fields", label="Question", heading="Questions"),
        FieldPanel("thanks"),
        FieldPanel("told"),
    ]
