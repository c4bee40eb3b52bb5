"""From lines to paragraphs and lists: lines cut to a width are joined again, bullets typed by hand become lists."""

import math
from dataclasses import dataclass, field
from itertools import groupby, pairwise

from ..document import Block
from . import bullets
from .inline import Run, block, plain, without_start

NARROWEST, WIDEST = 40, 130
"""Between these a text may have been cut to a width; a longer line is a paragraph of its own."""

HEADING = 2
"""How many lines a heading may take."""

ENDS = '.!?…:;»”"'


@dataclass
class Line:
    """A line: its runs, and how far it is from the margin."""

    runs: list[Run]
    indent: int = 0
    text: str = ""
    marker: bullets.Marker | None = None

    def __post_init__(self):
        raw = plain(self.runs)
        self.indent = len(raw.expandtabs(4)) - len(raw.expandtabs(4).lstrip())
        bare = raw.lstrip()
        self.marker = bullets.marker(bare)
        self.text = bare.rstrip()


@dataclass
class Unit:
    """A paragraph or an item to be."""

    runs: list[Run] = field(default_factory=list)
    marker: bullets.Marker | None = None
    indent: int = 0
    apart: bool = False
    """Whether an empty line stands before it."""

    def add(self, line):
        """Take one more line."""
        self.runs = [*self.runs, Run(" "), *line.runs] if self.runs else list(line.runs)


def lay_out(lines, kind="paragraph", soft=False):
    """Return the blocks that lines of runs make; an empty line ends a paragraph.

    `soft` lines come from a format whose paragraphs are known: a line break inside a sentence is only for the eye.
    """
    lines = _with_their_bullets([Line(runs) for runs in lines])
    groups = [list(group) for full, group in groupby(lines, key=lambda line: bool(line.text)) if full]
    width = _width(groups)
    loose = sum(len(group) > 1 for group in groups) > 1
    units = []
    for group in groups:
        units += _units(group, width or _width([group], least=3, share=0.8), loose, soft)
    return _blocks(units, kind)


def _with_their_bullets(lines):
    """Put a bullet that stands alone on its line back before its item."""
    whole, waiting = [], None
    for line in lines:
        if waiting:
            if not line.text:
                continue
            if not line.marker:
                line = Line([*waiting.runs, Run(" "), *line.runs])
            waiting = None
        if bullets.ALONE.fullmatch(line.text):
            waiting = line
        else:
            whole.append(line)
    return whole


def _width(groups, least=2, share=0.5):
    """Return the width to which lines were cut, 0 if each line is a paragraph."""
    groups = [group for group in groups if len(group) >= least]
    lengths = sorted(len(line.text) for group in groups for line in group)
    if not lengths:
        return 0
    width = lengths[math.ceil(0.95 * (len(lengths) - 1))]
    if not NARROWEST <= width <= WIDEST:
        return 0
    pairs = [(a, b) for group in groups for a, b in pairwise(group) if not b.marker and not a.text.endswith(":")]
    full = sum(_room(a, b, width) < 0 for a, b in pairs)
    return width if pairs and full >= share * len(pairs) else 0


def _room(line, following, width):
    """Return how many more characters the line could have held had the next word been put on it."""
    return width - len(line.text) - 1 - len(following.text.split(None, 1)[0])


def _continues(line, following, width, loose):
    """Tell whether a line was cut and goes on in the next."""
    room = _room(line, following, width)
    if room < 0:
        return True
    ended = line.text[-1] in ENDS
    if not ended:
        return len(line.text) >= width / 2 and not following.text[0].isupper()
    return loose and room <= width * 0.15


def _inside_a_sentence(line, following):
    """Tell whether a sentence goes on after a line break."""
    return len(line.text) >= NARROWEST and line.text[-1] not in ENDS and following.text[0].islower()


def _units(group, width, loose, soft):
    units = []
    previous = None
    for place, line in enumerate(group):
        unit = units[-1] if units else None
        apart = unit and width and _stands_apart(previous, group[place : place + HEADING + 1], width)
        if unit and not apart and _belongs(unit, previous, line, width, loose, soft):
            unit.add(line)
        else:
            units.append(Unit(list(line.runs), line.marker, line.indent, apart=not place))
        previous = line
    return units


def _stands_apart(previous, lines, width):
    """Tell whether a heading starts after a line that is full by chance: its own lines end before the edge, unended.

    The last line of a paragraph ends with a sign; that of a heading seldom does.
    """
    if previous.text[-1] not in ".!?…»" or lines[0].text[0].islower() or lines[0].marker:
        return False
    for line, following in pairwise(lines):
        if _room(line, following, width) >= 0:
            return line.text[-1] not in ENDS and (
                not following.text[0].islower() or following.text.startswith(("http", "www."))
            )
    return False


def _belongs(unit, previous, line, width, loose, soft):
    cut = (bool(width) and _continues(previous, line, width, loose)) or (soft and _inside_a_sentence(previous, line))
    if line.marker:
        # A dash or a number that a cut line happens to start with.
        inside = not unit.marker and line.marker.sign not in "•◦▪‣●" and previous.text[-1] not in ENDS
        return cut and inside and _room(previous, line, width) < 0
    if unit.marker:
        return line.indent > unit.indent or cut
    return cut and not (line.indent >= previous.indent + 2)


def _blocks(units, kind):
    blocks = []
    for marked, group in groupby(units, key=lambda unit: unit.marker is not None):
        group = list(group)
        if not marked:
            blocks += [block(unit.runs, kind) for unit in group]
            continue
        really = bullets.is_a_list([unit.marker for unit in group], _announcing(group))
        for listed, part in groupby(zip(group, really, strict=True), key=lambda pair: pair[1]):
            part = [unit for unit, _ in part]
            blocks += [_list(part)] if listed else [block(unit.runs, kind) for unit in part]
    return [made for made in blocks if made]


def _announcing(units):
    """Return the places of the numbered lines that number a passage: bullets, or numbers that start over, come next.

    Such a line ends with a colon, or stands between empty lines.
    """
    return {
        place
        for place, (unit, following) in enumerate(pairwise(units))
        if unit.marker.kind == "ordered"
        and following.marker.number in (0, 1)
        and (plain(unit.runs).rstrip().endswith(":") or _is_alone(unit, following))
    }


def _is_alone(unit, following):
    return unit.apart and following.apart and following.marker.kind == "sure" and following.indent <= unit.indent


def _list(units):
    ordered = [unit.marker.kind == "ordered" for unit in units]
    items = []
    for unit in units:
        numbered_among_bullets = unit.marker.kind == "ordered" and not all(ordered)
        raw = plain(unit.runs)
        start = len(raw) - len(raw.lstrip()) + unit.marker.length
        items.append(block(unit.runs if numbered_among_bullets else without_start(unit.runs, start)))
    return Block("list", ordered=all(ordered), items=[item for item in items if item])
