"""Footnotes of HTML: a call and a note that lead to each other."""

HOLDERS = ["li", "p", "dd", "div", "aside"]
MOST = 500
"""Notes in a text; the others stay where they are."""


def take(tree):
    """Take the calls and the notes out of a tree; return the elements that hold the notes, in order.

    Word, LibreOffice, Markdown and mammoth all write them as two links, each with the address of the other.
    """
    names, links = {}, {}
    for element in tree.find_all(True):
        for name in {element.get("id"), element.get("name")} - {None, ""}:
            names.setdefault(name, element)
        if element.name == "a" and element.get("href", "").startswith("#"):
            links.setdefault(element["href"][1:], []).append(element)
    pairs = []
    for name, calls in links.items():
        if name in names:
            pairs += [pair for call in calls if (pair := _pair(call, names[name], links))]
    holders, back_links = {}, {}
    for call, holder, back in pairs[:MOST]:
        # Seen from the note, the note is the call: the first of the two in the text is the call.
        if id(call) not in back_links:
            back_links[id(back)] = back
            holders.setdefault(id(holder), holder)
            _remove(call)
    for back in back_links.values():
        _remove(back)
    for holder in holders.values():
        holder.extract()
    return list(holders.values())


def _pair(call, target, links):
    """Return a call, what holds its note and the link that leads back, or None."""
    named = {call.get("id"), call.get("name"), *(sup.get("id") for sup in call.find_parents("sup"))} - {None, ""}
    holder = target if target.name in HOLDERS else target.find_parent(HOLDERS)
    if holder is None or _is_in(call, holder):
        return None
    for name in named:
        for back in links.get(name, []):
            if back is target or _is_in(back, holder):
                return call, _whole(holder, call), back
    return None


def _is_in(element, holder):
    return any(parent is holder for parent in element.parents)


def _whole(holder, call):
    """Return the element that holds all paragraphs of a note, when it holds nothing but this note."""
    parent = holder.parent
    if holder.name == "p" and parent is not None and parent.name in ("div", "li", "aside") and not _is_in(call, parent):
        links = [link for link in parent.find_all("a", limit=3) if link.get("href", "").startswith("#")]
        return parent if len(links) == 1 else holder
    return holder


def _remove(link):
    """Remove a link, and the superscript that holds nothing else."""
    parent = link.parent
    if parent is not None and parent.name == "sup" and parent.get_text(strip=True) == link.get_text(strip=True):
        parent.decompose()
    else:
        link.decompose()
