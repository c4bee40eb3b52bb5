"""« Relire avant de publier »: what the checks say of a draft, and the organisations that it names without a link."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.generic import TemplateView, View
from wagtail import hooks
from wagtail.admin.widgets.button import Button

from core.models import BasePage
from core.records import one_desk
from core.reviewing import follow_latest
from core.screens import AdminScreen
from partners.models import PartnerPage
from partners.vocabulary import Role

from .checker import NAMES
from .checks import advice
from .models import Publication
from .unlinked import add_as_partner, link_in_text, unlinked


def draft_for(user, page_id, lock=False):
    """Return (page as stored, page as last saved) for somebody who may edit it; refuse everybody else."""
    pages = BasePage.objects.select_for_update(no_key=True) if lock else BasePage.objects
    stored = get_object_or_404(pages.publications(), pk=page_id)
    if not stored.permissions_for_user(user).can_edit():
        raise PermissionDenied
    return stored, stored.get_latest_revision_as_object()


class Proofread(AdminScreen, TemplateView):
    """Shows the advice on a draft, and applies what the editor chooses to its latest version."""

    template_name = "blog/admin/proofread.html"
    page_title = _("Relire avant de publier")
    header_icon = "glasses"
    _show_breadcrumbs = True

    def get(self, request, page_id):
        """Show the advice."""
        with one_desk():
            self.stored, self.draft = draft_for(request.user, page_id)
            return self.render_to_response(self.get_context_data()).render()

    def get_page_subtitle(self):
        """Say which page."""
        return self.draft.title

    def get_breadcrumbs_items(self):
        """Lead back to the page."""
        edit = reverse("wagtailadmin_pages:edit", args=[self.stored.pk])
        return [{"url": edit, "label": self.draft.title}, {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs):
        """List the advice with its name and long sentences apart, then the organisations with what can be done."""
        found = advice(self.draft)
        return super().get_context_data(**kwargs) | {
            "page": self.stored,
            "revision": version_of(self.stored),
            "advice_count": len(found),
            "advice": [(NAMES[item.rule], item.sentence, self._place(item)) for item in found if not item.count],
            "long_sentences": [(item.sentence, self._place(item)) for item in found if item.count],
            "unlinked": unlinked(self.draft),
            "roles": Role.choices,
            "mentioned": Role.MENTIONED,
        }

    def _place(self, item):
        """Return the address of the form, opened where the advice is about."""
        edit = reverse("wagtailadmin_pages:edit", args=[self.stored.pk])
        return f"{edit}#:w:contentpath={item.where.path}" if item.where.path else ""

    def post(self, request, page_id):
        """Link a partner in the latest version of the page, unless it was saved since it was read."""
        stored, draft = draft_for(request.user, page_id, lock=True)
        here = reverse("proofread", args=[page_id])
        lock = draft.get_lock()
        if lock and lock.for_user(request.user):
            messages.error(request, _("La page est verrouillée : rien n’a été changé."))
            return redirect(here)
        if request.POST.get("revision") != version_of(stored):
            messages.warning(
                request, _("La page a été enregistrée entre-temps. En voici la dernière version : recommencez ici.")
            )
            return redirect(here)
        offered = {str(named.partner) for named in unlinked(draft)}
        chosen = request.POST.get("partner")
        if chosen not in offered:
            messages.warning(request, _("Rien à changer : cette structure est déjà liée, ou n’est plus citée."))
            return redirect(here)
        partner = get_object_or_404(PartnerPage, pk=chosen)
        if self._apply(draft, partner, request.POST):
            if not draft.live:
                draft.save(clean=False)
            draft.save_revision(user=request.user, log_action=True, clean=False)
            follow_latest(draft, request.user)
            messages.success(request, _("« %s » est liée. La page en garde une nouvelle version.") % partner.title)
        else:
            messages.warning(request, _("Rien à changer : « %s » est déjà liée.") % partner.title)
        return redirect(here)

    @staticmethod
    def _apply(draft, partner, choice):
        if choice.get("action") == "link":
            return link_in_text(draft, partner.pk)
        role = choice.get("role")
        return add_as_partner(draft, partner.pk, role if role in Role.values else Role.MENTIONED)


class UnlinkedCount(View):
    """How many organisations a draft names without a link, for the screen on which it is being written."""

    def get(self, request, page_id):
        """Answer in JSON: none for pages of other types, whose screens ask as well."""
        page = get_object_or_404(BasePage, pk=page_id)
        if (
            not issubclass(page.specific_class or BasePage, Publication)
            and page.permissions_for_user(request.user).can_edit()
        ):
            return JsonResponse({"count": 0})
        _stored, draft = draft_for(request.user, page_id)
        count = len(unlinked(draft))
        sentence = ngettext("%d structure reconnue", "%d structures reconnues", count) % count
        return JsonResponse({"count": count, "sentence": sentence, "url": reverse("proofread", args=[page_id])})


def version_of(page):
    """Return what tells one version of `page` from the next: a revision can be written over by itself."""
    saved_at = page.latest_revision_created_at
    return f"{page.latest_revision_id}@{saved_at.isoformat() if saved_at else ''}"


@hooks.register("register_admin_urls")
def addresses():
    """Give the views their addresses."""
    return [
        path("relire/<int:page_id>/", Proofread.as_view(), name="proofread"),
        path("relire/<int:page_id>/structures/", UnlinkedCount.as_view(), name="unlinked_count"),
    ]


@hooks.register("register_page_header_buttons")
def offer_to_proofread(page, user, view_name, next_url=None):
    """Lead from the page's screen to its second reading."""
    if issubclass(page.specific_class or BasePage, Publication) and page.permissions_for_user(user).can_edit():
        yield Button(
            _("Relire avant de publier"), reverse("proofread", args=[page.pk]), icon_name="glasses", priority=12
        )


@hooks.register("insert_editor_js")
def follow_the_writing():
    """Save what is typed at once, land where a link leads, and say how many organisations are named without one."""
    from django.templatetags.static import static

    plain = [[static("js/early.js")], [static("js/arrive.js")]]
    following = '<script type="module" src="{}" data-proofread="{}"></script>'
    return format_html_join("", '<script type="module" src="{}"></script>', plain) + format_html(
        following, static("js/proofread.js"), reverse("proofread", args=[0]).replace("0/", "")
    )
