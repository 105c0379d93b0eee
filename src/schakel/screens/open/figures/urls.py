"""Addresses of the figures: `/cijfers/<id>` and, behind a point, its files."""

from django.urls import path

from schakel.screens.open.figures import views

urlpatterns = [
    path("", views.figures, name="figures"),
    path("<slug:figure>", views.figure, name="figure"),
    path("<slug:figure>.<str:suffix>", views.download, name="figure-download"),
]
