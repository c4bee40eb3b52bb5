"""Where an editor asks the people quoted to read their passages, and sees what they answered."""

from datetime import date

from django import forms
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from core.drafts import NOT_SENT, PageTool
from core.links import mail_link, sends_mail
from core.reviewing import follow_latest
from core.text import of

from .models import PassageLink, PassageReview, Publication
from .passages import people_named
from .withdrawal import take_name_out

DAYS = 10


class AddressForm(forms.Form):
    """Where to send a link."""

    email = forms.EmailField(required=False)

    def __init__(self, *args, named, number, **kwargs):
        super().__init__(*args, auto_id=f"id_{number}_%s", **kwargs)
        self.fields["email"].label = _("Adresse e-mail %s") % of(named.name)


@sends_mail
class PassageReviewsView(PageTool):
    """Everybody whom the draft names, with their passages, their links and their answers."""

    page_title = gettext_lazy("Faire relire les personnes citées")
    header_icon = "group"
    template_name = "blog/admin/passage_reviews.html"

    def is_for(self, page):
        """Only what tells something quotes people."""
        return isinstance(page, Publication)

    def get(self, request, page_id):
        """Show where each person stands."""
        return self.render_to_response(self.get_context_data())

    def post(self, request, page_id):
        """Do what the button of one person says."""
        if request.POST.get("revoke"):
            return self._revoke(request.POST["revoke"])
        named = next((one for one in self.people if one.key == request.POST.get("key")), None)
        action = request.POST.get("action")
        if not named or action not in {"send", *self.ACTIONS}:
            messages.error(request, _("Cette personne n’est plus nommée dans le brouillon."))
            return self._back()
        if action == "send":
            return self._send(named)
        with transaction.atomic():
            return self.ACTIONS[action](self, named)

    @cached_property
    def people(self):
        """Everybody whom the draft names."""
        return people_named(self.draft)

    def get_context_data(self, typed=None, made=None, **kwargs):
        """Give one row a person. `typed` is (key, form) of an address refused; `made`, a link just made."""
        reviews = {review.key: review for review in PassageReview.objects.filter(page=self.object).with_answers()}
        links = {}
        for link in PassageLink.objects.open().filter(page=self.object):
            links.setdefault(link.review_id, []).append(link)
        rows = []
        for number, named in enumerate(self.people):
            review = reviews.pop(named.key, None)
            answer = review.answer if review else None
            form = typed[1] if typed and typed[0] == named.key else AddressForm(named=named, number=number)
            rows.append(
                {
                    "id": f"personne-{number}",
                    "named": named,
                    "review": review,
                    "answer": answer,
                    "has_changed": bool(answer and not answer.is_about(named.words)),
                    "links": links.get(review.pk, []) if review else [],
                    "form": form,
                    "made": made if made and made.review_id == getattr(review, "pk", None) else None,
                }
            )
        can_withdraw_everywhere = self.request.user.has_perm("partners.change_person")
        return super().get_context_data(
            rows=rows,
            gone=[review for review in reviews.values() if review.answer],
            can_withdraw_everywhere=can_withdraw_everywhere,
            days=DAYS,
            **kwargs,
        )

    def _send(self, named):
        form = AddressForm(self.request.POST, named=named, number=self.people.index(named))
        if form.is_valid() and not form.cleaned_data["email"]:
            form.add_error("email", _("Écrivez son adresse, ou faites un lien à copier."))
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(typed=(named.key, form)))
        with transaction.atomic():
            review = self._review(named)
            link = self._link(review, form.cleaned_data["email"])
        context = {"review": review, "page": self.draft, "publisher": self.draft.open_publisher}
        subject = _("Vos passages à relire : « %s »") % self.draft.title
        if not mail_link(link, subject, "blog/email/passages.txt", context | {"sender": self.request.user}):
            with transaction.atomic():
                link.delete()
                PassageReview.objects.filter(pk=review.pk, links=None, asked_at=None).delete()
            form.add_error("email", NOT_SENT)
            return self.render_to_response(self.get_context_data(typed=(named.key, form)))
        self._note(review, by_mail=True)
        messages.success(self.request, _("Le message est parti pour %s.") % named.name)
        return self._back()

    def _copy(self, named):
        review = self._review(named)
        link = self._link(review)
        self._note(review, by_mail=False)
        # Shown now or never again: only a digest is kept.
        return self.render_to_response(self.get_context_data(made=link))

    def _withdraw_here(self, named):
        if self.object.get_lock() and self.object.get_lock().for_user(self.request.user):
            messages.error(self.request, _("La page est en relecture ou verrouillée : attendez qu’elle se libère."))
            return self._back()
        draft = self.draft
        left = take_name_out(draft, named)
        draft.save_revision(user=self.request.user, log_action=True, clean=False)
        follow_latest(draft, self.request.user)
        self._settle(named)
        messages.success(
            self.request,
            _("Le nom %s est retiré du brouillon. Publiez-le pour que les lecteurs ne le voient plus.")
            % of(named.name),
        )
        self._warn_of(left)
        return self._back()

    def _withdraw_everywhere(self, named):
        if not named.person or not self.request.user.has_perm("partners.change_person"):
            raise PermissionDenied
        named.person.withdrawn_on = date.today()
        named.person.save()
        self._settle(named)
        messages.success(
            self.request, _("Le nom %s ne paraît plus sur aucune page ; sa fonction reste.") % of(named.name)
        )
        self._warn_of([passage for passage in named.passages if passage.kind == "text"])
        return self._back()

    def _settled_by_hand(self, named):
        self._settle(named)
        return self._back()

    ACTIONS = {
        "copy": _copy,
        "withdraw-here": _withdraw_here,
        "withdraw-everywhere": _withdraw_everywhere,
        "settled": _settled_by_hand,
    }

    def _review(self, named):
        review, _is_new = PassageReview.objects.get_or_create(
            page_id=self.object.pk, key=named.key, defaults={"name": named.name[:150], "person": named.person}
        )
        return review

    def _link(self, review, email=""):
        return PassageLink.make(
            DAYS,
            purpose=PassageLink.PURPOSE,
            page_id=self.object.pk,
            review=review,
            label=review.name,
            email=email,
            made_by=self.request.user,
        )

    def _note(self, review, by_mail):
        review.asked_at, review.by_mail = timezone.now(), by_mail
        review.save(update_fields=["asked_at", "by_mail"])

    def _settle(self, named):
        PassageReview.objects.filter(page=self.object, key=named.key).update(settled_at=timezone.now())

    def _warn_of(self, passages):
        if passages:
            parts = ", ".join(dict.fromkeys(f"« {passage.where} »" for passage in passages if passage.where))
            messages.warning(
                self.request, _("Le texte le cite encore, à reprendre à la main : %s.") % (parts or _("dans la page"))
            )

    def _revoke(self, pk):
        links = PassageLink.objects.open().filter(page=self.object)
        if pk.isdecimal() and len(pk) < 19 and (link := links.filter(pk=pk).first()):
            link.revoke()
            messages.success(self.request, _("Le lien %s ne marche plus.") % of(link.label))
        return self._back()

    def _back(self):
        return redirect("passage_reviews", self.object.pk)
