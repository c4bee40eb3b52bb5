"""What stands around a line: the text it opens, the text it closes, and the lines of its text that look like it."""

import re
from collections import defaultdict

from ..lexicon import key
from . import lines
from .traits import NUMBER, SIGNED, is_name_alone, without_signs
from .words import SPACES

PROSE = 80
LONG = 200
FEW = 4
"""From this many short lines on, one after the other, they are a list."""
LINE = 130
"""Characters of a short line."""

_ENDS = tuple(".!?…")
_GOES_ON = re.compile(r"\W*(?:ils?|elles?|ce|cette|ces|cela|c[’']|cet|on)\b", re.IGNORECASE)
_STEM = re.compile(r"[^\W\d_]{4,}")
_ROW = re.compile(r"\D(?:\s-?\d+){2,}$")
_DIGITS = re.compile(r"\d+")


class Surroundings:
    """The story `blocks[first:last]`, looked at as a whole."""

    def __init__(self, blocks, first, last, candidates, title=""):
        self.blocks, self.first, self.last = blocks, first, last
        self.title = stems(title)
        self.title_key = key(title)
        self.stems = {place: stems(" ".join(blocks[place].words()[:200])) for place in range(first, last)}
        self.kinds = {place: _kind(blocks[place]) for place in range(first, last)}
        self.runs = self._runs()
        self.manner = self._manner_of_all()
        self.alike = self._alike(candidates)

    def traits_of(self, place):
        """Return the names of what can be seen around the line at `place`."""
        block = self.blocks[place]
        after = self.blocks[place + 1] if place + 1 < self.last else None
        kind = self.kinds.get(place + 1, "nothing")
        traits = {f"after {self.kinds.get(place - 1, 'nothing')}", f"above {kind}", *self.alike.get(place, ())}
        words = len(block.text.split())
        if block.text.rstrip(SPACES).endswith(":"):
            few = "few words, " if words <= 3 else ""
            traits.add(f"colon, {few}above {kind}")
        if after is not None and len(" ".join(after.words()[:200])) > 3 * len(block.text):
            traits.add("much shorter")
        if after is not None and after.kind == "paragraph" and _GOES_ON.match(after.text):
            traits.add("above what goes on")
        if self.manner:
            size = "few words" if words <= 3 else "words" if words <= 8 else "many words"
            traits.add(f"{self.manner}, {size}")
        if self.runs.get(place, 0) >= FEW:
            traits.add("in a run")
        if place - self.first <= 1:
            traits.add("at the start")
        if self.last - place <= 2:
            traits.add("at the end")
        if self._names_who_speaks(place):
            traits.add("name under a line")
        if self.title_key and key(block.text) == self.title_key:
            traits.add("title again")
        return traits | self._said(place)

    def _names_who_speaks(self, place):
        """Say whether a line is a name, once in the text, under the title of what was said."""
        comes_back = any(trait.startswith("repeated") for trait in self.alike.get(place, ()))
        under = self.kinds.get(place - 1, "line") in ("line", "unended")
        return under and not comes_back and is_name_alone(self.blocks[place].text)

    def _said(self, place):
        """Compare the words of a line with those of the text after it and before it."""
        own = self.stems[place]
        if not own:
            return set()
        after = self._share(own, range(place + 1, min(place + 4, self.last)))
        before = self._share(own, range(max(self.first, place - 3), place))
        traits = {"said after": after >= 0.5, "said before": before >= 0.5, "unsaid after": not after}
        traits["more said after"] = after > before
        traits["said at once"] = place + 1 < self.last and bool(own & self.stems[place + 1])
        traits["said just before"] = place > self.first and bool(own & self.stems[place - 1])
        traits["of the title"] = len(own & self.title) >= 0.5 * len(own)
        return {name for name, seen in traits.items() if seen}

    def _share(self, own, places):
        return len(own & set().union(*(self.stems[place] for place in places))) / len(own)

    def _runs(self):
        """Return for each short line how many stand together."""
        runs, run = {}, []
        for place in range(self.first, self.last + 1):
            if self.kinds.get(place) in ("line", "unended", "aside"):
                run.append(place)
                continue
            runs |= dict.fromkeys(run, len(run))
            run = []
        return runs

    def _manner_of_all(self):
        """Say whether the whole text is written in lines rather than in paragraphs."""
        texts = [
            self.blocks[place].text for place in range(self.first, self.last) if self.blocks[place].kind == "paragraph"
        ]
        share = sum(len(text) <= LINE for text in texts) / (len(texts) or 1)
        return "in lines" if share > 0.6 else "partly in lines" if share > 0.4 else ""

    def _alike(self, candidates):
        """Return for each line in what it looks like others, and whether they open a text or close one."""
        groups, same = defaultdict(dict), defaultdict(list)
        for place in candidates:
            text = self.blocks[place].text
            same[key(text)].append(place)
            for shape in shapes(text):
                groups[shape].setdefault(key(text), []).append(place)
        alike = defaultdict(set)
        found = [("repeated", places) for places in same.values() if len(places) > 1]
        for (shape, *_words), texts in groups.items():
            if len(texts) > 1:
                found.append((shape, [place for places in texts.values() for place in places]))
        for shape, places in found:
            manner = self._manner(places)
            for place in places:
                alike[place].add(f"{shape}, {manner}")
        return alike

    def _manner(self, places):
        opens = sum(self.kinds.get(place + 1, "nothing") not in ("line", "unended", "nothing") for place in places)
        if opens < 0.5 * len(places):
            return "closing"
        return "opening" if opens == len(places) else "mixed"


def is_row(text):
    """Say whether a line is the row of a table that was pasted: words, then numbers."""
    return bool(_ROW.search(text))


def stems(text):
    """Return the beginnings of the long words of a text."""
    return {word[:6] for word in _STEM.findall(key(text[:2000]))}


def shapes(text):
    """Return the ways in which a line may look like others of its text."""
    words = key(_DIGITS.sub("0", text)).split()
    if len(words) >= 3:
        yield ("starts alike", *words[:2])
        yield ("ends alike", *words[-2:])
    if SIGNED.match(text):
        yield ("signed alike",)
    if NUMBER.match(text):
        yield ("numbered alike",)
    if text.endswith("?"):
        yield ("asked alike",)
    if lines.is_date(text):
        yield ("dated alike",)


def _kind(block):
    """Return what a neighbour is, in one word."""
    if block.kind != "paragraph":
        return "list" if block.kind == "list" else "other"
    text = block.text.rstrip(SPACES)
    if len(text) <= LINE and lines.is_aside(without_signs(text)):
        return "aside"
    if len(text) > LONG:
        return "long"
    if text.endswith(":"):
        return "colon"
    ended = text.rstrip('»”")' + SPACES)[-1:] in _ENDS
    if len(text) > PROSE:
        return "prose" if ended else "unended"
    return "sentence" if ended else "line"
