"""Assignments in teams, for students."""

from django.urls import path

from schakel.screens.teams.views import students

app_name = "teams"

urlpatterns = [
    path("", students.home, name="home"),
    path("<slug:key>/", students.round_, name="round"),
]
