"""What is a heading when the format says so, or when bold lines are used as such."""

import re

LONGEST = 125
"""Characters in a bold line that may be a heading."""

BOLD = re.compile(r"<b>.*?</b>")
TAGS = re.compile(r"<[^>]*>")


def settle(document):
    """Give the headings of a document their levels, and say whether it states any."""
    headings = [block for block in document.blocks if block.kind == "heading"]
    if len(headings) <= (bool(headings) and document.blocks[0] is headings[0]):
        headings += _bold_ones(document.blocks)
    document.explicit = bool(headings)
    _one_title(document.blocks)


def _bold_ones(blocks):
    """Turn bold lines into headings when they are used consistently: at least two, each before a text."""
    bold = [_is_bold(block) for block in blocks]
    found = [
        block
        for block, is_bold, following, next_bold in zip(blocks, bold, blocks[1:], bold[1:], strict=False)
        if is_bold and not next_bold and following.kind in ("paragraph", "list", "quote", "table", "image")
    ]
    if len(found) < 2 or sum(bold) > len(blocks) / 2:
        return []
    if bold[0] and blocks[0] is not found[0]:
        found.insert(0, blocks[0])
    for block in found:
        block.kind, block.level = "heading", 1 if block is blocks[0] else 2
        block.html = without_bold(block.html)
    return found


def _is_bold(block):
    if block.kind != "paragraph" or not block.html or len(block.text) > LONGEST or block.text.rstrip()[-1] in ".;,":
        return False
    return not TAGS.sub("", BOLD.sub("", block.html)).strip()


def without_bold(html):
    """Return inline HTML without bold; nothing when nothing else stands out."""
    html = html.replace("<b>", "").replace("</b>", "")
    return html if TAGS.search(html) else ""


def _one_title(blocks):
    """Leave one heading of level 1, the first of a text that starts with it; the others go one level down."""
    titles = [block for block in blocks if block.kind == "heading" and block.level == 1]
    if len(titles) < 2:
        return
    for block in blocks:
        if block.kind == "heading" and not (block is titles[0] and block is blocks[0]):
            block.level = min(6, block.level + 1)
