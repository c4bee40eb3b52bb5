"""What a subject of the editors' home is made of: a heading, a few lines, one action a line."""

from dataclasses import dataclass

SHOWN = 5


@dataclass
class Line:
    """One thing to do: where its title leads, what is known of it, and the one action."""

    title: str
    url: str
    note: str
    action: str
    action_url: str
    quote: str = ""
    writes: bool = False
    """Whether the action makes something, so that it takes a pressed button and not a link."""


@dataclass
class Section:
    """A subject: its first lines and how many there are in all."""

    key: str
    heading: str
    icon: str
    lines: list
    count: int
    help: str = ""
    more_label: str = ""
    more_url: str = ""
    warning: str = ""


def section(key, heading, icon, lines, count, *, more_label="", more_url="", **fields):
    """Return the section, or None without a line; it leads to the rest when there is more."""
    if not lines:
        return None
    if count <= len(lines) and key != "to-refresh":
        more_url = ""
    return Section(key, heading, icon, lines, count, more_label=more_label, more_url=more_url, **fields)
