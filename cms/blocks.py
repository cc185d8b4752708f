"""What pages are made of. Words and their order: no markup, colours or sizes to choose."""

from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.fields import StreamField
from wagtail.images.blocks import ImageBlock

from .topics import Topic

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
        preview_value = {
            "words": "I ran because of one bus stop. It took two years. It has a roof now.",
            "who": "Marisol Okafor",
            "office": "Councilmember, Frederick",
        }


class CalloutBlock(blocks.StructBlock):
    title = blocks.CharBlock(max_length=120, help_text="A few words, read before the rest.")
    words = blocks.RichTextBlock(
        features=PLAIN_WORDS, help_text="What nobody should miss. Use it once on a page."
    )

    class Meta:
        icon = "warning"
        template = "cms/blocks/callout.html"
        description = "A box for what nobody should miss"
        preview_value = {
            "title": "The vote is on Monday",
            "words": "<p>Come at six. Comments are two minutes each.</p>",
        }


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
        preview_value = {"words": "Read our bylaws", "address": "https://example.org/bylaws"}

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


class PictureBlock(ImageBlock):
    """A picture with what it shows, said for this place, or marked as saying nothing."""

    class Meta:
        icon = "image"
        template = "cms/blocks/picture.html"
        description = "A picture, with words for those who do not see it"
        preview_template = "cms/previews/picture.html"


class DocumentBlock(blocks.StructBlock):
    document = DocumentChooserBlock(
        help_text="PDF, Word, Excel, PowerPoint, text or MP3. Its type and size are said beside it."
    )
    words = blocks.CharBlock(
        max_length=120, help_text="What it is, such as “Model ordinance, to be changed”."
    )

    class Meta:
        icon = "doc-full"


class EmbedBlock(blocks.StructBlock):
    """Leads to a film or sound elsewhere. Nothing of theirs is loaded into our pages."""

    title = blocks.CharBlock(
        max_length=120, help_text="What one sees or hears there. Read aloud in place of it."
    )
    address = blocks.URLBlock(
        validators=[URLValidator(["https"], message=HTTPS_ONLY, code="https")],
        help_text="Where it is, starting with https://.",
    )
    minutes = blocks.IntegerBlock(
        required=False, min_value=1, max_value=600, help_text="How long it takes, in minutes."
    )

    class Meta:
        icon = "media"
        template = "cms/blocks/embed.html"
        description = "A link to a film or a recording on another site"
        preview_value = {
            "title": "How a town budget is made, told by three treasurers",
            "address": "https://films.example.org/budget",
            "minutes": 12,
        }

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context)
        return {**context, "elsewhere": urlsplit(value["address"]).hostname}


class LiveListBlock(blocks.StructBlock):
    """What is true at this moment: nobody has to keep it up."""

    title = blocks.CharBlock(max_length=120, help_text="A heading, such as “What is coming”.")
    what = blocks.ChoiceBlock(
        choices=[
            ("events", "Next events"),
            ("seats", "Open seats"),
            ("stories", "Latest stories"),
            ("resources", "From the library"),
        ],
        default="events",
        help_text="What is listed. Only what is public is.",
    )
    topic = blocks.ChoiceBlock(
        choices=Topic.choices,
        required=False,
        help_text="Of stories and the library: only about this.",
    )
    everywhere = blocks.BooleanBlock(
        required=False,
        default=False,
        help_text="On a chapter's page: not only the chapter's own.",
    )
    most = blocks.IntegerBlock(
        min_value=1, max_value=12, default=3, help_text="How many at most, up to 12."
    )

    class Meta:
        icon = "list-ul"
        template = "cms/blocks/live_list.html"
        description = "Events, seats, stories or resources, as they are today"
        preview_template = "cms/previews/live_list.html"


class BodyBlock(blocks.StreamBlock):
    text = blocks.RichTextBlock(
        features=WORDS,
        help_text="Short paragraphs. Headings let people find their place.",
        template="cms/blocks/text.html",
        description="Paragraphs, headings and lists",
        preview_value=(
            "<h2>What we did</h2><p>Nine towns wrote one letter about one bridge. Then they"
            " brought the people who cross it.</p><ul><li>We counted the cars.</li>"
            "<li>We counted the buses, too.</li></ul>"
        ),
    )
    picture = PictureBlock()
    quote = QuoteBlock()
    callout = CalloutBlock()
    button = ButtonBlock()
    questions = blocks.ListBlock(
        QuestionBlock(),
        icon="help",
        template="cms/blocks/questions.html",
        description="Questions that open to their answers",
        preview_value=[
            {
                "question": "Do I have to hold office to come?",
                "answer": "<p>No. Bring whoever is thinking about it.</p>",
            },
            {"question": "Is there food?", "answer": "<p>There is always food.</p>"},
        ],
    )
    documents = blocks.ListBlock(
        DocumentBlock(),
        icon="doc-full",
        template="cms/blocks/documents.html",
        description="Files to take along, each with its type and size",
        preview_template="cms/previews/documents.html",
    )
    embed = EmbedBlock()
    live_list = LiveListBlock()
