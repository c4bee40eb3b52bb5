"""The addresses of « Mon espace », and of the ways into it."""

from django.urls import path

from .door import asking, paper
from .space import account, errors, home, invitation, people, profile, quiet  # noqa: F401 - quiet answers for its links

urlpatterns = [
    path("", home.entrance, name="space_entrance"),
    path("compte/", account.account, name="space_account"),
    path("compte/donnees/", account.export, name="space_export"),
    path("compte/deconnecter/", account.disconnect, name="space_disconnect"),
    path("compte/effacer/", account.erase, name="space_erase"),
    path("code/", paper.code, name="paper_code"),
    path("rejoindre/", asking.join_network, name="join_network"),
    path("rejoindre/envoyee/", asking.asked, name="join_asked"),
    path("rejoindre/confirmee/", asking.confirmed, name="join_confirmed"),
    path("rejoindre/<int:partner_pk>/", asking.ask_for_profile, name="join_partner"),
    path("<int:partner_pk>/", home.home, name="space"),
    path("<int:partner_pk>/invitation/", invitation.invitation, name="space_invitation"),
    path("<int:partner_pk>/quitter/", account.leave, name="space_leave"),
    path("<int:partner_pk>/confirmer/", home.confirm, name="space_confirm"),
    path("<int:partner_pk>/fiche/", profile.profile, name="space_profile"),
    path("<int:partner_pk>/fiche/apercu/", profile.preview, name="space_preview"),
    path("<int:partner_pk>/personnes/", people.people, name="space_people"),
    path("<int:partner_pk>/signaler/<int:page_pk>/", errors.report, name="space_report"),
]
