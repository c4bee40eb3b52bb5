"""The agenda takes its place in the tree, right after the articles."""

from django.db import migrations
from django.db.models import F, Value
from django.db.models.functions import Concat, Substr

STEP = 4
"""How many characters of a path stand for one level (treebeard's default)."""

DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def plant(apps, schema_editor):
    BasePage = apps.get_model("core", "BasePage")
    EventIndexPage = apps.get_model("blog", "EventIndexPage")
    ContentType = apps.get_model("contenttypes", "ContentType")
    home = BasePage.objects.filter(pk__in=apps.get_model("home", "HomePage").objects.values("pk")).first()
    if not home or EventIndexPage.objects.exists():
        return
    sections = BasePage.objects.filter(path__startswith=home.path, depth=home.depth + 1)
    articles = apps.get_model("blog", "ArticleIndexPage").objects.first()
    before = articles or sections.order_by("-path").first() or home
    path = _next(before.path) if before != home else f"{home.path}{'1'.rjust(STEP, '0')}"
    # The last moves first, so that no two pages ever stand on one path.
    for section in sections.filter(path__gte=path).order_by("-path"):
        BasePage.objects.filter(path__startswith=section.path).update(
            path=Concat(Value(_next(section.path)), Substr("path", len(section.path) + 1))
        )
    content_type, _created = ContentType.objects.get_or_create(app_label="blog", model="eventindexpage")
    EventIndexPage.objects.create(
        title="Agenda",
        draft_title="Agenda",
        slug="agenda",
        path=path,
        depth=home.depth + 1,
        url_path=f"{home.url_path}agenda/",
        content_type=content_type,
        locale_id=home.locale_id,
        licence="etalab-2.0",
        label="Agenda",
        summary="Les prochains rendez-vous de la médiation numérique, puis ceux qui sont passés, avec leur récit.",
    )
    BasePage.objects.filter(pk=home.pk).update(numchild=F("numchild") + 1)


def _next(path):
    number, digits = int(path[-STEP:], 36) + 1, ""
    while number:
        number, digit = divmod(number, 36)
        digits = DIGITS[digit] + digits
    return path[:-STEP] + digits.rjust(STEP, "0")


class Migration(migrations.Migration):
    dependencies = [
        ("home", "0003_groups"),
        ("blog", "0003_events"),
    ]

    operations = [migrations.RunPython(plant, migrations.RunPython.noop)]
