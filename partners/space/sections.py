"""What the floors above put on the first screen of « Mon espace », without its having to know them."""

_sections = []


def shows(section):
    """Make a function show a section: `section(membership)` returns (template, context), or None to show nothing."""
    if section not in _sections:
        _sections.append(section)
    return section


def sections_for(membership):
    """Return [(template, context)] of what there is to show to a member, in the order in which they were named."""
    found = (section(membership) for section in _sections)
    return [one for one in found if one]
