"""Partners that look like one and the same: same name, same sigle, same address on the web, close spelling."""

import itertools
import re
from collections import defaultdict
from difflib import SequenceMatcher
from typing import NamedTuple
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from core.search import fold

from .models import PartnerAlias

CLOSE = 0.88
COMMON = 12
"""A word that more partners bear says nothing of who they are: « association », « maison »."""
ANYBODYS = frozenset(
    "gmail.com googlemail.com hotmail.com hotmail.fr outlook.com outlook.fr live.fr yahoo.com yahoo.fr orange.fr "
    "wanadoo.fr free.fr laposte.net sfr.fr bbox.fr neuf.fr protonmail.com proton.me riseup.net mailo.com".split()
)
"""Domains of mail that everybody shares."""
PLATFORMS = frozenset(
    "blogspot.com facebook.com framasite.org helloasso.com instagram.com linkedin.com sites.google.com "
    "wordpress.com".split()
)
"""Hosts that many organisations share."""
_WORD = re.compile(r"[a-z0-9]+")


class Pair(NamedTuple):
    """Two partners (primary key, name), and why they look alike, as an editor is told."""

    first: tuple
    second: tuple
    reasons: list


def lookalikes(partners):
    """Return the pairs among `partners` (a PartnerPage queryset) that look alike, the surest first, in two queries.

    Only partners that share something are compared: time grows with their number, not with its square.
    """
    fields = ("pk", "title", "short_name", "email", "website")
    rows = {row[0]: row for row in partners.order_by("title", "pk").values_list(*fields)}
    names = {pk: {title, short} - {""} for pk, title, short, _email, _website in rows.values()}
    for pk, alias in PartnerAlias.objects.filter(partner__in=partners.order_by().values("pk")).values_list(
        "partner", "name"
    ):
        names[pk].add(alias)
    folded = {pk: {_plain(name) for name in known} - {""} for pk, known in names.items()}
    reasons = defaultdict(list)
    for pairs, reason in (
        (_sharing(folded), _("même nom")),
        (_sharing({pk: _domain(row[3]) for pk, row in rows.items()}), _("même domaine d’adresse e-mail")),
        (_sharing({pk: _host(row[4]) for pk, row in rows.items()}), _("même site web")),
        (_spelt_alike({pk: _plain(row[1]) for pk, row in rows.items()}), _("noms presque identiques")),
    ):
        for pair in pairs:
            reasons[pair].append(reason)
    order = {pk: place for place, pk in enumerate(rows)}
    found = sorted(reasons.items(), key=lambda item: (-len(item[1]), order[item[0][0]], order[item[0][1]]))
    return [Pair(rows[a][:2], rows[b][:2], why) for (a, b), why in found]


def _plain(name):
    return " ".join(word for word in _WORD.findall(fold(name)) if word not in ("l", "le", "la", "les"))


def _domain(email):
    domain = email.rpartition("@")[2].lower()
    return {domain} - {""} - ANYBODYS


def _host(url):
    host = (urlsplit(url).hostname or "").removeprefix("www.")
    return {host} - {""} - PLATFORMS


def _sharing(keys):
    """Yield the pairs of partners that share one of their keys, unless so many do that it says nothing."""
    holders = defaultdict(set)
    for pk, values in keys.items():
        for value in values:
            holders[value].add(pk)
    pairs = set()
    for same in holders.values():
        if 1 < len(same) <= COMMON:
            pairs.update(itertools.combinations(sorted(same), 2))
    return pairs


def _spelt_alike(titles):
    starts = defaultdict(set)
    for pk, title in titles.items():
        for word in title.split():
            if len(word) > 3:
                starts["^" + word[:4]].add(pk)
                starts[word[-4:] + "$"].add(pk)
    candidates = set()
    for same in starts.values():
        if 1 < len(same) <= COMMON:
            candidates.update(itertools.combinations(sorted(same), 2))
    for a, b in candidates:
        if titles[a] != titles[b] and abs(len(titles[a]) - len(titles[b])) < 6:
            alike = SequenceMatcher(None, titles[a], titles[b], autojunk=False)
            if alike.real_quick_ratio() >= CLOSE and alike.quick_ratio() >= CLOSE and alike.ratio() >= CLOSE:
                yield a, b
