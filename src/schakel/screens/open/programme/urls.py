"""Addresses of the programme."""

from django.urls import path

from schakel.screens.open.programme import views

urlpatterns = [
    path("", views.programme, name="programme"),
    path("begroting/", views.budget, name="programme-budget"),
    path("partners/", views.partners, name="programme-partners"),
    path("witte-vlekken/", views.gaps, name="programme-gaps"),
    path("download/<slug:table>.csv", views.download, name="programme-download"),
    path("<str:line>/", views.line, name="programme-line"),
]
