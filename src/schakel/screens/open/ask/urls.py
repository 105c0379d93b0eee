"""Addresses."""

from django.urls import path

from schakel.screens.open.ask import views

urlpatterns = [
    path("", views.ask, name="ask"),
    path("<uuid:key>/", views.asked, name="asked"),
    path("<uuid:key>/intrekken/", views.withdraw, name="withdraw-question"),
]
