"""The addresses of « Mon espace », and of the ways into it."""

from django.urls import path

from .door import asking, paper
from .space import home, people, profile

urlpatterns = [
    path("", home.entrance, name="space_entrance"),
    path("code/", paper.code, name="paper_code"),
    path("compte/", home.account, name="space_account"),
    path("rejoindre/", asking.join_network, name="join_network"),
    path("rejoindre/envoyee/", asking.asked, name="join_asked"),
    path("rejoindre/confirmee/", asking.confirmed, name="join_confirmed"),
    path("rejoindre/<int:partner_pk>/", asking.ask_for_profile, name="join_partner"),
    path("<int:partner_pk>/", home.home, name="space"),
    path("<int:partner_pk>/fiche/", profile.profile, name="space_profile"),
    path("<int:partner_pk>/fiche/apercu/", profile.preview, name="space_preview"),
    path("<int:partner_pk>/personnes/", people.people, name="space_people"),
]
