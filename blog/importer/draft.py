"""From what was understood to a draft, which nobody but editors can see."""

from datetime import date

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _
from wagtail.signal_handlers import disable_reference_index_auto_update

from core.dates import said
from core.models import PageTerritory, PageTheme, Territory, Theme
from partners.models import PartnerMention, PartnerPage
from partners.recognition import Names
from partners.vocabulary import Role

from ..blocks import walk
from ..models import RecapIndexPage, RecapPage
from .passages import inline, text_of
from .records import People, figure, photo
from .rules.organisers import roles_of
from .story import tell

MANY, TOGETHER = 120, 2_000
"""Above so many pieces, the paragraphs of a draft share blocks of so many letters: an editor opens each in a box."""


@transaction.atomic
def write_draft(understood, accepted, user, year=None, lead=""):
    """Write an unpublished recap with what was understood and the `accepted` proposals; return the page.

    `accepted` is a list of some of `understood.proposals`; `year` is the editor's answer, None when unknown;
    `lead` is text that goes before the sessions.
    All is stored, or nothing. `user` is None when nobody is logged in (a command).
    """
    index = RecapIndexPage.objects.select_for_update().get()
    story = tell(understood, accepted, lead)
    people = People(user) if any(proposal.kind == "person" for proposal in accepted) else None
    page = RecapPage(
        title=story.title,
        slug=_free_slug(index, story.title),
        summary=story.summary,
        thanks=story.thanks,
        category=category_key(understood.category),
        place=next((proposal.value[:120] for proposal in accepted if proposal.kind == "place"), ""),
        owner=user,
        live=False,
        **dates(understood, accepted, year),
    )
    page.body = _body(story, people, user)
    page.theme_links = _themes(accepted)
    page.territory_links = _territories(accepted)
    page.partner_links = _partners(understood, accepted, people)
    # The page's references are indexed once, when its revision is stored, and not row by row.
    with disable_reference_index_auto_update():
        index.add_child(instance=page)
    # As when an editor saves a draft: what a reader needs is asked for at publication.
    page.save_revision(user=user, log_action=True, clean=False)
    return page


def words_of(page):
    """Return the words of a draft in order: title, summary, sessions, thanks, category.

    Records that stand beside the text (speakers, key figures) repeat it, and are not read.
    """
    texts = [page.title, page.summary]
    for child in walk(page.body):
        texts += _texts(child.block_type, child.value)
    texts += [page.thanks, page.get_category_display()]
    return [word for text in texts for word in str(text or "").split()]


def category_key(words):
    """Return the key of the category that `words` (a key or a label) name, or an empty text."""
    labels = {str(label).casefold(): key for key, label in RecapPage.Category.choices}
    return words if words in RecapPage.Category.values else labels.get(words.strip().casefold(), "")


def dates(understood, accepted=(), year=None):
    """Return the fields of the page that say when.

    Raise ValueError when that day does not exist in `year`.
    """
    when = understood.date
    candidates = {p.value["year"]: p.value.get("end") for p in understood.proposals if p.kind == "year"}
    year = year or when.year or next((p.value["year"] for p in accepted if p.kind == "year"), None)
    if not year:
        as_told = when.said or _as_told(when)
        return {"date_as_told": as_told[:60]}
    first = date(year, when.month or 1, when.day or 1)
    end = candidates.get(year) or when.end
    last = date.fromisoformat(end) if end and when.day else None
    if last and last.year - first.year not in (0, 1):
        last = last.replace(year=year + (last.month < first.month))
    precision = RecapPage.Precision
    return {
        "date": first,
        "end_date": last if last and last > first else None,
        "date_precision": precision.DAY if when.day else precision.MONTH if when.month else precision.YEAR,
    }


def _as_told(when):
    if not when.month:
        return ""
    told = said(date(2000, when.month, when.day or 1), precision="day" if when.day else "month")
    return told.rsplit(" ", 1)[0]


def _free_slug(index, title):
    base = slugify(title)[:200].strip("-") or "recit"
    taken = set(index.get_children().filter(slug__startswith=base).values_list("slug", flat=True))
    slug, number = base, 1
    while slug in taken:
        number += 1
        slug = f"{base}-{number}"
    return slug


def _body(story, people, user):
    stream = RecapPage._meta.get_field("body").stream_block
    sessions = []
    is_long = sum(len(scene.pieces) for scene in story.scenes) > MANY
    for scene in story.scenes:
        blocks = [block for piece in scene.pieces for block in _block(piece, scene, story, user)]
        blocks = _gathered(blocks) if is_long else blocks
        session = {
            "heading": scene.heading,
            "format": "",
            "moment": scene.moment,
            "speakers": [people.speaker(value) for value in scene.speakers],
            "body": blocks,
        }
        if scene.heading or blocks or scene.speakers:
            sessions.append(("session", session))
    return stream.clean_deferred(stream.normalize(sessions))


def _gathered(blocks):
    """Return `blocks` with the paragraphs that follow one another in fewer blocks."""
    gathered = []
    for kind, value in blocks:
        before, text = gathered[-1] if gathered else ("", "")
        if kind == before == "paragraph" and len(text) + len(value) <= TOGETHER:
            gathered[-1] = (kind, text + value)
        else:
            gathered.append((kind, value))
    return gathered


def _block(piece, scene, story, user):
    if piece.kind == "paragraph":
        return [("paragraph", f"<p>{inline(piece.html)}</p>")]
    if piece.kind == "aside":
        return [("aside", {"title": _("Notes"), "text": "".join(f"<p>{inline(item)}</p>" for item in piece.items)})]
    if piece.kind == "list":
        return [("list", {"items": [inline(item) for item in piece.items], "ordered": piece.ordered})]
    if piece.kind == "audience_questions":
        questions = [text_of(item) for item in piece.items]
        return [("audience_questions", {"intro": piece.text, "questions": questions})]
    if piece.kind == "quote":
        return [("quote", {"text": piece.text, "voice": "named", "person": None, "who": "", "context": ""})]
    if piece.kind == "table":
        header, *rows = [[text_of(cell) for cell in row] for row in piece.rows] or [[]]
        return [("table", {"caption": piece.text, "header": header, "rows": rows})]
    if piece.kind == "key_figure":
        record = figure(piece.figure, user)
        return [("key_figure", record)] if record else []
    if piece.kind == "picture":
        return _picture(piece, scene, story, user)
    return [(piece.kind, piece.text)]


def _picture(piece, scene, story, user):
    record = photo(piece.picture, piece.text or scene.heading or story.title, user)
    if record:
        image = {"image": record, "alt_text": piece.picture.alt, "decorative": False}
        return [("picture", {"image": image, "caption": piece.text})]
    return [("paragraph", f"<p>{inline(piece.html)}</p>")] if piece.text else []


def _themes(accepted):
    slugs = dict.fromkeys(proposal.value["slug"] for proposal in accepted if proposal.kind == "theme")
    found = Theme.objects.current().in_bulk(list(slugs), field_name="slug")
    themes = [found[slug] for slug in slugs if slug in found]
    return [PageTheme(theme=theme, sort_order=place) for place, theme in enumerate(themes)]


def _territories(accepted):
    links = []
    for value in [proposal.value for proposal in accepted if proposal.kind == "territory"]:
        territory = Territory.objects.filter(level=value["level"], code=value["code"]).first()
        if territory and territory not in [link.territory for link in links]:
            links.append(PageTerritory(territory=territory, sort_order=len(links)))
    return links


def _partners(understood, accepted, people):
    roles = {}
    for proposal in accepted:
        if proposal.kind == "organiser" and proposal.value.get("partner"):
            mine = roles.setdefault(proposal.value["partner"], [])
            mine += roles_of(proposal.words)
    persons = [proposal.value for proposal in accepted if proposal.kind == "person"]
    speaking = {people.organisation(person.get("organisation") or "") for person in persons}
    thanked = {match.partner for match in Names.of_partners().find(understood.thanks)} if understood.thanks else set()
    for pk in [proposal.value["partner"] for proposal in accepted if proposal.kind == "partner"]:
        mine = roles.setdefault(pk, [])
        if pk in speaking:
            mine.append(Role.SPOKE)
        if not mine:
            mine.append(Role.THANKED if pk in thanked else Role.MENTIONED)
    partners = PartnerPage.objects.in_bulk(list(roles))
    rows = [(pk, role) for pk, mine in roles.items() if pk in partners for role in dict.fromkeys(mine)]
    return [PartnerMention(partner=partners[pk], role=role, sort_order=i) for i, (pk, role) in enumerate(rows)]


def _texts(kind, value):
    """Yield what a block says that comes from the text."""
    if kind == "session":
        yield value["heading"]
    elif kind == "paragraph":
        yield text_of(value.source.replace("</p>", "</p> "))
    elif kind == "list":
        yield from (text_of(item.source) for item in value["items"])
    elif kind == "aside":
        yield text_of(value["text"].source.replace("</p>", "</p> "))
    elif kind == "audience_questions":
        yield from (value["intro"], *value["questions"])
    elif kind == "quote":
        yield value["text"]
    elif kind == "table":
        yield from (value["caption"], *value["header"], *(cell for row in value["rows"] for cell in row))
    elif kind == "picture":
        yield value["caption"]
    elif kind in ("subheading", "heading"):
        yield value
