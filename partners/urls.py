"""The addresses of « Mon espace »."""

from django.urls import path

from .space import account, errors, home, people, profile, quiet  # noqa: F401 - quiet answers for its links

urlpatterns = [
    path("", home.entrance, name="space_entrance"),
    path("compte/", account.account, name="space_account"),
    path("compte/donnees/", account.export, name="space_export"),
    path("compte/deconnecter/", account.disconnect, name="space_disconnect"),
    path("compte/effacer/", account.erase, name="space_erase"),
    path("<int:partner_pk>/", home.home, name="space"),
    path("<int:partner_pk>/confirmer/", home.confirm, name="space_confirm"),
    path("<int:partner_pk>/fiche/", profile.profile, name="space_profile"),
    path("<int:partner_pk>/fiche/apercu/", profile.preview, name="space_preview"),
    path("<int:partner_pk>/personnes/", people.people, name="space_people"),
    path("<int:partner_pk>/signaler/<int:page_pk>/", errors.report, name="space_report"),
]
