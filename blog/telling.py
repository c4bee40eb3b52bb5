"""From an event that took place to the draft of its recap."""

from django.db import transaction
from django.utils.translation import gettext as _

from core.models import BasePage, PageTerritory, PageTheme
from partners.models import PartnerMention

from .models import RecapIndexPage, RecapPage

TITLE_LENGTH = 255
ARTICLES = ("La ", "Le ", "Les ", "L’", "L'", "Un ", "Une ", "Des ")


def may_tell(user):
    """Tell whether `user` may add recaps; remembered with the user, since a list asks for each of its rows."""
    if not hasattr(user, "_may_tell"):
        index = RecapIndexPage.objects.first()
        user._may_tell = bool(index) and index.permissions_for_user(user).can_add_subpage()
    return user._may_tell


def recap_draft(event, user):
    """Return the recap of `event` (an EventPage) that `user` goes on writing: the one there is, or a new draft.

    A draft holds all that the event knew. Asked twice, even at the same time, it is made once.
    """
    with transaction.atomic():
        # Whoever comes second waits here, then finds what the first made.
        BasePage.objects.hold(event.pk)
        existing = event.recaps.order_by("pk").first()
        return existing or _new_draft(event, user)


def title_of_recap(title):
    """Return « Retour sur la journée du réemploi » for « La journée du réemploi »."""
    if title.startswith(ARTICLES):
        title = title[0].lower() + title[1:]
    return _("Retour sur %(event)s") % {"event": title}


def _new_draft(event, user):
    recap = RecapPage(
        title=title_of_recap(event.title)[:TITLE_LENGTH].rstrip(),
        owner=user,
        live=False,
        event=event,
        event_title=event.title[:200],
        category=RecapPage.Category.WEBINAR if event.online and not event.place else "",
        fictional=event.fictional,
        licence=event.licence,
        body=[("session", _session(child.value)) for child in event.programme],
        **{name: getattr(event, name) for name in ("series", "date", "end_date", "place", "venue", "online", "cover")},
    )
    recap.theme_links = [PageTheme(theme=link.theme, sort_order=n) for n, link in enumerate(event.theme_links.all())]
    recap.territory_links = [
        PageTerritory(territory=link.territory, sort_order=n) for n, link in enumerate(event.territory_links.all())
    ]
    recap.partner_links = [
        PartnerMention(partner=link.partner, role=link.role, sort_order=n)
        for n, link in enumerate(event.partner_links.all())
    ]
    RecapIndexPage.objects.get().add_child(instance=recap)
    recap.save_revision(user=user, log_action=True, clean=False)
    return recap


def _session(item):
    return {
        "heading": item["heading"],
        "format": item["format"],
        "moment": item.moment,
        "speakers": [dict(speaker) for speaker in item["speakers"]],
        "body": [],
    }
