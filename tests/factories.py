"""Test data that reads like the country, planted where editors would put it."""

from datetime import date
from itertools import count

from django.core.files.base import ContentFile
from wagtail.models import PageViewRestriction
from wagtail.rich_text import RichText

from blog.models import ArticleIndexPage, ArticlePage, EventSeries, KeyFigure, RecapIndexPage, RecapPage
from core.models import BasePage, PageTerritory, PageTheme, Photo, Territory, Theme
from home.demo.drawings import draw
from partners.models import PartnerIndexPage, PartnerMention, PartnerPage, Person

_number = count(1)


def theme(name="Intelligence artificielle", **fields):
    slug = fields.pop("slug", f"theme-{next(_number)}")
    return Theme.objects.create(name=name, slug=slug, **fields)


def territory(code):
    """`code` is « departement:45 », « region:24 » or « pays:FR »."""
    level, insee = code.split(":")
    return Territory.objects.get(level=level, code=insee)


def partner(title="Le Part'âges", **fields):
    page = PartnerPage(title=title, kind=fields.pop("kind", "association"), **fields)
    return _plant(page, PartnerIndexPage)


def person(name="Inès Lacroix", **fields):
    return Person.objects.create(name=name, **fields)


def figure(value="638 000", **fields):
    fields.setdefault("subject", "seraient en difficulté avec le numérique")
    fields.setdefault("unit", "personnes")
    return KeyFigure.objects.create(value=value, **fields)


def series(name="Numérique en Commun[s]"):
    return EventSeries.objects.create(name=name, slug=f"serie-{next(_number)}")


def recap(title="Une journée à L'Haÿ-les-Roses", **fields):
    fields.setdefault("date", date(2026, 3, 9))
    fields.setdefault("category", "trip")
    fields.setdefault("body", [session()])
    return _publication(RecapPage, RecapIndexPage, title, fields)


def article(title="Donner une seconde vie à nos ordinateurs", **fields):
    fields.setdefault("date", date(2026, 2, 1))
    fields.setdefault("body", [("paragraph", "<p>On collecte, on répare, on transmet.</p>")])
    return _publication(ArticlePage, ArticleIndexPage, title, fields)


def session(*body, heading="Le matin", speakers=(), **fields):
    return (
        "session",
        {
            "heading": heading,
            "format": fields.get("format", ""),
            "moment": fields.get("moment", ""),
            "speakers": list(speakers),
            "body": list(body) or [("paragraph", "<p>On débat de médiation numérique.</p>")],
        },
    )


def speaker(**fields):
    return {"person": None, "free_name": "", "role": "", "organisation": ""} | fields


def questions(*texts, intro=""):
    return ("audience_questions", {"intro": intro, "questions": list(texts)})


def quote(text, **fields):
    return ("quote", {"text": text, "voice": "named", "person": None, "who": "", "context": ""} | fields)


def make_private(page):
    """Let only people who log in read `page`."""
    PageViewRestriction.objects.create(page=BasePage.objects.get(pk=page.pk), restriction_type="login")
    return page


def many_recaps(number, themes, territories):
    """Add `number` published recaps straight into the tables, as add_child would take minutes."""
    index = RecapIndexPage.objects.get()
    first = RecapPage.objects.count()
    base = RecapPage.objects.last() or recap()
    pages = []
    for i in range(first + 1, first + number + 1):
        pages.append(
            BasePage(
                path=f"{index.path}{RecapPage._int2str(i + 1000).rjust(4, '0')}",
                depth=index.depth + 1,
                title=f"Rencontre numéro {i}",
                draft_title=f"Rencontre numéro {i}",
                slug=f"rencontre-{i}",
                url_path=f"{index.url_path}rencontre-{i}/",
                content_type=base.content_type,
                locale=base.locale,
                date=date(2020 + i % 6, 1 + i % 12, 1 + i % 28),
                summary="On a débattu.",
                label="Retour d’événement",
                locality="Tours",
            )
        )
    BasePage.objects.bulk_create(pages)
    PageTheme.objects.bulk_create(PageTheme(page=page, theme=themes[i % len(themes)]) for i, page in enumerate(pages))
    PageTerritory.objects.bulk_create(
        PageTerritory(page=page, territory=territories[i % len(territories)]) for i, page in enumerate(pages)
    )
    for page in pages:
        child = RecapPage(basepage_ptr=page, category="trip", body=base.body)
        child.save_base(raw=True)


def _publication(model, index, title, fields):
    themes, territories = fields.pop("themes", []), fields.pop("territories", [])
    links = fields.pop("partners", [])
    page = model(title=title, **fields)
    page.theme_links = [PageTheme(theme=theme) for theme in themes]
    page.territory_links = [
        PageTerritory(territory=territory(code) if isinstance(code, str) else code) for code in territories
    ]
    page.partner_links = [PartnerMention(partner=partner, role=role) for partner, role in links]
    return _plant(page, index)


def _plant(page, index):
    index.objects.get().add_child(instance=page)
    return type(page).objects.get(pk=page.pk)


def event(title="Rencontre de Part'âges", **fields):
    """`programme` is a list of `programme_item`; the rest as for a recap."""
    from blog.models import EventIndexPage, EventPage

    fields.setdefault("date", date(2026, 12, 9))
    fields.setdefault("status", "confirmed")
    return _publication(EventPage, EventIndexPage, title, fields)


def programme_item(heading="Qui garde la clé ?", time=None, speakers=(), **fields):
    return (
        "item",
        {"heading": heading, "time": time, "format": fields.get("format", ""), "speakers": list(speakers)},
    )


def many_events(number, themes, territories, first_day):
    """Add `number` published events, one a day from `first_day`, straight into the tables."""
    from datetime import timedelta

    from django.utils import timezone

    from blog.models import EventIndexPage, EventPage

    index = EventIndexPage.objects.get()
    done = EventPage.objects.count()
    base = EventPage.objects.last() or event()
    pages = [
        BasePage(
            path=f"{index.path}{EventPage._int2str(i + 1000).rjust(4, '0')}",
            depth=index.depth + 1,
            title=f"Rendez-vous numéro {i}",
            draft_title=f"Rendez-vous numéro {i}",
            slug=f"rendez-vous-{i}",
            url_path=f"{index.url_path}rendez-vous-{i}/",
            content_type=base.content_type,
            locale=base.locale,
            date=first_day + timedelta(days=i - done - 1),
            summary="On en parle.",
            label="Événement",
            locality="Tours",
            first_published_at=timezone.now(),
            last_published_at=timezone.now(),
        )
        for i in range(done + 1, done + number + 1)
    ]
    BasePage.objects.bulk_create(pages)
    PageTheme.objects.bulk_create(PageTheme(page=page, theme=themes[i % len(themes)]) for i, page in enumerate(pages))
    PageTerritory.objects.bulk_create(
        PageTerritory(page=page, territory=territories[i % len(territories)]) for i, page in enumerate(pages)
    )
    for page in pages:
        EventPage(basepage_ptr=page, status="confirmed", place="Tours", start_time=base.start_time).save_base(raw=True)


def picture(name="atelier", alt="Des habitants autour d’une table", **fields):
    """Return the value of a picture block."""
    photo = Photo.objects.create(title=name, file=ContentFile(draw("cafe"), name=f"{name}.png"))
    photo.contextual_alt_text, photo.decorative = alt, fields.pop("decorative", False)
    return {"image": photo, "caption": ""} | fields


def recap_of_a_full_day(sessions=8, **fields):
    """A published recap with all that an editor puts in one: speakers, figures, pictures, quotations, questions."""
    day = next(_number)
    themes = [theme(f"Sujet {i} du jour {day}") for i in range(3)]
    partners = [partner(f"Structure {i} du jour {day}") for i in range(5)]
    people = [person(f"Personne {i} du jour {day}", organisation=partners[i % 5]) for i in range(sessions * 2)]
    body = [
        session(
            ("paragraph", "<p>Le matin, on débat de <b>médiation</b> numérique. On se demande qui décide.</p>"),
            ("key_figure", figure(f"{i} 000", source="Baromètre du numérique", as_of="2025")),
            quote("Je viens pour l’ordinateur, je reste pour les gens.", person=people[2 * i]),
            ("picture", picture(f"seance-{day}-{i}", caption="L’atelier du matin")),
            ("list", {"items": [RichText("Choisir un lieu"), RichText("Inviter")], "ordered": False}),
            questions("Qui décide, à la fin ?", "Et si l’outil se trompe ?"),
            ("paragraph", "<p>L’après-midi, chacun apporte un appareil. On répare ensemble.</p>"),
            heading=f"Séquence {i}",
            format="workshop",
            moment="morning",
            speakers=[speaker(person=one, role="médiatrice") for one in people[2 * i : 2 * i + 2]],
        )
        for i in range(sessions)
    ]
    return recap(
        fields.pop("title", "Une journée entière"),
        body=body,
        themes=themes,
        territories=["departement:45", "region:24"],
        partners=[(one, role) for one in partners for role in ("organised", "spoke")],
        publisher=partners[0],
        series=series(f"Rencontres du jour {day}"),
        summary="Une journée pour débattre, réparer et se rencontrer.",
        place="Orléans",
        in_brief=[("sentence", "On a débattu."), ("sentence", "On a réparé.")],
        thanks="Merci à toutes et à tous.",
        promised=[commitment(partner=one, due=date(2026, 12, 1), precision="month") for one in partners[:3]],
        **fields,
    )


def commitment(text="Ouvrir un second atelier.", partner=None, who="", due=None, precision="day", as_told=""):
    """What somebody promised, to put in `recap(promised=[…])`."""
    value = {"partner": partner, "who": who, "text": text, "due": due, "precision": precision, "due_as_told": as_told}
    return ("commitment", value)
