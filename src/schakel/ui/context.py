"""What every page needs: the region, the menu, the languages."""

from typing import Any, NamedTuple

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy, override

from schakel.records.core.region import current_region

# The address of the region's own site stands in its partners; here is only what the frame shows.
LANGUAGE_NAMES = {"nl": "Nederlands", "en": "English", "de": "Deutsch"}


class Item(NamedTuple):
    """One entry of the menu; `section` is what a page sets to light it up."""

    section: str
    label: Any
    url_name: str


MENU = (
    Item("talent", gettext_lazy("I look for work or study"), "open:advice"),
    Item("employer", gettext_lazy("I am an employer"), "open:employer"),
    Item("school", gettext_lazy("I teach"), "open:school"),
    Item("figures", gettext_lazy("Figures"), "open:figures"),
    Item("programme", gettext_lazy("Programme"), "open:programme"),
)

SUBMENUS = {
    "mine": (
        Item("home", gettext_lazy("Start"), "mine:home"),
        Item("profile", gettext_lazy("Profile"), "mine:profile"),
        Item("wishes", gettext_lazy("Wishes"), "mine:wishes"),
        Item("offers", gettext_lazy("Offers for me"), "mine:offers"),
        Item("routes", gettext_lazy("Routes"), "mine:routes"),
        Item("path", gettext_lazy("My path"), "mine:path"),
        Item("bookings", gettext_lazy("Bookings"), "mine:bookings"),
        Item("invitations", gettext_lazy("Invitations"), "mine:invitations"),
        Item("teams", gettext_lazy("Assignments in teams"), "teams:home"),
        Item("messages", gettext_lazy("Messages"), "mine:messages"),
        Item("work", gettext_lazy("Work found"), "mine:work"),
        Item("consents", gettext_lazy("Who may see what"), "mine:consents"),
        Item("data", gettext_lazy("My data"), "mine:data"),
    ),
    "talent": (
        Item("advice", gettext_lazy("Advice"), "open:advice"),
        Item("offers", gettext_lazy("Offers"), "open:offers"),
        Item("occupations", gettext_lazy("Occupations"), "open:occupations"),
        Item("agenda", gettext_lazy("Agenda"), "open:agenda"),
        Item("stay", gettext_lazy("Come and stay"), "open:stay"),
    ),
    "programme": (
        Item("plan", gettext_lazy("Plan and budget"), "open:programme"),
        Item("initiatives", gettext_lazy("Initiatives"), "open:initiatives"),
    ),
}


def frame(request: HttpRequest) -> dict[str, Any]:
    """Context of the frame. Pages set `section` and `page` themselves to light up the menu."""
    region = current_region()
    language = get_language() or settings.LANGUAGE_CODE
    programme = region.programme
    return {
        "region_name": region.facts.name.in_language(language),
        "programme_name": programme.name.in_language(language) if programme else "",
        "programme_lead": lead_name(region, programme.lead) if programme and programme.lead else "",
        "menu": MENU,
        "submenus": SUBMENUS,
        "language_links": language_links(request),
        "section": "",
        "page": "",
        "breadcrumb_here": "",
        "breadcrumb_trail": [],
    }


def lead_name(region: Any, partner: str) -> str:
    """The name of the organisation that leads the programme."""
    return str(region.find("partner", partner).name)


def language_links(request: HttpRequest) -> list[dict[str, Any]]:
    """This same page in each language; on an error page, the home page."""
    match = request.resolver_match
    links = []
    for code, _name in settings.LANGUAGES:
        with override(code):
            url = (
                reverse(match.view_name, args=match.args, kwargs=match.kwargs)
                if match and match.view_name
                else reverse("open:home")
            )
        query = request.GET.urlencode()
        links.append(
            {
                "code": code,
                "name": LANGUAGE_NAMES[code],
                "url": f"{url}?{query}" if query else url,
                "current": code == (get_language() or settings.LANGUAGE_CODE),
            }
        )
    return links
