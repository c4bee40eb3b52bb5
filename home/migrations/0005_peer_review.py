"""The reviewers' step becomes one in which nobody approves their own last edit.

The step keeps its key: reviews under way, and those of the past, still point to it.
"""

from django.db import migrations


def settle(apps, schema_editor):
    ContentType = apps.get_model("contenttypes", "ContentType")
    GroupApprovalTask = apps.get_model("wagtailcore", "GroupApprovalTask")
    PeerReviewTask = apps.get_model("core", "PeerReviewTask")

    content_type, _created = ContentType.objects.get_or_create(app_label="core", model="peerreviewtask")
    for old in GroupApprovalTask.objects.filter(name="Relecture", workflow_tasks__workflow__name="Relecture"):
        groups = list(old.groups.all())
        new = PeerReviewTask(task_ptr_id=old.pk, name=old.name, active=old.active, content_type=content_type)
        new.save()
        new.groups.set(groups)
        old.groups.clear()
        old.delete(keep_parents=True)


class Migration(migrations.Migration):
    dependencies = [
        ("home", "0004_agenda"),
        ("core", "0005_reviews"),
    ]

    operations = [migrations.RunPython(settle, migrations.RunPython.noop)]
