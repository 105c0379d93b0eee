"""Everything one can step into."""

from django.urls import path

from schakel.screens.open.offers import views

urlpatterns = [
    path("", views.offers, name="offers"),
    path("<slug:slug>/", views.offer, name="offer"),
]
