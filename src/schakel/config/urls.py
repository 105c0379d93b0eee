"""The top of the URL tree. Paths are Dutch; English and German pages have the same path behind /en/ and /de/."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from schakel.screens.open.pages import views as pages

urlpatterns = [
    path(".well-known/security.txt", pages.security_txt, name="security-txt"),
    path("robots.txt", pages.robots_txt, name="robots-txt"),
    *i18n_patterns(
        path("", include("schakel.screens.open.urls")),
        path("loket/", include("schakel.screens.desk.urls")),
        path("werkgever/mijn/", include("schakel.screens.employer.urls")),
        path("mobiliteit/", include("schakel.screens.pool.urls")),
        path("onderwijs/mijn/opdrachten/", include("schakel.screens.teams.school_urls")),
        path("werkgever/mijn/opdrachten/", include("schakel.screens.teams.company_urls")),
        path("mijn/opdrachten/", include("schakel.screens.teams.student_urls")),
        path("onderwijs/lesmateriaal/", include("schakel.screens.teams.material_urls")),
        path("onderwijs/mijn/", include("schakel.screens.school.urls")),
        path("stages/", include("schakel.screens.school.student_urls")),
        path("account/", include("schakel.screens.account.urls")),
        path("mijn/", include("schakel.screens.mine.urls")),
        prefix_default_language=False,
    ),
]

handler404 = "schakel.ui.errors.not_found"
handler500 = "schakel.ui.errors.broken"
handler403 = "schakel.ui.errors.forbidden"
handler429 = "schakel.ui.errors.too_often"
handler400 = "schakel.ui.errors.bad_request"
