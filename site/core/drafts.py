"""A draft shown to somebody without an account: how it opens, and where an editor makes and withdraws links."""

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from wagtail.admin import messages
from wagtail.admin.views.pages.utils import get_breadcrumbs_items_for_page

from .limits import LONGEST_ADDRESS
from .links import mail_link, opens, sends_mail
from .models import BasePage, SignedLink
from .screens import AdminScreen

DRAFT = "draft"
DURATIONS = [(3, gettext_lazy("3 jours")), (10, gettext_lazy("10 jours")), (30, gettext_lazy("30 jours"))]

NOT_SENT = gettext_lazy(
    "Le message n’est pas parti : le serveur de courrier ne répond pas. Réessayez, ou copiez un lien sans adresse."
)


@opens(DRAFT)
def show_draft(request, link):
    """Show the page as it was last saved at the time of opening; once all of it is published, lead to it there.

    It follows the draft: whoever is asked to read again expects the latest words. Sizes of pictures that
    nobody has seen yet are made on the way, as for any reader; nothing else is written.
    """
    if request.method == "POST":
        return HttpResponseNotAllowed(["GET", "HEAD"])
    page = link.page.specific
    if page.live and not page.has_unpublished_changes and not page.get_view_restrictions():
        return redirect(page.path_from_home)
    request.shown_draft = page = page.get_latest_revision_as_object()
    request.is_preview = True
    return page.serve_preview(request, page.default_preview_mode)


def can_be_shown(page):
    """Tell whether `page` has a look of its own to show."""
    return bool(page.pk) and page.depth > 2 and page.is_previewable()


class DraftLinkForm(forms.Form):
    """For whom a link is made, and for how long."""

    label = forms.CharField(
        label=gettext_lazy("Pour qui"),
        max_length=120,
        help_text=gettext_lazy("Un nom, une équipe : pour vous y retrouver. La personne ne le voit pas."),
    )
    days = forms.TypedChoiceField(
        label=gettext_lazy("Le lien marche pendant"),
        choices=DURATIONS,
        coerce=int,
        initial=10,
        widget=forms.RadioSelect,
    )
    email = forms.EmailField(
        max_length=LONGEST_ADDRESS,
        label=gettext_lazy("Adresse e-mail"),
        required=False,
        help_text=gettext_lazy(
            "Facultative. Si vous la donnez, le lien part tout de suite. Elle est effacée quand le lien s’éteint."
        ),
    )


class PageTool(AdminScreen, View):
    """A screen of the editors' side about one page, for those who may edit it."""

    def dispatch(self, request, page_id):
        """Find the page and check the right to edit it, before anything else."""
        self.object = get_object_or_404(BasePage, pk=page_id).specific
        if not self.is_for(self.object):
            raise Http404
        if not self.object.permissions_for_user(request.user).can_edit():
            raise PermissionDenied
        return super().dispatch(request, page_id)

    def is_for(self, page):
        """Tell whether this screen means something for `page`."""
        raise NotImplementedError

    @cached_property
    def draft(self):
        """The page as it was last saved."""
        return self.object.get_latest_revision_as_object()

    def get_page_subtitle(self):
        """Say which page."""
        return self.draft.get_admin_display_title()

    def get_breadcrumbs_items(self):
        """Lead back to the page in the tree, then to its form."""
        return [
            *get_breadcrumbs_items_for_page(self.object, self.request.user, include_self=False),
            {"url": self.edit_url, "label": self.get_page_subtitle()},
            {"url": "", "label": self.get_page_title()},
        ]

    @property
    def edit_url(self):
        """Where the page is written."""
        return reverse("wagtailadmin_pages:edit", args=[self.object.pk])

    def get_context_data(self, **kwargs):
        """Give the page and its draft."""
        return super().get_context_data(page=self.object, draft=self.draft, edit_url=self.edit_url, **kwargs)


@sends_mail
class DraftLinksView(PageTool):
    """Make a link that shows the draft, see those that still open, withdraw one."""

    page_title = gettext_lazy("Montrer ce brouillon")
    header_icon = "view"
    template_name = "core/admin/draft_links.html"

    def is_for(self, page):
        """Show what has a look of its own."""
        return can_be_shown(page)

    def get(self, request, page_id):
        """Show the form and the links."""
        return self.render_to_response(self.get_context_data(form=DraftLinkForm()))

    def post(self, request, page_id):
        """Withdraw a link, or make one."""
        if pk := request.POST.get("revoke"):
            if pk.isdecimal() and len(pk) < 19 and (link := self.links.filter(pk=pk).first()):
                link.revoke()
                messages.success(request, _("Le lien pour « %s » ne marche plus.") % link.label)
            return redirect("draft_links", page_id)
        form = DraftLinkForm(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        link = SignedLink.make(purpose=DRAFT, page=self.object, made_by=request.user, **form.cleaned_data)
        if link.email and not self._send(link):
            link.delete()
            form.add_error("email", NOT_SENT)
            return self.render_to_response(self.get_context_data(form=form))
        # Shown now or never again: only a digest is kept.
        return self.render_to_response(self.get_context_data(form=DraftLinkForm(), made=link))

    @property
    def links(self):
        """The links to this draft that still open."""
        return SignedLink.objects.open().filter(page=self.object, purpose=DRAFT).select_related("made_by")

    def get_context_data(self, **kwargs):
        """Give the links, and a warning when the page is kept from the public."""
        return super().get_context_data(
            links=self.links, is_private=self.object.get_view_restrictions().exists(), **kwargs
        )

    def _send(self, link):
        subject = _("Un brouillon à lire : %s") % self.draft.title
        return mail_link(link, subject, "core/email/draft.txt", {"page": self.draft, "sender": self.request.user})
