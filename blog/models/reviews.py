"""People quoted read their passages before everybody else: who was asked, what they answered."""

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from core.models import BasePage, SignedLink


class PassageReviewQuerySet(models.QuerySet):
    """What editors ask about answers."""

    def with_answers(self):
        """With their answers, in one more query."""
        return self.prefetch_related("answers")

    def wanting_out(self):
        """Those who asked, in their last answer, that their name be taken out, and still wait for it."""
        later = PassageAnswer.objects.filter(review=OuterRef("review"), pk__gt=OuterRef("pk"))
        last = PassageAnswer.objects.filter(review=OuterRef("pk"), choice=PassageAnswer.Choice.WITHDRAW)
        return self.filter(Exists(last.filter(~Exists(later))), settled_at=None)


class PassageReview(models.Model):
    """Somebody named on a page is asked to read what it says of them."""

    page = models.ForeignKey(BasePage, on_delete=models.CASCADE, related_name="passage_reviews")
    key = models.CharField(max_length=150)
    """See `blog.passages.Named.key`."""
    person = models.ForeignKey("partners.Person", null=True, on_delete=models.CASCADE, related_name="passage_reviews")
    name = models.CharField(_("prénom et nom"), max_length=150)
    asked_at = models.DateTimeField(_("envoyé le"), null=True)
    by_mail = models.BooleanField(default=False)
    settled_at = models.DateTimeField(_("retrait fait le"), null=True)

    objects = PassageReviewQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("relecture par une personne citée")
        verbose_name_plural = _("relectures par les personnes citées")
        ordering = ["page", "pk"]
        constraints = [models.UniqueConstraint(fields=["page", "key"], name="a_person_is_asked_once_about_a_page")]

    def __str__(self):
        return self.name

    @cached_property
    def answer(self):
        """The last answer, the one that counts, or None."""
        return max(self.answers.all(), key=lambda answer: answer.pk, default=None)

    @property
    def wants_out(self):
        """Whether the person waits for their name to be taken out."""
        return bool(self.answer and self.answer.choice == PassageAnswer.Choice.WITHDRAW and not self.settled_at)


class PassageLink(SignedLink):
    """The link by which one person reads their passages and answers."""

    PURPOSE = "passages"

    review = models.ForeignKey(PassageReview, on_delete=models.CASCADE, related_name="links")


class PassageAnswer(models.Model):
    """What somebody answered, about which words. The last one counts, the others are kept."""

    class Choice(models.TextChoices):
        """The three buttons."""

        AGREE = "agree", _("d’accord")
        CORRECT = "correct", _("propose une correction")
        WITHDRAW = "withdraw", _("demande le retrait de son nom")

    review = models.ForeignKey(PassageReview, on_delete=models.CASCADE, related_name="answers")
    choice = models.CharField(max_length=8, choices=Choice)
    text = models.TextField(blank=True)
    words = models.JSONField(default=list)
    """The passages as they were shown, [{"block", "text"}]."""
    # Whoever sent the link, to whom the answer comes back.
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    answered_at = models.DateTimeField(auto_now_add=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("réponse d’une personne citée")
        verbose_name_plural = _("réponses des personnes citées")
        ordering = ["review", "pk"]

    def __str__(self):
        return self.get_choice_display()

    def is_about(self, words):
        """Tell whether the passages still say what was answered about."""
        return [passage["text"] for passage in self.words] == list(words)
