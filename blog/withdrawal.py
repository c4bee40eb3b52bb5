"""A name taken out of a page, at the request of whoever bears it."""

from core.search import fold

from .blocks import Voice, walk


def take_name_out(page, named):
    """Turn the name of `named` (see `blog.passages`) into a function, or into nobody's, throughout `page`.

    Speakers keep their role and organisation, quotations their words. The running text is left as its
    author wrote it: return the passages that still name the person, for an editor to rewrite.
    """
    role = named.roles[0] if named.roles else ""
    for child in walk(page.body):
        if child.block_type == "session":
            for speaker in child.value["speakers"].bound_blocks:
                if _is(speaker.value["person"], speaker.value["free_name"], named):
                    _become_a_role(speaker.value)
        elif child.block_type == "quote" and _is_quoted(child.value, named):
            voice = Voice.FUNCTION if role else Voice.ANONYMOUS
            child.value.update(person=None, who=_capital(role), voice=voice)
    return [passage for passage in named.passages if passage.kind == "text"]


def _is(person, free_name, named):
    if person:
        return bool(named.person) and person.pk == named.person.pk
    return bool(free_name) and fold(free_name.strip()) == fold(named.name)


def _is_quoted(quote, named):
    return quote["voice"] == Voice.NAMED and _is(quote["person"], quote["who"], named)


def _become_a_role(speaker):
    partner = speaker.partner
    speaker.update(
        person=None,
        free_name=_capital(speaker["role"]) or "Une personne",
        role="",
        organisation=speaker["organisation"] or (partner.title if partner else ""),
    )


def _capital(text):
    return text[:1].upper() + text[1:] if text else ""
