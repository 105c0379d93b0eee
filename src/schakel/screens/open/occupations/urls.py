"""Occupations in ICT."""

from django.urls import path

from schakel.screens.open.occupations import views

urlpatterns = [
    path("", views.occupations, name="occupations"),
    path("<slug:occupation>/", views.occupation, name="occupation"),
]
