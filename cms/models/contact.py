"""A page with a form to write to the staff. Whatever is about members belongs to the desk."""

import uuid
from datetime import timedelta

from django import forms
from django.db import models
from django.utils.cache import patch_cache_control
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.contrib.forms.forms import BaseForm, FormBuilder
from wagtail.contrib.forms.models import (
    FORM_FIELD_CHOICES,
    AbstractForm,
    AbstractFormField,
    AbstractFormSubmission,
)

from network.roles import Privacy

from .base import HousePage

#: What a question may ask for. No files: nobody wants a stranger's.
ASKED = [
    choice
    for choice in FORM_FIELD_CHOICES
    if choice[0] in {"singleline", "multiline", "email", "dropdown", "radio", "checkbox"}
]

#: How much somebody may say, in letters.
LONGEST_LINE, LONGEST_TEXT, LONGEST_ADDRESS = 200, 5000, 254
#: What the browser may fill in by itself.
KNOWN_BY_BROWSERS = {"your_name": "name", "name": "name", "your_telephone_number": "tel"}
#: How long what somebody wrote is kept.
KEPT = timedelta(days=180)

#: Knows a form that is sent twice. No question is called so, for questions hold no hyphen.
ONCE = "sent-as"
#: Only programs fill this in.
TRAP = "url-of-yours"
AGAIN = "This form is old. Send it once more."


class FormField(AbstractFormField):
    page = ParentalKey("cms.FormPage", on_delete=models.CASCADE, related_name="form_fields")
    field_type = models.CharField("asks for", max_length=16, choices=ASKED)


class Message(AbstractFormSubmission):
    """What somebody wrote, until it is half a year old."""

    page = models.ForeignKey("wagtailcore.Page", models.CASCADE, related_name="+")
    submit_time = models.DateTimeField("written at", db_index=True)
    sent_as = models.UUIDField(unique=True, editable=False)
    email = models.EmailField(blank=True, db_index=True)
    """Where they want the answer, in small letters: what they wrote goes when they are erased."""

    privacy = dict.fromkeys(
        ["id", "form_data", "page", "submit_time", "sent_as", "email"], Privacy.STAFF
    )

    class Meta:
        ordering = ["-submit_time", "-pk"]


class QuestionsForm(BaseForm):
    """The page's questions as they were answered."""

    @property
    def answers(self) -> dict:
        return {name: said for name, said in self.cleaned_data.items() if name != ONCE}

    @property
    def sent_as(self) -> uuid.UUID:
        return self.cleaned_data[ONCE]

    @property
    def reply_to(self) -> str:
        """The first address they gave."""
        asked = (name for name, one in self.fields.items() if isinstance(one, forms.EmailField))
        return next(filter(None, (self.cleaned_data[name].lower() for name in asked)), "")


class Questions(FormBuilder):
    def get_field_options(self, field):
        empty = {"required": f"“{field.label}” is still empty."}
        return {**super().get_field_options(field), "error_messages": empty}

    def create_singleline_field(self, field, options):
        name = field.clean_name or field.get_field_clean_name()
        known = KNOWN_BY_BROWSERS.get(name)
        widget = forms.TextInput({"autocomplete": known} if known else {})
        return forms.CharField(max_length=LONGEST_LINE, widget=widget, **options)

    def create_multiline_field(self, field, options):
        widget = forms.Textarea({"rows": 8})
        return forms.CharField(max_length=LONGEST_TEXT, widget=widget, **options)

    def create_email_field(self, field, options):
        widget = forms.EmailInput({"autocomplete": "email", "spellcheck": "false"})
        return forms.EmailField(max_length=LONGEST_ADDRESS, widget=widget, **options)

    def create_dropdown_field(self, field, options):
        """Wagtail would answer for them with the first."""
        offered = [("", "Choose one"), *self.get_formatted_field_choices(field)]
        return forms.ChoiceField(choices=offered, **options)

    def get_form_class(self):
        once = forms.UUIDField(
            widget=forms.HiddenInput,
            initial=uuid.uuid4,
            error_messages=dict.fromkeys(["required", "invalid"], AGAIN),
        )
        return type("Asked", (QuestionsForm,), {**self.formfields, ONCE: once})


class FormPage(AbstractForm, HousePage):
    """Questions somebody answers; staff read the answers in the editor, and a letter says so."""

    page_description = "Questions strangers answer. National staff read what they wrote."
    #: What strangers write is for national staff to read.
    for_chapters = False
    parent_page_types = ["cms.HomePage", "cms.SectionPage"]
    subpage_types: list[str] = []
    template = "cms/form.html"
    landing_page_template = "cms/form_sent.html"
    form_builder = Questions

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

    def get_submission_class(self):
        return Message

    def serve(self, request, *args, **kwargs):
        """Never kept by anybody: the form is this visitor's. What is sent goes to a view."""
        if "sent" in request.GET:
            response = self.render_landing_page(request)
        else:
            response = super().serve(request, *args, **kwargs)
        patch_cache_control(response, no_store=True, private=True)
        return response
