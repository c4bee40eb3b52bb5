"""Forms that editors fill in."""

from django.utils.translation import gettext as _

from core.forms import PageForm

from .openness import last_writer, objection, prose_of, reviewers


class PublicationForm(PageForm):
    """The form of what tells something: with a declared help of an AI, somebody else has read it all."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if field := self.fields.get("human_reviewer"):
            field.queryset = reviewers()
        if field := self.fields.get("category"):
            field.error_messages["required"] = _("Choisissez une catégorie : elle range le récit avec ses semblables.")

    def _post_clean(self):
        """Once the page holds what was typed, check that its reviewer is not its author; drafts may wait."""
        super()._post_clean()
        if self.is_deferred_validation or "human_reviewer" not in self.fields:
            return
        page, writing = self.instance, self.for_user and self.for_user.pk
        writer = last_writer(page, prose_of(page.serializable_data()), writing) if page.pk else writing
        authors = {page.owner_id if page.pk else writing, writer}
        if sentence := objection(page.ai_help, page.human_reviewer, authors):
            self.add_error("human_reviewer", sentence)
