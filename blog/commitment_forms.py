"""What partners and editors fill in about a commitment."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.models.reviewing import ReasonForm

from .models.commitments import State


class NewsForm(forms.Form):
    """What became of a commitment. `news`, when given, is what is taken up again."""

    state = forms.ChoiceField(
        label=_("Où en est-on ?"),
        choices=State.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choisissez où l’on en est.")},
    )
    text = forms.CharField(
        label=_("Ce qui s’est passé depuis"),
        max_length=300,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("Une phrase ou deux, 300 caractères au plus. Les lecteurs verront la date du jour."),
        error_messages={
            "required": _("Dites en une phrase ce qui s’est passé."),
            "max_length": _("%(show_value)d caractères : gardez l’essentiel, en 300 au plus."),
        },
    )

    def __init__(self, data=None, news=None, **kwargs):
        initial = {"state": news.state, "text": news.text} if news else None
        super().__init__(data, initial=initial, **kwargs)


class NewsReasonForm(ReasonForm):
    """Why news go back to the partner, or cannot appear (`is_lost`)."""

    def __init__(self, *args, is_lost=False, **kwargs):
        super().__init__(*args, **kwargs)
        comment = self.fields["comment"]
        comment.help_text = _("Une phrase suffit. Elle part par mail à la structure.")
        if is_lost:
            comment.label = _("Votre réponse")
            comment.error_messages["required"] = _("Écrivez une phrase : la structure attend une réponse.")
