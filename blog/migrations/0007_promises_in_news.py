from django.db import migrations, models
from django.db.models import OuterRef, Subquery, Value
from django.db.models.functions import Coalesce


def take_from_the_register(apps, schema_editor):
    """Give each news the words of its commitment, as far as they are still known."""
    told = apps.get_model("blog", "Commitment").objects.filter(page=OuterRef("page"), block_id=OuterRef("block_id"))
    news = apps.get_model("blog", "CommitmentNews").objects
    news.update(promise=Coalesce(Subquery(told.values("text")[:1]), Value("")))


class Migration(migrations.Migration):
    dependencies = [
        ("blog", "0006_commitments"),
    ]

    operations = [
        migrations.AddField(
            model_name="commitmentnews",
            name="promise",
            field=models.TextField(blank=True),
        ),
        migrations.RunPython(take_from_the_register, migrations.RunPython.noop),
    ]
