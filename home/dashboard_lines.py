"""What the editors' home is made of."""

from dataclasses import dataclass

SHOWN = 5
"""How many lines of a subject are shown."""


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
