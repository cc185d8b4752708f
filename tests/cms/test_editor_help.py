"""What an editor reads beside fields, blocks and kinds of page."""

import pytest
from django.urls import reverse
from wagtail.admin.panels import FieldPanel
from wagtail.admin.panels.model_utils import get_edit_handler as kept
from wagtail.blocks import Block, ListBlock, StreamBlock, StructBlock
from wagtail.models import get_page_models

from cms.blocks import BodyBlock
from cms.models import HousePage, Picture, SiteAlert

KINDS = [kind for kind in get_page_models() if issubclass(kind, HousePage)]


def panels(panel):
    yield panel
    for child in getattr(panel, "children", []):
        yield from panels(child)


def silent_fields(model):
    """Fields of the editor that say nothing about what belongs in them."""
    handler = model.get_edit_handler() if hasattr(model, "get_edit_handler") else kept(model)
    fields = handler.get_form_class().base_fields
    return [
        panel.field_name
        for panel in panels(handler)
        if isinstance(panel, FieldPanel)
        and panel.field_name in fields
        and not (panel.help_text or fields[panel.field_name].help_text)
    ]


@pytest.mark.parametrize("model", [*KINDS, SiteAlert], ids=lambda model: model.__name__)
def test_every_field_says_what_belongs_in_it(model):
    assert silent_fields(model) == []


def parts(block: Block, name=""):
    """A block's own parts, down to those that are filled in."""
    if isinstance(block, StreamBlock | StructBlock):
        for child in block.child_blocks.values():
            yield from parts(child, f"{name}.{child.name}")
    elif isinstance(block, ListBlock):
        yield from parts(block.child_block, name)
    else:
        yield name, block


#: Said by Wagtail in the block's own form.
SELF_SAID = {".picture.image", ".picture.alt_text", ".picture.decorative"}


def test_every_part_of_a_block_says_what_belongs_in_it():
    silent = [
        name
        for name, block in parts(BodyBlock())
        if name not in SELF_SAID and not block.field.help_text
    ]

    assert silent == []


@pytest.mark.parametrize("name", BodyBlock().child_blocks)
def test_every_block_is_described_and_shown_before_it_is_chosen(enter, texas, publisher, name):
    block = BodyBlock().child_blocks[name]
    assert (block.is_previewable, bool(block.get_description())) == (True, True)
    assert block.meta.icon != "placeholder"

    shown = enter(publisher).get(
        reverse("wagtailadmin_block_preview"), {"id": block.definition_prefix}
    )

    page = shown.content.decode()
    assert (shown.status_code, "site.css" in page) == (200, True)
    assert len(page.partition('<main class="wrap stack">')[2]) > 80


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_every_kind_of_page_says_what_it_is_for(kind):
    assert (bool(kind.get_page_description()), "page" in kind.get_verbose_name()) == (True, False)


def test_whoever_makes_a_page_chooses_by_what_it_is_for(enter, texas, publisher):
    address = reverse("wagtailadmin_pages:add_subpage", args=[texas.page.pk])

    page = enter(publisher).get(address).content.decode()

    assert ">Story</a>" in page
    assert "What members did" in page
    assert "/cms/pages/usage/" not in page


def test_times_are_said_with_their_zone(enter, texas, publisher):
    address = reverse("wagtailadmin_pages:add", args=["cms", "storypage", texas.page.pk])

    page = enter(publisher).get(address).content.decode()

    assert page.count("Times are those of New York.") == 2


def test_a_picture_is_asked_for_with_a_word_on_what_is_kept(enter, texas, publisher):
    page = enter(publisher).get(reverse("wagtailimages:add")).content.decode()

    assert "where it was taken" in page
    assert Picture._meta.verbose_name == "picture"
