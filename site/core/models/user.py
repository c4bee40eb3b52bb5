"""Accounts: an e-mail address logs in, there is no username and no password."""

from importlib import import_module

from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models, transaction
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from .outbox import MailPace


class UserManager(BaseUserManager):
    """Makes accounts that have no usable password."""

    def create_user(self, email, password=None, **fields):
        """Create an account for `email`. `password` is accepted for Django's sake and never stored."""
        user = self.model(email=email, **fields)
        user.set_unusable_password()
        user.save(using=self._db)
        return user

    def create_superuser(self, email, password=None, **fields):
        """Create an account that may do everything."""
        return self.create_user(email, is_superuser=True, **fields)

    def get_by_natural_key(self, email):
        """Find an account whatever the case its address is written in."""
        return self.get(email__iexact=email)


class User(AbstractBaseUser, PermissionsMixin):
    """A person who can log in."""

    email = models.EmailField(_("adresse e-mail"), unique=True)
    first_name = models.CharField(_("prénom"), max_length=150, blank=True)
    last_name = models.CharField(_("nom"), max_length=150, blank=True)
    is_active = models.BooleanField(
        _("actif"), default=True, help_text=_("Décochez pour fermer l’accès sans rien effacer.")
    )
    joined_at = models.DateTimeField(_("inscription"), auto_now_add=True)
    mail_pace = models.CharField(
        _("relectures"),
        max_length=10,
        choices=MailPace,
        default=MailPace.EACH,
        help_text=_("Les réponses, les invitations et les codes partent toujours."),
    )

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"

    class Meta:
        verbose_name = _("compte")
        verbose_name_plural = _("comptes")
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="one_account_per_email",
                violation_error_message=_("Un compte existe déjà avec cette adresse."),
            )
        ]

    def __str__(self):
        return self.get_full_name() or self.email

    def save(self, *args, **kwargs):
        """Store the account and its verified address together, so that the first code opens the door."""
        self.email = self.email.strip().lower()
        with transaction.atomic():
            super().save(*args, **kwargs)
            if kwargs.get("update_fields") is None:
                self._keep_address()

    @property
    def wants_news(self):
        """Whether the person wants mail that is not owed to them: see `Notice`."""
        return self.mail_pace != MailPace.NONE

    def get_full_name(self):
        """Return the first and last name, or an empty text."""
        return f"{self.first_name} {self.last_name}".strip()

    def get_short_name(self):
        """Return how to greet this person."""
        return self.first_name or self.email

    @property
    def has_proven_address(self):
        """Whether somebody checked that the account's address is its owner's: only then is what was sent there theirs.

        An account opened on paper bears the address that somebody typed.
        """
        return EmailAddress.objects.filter(user=self, email__iexact=self.email, verified=True).exists()

    def vouch_for_address(self):
        """Note that the address of the account is its owner's, before anything is given to the account.

        Whoever invites vouches for the address. One typed with a code on paper waits for that; its sessions then
        end, since nobody checked that whoever opened them reads the address.
        """
        if EmailAddress.objects.filter(user=self, verified=False).update(verified=True):
            self.end_sessions()

    def await_proof_of_address(self):
        """Note that nobody checked yet that whoever opened the account reads its address."""
        EmailAddress.objects.filter(user=self).update(verified=False)

    def open_sessions(self):
        """Return the sessions that still open something, the latest first; the others are forgotten every night."""
        store = import_module(settings.SESSION_ENGINE).SessionStore
        known = UserSession.objects.filter(user=self).order_by("-created_at", "-pk")
        return [one for one in known if SESSION_KEY in store(one.session_key)]

    def end_sessions(self):
        """Log this person out everywhere, at once."""
        for session in UserSession.objects.filter(user=self):
            session.end()

    def _keep_address(self):
        # An address that is no longer the account's must not let anyone in, nor keep in whoever came by it.
        if EmailAddress.objects.filter(user=self).exclude(email__iexact=self.email).delete()[0]:
            self.end_sessions()
        EmailAddress.objects.get_or_create(user=self, email=self.email, defaults={"verified": True, "primary": True})
        if self.is_superuser:
            self.vouch_for_address()
