"""Addresses of internship periods for students."""

from django.urls import path

from schakel.screens.school.views import students

app_name = "draw"

urlpatterns = [
    path("", students.mine, name="mine"),
    path("<slug:key>/", students.period, name="period"),
    path("<slug:key>/terug/", students.leave, name="leave"),
    path("<slug:key>/naam/", students.name, name="name"),
    path("<slug:key>/loting.json", students.record, name="record"),
]
