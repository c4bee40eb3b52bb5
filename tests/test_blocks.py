"""Every block can be looked at before it is used."""

import pytest
from django.template.loader import get_template, render_to_string

from blog.blocks import STORY_BLOCKS, HeadingBlock, SessionBlock, SpeakerBlock
from blog.commitment_block import CommitmentBlock
from blog.programme import ProgrammeItemBlock
from core.blocks import PlainBody

BLOCKS = [
    ("heading", HeadingBlock()),
    *STORY_BLOCKS,
    ("session", SessionBlock()),
    ("speaker", SpeakerBlock()),
    ("programme_item", ProgrammeItemBlock()),
    ("commitment", CommitmentBlock()),
]


@pytest.mark.parametrize(("name", "block"), BLOCKS, ids=[name for name, _block in BLOCKS])
def test_a_block_previews_with_the_look_of_the_site_and_no_database(name, block):
    block.set_name(name)
    value = block.get_preview_value()

    html = render_to_string(
        block.get_preview_template(value) or "wagtailcore/shared/block_preview.html",
        block.get_preview_context(value, {"bound_block": block.bind(value), "block_def": block}),
    )

    assert "css/site.css" in html
    assert len(html[html.index("<main") :]) > 80
    assert block.meta.icon
    assert block.meta.description


@pytest.mark.parametrize(("name", "block"), BLOCKS, ids=[name for name, _block in BLOCKS])
def test_a_block_its_template_and_its_class_share_one_name(name, block):
    assert block.meta.template == f"blocks/{name}.html"
    get_template(block.meta.template)


def test_plain_pages_use_the_same_blocks():
    assert set(PlainBody().child_blocks) <= {name for name, _block in BLOCKS}
