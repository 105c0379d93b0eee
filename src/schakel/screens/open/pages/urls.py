"""The front page, and the pages about this site."""

from django.urls import path

from schakel.screens.open.pages import algorithms, views

urlpatterns = [
    path("", views.home, name="home"),
    path("hulp/", views.help_page, name="help"),
    path("privacy/", views.privacy, name="privacy"),
    path("toegankelijkheid/", views.accessibility, name="accessibility"),
    path("algoritmes/", algorithms.algorithms, name="algorithms"),
    path("algoritmes/matching/", algorithms.matching_rules, name="matching-rules"),
    path("algoritmes/<slug:record>.<str:suffix>", algorithms.register_download, name="register-download"),
]
