"""Addresses."""

from django.urls import path

from schakel.screens.open.employer import views

urlpatterns = [path("", views.employer, name="employer")]
