"""Words that every template knows, without loading them."""

import json
import re

from django import template
from django.utils.safestring import mark_safe

from core.dates import said, said_at
from core.text import dialled, excerpt, of, unit_after
from core.typography import french_html
from core.web import mailbox, web_address

register = template.Library()


class TypographyNode(template.Node):
    """Sets in French what stands between its tags."""

    def __init__(self, nodelist):
        self.nodelist = nodelist

    def render(self, context):
        """Render the content, then set it."""
        return french_html(self.nodelist.render(context))


@register.tag
def typography(parser, token):
    """Set the texts of a block in French: {% typography %}…{% endtypography %}."""
    nodelist = parser.parse(("endtypography",))
    parser.delete_first_token()
    return TypographyNode(nodelist)


@register.filter
def day(date):
    """Return a date as it is said: « 9 avril 2024 »."""
    return said(date) if date else ""


@register.filter
def moment(at):
    """Return a date and an hour as they are said, on the site's clock: « jeudi 26 novembre à 9 h 30 »."""
    return said_at(at) if at else ""


@register.filter
def after(unit, value):
    """Return a unit as it is read after a value: « de personnes » after « 8 millions »."""
    return unit_after(value, unit)


@register.filter(name="of")
def of_name(name):
    """Return a name after « de »: « d’Emmaüs Connect », « du Mouton Numérique »."""
    return of(str(name))


register.filter("web_address", web_address)
register.filter("mailbox", mailbox)


@register.filter
def initials(name):
    """Return the two letters that stand for a name: « Le Mouton Numérique » gives MN, « DINUM » gives DI."""
    words = [word for word in re.split(r"[\s'’-]+", name) if word[:1].isalnum()]
    words = words[1:] if len(words) > 1 and words[0].lower() in ("l", "le", "la", "les") else words
    meaningful = [word for word in words if word[0].isupper()] or words
    if len(meaningful) > 1:
        return (meaningful[0][0] + meaningful[1][0]).upper()
    return (meaningful[0][:2] if meaningful else "·").upper()


@register.filter(name="excerpt")
def first_words(text, count):
    """Return the first `count` words of a text, with « … » where it was cut."""
    return excerpt(text, count)


@register.filter
def phone_link(phone):
    """Return what a telephone dials for a number as it is written, or an empty text."""
    return f"tel:{number}" if (number := dialled(phone)) else ""


@register.filter
def json_ld(data):
    """Return `data` as JSON that is safe inside a script element (same escapes as Django's json_script)."""
    text = json.dumps(data, ensure_ascii=False, default=str)
    escapes = {
        ord("<"): "\\u003C",
        ord(">"): "\\u003E",
        ord("&"): "\\u0026",
        0x2028: "\\u2028",
        0x2029: "\\u2029",
    }
    return mark_safe(text.translate(escapes))  # noqa: S308 - every character that could leave the script is escaped


@register.simple_tag(takes_context=True)
def query(context, **changes):
    """Return the current query string with `changes`; a value of None drops the parameter."""
    params = context["request"].GET.copy()
    for name, value in changes.items():
        if value is None:
            params.pop(name, None)
        else:
            params[name] = value
    return f"?{params.urlencode()}" if params else context["request"].path


@register.filter
def anchor(block_id):
    """Return the fragment that leads to a block: it lasts as long as the block, whatever its text becomes."""
    return f"b-{str(block_id or 'apercu')[:8]}"


@register.filter
def is_list(value):
    """Tell whether `value` is a list, and not a text that could be gone through as well."""
    return isinstance(value, (list, tuple))
