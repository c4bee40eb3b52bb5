"""On the editors' home: the news of commitments that wait for a reading, and those of which nothing is heard."""

from django.urls import reverse
from django.utils.translation import gettext as _

from blog.commitment_admin import decided_by, waiting_for
from core.dates import said

from .waiting import Line, section
from .waiting_pages import first_rows, total_of


def news_to_read(user):
    """News that partners gave and `user` may approve, the oldest first."""
    found = first_rows(waiting_for(user))
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
    found = first_rows(decided_by(user).silent().for_reading().order_by("last_day", "-pk"))
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


def _section(key, heading, lines, found):
    more = {"more_label": _("Voir tous les engagements"), "more_url": reverse("commitments_report")}
    return section(key, heading, "success", lines, total_of(found), **more)


def _address(about):
    return reverse("follow_commitment", args=[about.page_id, about.block_id])
