"""Two groups in French: those who write, and those who also publish and keep the records."""

from django.db import migrations

RECORDS = {
    "core": ["theme"],
    "partners": ["person"],
    "blog": ["eventseries", "keyfigure"],
}


def settle(apps, schema_editor):
    Group = apps.get_model("auth", "Group")
    Permission = apps.get_model("auth", "Permission")
    ContentType = apps.get_model("contenttypes", "ContentType")

    def permission(app, model, action):
        # Django makes permissions after the last migration: make them now, in its own words.
        content_type, _created = ContentType.objects.get_or_create(app_label=app, model=model)
        return Permission.objects.get_or_create(
            content_type=content_type,
            codename=f"{action}_{model}",
            defaults={"name": f"Can {action} {apps.get_model(app, model)._meta.verbose_name}"},
        )[0]

    writers = Group.objects.get(name="Editors")
    writers.name = "Rédaction"
    writers.save()
    reviewers = Group.objects.get(name="Moderators")
    reviewers.name = "Relecture"
    reviewers.save()
    apps.get_model("wagtailcore", "Workflow").objects.filter(name="Moderators approval").update(name="Relecture")
    apps.get_model("wagtailcore", "Task").objects.filter(name="Moderators approval").update(name="Relecture")
    for group in (writers, reviewers):
        for app, models in RECORDS.items():
            for model in models:
                actions = ("add", "change", "view") if group == writers else ("add", "change", "delete", "view")
                group.permissions.add(*[permission(app, model, action) for action in actions])


class Migration(migrations.Migration):
    # After all migrations in which Wagtail gives rights to its groups by their English names.
    dependencies = [
        ("home", "0002_tree"),
        ("wagtailadmin", "0006_formstate"),
        ("wagtaildocs", "0014_alter_document_file_size"),
        ("wagtailimages", "0027_image_description"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [migrations.RunPython(settle, migrations.RunPython.noop)]
