"""Addresses of the initiatives."""

from django.urls import path

from schakel.screens.open.initiatives import views

urlpatterns = [
    path("", views.initiatives, name="initiatives"),
    path("<slug:slug>/", views.initiative, name="initiative"),
]
