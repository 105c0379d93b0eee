"""Addresses."""

from django.urls import path

from schakel.screens.open.school import views

urlpatterns = [path("", views.school, name="school")]
