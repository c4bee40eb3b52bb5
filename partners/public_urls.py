"""What a profile offers besides its page."""

from django.urls import path

from . import card

urlpatterns = [
    path("<slug:slug>/carte/", card.card, name="partner_card"),
    path("<slug:slug>/fiche.json", card.data, name="partner_data"),
]
