"""The story: blocks between headings become sections, each block a part of one."""

from dataclasses import replace

from ..understood import Part, Section
from .questions import questions_of


def build(understood, frame, headings, nested):
    """Fill the sections of `understood` with what is in no other field, and say in which order all stands."""
    section_of = {}
    fields = {frame.title: "title", frame.summary: "summary", frame.category: "category"}
    fields |= dict.fromkeys(frame.thanks, "thanks")
    for place, block in enumerate(frame.blocks):
        if place in fields:
            if (fields[place],) not in understood.order:
                understood.order.append((fields[place],))
        elif place in headings:
            understood.sections.append(Section(heading=block.text))
            understood.order.append(("heading", len(understood.sections) - 1))
        else:
            if not understood.sections:
                understood.sections.append(Section())
            section = understood.sections[-1]
            for part in parts_of(block, place in nested):
                understood.order.append(("part", len(understood.sections) - 1, len(section.body)))
                section.body.append(part)
        section_of[place] = None if place in fields else len(understood.sections) - 1
    return section_of


def parts_of(block, is_heading=False):
    """Return the parts that a block makes."""
    if is_heading or block.kind == "heading":
        return [Part("heading", block.text, block=block)]
    if (
        block.kind == "list"
        and len(block.items) > 1
        and all(item.text.rstrip('»”" ').endswith("?") for item in block.items)
    ):
        return [Part("questions", items=[item.text for item in block.items], block=block)]
    if block.kind == "list":
        return [Part("list", items=[item.text for item in block.items], block=block)]
    if block.kind == "table":
        return [Part("table", block.text, ["\t".join(row) for row in block.rows], block=block)]
    if block.kind in ("image", "quote"):
        return [Part(block.kind, block.text, block=block)]
    if asked := questions_of(block.text):
        told = [Part("paragraph", asked.before, block=replace(block, text=asked.before))] if asked.before else []
        rest = replace(block, text=block.text[len(asked.before) :].lstrip())
        return [*told, Part("questions", asked.intro, asked.questions, block=rest)]
    return [Part("paragraph", block.text, block=block)]
