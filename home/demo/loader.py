"""Turns the files of `content/` into pages and records."""

import tomllib
from datetime import datetime, time, timedelta
from pathlib import Path

from django.contrib.auth.models import Group
from django.db import transaction
from django.utils import timezone

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
from core.models import PageTerritory, PageTheme, Territory, Theme, User
from partners.models import (
    Citation,
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

from ..models import HomePage
from .commitments import promised, tell_news
from .drawings import draw, draw_logo
from .keeping import Album, keep
from .members import come_in
from .stories import Stories

CONTENT = Path(__file__).parent / "content"
ADMIN_EMAIL = "administration@maillage.example"
EDITOR_EMAIL = "redaction@maillage.example"

FEATURED = "nec-centre-val-de-loire"


class DemoLoader:
    """Loads everything in one transaction: an interrupted run leaves nothing behind."""

    def __init__(self, today=None):
        self.today = today or timezone.localdate()
        self.album = Album()

    @transaction.atomic
    def load(self):
        """Load all files. Raises KeyError or django's ValidationError when a file names what does not exist."""
        self.territories = {f"{t.level}:{t.code}": t for t in Territory.objects.all()}
        self.territories["france"] = self.territories["pays:FR"]
        self.themes = {row["slug"]: self._theme(row, order) for order, row in enumerate(_rows("themes"))}
        self.series = {row["slug"]: self._series(row) for row in _rows("series")}
        figures = {row.pop("key"): self._figure_record(row) for row in _rows("figures")}
        self.partners = {slug: self._partner(slug, row) for slug, row in _files("partners")}
        people = {row["key"]: self._person(row) for row in _rows("people")}
        self.stories = Stories(people, figures, self.album)
        self.events = {row["slug"]: self._event(row) for _name, row in _files("events")}
        for _name, row in _files("recaps"):
            self._recap(row)
        for _name, row in _files("articles"):
            self._article(row)
        self._propose_hours("fablab-de-brume-sur-loire")
        # The accounts come last: nobody is there yet to be mailed about what waits for a second reading.
        self._accounts()
        HomePage.objects.update(featured=RecapPage.objects.get(slug=FEATURED))

    def _theme(self, row, order):
        existing = Theme.objects.filter(slug=row["slug"]).first()
        return existing or keep(Theme(**row | {"synonyms": ", ".join(row["synonyms"]), "order": order}))

    def _series(self, row):
        return EventSeries.objects.filter(slug=row["slug"]).first() or keep(EventSeries(**row))

    def _figure_record(self, row):
        figure = keep(KeyFigure(**row))
        figure.save_revision()
        return figure

    def _person(self, row):
        return keep(Person(name=row["name"], organisation=self.partners.get(row["organisation"])))

    def _propose_hours(self, slug):
        page = PartnerPage.objects.get(slug=slug)
        page.opening_hours += "\nFermé pendant les vacances d'hiver."
        page.save_revision()
        page.get_workflow().start(page, user=None)

    def _accounts(self):
        if not User.objects.filter(email=ADMIN_EMAIL).exists():
            keep(User.objects.create_superuser(ADMIN_EMAIL, first_name="Dominique", last_name="Exemple"), True)
        if not User.objects.filter(email=EDITOR_EMAIL).exists():
            editor = User.objects.create_user(EDITOR_EMAIL, first_name="Camille", last_name="Exemple")
            editor.groups.set(Group.objects.filter(name__in=["Rédaction", "Relecture"]))
            keep(editor, True)
        for user in come_in(self.partners):
            keep(user, True)

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
            logo=self.album.photo(f"logo {slug}", draw_logo(slug), "") if row["fictional"] else None,
            **{
                name: row.get(name, "")
                for name in (
                    "address", "postal_code", "city", "email", "phone", "website", "opening_hours", "accessibility"
                )
            },
        )  # fmt: skip
        page.photos = [
            PartnerPhoto(
                image=self.album.photo(photo["drawing"], draw(photo["drawing"]), photo["alt"]),
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
            body=[("session", self.stories.session(session)) for session in row["sessions"]],
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
            programme=[("item", self.stories.programme_item(item)) for item in row.get("programme", [])],
            fictional=True,
        )  # fmt: skip
        page.partner_links = self._partner_links(row)
        self._topics(page, row)
        return self._publish(page, EventIndexPage, since=min(start, self.today) - timedelta(days=30))

    def _article(self, row):
        page = ArticlePage(
            **{name: row.get(name, "") for name in ("slug", "title", "summary", "kind", "place", "author")},
            date=self._day(row),
            body=[self.stories.block(block) for block in row["body"]],
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
            Citation.objects.filter(page=page).update(told_at=stamp)
        return keep(page, True)

    def _day(self, row):
        return self.today - timedelta(days=row["days_ago"])


def _rows(name):
    data = tomllib.loads((CONTENT / f"{name}.toml").read_text(encoding="utf-8"))
    return data[name]


def _files(folder):
    for path in sorted((CONTENT / folder).glob("*.toml")):
        yield path.stem, tomllib.loads(path.read_text(encoding="utf-8"))
