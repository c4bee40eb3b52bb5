"""What somebody quoted sees behind their link: their own passages, and three buttons."""

from datetime import timedelta

from django import forms
from django.conf import settings
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Comment

from core.links import opens
from core.outbox import tell
from core.typography import french

from .models import PassageAnswer, PassageLink, PassageReview
from .passages import people_named

Choice = PassageAnswer.Choice
PRESSED_TWICE = timedelta(seconds=30)
MOST_ANSWERS = 20
"""How many answers one link takes: each one writes, leaves a comment and a mail."""
BUTTONS = {"agree": Choice.AGREE, "correct": Choice.CORRECT, "withdraw-sure": Choice.WITHDRAW}


class AnswerForm(forms.Form):
    """The three buttons, and the words of a correction."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    about = forms.TypedChoiceField(
        label=gettext_lazy("Ou bien, un passage à changer"), required=False, coerce=int, empty_value=None, choices=()
    )
    text = forms.CharField(
        label=gettext_lazy("Ce que vous aimeriez changer"),
        help_text=gettext_lazy("Les mots que vous préférez, ou ce qui ne va pas."),
        required=False,
        max_length=4000,
        widget=forms.Textarea({"rows": 5}),
    )

    def __init__(self, *args, named, **kwargs):
        super().__init__(*args, **kwargs)
        passages = named.passages if named else []
        beginnings = [(number, Truncator(passage.text).words(8)) for number, passage in enumerate(passages)]
        self.fields["about"].choices = [("", _("L’ensemble, ou mon nom")), *beginnings]

    def ask_for_a_word(self):
        """Ask for what goes with a withdrawal, instead of a correction."""
        self.fields["text"].label = _("Un mot pour la rédaction, si vous voulez")
        self.fields["text"].help_text = ""


@opens(PassageLink.PURPOSE)
def read_passages(request, link):
    """Show their passages to the person who holds the link; keep the answer that they press.

    A refused form is answered with 200: Django would write the address, which is a key, into its log of errors.
    """
    link = PassageLink.objects.select_related("review__person").get(pk=link.pk)
    page = link.page.specific.get_latest_revision_as_object()
    named = next((one for one in people_named(page) if one.key == link.review.key), None)

    def show(form, **more):
        context = {"event": page, "publisher": page.open_publisher, "review": link.review, "link": link}
        context |= {"named": named, "answer": link.review.answer, "form": form}
        context |= {"is_full": _is_full(link), "most": MOST_ANSWERS}
        return render(request, "blog/passages.html", context | more)

    if request.method != "POST" or not named:
        return show(AnswerForm(named=named, initial={"seen": named.fingerprint if named else ""}))
    form = AnswerForm(request.POST, named=named)
    choice = request.POST.get("answer", "")
    if request.POST.get("seen") != named.fingerprint:
        return show(
            AnswerForm({**request.POST.dict(), "seen": named.fingerprint, "about": ""}, named=named), has_changed=True
        )
    if choice == "back" or not form.is_valid():
        return show(form)
    if choice == "withdraw":
        form.ask_for_a_word()
        return show(form, is_withdrawing=True)
    if choice == Choice.CORRECT and not form.cleaned_data["text"]:
        form.add_error("text", _("Écrivez d’abord ce qui ne va pas, ou les mots que vous préférez."))
        return show(form)
    if choice in BUTTONS:
        about = form.cleaned_data["about"]
        passage = named.passages[about] if choice == Choice.CORRECT and about is not None else None
        _keep(link, page, named, passage, BUTTONS[choice], form.cleaned_data["text"])
    return redirect("signed_link", request.resolver_match.kwargs["token"])


def _is_full(link):
    return link.review.answers.filter(answered_at__gte=link.made_at).count() >= MOST_ANSWERS


def _keep(link, page, named, passage, choice, text):
    """Store the answer, leave a comment beside what it is about, and tell the editor who sent the link.

    `passage` is the one that a correction is about; without it, the comment stands where it is best read.
    """
    spot = passage or named.spot
    # Held, so that a button pressed twice answers once.
    review = PassageReview.objects.select_for_update().get(pk=link.review.pk)
    words = [{"block": passage.block_id, "text": passage.words} for passage in named.passages]
    since = timezone.now() - PRESSED_TWICE
    last = review.answer
    if last and last.answered_at > since and (last.choice, last.text, last.words) == (choice, text, words):
        return
    if _is_full(link):
        return
    answer = PassageAnswer.objects.create(review=review, choice=choice, text=text, words=words, asked_by=link.made_by)
    review.settled_at = None
    review.save(update_fields=["settled_at"])
    comment = Comment(
        page=link.page,
        # Wagtail's comments belong to an account: that of whoever asked; the text says whose words they are.
        user=link.made_by,
        text=_comment_text(review.name, answer),
        contentpath=spot.path,
        position=spot.position,
        revision_created=page.latest_revision,
    )
    comment.save()
    comment.log_create(page_revision=page.latest_revision, user=link.made_by)
    _tell(link, page, answer, passage)


def _comment_text(name, answer):
    said = {
        Choice.AGREE: _("D’accord."),
        Choice.CORRECT: _("Je propose une correction."),
        Choice.WITHDRAW: _("Retirez mon nom."),
    }[answer.choice]
    told = _("%(name)s, par son lien de relecture : %(said)s") % {"name": name, "said": said}
    return f"{french(told)} {answer.text}".strip()


def _tell(link, page, answer, passage):
    """Write to the editor who sent the link; the mail leaves once the answer is kept, and again if it did not."""
    address = settings.WAGTAILADMIN_BASE_URL.rstrip("/") + reverse("passage_reviews", args=[page.pk])
    context = {"answer": answer, "review": link.review, "page": page, "address": address, "passage": passage}
    subject = _("%(name)s : %(answer)s (%(title)s)") % {
        "name": link.review.name,
        "answer": answer.get_choice_display(),
        "title": page.title,
    }
    tell(
        [link.made_by],
        owed=True,
        key=f"passage-answer-{answer.pk}",
        subject_key=f"passages-{page.pk}",
        subject=subject,
        body=render_to_string("blog/email/passage_answer.txt", context),
    )
