"""What happens when."""

from django.urls import path

from schakel.screens.open.agenda import views

urlpatterns = [
    path("", views.agenda, name="agenda"),
    path("agenda.ics", views.feed, name="agenda-feed"),
]
