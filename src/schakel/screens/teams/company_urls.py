"""What became of our assignment, for companies."""

from django.urls import path

from schakel.screens.teams.views import companies

app_name = "assigned"

urlpatterns = [
    path("", companies.home, name="home"),
    path("<uuid:key>/", companies.team, name="team"),
]
