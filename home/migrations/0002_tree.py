"""The page tree: a home page, its sections and its plain pages, in place of Wagtail's welcome page."""

from django.db import migrations

SECTIONS = [
    (
        "blog",
        "RecapIndexPage",
        "retours",
        "Retours d’événements",
        "Ce qui s’est dit, séance par séance, avec les questions du public et les chiffres entendus.",
    ),
    (
        "blog",
        "ArticleIndexPage",
        "articles",
        "Articles",
        "Entretiens, portraits, fiches pratiques : ce qui mérite d’être raconté entre deux événements.",
    ),
    (
        "partners",
        "PartnerIndexPage",
        "partenaires",
        "Partenaires",
        "Les structures qui font vivre la médiation numérique, et où on les a entendues.",
    ),
    ("home", "PlainPage", "a-propos", "À propos", ""),
    ("home", "PlainPage", "accessibilite", "Accessibilité", ""),
    ("home", "PlainPage", "mentions-legales", "Mentions légales", ""),
    ("home", "PlainPage", "confidentialite", "Confidentialité", ""),
    ("home", "PlainPage", "ecoconception", "Écoconception", ""),
]


def plant(apps, schema_editor):
    BasePage = apps.get_model("core", "BasePage")
    Site = apps.get_model("wagtailcore", "Site")
    ContentType = apps.get_model("contenttypes", "ContentType")
    root = BasePage.objects.get(depth=1)
    locale = root.locale

    def add(app, name, path, slug, title, **fields):
        model = apps.get_model(app, name)
        content_type, _created = ContentType.objects.get_or_create(app_label=app, model=name.lower())
        parent_path = fields.pop("parent_path")
        return model.objects.create(
            title=title,
            draft_title=title,
            slug=slug,
            path=path,
            depth=len(path) // 4,
            url_path=f"{parent_path}{slug}/",
            content_type=content_type,
            locale=locale,
            licence="etalab-2.0",
            **fields,
        )

    Site.objects.all().delete()
    BasePage.objects.filter(depth=2).delete()
    home = add(
        "home",
        "HomePage",
        "00010001",
        "accueil",
        "Débattons de nos usages numériques",
        parent_path="/",
        numchild=len(SECTIONS),
        summary="Retours d’événements, articles et acteurs de la médiation numérique, partout en France. "
        "Choisissez un thème et suivez le fil.",
        label="Page d’accueil",
    )
    root.numchild = 1
    root.save()
    for number, (app, name, slug, title, summary) in enumerate(SECTIONS, start=1):
        add(app, name, f"00010001{number:04d}", slug, title, parent_path=home.url_path, summary=summary)
    Site.objects.create(hostname="localhost", port=80, root_page_id=home.pk, is_default_site=True, site_name="Maillage")


class Migration(migrations.Migration):
    dependencies = [
        ("home", "0001_initial"),
        ("blog", "0002_initial"),
        ("partners", "0001_initial"),
        ("core", "0004_territories"),
    ]

    operations = [migrations.RunPython(plant, migrations.RunPython.noop)]
