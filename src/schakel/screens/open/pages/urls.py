"""The front page, and the pages about this site."""

from django.urls import path

from schakel.screens.open.pages import views

urlpatterns = [
    path("", views.home, name="home"),
    path("hulp/", views.help_page, name="help"),
    path("privacy/", views.privacy, name="privacy"),
    path("toegankelijkheid/", views.accessibility, name="accessibility"),
    path("algoritmes/", views.algorithms, name="algorithms"),
    path("algoritmes/matching/", views.matching_rules, name="matching-rules"),
]
