"""`/mon-espace/code/`: a code on paper opens a session, and needs no mail to do it."""

from allauth.account.utils import perform_login
from django import forms
from django.contrib import messages
from django.db import IntegrityError, transaction
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.audit import note
from core.limits import LONGEST_ADDRESS, visitor_may
from core.models import BasePage, User
from core.names import plain_name
from partners.models import Membership, PaperCode

WRONG = gettext_lazy(
    "Ce code ne marche pas, ou ne marche plus. Vérifiez chaque signe ; sinon, demandez un autre papier à l’équipe "
    "éditoriale."
)
TOO_MANY = gettext_lazy("Il y a eu trop d’essais depuis votre réseau. Recommencez dans une heure.")


class CodeForm(forms.Form):
    """What is on the paper."""

    code = forms.CharField(
        label=gettext_lazy("Le code du papier"),
        max_length=60,
        help_text=gettext_lazy("16 lettres et chiffres. Les tirets et les majuscules ne comptent pas."),
        error_messages={"required": gettext_lazy("Recopiez le code qui est sur le papier.")},
        widget=forms.TextInput({"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )


class NewcomerForm(CodeForm):
    """The same from somebody who has no account yet."""

    first_name = forms.CharField(
        label=gettext_lazy("Votre prénom"),
        max_length=150,
        validators=[plain_name],
        error_messages={"required": gettext_lazy("Donnez votre prénom.")},
        widget=forms.TextInput({"autocomplete": "given-name"}),
    )
    last_name = forms.CharField(
        label=gettext_lazy("Votre nom"),
        max_length=150,
        validators=[plain_name],
        error_messages={"required": gettext_lazy("Donnez votre nom.")},
        widget=forms.TextInput({"autocomplete": "family-name"}),
    )
    email = forms.EmailField(
        max_length=LONGEST_ADDRESS,
        label=gettext_lazy("Votre adresse e-mail"),
        help_text=gettext_lazy("Elle vous servira à revenir : un code y sera envoyé."),
        error_messages={
            "required": gettext_lazy("Donnez votre adresse e-mail."),
            "invalid": gettext_lazy("Cette adresse est incomplète : vérifiez-la."),
        },
        widget=forms.EmailInput({"autocomplete": "email"}),
    )


def code(request):
    """Ask for the code; open the space of the partner that it stands for."""
    form_class = CodeForm if request.user.is_authenticated else NewcomerForm
    form = form_class(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return _show(request, form)
    if not visitor_may(request, "paper_code"):
        form.add_error(None, TOO_MANY)
        return _show(request, form, status=429)
    paper = PaperCode.objects.opened_by(form.cleaned_data["code"])
    if paper is None or not BasePage.objects.hold(paper.partner_id):
        form.add_error("code", WRONG)
        return _show(request, form)
    come_in = _as_member if request.user.is_authenticated else _as_newcomer
    return come_in(request, form, paper) or _show(request, form)


def _as_member(request, form, paper):
    membership = Membership.objects.filter(partner=paper.partner, user=request.user).first()
    if membership and membership.joined_at:
        # The paper is left for somebody else.
        messages.success(request, _("Vous avez déjà accès à cette fiche. Le papier peut servir à quelqu’un d’autre."))
        return redirect("space", paper.partner_id)
    if not paper.use():
        return form.add_error("code", WRONG)
    _join(paper, request.user)
    return redirect("space", paper.partner_id)


def _as_newcomer(request, form, paper):
    data = form.cleaned_data
    try:
        with transaction.atomic():
            user = User.objects.create_user(data["email"], first_name=data["first_name"], last_name=data["last_name"])
            # The paper proves the structure, not the mailbox: see User.vouch_for_address.
            user.await_proof_of_address()
            if not paper.use():
                raise PaperCode.DoesNotExist
            _join(paper, user)
    except PaperCode.DoesNotExist:
        return form.add_error("code", WRONG)
    except IntegrityError:
        link = f"{reverse('account_login')}?next={reverse('paper_code')}"
        sentence = _(
            "Cette adresse a déjà un compte. {} avec elle, puis recopiez le code, ou donnez une autre adresse : le "
            "code reste valable."
        )
        return form.add_error("email", format_html(sentence, format_html('<a href="{}">{}</a>', link, _("Entrez"))))
    messages.success(request, _("Bienvenue ! La prochaine fois, entrez avec votre adresse : %s.") % user.email)
    return perform_login(
        request, user, email_verification="none", redirect_url=reverse("space", args=[paper.partner_id])
    )


def _join(paper, user):
    membership, _is_new = Membership.objects.update_or_create(
        partner=paper.partner,
        user=user,
        defaults={"role": paper.role, "invited_by": paper.made_by, "joined_at": timezone.now()},
    )
    role = str(membership.get_role_display())
    note("partners.paper_use", by=user, page=paper.partner, about=user, paper=paper.pk, role=role)


def _show(request, form, status=200):
    return render(request, "partners/door/code.html", {"form": form}, status=status)
