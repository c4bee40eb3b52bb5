"""Where a partner was cited lately, and where it is announced."""

from django.utils import timezone

from partners.models import Citation

SHOWN = 5


def cited(partner):
    """Return where `partner` is cited, the last cited first, and the events to come that name it, the soonest first.

    Each is a list of (page, [roles as they are said]). What counts is the day on which the partner was told, or else
    that of the publication: a recap of long ago may cite it today. One query more than `partner.citations_list`.
    """
    today = timezone.localdate()
    told_at = dict(Citation.objects.filter(partner=partner).values_list("page", "told_at"))
    told, ahead = [], []
    for page, roles in partner.citations_list:
        (ahead if page.date and page.date > today else told).append((page, roles))

    def cited_at(row):
        at = told_at.get(row[0].pk) or row[0].first_published_at
        return at is not None, at and at.timestamp(), row[0].pk

    told.sort(key=cited_at, reverse=True)
    return told[:SHOWN], ahead[::-1][:SHOWN]
