"""What recaps and articles keep about an account."""

from core.personal.registry import keeps

from .models import CommitmentNews, RecapImport


def register():
    """Say what is kept."""
    keeps("imports en cours", _imports, _drop_imports)
    keeps("nouvelles d’engagements", _news, _keep_news)


def _imports(user):
    return [{"titre": str(one), "le": one.created_at} for one in RecapImport.objects.filter(user=user)]


def _drop_imports(user, alias):
    RecapImport.objects.filter(user=user).delete()


def _news(user):
    told = CommitmentNews.objects.filter(written_by=user).select_related("page").order_by("written_at", "pk")
    return [
        {
            "récit": news.page.title,
            "où l’on en est": news.get_state_display(),
            "texte": news.text,
            "le": news.written_at,
            "relecture": news.get_status_display(),
            "réponse": news.reason,
        }
        for news in told
    ]


def _keep_news(user, alias):
    """What was told is the partner's, and readers see it: it stays, and its writer is the alias."""
