"""What pages are made of. Words and their order: no markup, colours or sizes to choose."""

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.fields import StreamField

WORDS = ["h2", "h3", "bold", "italic", "ol", "ul", "link"]
PLAIN_WORDS = ["bold", "italic", "ol", "ul", "link"]
HTTPS_ONLY = "Use a link that starts with https://."


class Stream(StreamField):
    """A StreamField whose blocks stay out of the migrations: they are code, not schema."""

    def deconstruct(self):
        name, path, _, kwargs = super().deconstruct()
        kwargs.pop("block_lookup", None)
        return name, path, [[]], kwargs


class QuoteBlock(blocks.StructBlock):
    words = blocks.TextBlock(help_text="What they said, without quotation marks.")
    who = blocks.CharBlock(
        max_length=120, help_text="Who said it. Ask them before you publish their name."
    )
    office = blocks.CharBlock(
        max_length=160, required=False, help_text="Their office, such as “Mayor of Alton”."
    )

    class Meta:
        icon = "openquote"
        template = "cms/blocks/quote.html"
        description = "Somebody's own words"


class CalloutBlock(blocks.StructBlock):
    title = blocks.CharBlock(max_length=120, help_text="A few words, read before the rest.")
    words = blocks.RichTextBlock(
        features=PLAIN_WORDS, help_text="What nobody should miss. Use it once on a page."
    )

    class Meta:
        icon = "warning"
        template = "cms/blocks/callout.html"
        description = "A box for what nobody should miss"


class ButtonBlock(blocks.StructBlock):
    words = blocks.CharBlock(
        max_length=60, help_text="Say what happens, such as “Read our bylaws”, not “Click here”."
    )
    page = blocks.PageChooserBlock(required=False, help_text="A page of this site, or")
    address = blocks.URLBlock(
        required=False,
        validators=[URLValidator(["https"], message=HTTPS_ONLY, code="https")],
        help_text="an address elsewhere that starts with https://.",
    )

    class Meta:
        icon = "link"
        template = "cms/blocks/button.html"
        description = "One thing to do next"

    def clean(self, value):
        value = super().clean(value)
        if bool(value.get("page")) == bool(value.get("address")):
            refusal = ValidationError("Choose a page or give an address: one of the two.")
            raise StructBlockValidationError(block_errors={"page": refusal})
        return value

    def get_context(self, value, parent_context=None):
        """The button goes nowhere, and is left out, once its page is no longer public."""
        context = super().get_context(value, parent_context)
        page, href = value.get("page"), value.get("address")
        if page and page.live and not page.get_view_restrictions().exists():
            href = page.url
        return {**context, "href": href}


class QuestionBlock(blocks.StructBlock):
    question = blocks.CharBlock(max_length=160, help_text="As a reader would ask it.")
    answer = blocks.RichTextBlock(features=PLAIN_WORDS, help_text="Short; links are fine.")

    class Meta:
        icon = "help"


class BodyBlock(blocks.StreamBlock):
    text = blocks.RichTextBlock(
        features=WORDS,
        help_text="Short paragraphs. Headings let people find their place.",
        template="cms/blocks/text.html",
        description="Paragraphs, headings and lists",
    )
    quote = QuoteBlock()
    callout = CalloutBlock()
    button = ButtonBlock()
    questions = blocks.ListBlock(
        QuestionBlock(),
        icon="help",
        template="cms/blocks/questions.html",
        description="Questions that open to their answers",
    )
