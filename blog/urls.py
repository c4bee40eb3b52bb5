"""The addresses of « Mon espace » that are about stories."""

from django.urls import path

from .commitment_space import commitment

urlpatterns = [
    path("<int:partner_pk>/engagements/<int:page_pk>/<uuid:block_id>/", commitment, name="space_commitment"),
]
