"""Addresses of the mobility pool."""

from django.urls import path

from schakel.screens.pool.views import members, pools, roles

app_name = "pool"

urlpatterns = [
    path("", pools.home, name="home"),
    path("nieuw/", pools.begin, name="begin"),
    path("<uuid:key>/", pools.pool, name="pool"),
    path("<uuid:key>/rekenen/", pools.compute, name="compute"),
    path("<uuid:key>/rollen/", roles.roles, name="roles"),
    path("<uuid:key>/rollen/bestand/", roles.upload, name="upload"),
    path("<uuid:key>/rollen.csv", roles.download, name="download"),
    path("<uuid:key>/leden/", members.members, name="members"),
    path("<uuid:key>/leden/uitnodigen/", members.invite, name="invite"),
    path("<uuid:key>/leden/intrekken/", members.take_back, name="take-back"),
    path("<uuid:key>/instellingen/", members.settings, name="settings"),
    path("<uuid:key>/antwoord/", members.answer, name="answer"),
    path("<uuid:key>/verlaten/", members.leave, name="leave"),
    path("<uuid:key>/sluiten/", members.close, name="close"),
]
