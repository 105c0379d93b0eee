"""Advice for the person who asks."""

from django.urls import path

from schakel.screens.open.advice import views

urlpatterns = [path("advies/", views.advice, name="advice")]
