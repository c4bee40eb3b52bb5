"""What recaps and articles keep about an account."""

from core.personal.registry import keeps

from .models import RecapImport


def register():
    """Say what is kept."""
    keeps("imports en cours", _imports, _drop_imports)


def _imports(user):
    return [{"titre": str(one), "le": one.created_at} for one in RecapImport.objects.filter(user=user)]


def _drop_imports(user, alias):
    RecapImport.objects.filter(user=user).delete()
