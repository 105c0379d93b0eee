"""Addresses."""

from django.urls import path

from schakel.screens.open.after import views

urlpatterns = [path("<str:token>/", views.after, name="after")]
