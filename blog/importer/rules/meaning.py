"""What the story says: date, place, people, figures, partners, themes; all of it for the editor to confirm."""

from dataclasses import asdict

from partners.vocabulary import Role

from ..understood import Proposal
from .bylines import is_signature
from .dates import find_date
from .figures import find_figures
from .moments import moment_of
from .organisers import find_organisers, roles_of
from .people import find_people
from .places import find_places
from .themes import Themes
from .words import LOOKED_AT, sentences

_MOMENTS = {"morning": "Le matin", "midday": "Le midi", "afternoon": "L’après-midi", "evening": "Le soir"}
LONGEST_VALUE = 30
"""How long the value of a key figure may be with its hedge; a longer one stays in the text only."""
_NO_PROFILE = "« %s » %s, dit le texte, mais aucune fiche partenaire ne porte ce nom : créez-la pour la citer."
_RUN_IN = 90
"""How long a question at the start of a paragraph may be to be taken for a heading."""


def read_meaning(understood, lexicon, today, stated=None):
    """Fill `understood` with what its texts say. `stated` is what the front matter states, as texts."""
    stated = stated or {}
    passages = list(_passages(understood))
    texts = [text for _section, text in passages]
    _date(understood, texts, today, stated.get("date", ""))
    where = [f"à {stated['place']}"] if stated.get("place") else []
    understood.place, understood.territory, proposals = find_places(where + texts, understood.title, lexicon)
    understood.proposals += proposals
    _people(understood, passages, lexicon)
    _figures(understood, passages)
    _partners(understood, passages, lexicon)
    _organisers(understood, texts, lexicon)
    _sections(understood, Themes(lexicon.themes))
    for repair in understood.repairs:
        if repair.kind in ("missing_quote", "uppercase_accent", "official_name"):
            value = {"before": repair.before, "after": repair.after, "applied": repair.applied}
            label = f"{repair.before} → {repair.after}"
            understood.proposals.append(Proposal("repair", label, value, repair.before, repair.section))


def _passages(understood):
    """Yield (section, text) of what is told, in order; the summary stands before the sections, as None."""
    if understood.summary:
        yield None, understood.summary
    for number, section in enumerate(understood.sections):
        if section.heading:
            yield number, section.heading
        for part in section.body:
            if part.text and part.type != "heading":
                yield number, part.text
            if part.type in ("list", "table"):
                yield from ((number, item) for item in part.items)


def _date(understood, texts, today, dated):
    near = [understood.title, *texts[:40]]
    understood.date, proposals, warnings = find_date(near, today, understood.title, dated)
    understood.proposals += proposals
    understood.warnings += warnings


def _people(understood, passages, lexicon):
    headings = {section.heading for section in understood.sections}
    told = [(section, text) for section, text in passages if text not in headings and not is_signature(text)]
    heads = [(section, text) for section, text in passages if text in headings and not is_signature(text)]
    heads += [
        (number, part.text)
        for number, section in enumerate(understood.sections)
        for part in section.body
        if part.type == "heading"
    ]
    for person in find_people(told + heads, lexicon):
        section = person.section if person.section is not None else 0
        person.section = section
        understood.people.append(person)
        value = {"name": person.name, "role": person.role, "organisation": person.organisation}
        label = ", ".join(filter(None, value.values()))
        understood.proposals.append(
            Proposal("person", label, value, person.name, section if understood.sections else None, person.took_part)
        )
        if person.took_part and section < len(understood.sections):
            understood.sections[section].speakers.append(person.name)


def _figures(understood, passages):
    for figure, words in find_figures(passages):
        section = figure.section
        figure.section = section or 0
        understood.figures.append(figure)
        if len(figure.as_read) > LONGEST_VALUE:
            continue
        value = {name: text for name, text in asdict(figure).items() if name not in ("section", "hedge")}
        value["value"] = figure.as_read
        if not figure.subject:
            # « 120 personnes. »: the unit says what is counted; « 45 % » alone counts nothing that has a name.
            if not figure.unit[:1].isalpha():
                continue
            value |= {"unit": "", "subject": figure.unit}
        understood.proposals.append(
            Proposal("figure", words, value, words, section, sure=figure.modality != "statement")
        )


def _partners(understood, passages, lexicon):
    seen = {}
    speaking = {
        match.partner
        for person in understood.people
        if person.took_part
        for match in lexicon.partners_in(person.organisation)
    }
    thanked = {match.partner for match in lexicon.partners_in(understood.thanks)}
    for section, text in [(None, understood.title), *passages, (None, understood.thanks)]:
        for match in lexicon.partners_in(text[:LOOKED_AT]):
            if match.partner in seen:
                continue
            seen[match.partner] = match
            words = text[match.start : match.end]
            understood.partners.append({"name": match.name, "match": words})
            value = {"partner": match.partner, "name": match.name}
            role = Role.SPOKE if match.partner in speaking else Role.MENTIONED
            role = Role.THANKED if role == Role.MENTIONED and match.partner in thanked else role
            understood.proposals.append(Proposal("partner", f"{match.name} ({_told([role])})", value, words, section))


def _organisers(understood, texts, lexicon):
    for partner, name, words in find_organisers(texts, understood.thanks, lexicon):
        value = {"partner": partner, "name": name}
        did = _told(roles_of(words))
        understood.proposals.append(Proposal("organiser", f"{name} ({did})", value, words, sure=partner is not None))
        if partner is None:
            understood.warnings.append(_NO_PROFILE % (name, did))


def _told(roles):
    """Return what a partner did: « a organisé et a accueilli »."""
    return " et ".join(str(role.label) for role in roles)


def _sections(understood, themes):
    for number, section in enumerate(understood.sections):
        parts = [part for part in section.body if part.type != "heading"]
        first = parts[0].text if parts else ""
        moment, words = moment_of(section.heading, first)
        if moment:
            section.moment = moment
            understood.proposals.append(Proposal("moment", _MOMENTS[moment], moment, words, number))
        text = " ".join([*(part.text for part in parts), *(item for part in parts for item in part.items)])
        for theme, words, is_sure in themes.find(section.heading, text):
            value = {"slug": theme.slug, "name": theme.name}
            understood.proposals.append(Proposal("theme", theme.name, value, words, number, sure=is_sure))
        for place, part in enumerate(section.body):
            if part.type == "paragraph" and (heading := _run_in(part.text, place)):
                value = {"part": place, "heading": heading}
                understood.proposals.append(Proposal("heading", heading, value, heading, number, sure=False))


def _run_in(text, place):
    """Return the question that begins a paragraph as a heading would, when more than one sentence follows."""
    spans = sentences(text[:3000])
    if len(spans) < 3 or place == 0:
        return ""
    first = text[spans[0][0] : spans[0][1]]
    return first if first.endswith("?") and len(first) <= _RUN_IN and first[:1].isupper() else ""
