"""Addresses."""

from django.urls import path

from schakel.screens.open.stay import views

urlpatterns = [
    path("", views.stay, name="stay"),
    path("mensen/", views.ambassadors, name="ambassadors"),
    path("contact/<str:token>/", views.ambassador, name="ambassador"),
]
