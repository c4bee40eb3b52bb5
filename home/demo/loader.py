"""Turns the files of `content/` into pages and records, and takes them away again."""

import tomllib
from datetime import datetime, time, timedelta
from pathlib import Path

from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from wagtail.models import ReferenceIndex

from blog.models import (
    ArticleIndexPage,
    ArticlePage,
    EventIndexPage,
    EventPage,
    EventSeries,
    KeyFigure,
    RecapIndexPage,
    RecapPage,
)
from core.models import BasePage, Document, PageTerritory, PageTheme, Photo, Territory, Theme, User
from partners.models import (
    PartnerAlias,
    PartnerFigure,
    PartnerIndexPage,
    PartnerMention,
    PartnerNetwork,
    PartnerPage,
    PartnerPhoto,
    Person,
    Project,
)

from ..models import DemoItem, HomePage
from .commitments import promised, tell_news
from .drawings import draw, draw_logo
from .members import come_in

CONTENT = Path(__file__).parent / "content"
ADMIN_EMAIL = "administration@maillage.example"
EDITOR_EMAIL = "redaction@maillage.example"

FEATURED = "nec-centre-val-de-loire"

BLOCK_NAMES = {"questions": "audience_questions", "figure": "key_figure", "image": "picture"}


def is_loaded():
    """Tell whether the demo content is there."""
    return DemoItem.objects.exists()


class DemoLoader:
    """Loads everything in one transaction: an interrupted run leaves nothing behind."""

    def __init__(self, today=None):
        self.today = today or timezone.localdate()
        self.photos = {}

    @transaction.atomic
    def load(self):
        """Load all files. Raises KeyError or django's ValidationError when a file names what does not exist."""
        self.territories = {f"{t.level}:{t.code}": t for t in Territory.objects.all()}
        self.territories["france"] = self.territories["pays:FR"]
        self.themes = {row["slug"]: self._theme(row, order) for order, row in enumerate(_rows("themes"))}
        self.series = {row["slug"]: self._series(row) for row in _rows("series")}
        self.figures = {row.pop("key"): self._figure_record(row) for row in _rows("figures")}
        self.partners = {slug: self._partner(slug, row) for slug, row in _files("partners")}
        self.people = {row["key"]: self._person(row) for row in _rows("people")}
        self.events = {row["slug"]: self._event(row) for _name, row in _files("events")}
        for _name, row in _files("recaps"):
            self._recap(row)
        for _name, row in _files("articles"):
            self._article(row)
        self._propose_hours("fablab-de-brume-sur-loire")
        # The accounts come last: nobody is there yet to be mailed about what waits for a second reading.
        self._accounts()
        HomePage.objects.update(featured=RecapPage.objects.get(slug=FEATURED))

    def _keep(self, instance, saved=False):
        """Save `instance` and remember that it is demo content."""
        if not saved:
            instance.save()
        DemoItem.objects.create(content_object=instance)
        return instance

    def _theme(self, row, order):
        existing = Theme.objects.filter(slug=row["slug"]).first()
        return existing or self._keep(Theme(**row | {"synonyms": ", ".join(row["synonyms"]), "order": order}))

    def _series(self, row):
        return EventSeries.objects.filter(slug=row["slug"]).first() or self._keep(EventSeries(**row))

    def _figure_record(self, row):
        figure = self._keep(KeyFigure(**row))
        figure.save_revision()
        return figure

    def _person(self, row):
        return self._keep(Person(name=row["name"], organisation=self.partners.get(row["organisation"])))

    def _propose_hours(self, slug):
        page = PartnerPage.objects.get(slug=slug)
        page.opening_hours += "\nFermé pendant les vacances d'hiver."
        page.save_revision()
        page.get_workflow().start(page, user=None)

    def _accounts(self):
        if not User.objects.filter(email=ADMIN_EMAIL).exists():
            self._keep(User.objects.create_superuser(ADMIN_EMAIL, first_name="Dominique", last_name="Exemple"), True)
        if not User.objects.filter(email=EDITOR_EMAIL).exists():
            editor = User.objects.create_user(EDITOR_EMAIL, first_name="Camille", last_name="Exemple")
            editor.groups.set(Group.objects.filter(name__in=["Rédaction", "Relecture"]))
            self._keep(editor, True)
        for user in come_in(self.partners):
            self._keep(user, True)

    def _partner(self, slug, row):
        reviewed = row.get("reviewed_days_ago")
        page = PartnerPage(
            slug=slug,
            title=row["title"],
            short_name=row.get("short_name", ""),
            kind=row["kind"],
            own_hue=row["hue"],
            summary=row["mission"],
            presentation=row["presentation"].strip(),
            publics=row.get("publics", []),
            services=row.get("services", []),
            schemes=row.get("schemes", []),
            members="\n".join(row.get("members", [])),
            reviewed_on=self.today - timedelta(days=reviewed) if reviewed is not None else None,
            fictional=row["fictional"],
            logo=self._photo(f"logo {slug}", draw_logo(slug), "") if row["fictional"] else None,
            **{
                name: row.get(name, "")
                for name in (
                    "address", "postal_code", "city", "email", "phone", "website", "opening_hours", "accessibility"
                )
            },
        )  # fmt: skip
        page.photos = [
            PartnerPhoto(
                image=self._photo(photo["drawing"], draw(photo["drawing"]), photo["alt"]),
                alt=photo["alt"],
                credit=photo.get("credit", ""),
            )
            for photo in row.get("photos", [])
        ]
        page.other_names = [PartnerAlias(name=name) for name in row.get("aliases", [])]
        page.projects = [
            Project(**project | {"since": project.get("since") or None}) for project in row.get("projects", [])
        ]
        page.networks = [PartnerNetwork(**network) for network in row.get("networks", [])]
        page.figures = [PartnerFigure(**figure) for figure in row.get("key_figures", [])]
        self._topics(page, row)
        return self._publish(page, PartnerIndexPage)

    def _recap(self, row):
        start = row.get("date") or self._day(row)
        page = RecapPage(
            **{
                name: row.get(name, "")
                for name in (
                    "slug",
                    "title",
                    "summary",
                    "event_title",
                    "category",
                    "place",
                    "venue",
                    "audience",
                    "thanks",
                )
            },
            event=self.events.get(row.get("event")),
            series=self.series.get(row.get("series")),
            date=start,
            end_date=start + timedelta(days=row["duration_days"] - 1) if row.get("duration_days", 1) > 1 else None,
            date_precision=row.get("precision", "day"),
            online=row.get("online", False),
            body=[("session", self._session(session)) for session in row["sessions"]],
            promised=promised(row, self.partners, self.today),
        )
        tell_news(self._publication(page, row, RecapIndexPage), row, self.today)

    def _event(self, row):
        start = self.today + timedelta(days=row["days_ahead"])
        page = EventPage(
            **{
                name: row.get(name, "")
                for name in (
                    "slug", "title", "summary", "status_note", "place", "venue", "address", "registration_url", "price"
                )
            },
            status=row["state"],
            series=self.series.get(row.get("series")),
            date=start,
            end_date=start + timedelta(days=row["duration_days"] - 1) if row.get("duration_days", 1) > 1 else None,
            start_time=row.get("start_time"),
            end_time=row.get("end_time"),
            online=row["online"],
            presentation=row["presentation"].strip(),
            programme=[("item", self._programme_item(item)) for item in row.get("programme", [])],
            fictional=True,
        )  # fmt: skip
        page.partner_links = self._partner_links(row)
        self._topics(page, row)
        return self._publish(page, EventIndexPage, since=min(start, self.today) - timedelta(days=30))

    def _programme_item(self, row):
        return {
            "time": row.get("time"),
            "heading": row["heading"],
            "format": row.get("format", ""),
            "speakers": [self._speaker(speaker) for speaker in row.get("speakers", [])],
        }

    def _article(self, row):
        page = ArticlePage(
            **{name: row.get(name, "") for name in ("slug", "title", "summary", "kind", "place", "author")},
            date=self._day(row),
            body=[self._block(block) for block in row["body"]],
        )
        self._publication(page, row, ArticleIndexPage)

    def _publication(self, page, row, parent):
        page.fictional = row["fictional"]
        page.publisher = self.partners.get(row.get("publisher"))
        page.in_brief = [("sentence", sentence) for sentence in row.get("in_brief", [])]
        page.partner_links = self._partner_links(row)
        if correction := row.get("correction"):
            page.correction = correction["text"]
            page.corrected_on = self.today - timedelta(days=correction["days_ago"])
        self._topics(page, row)
        if row["state"] == "scheduled":
            page.go_live_at = timezone.now() + timedelta(days=row.get("days_ahead", 10))
        page = self._publish(page, parent, live=row["state"] == "published")
        if row["state"] == "review":
            page.get_workflow().start(page, user=None)
        return page

    def _partner_links(self, row):
        return [
            PartnerMention(partner=self.partners[link["slug"]], role=link["role"], sort_order=order)
            for order, link in enumerate(row.get("partners", []))
        ]

    def _topics(self, page, row):
        page.theme_links = [
            PageTheme(theme=self.themes[slug], sort_order=order) for order, slug in enumerate(row["themes"])
        ]
        page.territory_links = [
            PageTerritory(territory=self.territories[code], sort_order=order)
            for order, code in enumerate(row["territories"])
        ]

    def _publish(self, page, parent, live=True, since=None):
        """Add the page to the tree as an editor would: a draft, a revision, then its publication, dated `since`."""
        page.live = False
        parent.objects.get().add_child(instance=page)
        revision = page.save_revision()
        if live or page.go_live_at:
            revision.publish()
        page = type(page).objects.get(pk=page.pk)
        if live and page.date:
            stamp = timezone.make_aware(datetime.combine(since or page.date + timedelta(days=3), time(9)))
            type(page).objects.filter(pk=page.pk).update(first_published_at=stamp)
        return self._keep(page, True)

    def _session(self, row):
        return {
            "heading": row["heading"],
            "format": row.get("format", ""),
            "moment": row.get("moment", ""),
            "speakers": [self._speaker(speaker) for speaker in row.get("speakers", [])],
            "body": [self._block(block) for block in row["body"]],
        }

    def _speaker(self, row):
        return {
            "person": self.people[row["person"]] if row.get("person") else None,
            "free_name": row.get("name", ""),
            "role": row.get("role", ""),
            "organisation": row.get("organisation", ""),
        }

    def _block(self, row):
        kind = row["type"]
        build = getattr(self, f"_{kind}", None)
        value = build(row) if build else {key: value for key, value in row.items() if key != "type"}
        return BLOCK_NAMES.get(kind, kind), value

    def _paragraph(self, row):
        return row["text"].strip()

    def _heading(self, row):
        return row["text"]

    def _list(self, row):
        return {"items": [f"<p>{item}</p>" for item in row["items"]], "ordered": row.get("ordered", False)}

    def _aside(self, row):
        text = row["text"].strip()
        return {"title": row.get("title", ""), "text": text if text.startswith("<") else f"<p>{text}</p>"}

    def _quote(self, row):
        person = self.people[row["person"]] if row.get("person") else None
        return {**{key: row.get(key, "") for key in ("text", "voice", "who", "context")}, "person": person}

    def _questions(self, row):
        return {"intro": row.get("intro", ""), "questions": row["items"]}

    def _figure(self, row):
        return self.figures[row["figure"]]

    def _image(self, row):
        photo = self._photo(row["drawing"], draw(row["drawing"]), row["alt"], row.get("credit", ""))
        photo.contextual_alt_text, photo.decorative = row["alt"], not row["alt"]
        return {"image": photo, "caption": row.get("caption", "")}

    def _gallery(self, row):
        return {"pictures": [self._image(image) for image in row["images"]]}

    def _file(self, row):
        text = f"{row['title']}\n\nCe fichier accompagne le contenu de démonstration de Maillage.\n"
        file = ContentFile(text.encode(), name="demo-support.txt")
        return {
            "document": self._keep(Document(title=row["title"], file=file, file_size=file.size)),
            "note": row.get("note", ""),
        }

    def _video(self, row):
        return {**{key: row.get(key, "") for key in ("url", "title", "duration")}, "picture": None}

    def _photo(self, name, data, alt, credit=""):
        if name not in self.photos:
            self.photos[name] = self._keep(
                Photo(
                    title=name.capitalize(),
                    file=ContentFile(data, name=f"demo-{name.replace(' ', '-')}.png"),
                    description=alt,
                    credit=credit or "Dessin : la rédaction",
                    consent=Photo.Consent.NOBODY,
                    licence="cc-by-sa-4.0",
                )
            )
        return Photo.objects.get(pk=self.photos[name].pk)

    def _day(self, row):
        return self.today - timedelta(days=row["days_ago"])


@transaction.atomic
def wipe():
    """Remove what the demo brought and nothing else. Return the names of what stays because it serves elsewhere.

    The last that came goes first: pages before the partners and people that they name, these before themes.
    """
    kept = []
    for item in DemoItem.objects.order_by("-pk"):
        instance = item.content_object
        if instance is None:
            continue
        if isinstance(instance, BasePage):
            instance = instance.specific
        if _serves_elsewhere(instance):
            kept.append(str(instance))
        else:
            instance.delete()
    DemoItem.objects.all().delete()
    return kept


def _serves_elsewhere(instance):
    if isinstance(instance, Theme):
        return instance.page_links.exists()
    if isinstance(instance, User):
        return False
    return ReferenceIndex.get_references_to(instance).exists()


def _rows(name):
    data = tomllib.loads((CONTENT / f"{name}.toml").read_text(encoding="utf-8"))
    return data[name]


def _files(folder):
    for path in sorted((CONTENT / folder).glob("*.toml")):
        yield path.stem, tomllib.loads(path.read_text(encoding="utf-8"))
