"""People who ask to come in: for a partner that has a profile, or for one that has none yet."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.fields import WebAddressField
from core.models import SignedLink

from ..vocabulary import Kind, MemberRole
from .profiles import PartnerPage

CONFIRMED_WITHIN = timedelta(days=3)
KEPT_FOR = timedelta(days=365)


class JoinRequestQuerySet(models.QuerySet):
    """Questions about who asked."""

    def waiting(self):
        """Those that count, since their address was confirmed, and that nobody decided; the oldest first."""
        return self.filter(confirmed_at__isnull=False, decided_at=None).order_by("confirmed_at", "pk")

    def decided(self):
        """Those that were answered, the latest first."""
        return self.exclude(decided_at=None).order_by("-decided_at", "-pk")

    def outdated(self):
        """Never confirmed, or answered a year ago: nobody needs to know any more who asked."""
        now = timezone.now()
        return self.filter(
            Q(confirmed_at=None, created_at__lt=now - CONFIRMED_WITHIN) | Q(decided_at__lt=now - KEPT_FOR)
        )


class JoinRequest(models.Model):
    """Somebody asks to keep a profile, or to have one made. It counts once the address given has answered."""

    class Decision(models.TextChoices):
        """What editors answered."""

        ACCEPTED = "accepted", _("acceptée")
        REFUSED = "refused", _("refusée")

    # The partner asked about; for a new one, the profile that an editor's « yes » made.
    partner = models.ForeignKey(PartnerPage, null=True, on_delete=models.CASCADE, related_name="join_requests")
    name = models.CharField(
        _("nom de la structure"), max_length=150, blank=True, help_text=_("Celui que tout le monde emploie.")
    )
    kind = models.CharField(_("ce qu’elle est"), max_length=20, choices=Kind, blank=True)
    website = WebAddressField(_("son site web"), blank=True, help_text=_("S’il y en a un."))
    mission = models.CharField(
        _("sa mission en une phrase"), max_length=160, blank=True, help_text=_("160 caractères au plus.")
    )

    first_name = models.CharField(_("votre prénom"), max_length=150)
    last_name = models.CharField(_("votre nom"), max_length=150)
    email = models.EmailField(
        _("votre adresse e-mail"),
        help_text=_("De préférence celle de la structure. Un message y part tout de suite, pour vérifier."),
    )
    position = models.CharField(_("votre fonction dans la structure"), max_length=150)
    role = models.CharField(
        _("ce que vous souhaitez"), max_length=12, choices=MemberRole, default=MemberRole.CONTRIBUTOR
    )
    message = models.TextField(
        _("votre message"), max_length=2000, blank=True, help_text=_("Facultatif : ce qui aiderait à vous reconnaître.")
    )

    created_at = models.DateTimeField(default=timezone.now)
    confirmed_at = models.DateTimeField(null=True)
    decision = models.CharField(max_length=10, choices=Decision, blank=True)
    reason = models.TextField(blank=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    objects = JoinRequestQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("demande d’une structure")
        verbose_name_plural = _("demandes des structures")

    def __str__(self):
        return f"{self.person}, {self.structure}"

    @property
    def is_new(self):
        """Whether the structure had no profile when it asked."""
        return bool(self.name)

    @property
    def structure(self):
        """The name of the structure, as it was typed or as its profile says."""
        return self.name or self.partner.title

    @property
    def person(self):
        """Who asks."""
        return f"{self.first_name} {self.last_name}"

    @property
    def site(self):
        """The web site of the structure, or an empty text."""
        return self.website if self.is_new else self.partner.website

    @property
    def matter(self):
        """What mails about it are filed under."""
        return f"join:{self.pk}"

    def confirm(self):
        """Note that whoever reads the address did ask."""
        self.confirmed_at = timezone.now()
        self.save(update_fields=["confirmed_at"])

    def decide(self, decision, by, reason=""):
        """Keep the decision. Return True for the first to decide only."""
        fields = {"decision": decision, "decided_by": by, "decided_at": timezone.now(), "reason": reason}
        return bool(JoinRequest.objects.waiting().filter(pk=self.pk).update(**fields))


class JoinLink(SignedLink):
    """The link by which an address says that it did ask."""

    PURPOSE = "join"

    request = models.ForeignKey(JoinRequest, on_delete=models.CASCADE, related_name="links")

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("lien de confirmation")
        verbose_name_plural = _("liens de confirmation")
