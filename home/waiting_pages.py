"""What the subjects of the editors' home ask about pages, and how they say it."""

from django.contrib.contenttypes.models import ContentType
from django.db.models import BigIntegerField, Count, Window
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils import timezone
from wagtail.models import WorkflowState
from wagtail.permissions import policy_registry

from core.dates import said
from core.models import BasePage

from .waiting import SHOWN, Line


def editable(user):
    """Pages that `user` may edit."""
    policy = policy_registry.get_by_type(BasePage)
    pages = policy.instances_user_has_permission_for(user, "change")
    return BasePage.objects.filter(pk__in=pages.values("pk"))


def page_states():
    """Reviews of pages, whatever came of them."""
    return WorkflowState.objects.filter(base_content_type=content_type_of(BasePage))


def content_type_of(model):
    """Return the content type of `model`."""
    return ContentType.objects.get_for_model(model)


def page_pk(name):
    """Return an expression: the primary key of the page that the text at `name` holds."""
    return Cast(name, BigIntegerField())


def first_rows(queryset):
    """Return the first rows, each of which knows how many there are in all."""
    return list(queryset.annotate(total=Window(Count("*")))[:SHOWN])


def total_of(rows):
    """Return how many rows there are in all, of which `rows` are the first."""
    return rows[0].total if rows else 0


def page_line(page, note, action, url, quote=""):
    """Return the line of a page."""
    return Line(page.get_admin_display_title(), edit_url(page), note, action, url, quote)


def edit_url(page):
    """Return where a page is edited."""
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def day_of(moment):
    """Return the day of a moment, as it is said."""
    return said(timezone.localtime(moment).date())
