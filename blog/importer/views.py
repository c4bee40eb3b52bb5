"""Bringing in a recap: the text, then what was understood of it, then its draft."""

import dataclasses
from pathlib import PurePath

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse_lazy
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views import View
from django.views.generic.edit import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from ..models import RecapImport, RecapIndexPage, RecapPage
from .draft import category_key, dates, write_draft
from .forms import OTHER, DecisionForm, SourceForm
from .keeping import keep, take_up
from .lexicon import Lexicon
from .offers import done, groups, keyed
from .rules import understand
from .story import tell
from .twins import twins_of

TITLE = _("Importer un récit")
YEAR_UNKNOWN = "L’année n’est pas écrite"
CONTENT_TYPES = {
    "jpg": "image/jpeg",
    "png": "image/png",
    "webp": "image/webp",
    "avif": "image/avif",
    "gif": "image/gif",
}


def may_import(user):
    """Tell whether `user` may add a recap."""
    index = RecapIndexPage.objects.first()
    return bool(index) and index.permissions_for_user(user).can_add_subpage()


class ForWriters:
    """Answers only those who may add a recap, about imports that they may read."""

    def dispatch(self, request, *args, **kwargs):
        """Hide the page from everybody else."""
        if not may_import(request.user):
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def brought(self, key):
        """Return the import `key`, or answer that there is none."""
        return get_object_or_404(RecapImport.objects.open_to(self.request.user), pk=key)


class Bring(ForWriters, WagtailAdminTemplateMixin, FormView):
    """Paste a text or choose a file."""

    form_class = SourceForm
    template_name = "blog/admin/import_source.html"
    page_title = TITLE
    header_icon = "upload"

    def get_breadcrumbs_items(self):
        """Say where one is."""
        return [*self.breadcrumbs_items, {"url": "", "label": TITLE}]

    @cached_property
    def resumed(self):
        """The import that is begun again, if any."""
        key = self.request.resolver_match.kwargs.get("pk")
        return self.brought(key) if key else None

    def get_initial(self):
        """Begin again with the text as it was pasted."""
        return {"text": self.resumed.text, "html": self.resumed.html} if self.resumed else {}

    def get_context_data(self, **kwargs):
        """List what waits."""
        waiting = RecapImport.objects.filter(user=self.request.user).waiting()
        if self.resumed:
            waiting = waiting.exclude(pk=self.resumed.pk)
        return super().get_context_data(**kwargs) | {"waiting": waiting[:20], "resumed": self.resumed}

    def form_valid(self, form):
        """Put the text aside and show what was understood of it."""
        RecapImport.objects.stale().delete()
        if self.resumed and not self.resumed.draft_id:
            self.resumed.delete()
        file = form.cleaned_data.get("file")
        row = RecapImport(user=self.request.user, source_name=file.name[:255] if file else "")
        if not file:
            row.text, row.html = form.cleaned_data["text"], form.cleaned_data["html"]
        row.document = keep(form.document, row.folder)
        row.save()
        return redirect("recap_import:review", row.pk)


class Review(ForWriters, WagtailAdminTemplateMixin, FormView):
    """See what was understood, decide, make the draft."""

    form_class = DecisionForm
    template_name = "blog/admin/import_review.html"
    page_title = _("Ce que nous avons compris")
    header_icon = "upload"

    def get_breadcrumbs_items(self):
        """Say where one is, and the way back."""
        start = {"url": reverse_lazy("recap_import:bring"), "label": TITLE}
        return [*self.breadcrumbs_items, start, {"url": "", "label": self.page_title}]

    @cached_property
    def row(self):
        """The import; while a form is answered, it is held, so that a button pressed twice makes one draft."""
        row = self.brought(self.kwargs["pk"])
        return RecapImport.objects.select_for_update().get(pk=row.pk) if self.request.method == "POST" else row

    @cached_property
    def understood(self):
        """What the rules make of the text, with what the site knows today."""
        return understand(take_up(self.row.document), Lexicon.of_site())

    @cached_property
    def proposals(self):
        """What the editor accepts or refuses, by key."""
        return keyed(self.understood.proposals)

    def get_form_kwargs(self):
        """Tell the form what there is to decide."""
        return super().get_form_kwargs() | {"understood": self.understood, "proposals": self.proposals}

    @cached_property
    def first_story(self):
        """The texts as they came, cut where the page's fields end."""
        made = [proposal for proposal in self.understood.proposals if proposal.kind == "repair"]
        return tell(self.understood, [proposal for proposal in made if proposal.value.get("applied")])

    def get_initial(self):
        """Begin with what is sure."""
        return {
            "title": self.first_story.title,
            "summary": self.first_story.summary,
            "category": category_key(self.understood.category),
            "accept": [key for key, proposal in self.proposals.items() if proposal.sure],
        }

    def get(self, request, *args, **kwargs):
        """Show what was understood, or lead to the draft when it is made already."""
        return self._to_the_draft() if self.row.draft_id else super().get(request, *args, **kwargs)

    def post(self, request, *args, **kwargs):
        """Make the draft, or show again what would be in it."""
        if self.row.draft_id:
            return self._to_the_draft()
        form = self.get_form()
        if "preview" in request.POST:
            # Nothing is asked yet: the same answers, without a word on what is missing.
            answers = {name: form[name].value() for name in form.fields}
            form = DecisionForm(initial=answers, understood=self.understood, proposals=self.proposals)
        elif form.is_valid():
            return self.form_valid(form)
        return self.form_invalid(form)

    def form_valid(self, form):
        """Write the draft, forget the text, open the editor."""
        data = form.cleaned_data
        understood = dataclasses.replace(
            self.understood, title=data["title"], summary=data["summary"], category=data["category"]
        )
        lead = self.first_story.lead
        page = write_draft(understood, form.accepted, self.request.user, form.chosen_year, lead)
        self.row.forget(page)
        messages.success(
            self.request,
            _("Le brouillon « %(title)s » est prêt. Relisez-le : il n’est pas encore publié.") % {"title": page.title},
        )
        return redirect("wagtailadmin_pages:edit", page.pk)

    def _to_the_draft(self):
        return redirect("wagtailadmin_pages:edit", self.row.draft_id)

    def get_context_data(self, **kwargs):
        """Show the draft as it will read, and what is proposed."""
        context = super().get_context_data(**kwargs)
        form = context["form"]
        ticked = set(form["accept"].value() or [])
        accepted = [proposal for key, proposal in self.proposals.items() if key in ticked]
        understood = dataclasses.replace(
            self.understood, title=form["title"].value() or "", summary=form["summary"].value() or ""
        )
        when = self._when(form, accepted)
        place = next((proposal.value for proposal in accepted if proposal.kind == "place"), self.understood.place)
        return context | {
            "row": self.row,
            "story": tell(understood, accepted, self.first_story.lead),
            "facts": self._facts(form, accepted, when),
            "twins": twins_of(understood.title, when, place, self.request.user),
            "groups": groups(self.understood, self.proposals, ticked),
            "has_repairs": any(proposal.kind == "repair" for proposal in self.proposals.values()),
            "done": done(self.understood),
            # The year has its own question, right below.
            "warnings": [said for said in self.understood.warnings if not said.startswith(YEAR_UNKNOWN)],
        }

    def _when(self, form, accepted):
        """Return the fields of the page that say when, as the form stands."""
        year = form["year"].value() if "year" in form.fields else None
        year = form["other_year"].value() if year == OTHER else year
        try:
            return dates(self.understood, accepted, int(year) if str(year).isdigit() else None)
        except ValueError:
            return {}

    def _facts(self, form, accepted, when):
        """Say what stands under the page's title: when, where, and what it was."""
        page = RecapPage(category=form["category"].value() or "", **when)
        places = [proposal.value for proposal in accepted if proposal.kind == "place"]
        return [fact for fact in (page.date_label, *places, page.get_category_display()) if fact]


class Discard(ForWriters, View):
    """Throw a text away."""

    def post(self, request, pk):
        """Delete the import with its pictures."""
        self.brought(pk).delete()
        messages.success(request, _("Le texte a été supprimé."))
        return redirect("recap_import:bring")


class WaitingPicture(ForWriters, View):
    """A picture of a text that waits, for its editor alone."""

    def get(self, request, pk, number):
        """Answer the picture, already cleaned."""
        pictures = [block["picture"] for block in self.brought(pk).document.get("blocks", []) if block.get("picture")]
        if number >= len(pictures):
            raise Http404
        file = pictures[number]["file"]
        kind = CONTENT_TYPES.get(PurePath(file).suffix[1:])
        if not kind or not default_storage.exists(file):
            raise Http404
        return FileResponse(default_storage.open(file), content_type=kind)
