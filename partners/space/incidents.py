"""What a form receives that it never asked for."""

import logging

logger = logging.getLogger("maillage.space")

KEPT_OUT = frozenset(
    "slug path depth numchild url_path owner live go_live_at expire_at locked locked_by first_published_at "
    "last_published_at latest_revision live_revision content_type alias_of draft_title has_unpublished_changes "
    "reviewed_on reviewed_by written_by fictional own_hue parent_partner licence seo_title search_description "
    "show_in_menus ai_help human_reviewer user groups is_superuser pk id verified_at".split()
)
"""Fields of pages and accounts that no partner changes: the form does not read them; a post with some is noted."""


def note_what_is_left_to_editors(name, page):
    """Log a fault of the draft, by the name of its field, which is not in the form and which editors meet."""
    logger.warning("Left to the editors: %s of profile %s", name, page.pk)


def note_foreign_fields(request, form, page):
    """Log a post that tries to change what is not in the form, or names a picture that is not the partner's.

    Names only: what was typed is nobody's business.
    """
    foreign = sorted([*KEPT_OUT.intersection(request.POST) - set(form.fields), *form.out_of_reach])
    if foreign:
        logger.warning("Account %s posted %s for profile %s; ignored", request.user.pk, ", ".join(foreign), page.pk)
