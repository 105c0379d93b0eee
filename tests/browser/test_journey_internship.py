"""Two students want the same internship in Heerlen, in German: a draw they can check, a place that comes free, a name after a yes."""

from contextlib import ExitStack
from datetime import date, timedelta
from typing import Any

from browser.journeys import PASSWORD, account, acting, press, reads
from browser.served import Site

PHONE = {"viewport": {"width": 360, "height": 740}, "java_script_enabled": False}
SCHOOL, HOST = "stage@parkstadcollege.example", "hr@mijnwater.example"
STUDENTS = {"jonas@aachen.example": "Jonas Keller", "lena@aachen.example": "Lena Vogt"}
OFFER = """
from datetime import timedelta
from schakel.records.core.models import Place
from schakel.records.core.region import taxonomy
from schakel.records.offers import actions
from schakel.records.offers.models import Offer
from schakel.records.organisations.models import Organisation
Offer.objects.create(
    slug="praktikum-mijnwater", kind="internship", title_nl="Stage warmtedata", title_de="Praktikum Wärmedaten",
    place=Place.objects.filter(name="Heerlen").first(), organisation=Organisation.objects.get(slug="mijnwater-software"),
    published_until=timezone.localdate() + timedelta(days=90),
)
actions.refresh_search(by="test", taxonomy=taxonomy())
"""
STUDENT = """
from allauth.account.models import EmailAddress
from schakel.records.accounts.models import User
from schakel.records.people import actions
user = User.objects.create_user(values["email"], password=values["password"])
EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
actions.begin(user=user, name=values["name"], by=user.actor, now=timezone.now())
"""
# The last day to choose is past: only time does that.
CLOSED = """
from datetime import timedelta
from schakel.records.journeys.models import DrawPeriod
now = timezone.now()
DrawPeriod.objects.filter(key=values["key"]).update(
    opens=now - timedelta(days=9), closes=now - timedelta(days=1), draw_on=timezone.localdate()
)
"""


def new_period(school: Any) -> str:
    """The school makes a period with the one internship; returns its key."""
    school.goto("/onderwijs/mijn/stages/nieuw/")
    today = date.today()
    for name, value in {"naam": "Voorjaar 2027", "van": today, "tot": today + timedelta(5)}.items():
        school.fill(f"[name={name}]", str(value))
    school.fill("[name=loting]", str(today + timedelta(6)))
    press(school, "Maak deze periode")
    school.fill("#q", "warmtedata")
    press(school, "Zoek")
    press(school, "Laat deze meedoen")
    assert "Stage warmtedata, Mijnwater Software" in reads(school)
    return str(school.url.split("/stages/")[1].split("/")[0])


def test_place_in_heerlen_goes_by_lot_and_comes_free(browser: Any, played: Site) -> None:
    account(played, SCHOOL, role="school", name="Parkstadcollege", kind="mbo")
    account(played, HOST, role="employer", name="Mijnwater Software")
    played.run(OFFER)
    for email, name in STUDENTS.items():
        played.run(STUDENT, email=email, name=name, password=PASSWORD)
    with ExitStack() as open_pages:
        school, host = (open_pages.enter_context(acting(browser, played, one)) for one in (SCHOOL, HOST))
        key = new_period(school)
        address = f"/de/stages/{key}/"
        pages = [open_pages.enter_context(acting(browser, played, one, **PHONE)) for one in STUDENTS]
        for page in pages:
            page.goto(address)
            press(page, "Mit dieser Reihenfolge teilnehmen")
            assert page.locator("[role=alert]").count(), "a wish without a number is told"
            page.get_by_label("Meine Wahl").select_option("1")
            press(page, "Mit dieser Reihenfolge teilnehmen")
        played.run(CLOSED, key=key)
        school.goto(f"/onderwijs/mijn/stages/{key}/")
        press(school, "Loot nu")
        press(school, "Loot opnieuw en vergelijk")
        assert "dezelfde uitkomst" in reads(school)
        for page in pages:
            page.goto(address)
            assert page.request.get(f"/stages/{key}/loting.json").json()["placed"]
        give = "button[value=plaats]"
        has, lacks = sorted(pages, key=lambda page: -page.locator(give).count())
        assert "Praktikum Wärmedaten" in reads(has) or "Stage warmtedata" in reads(has)
        assert lacks.locator(give).count() == 0
        has.get_by_text("Ich möchte diesen Platz nicht").click()
        press(has, "Meinen Platz zurückgeben")
        lacks.goto(address)
        host.goto("/werkgever/mijn/stages/")
        assert not any(name in reads(host) for name in STUDENTS.values())
        press(lacks, "Meinen Namen zeigen")
        host.goto("/werkgever/mijn/stages/")
        assert sum(name in reads(host) for name in STUDENTS.values()) == 1
