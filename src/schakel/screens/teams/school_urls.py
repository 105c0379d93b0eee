"""Assignment rounds for schools."""

from django.urls import path

from schakel.screens.teams.views import schools

app_name = "rounds"

urlpatterns = [
    path("", schools.home, name="home"),
    path("nieuw/", schools.new, name="new"),
    path("<slug:key>/", schools.round_, name="round"),
    path("<slug:key>/opdrachten/", schools.pick, name="pick"),
    path("<slug:key>/team/<uuid:team>/", schools.team, name="team"),
]
