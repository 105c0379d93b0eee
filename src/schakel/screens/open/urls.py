"""All public pages. Paths are what their users read: Dutch."""

from django.urls import include, path

app_name = "open"

urlpatterns = [
    path("", include("schakel.screens.open.pages.urls")),
    path("", include("schakel.screens.open.advice.urls")),
    path("werkgever/", include("schakel.screens.open.employer.urls")),
    path("onderwijs/", include("schakel.screens.open.school.urls")),
    path("na/", include("schakel.screens.open.after.urls")),
    path("blijven/", include("schakel.screens.open.stay.urls")),
    path("vraag/", include("schakel.screens.open.ask.urls")),
    path("aanbod/", include("schakel.screens.open.offers.urls")),
    path("beroepen/", include("schakel.screens.open.occupations.urls")),
    path("agenda/", include("schakel.screens.open.agenda.urls")),
    path("initiatieven/", include("schakel.screens.open.initiatives.urls")),
    path("programma/", include("schakel.screens.open.programme.urls")),
    path("cijfers/", include("schakel.screens.open.figures.urls")),
]
