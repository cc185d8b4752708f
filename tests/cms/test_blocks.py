import json

import pytest
from django.core.exceptions import ValidationError
from wagtail.models import Page, PageViewRestriction

from cms.blocks import BodyBlock, ButtonBlock, Stream

ONE_OF_TWO = "Choose a page or give an address: one of the two."


def refusal(**value):
    block = ButtonBlock()
    with pytest.raises(ValidationError) as refused:
        block.clean(block.normalize({"words": "Read our bylaws", **value}))
    return [words for error in refused.value.block_errors.values() for words in error.messages]


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "http://example.org/", "data:text/html,x"]
)
def test_a_button_leads_only_to_https(address):
    assert "Use a link that starts with https://." in refusal(address=address, page=None)


def test_a_button_leads_to_one_place():
    page = Page.objects.get(slug="chapters")

    assert refusal(address="", page=None) == [ONE_OF_TWO]
    assert refusal(address="https://example.org/", page=page) == [ONE_OF_TWO]


def test_a_button_to_a_page_that_is_not_public_is_left_out():
    block, page = ButtonBlock(), Page.objects.get(slug="chapters")
    button = block.normalize({"words": "All chapters", "page": page})
    assert 'href="/chapters/"' in block.render(button)

    PageViewRestriction.objects.create(page=page, restriction_type="login")

    assert block.render(button).strip() == ""


def test_text_holds_no_markup_of_its_own():
    block = BodyBlock().child_blocks["text"]
    words = "Hi <script>alert(1)</script> there"
    typed = {
        "blocks": [
            {
                "key": "a",
                "type": "unstyled",
                "text": words,
                "depth": 0,
                "inlineStyleRanges": [],
                "entityRanges": [{"offset": 0, "length": 2, "key": 0}],
            }
        ],
        "entityMap": {
            "0": {"type": "LINK", "mutability": "MUTABLE", "data": {"url": "javascript:alert(1)"}}
        },
    }

    page = block.render(block.value_from_datadict({"text": json.dumps(typed)}, {}, "text"))

    assert "&lt;script&gt;alert(1)&lt;/script&gt; there" in page
    assert [bad for bad in ("<script", "javascript:") if bad in page] == []


def test_blocks_stay_out_of_migrations():
    field = Stream(BodyBlock(), blank=True)

    assert field.deconstruct()[1:] == ("cms.blocks.Stream", [[]], {"blank": True})
