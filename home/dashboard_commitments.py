"""On the editors' home: the news of commitments that wait for a reading, and those of which nothing is heard."""

from django.db.models import Count, Window
from django.urls import reverse
from django.utils.translation import gettext as _

from blog.commitment_admin import decided_by, waiting_for
from core.dates import said

from .waiting import SHOWN, Line, section


def news_to_read(user):
    """News that partners gave and `user` may approve, the oldest first."""
    found = _first(waiting_for(user))
    told = _("le %(day)s, dans « %(page)s »")
    lost = _("le %(day)s : l’engagement n’est plus dans le récit « %(page)s »")
    lines = [
        Line(
            news.partner.title,
            _address(news),
            (told if news.is_told else lost) % {"day": said(news.written_on), "page": news.page.title},
            _("Relire") if news.is_told else _("Répondre"),
            _address(news),
            quote=f"{news.get_state_display()}. {news.text}",
        )
        for news in found
    ]
    return _section("commitment-news", _("Nouvelles d’engagements à relire"), lines, found)


def silent_commitments(user):
    """Commitments whose day is over and of which nothing was heard since, the oldest first."""
    found = _first(decided_by(user).silent().for_reading().order_by("last_day", "-pk"))
    lines = [
        Line(
            one.text,
            _address(one),
            _("%(who)s, échéance : %(day)s") % {"who": one.name_for_editors, "day": one.due_label},
            _("Donner des nouvelles"),
            _address(one),
        )
        for one in found
    ]
    return _section("silent-commitments", _("Engagements sans nouvelles"), lines, found)


def _first(queryset):
    return list(queryset.annotate(total=Window(Count("*")))[:SHOWN])


def _section(key, heading, lines, found):
    total = found[0].total if found else 0
    more = {"more_label": _("Voir tous les engagements"), "more_url": reverse("commitments_report")}
    return section(key, heading, "success", lines, total, **more)


def _address(about):
    return reverse("follow_commitment", args=[about.page_id, about.block_id])
