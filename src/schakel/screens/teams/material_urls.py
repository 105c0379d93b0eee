"""Teaching material, for everybody."""

from django.urls import path

from schakel.screens.teams.views import material

app_name = "material"

urlpatterns = [
    path("", material.material, name="list"),
    path("<slug:key>/", material.detail, name="detail"),
    path("<slug:key>/gebruikt/", material.use, name="use"),
]
