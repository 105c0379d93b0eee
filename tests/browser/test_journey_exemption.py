"""From mbo to an associate degree: a rule of the school, a question it grants in part, and a route that is shorter by exactly that."""

import re
from typing import Any

from browser.journeys import account, acting, press, reads, sign_up, visiting, workday
from browser.served import Site

SCHOOL, STUDENT = "examens@hogeschool-zuid.example", "noor@example.org"
PHONE = {"viewport": {"width": 360, "height": 740}, "java_script_enabled": False}
# The programme of the school: 40 weeks and 1600 euros, in four modules of 10 weeks and 400 euros.
PROGRAMME = """
from decimal import Decimal
from schakel.records.offers import posting, schooling
from schakel.records.offers.models import Posting
from schakel.records.organisations.models import Organisation
how = {"by": "school", "now": timezone.now()}
house = Organisation.objects.get(slug="hogeschool-zuid")
kept = posting.draft_course(organisation=house, kind="programme", text="", title="Ad Software in Zuid", **how)
told = posting.Told(title=kept.title, answers=dict.fromkeys(values["teaches"], "erbij"), levels="ad", weeks=40,
    price=Decimal(1600))
posting.change(posting=kept.pk, version=1, told=told, **how)
posting.publish(posting=kept.pk, version=2, **how)
for title, skill in values["modules"]:
    kept.refresh_from_db()
    told = schooling.ModuleTold(title, hours=100, price=Decimal(400), teaches=(skill,) if skill else ())
    schooling.put_module(posting=kept.pk, version=kept.version, told=told, **how)
kept.refresh_from_db()
made = {"key": str(kept.key), "slug": kept.offer.slug}
"""
MODULES = [
    ("Java in de praktijk", "java"),
    ("Gegevens en SQL", "sql"),
    ("Werken met Git", "git"),
    ("Beroepsproject", ""),
]
MORE = ["programming", "object-oriented-programming", "debugging", "unit-testing", "api-development"]


def published(played: Site) -> dict[str, str]:
    account(played, SCHOOL, role="school", name="Hogeschool Zuid", kind="hbo")
    teaches = [*(skill for _title, skill in MODULES if skill), *MORE]
    return dict(played.run(PROGRAMME, teaches=teaches, modules=MODULES))


def rule(page: Any, key: str, *, modules: list[str], studies: str = "", source: str = "Examenregeling 2026") -> None:
    """The school writes who with an mbo-4 diploma need not do these modules."""
    page.goto(f"/onderwijs/mijn/eigen/{key}/")
    press(page, "Voeg een regel toe")
    for module in modules:
        page.get_by_label(module).check()
    page.get_by_label("Met een diploma van minstens").select_option("mbo-4")
    page.get_by_label("Namen van de opleiding").fill(studies)
    page.get_by_label("Waar staat deze regel?").fill(source)
    press(page, "Bewaar deze regel")


def begin(page: Any, played: Site) -> None:
    """Sign up, and tell the diploma, the study, a skill and the goal."""
    sign_up(page, played, STUDENT)
    page.get_by_label("Hoe heet je?").fill("Noor")
    page.get_by_label("Hoe oud ben je?").select_option("ja")
    press(page, "Begin")
    page.goto("/mijn/profiel/")
    page.fill("#erbij", "samenwerken")
    press(page, "Voeg toe")
    page.goto("/mijn/profiel/ervaring/")
    page.get_by_label("Wat is het?").select_option("study")
    page.get_by_label("Functie of studie").fill("Medewerker systemen en netwerken")
    page.locator("main form button[type=submit]").first.click()
    page.goto("/mijn/wensen/")
    page.get_by_label("Wat wil je worden?").select_option("software-developer")
    page.get_by_label("Welk niveau heb je gehaald?").select_option("mbo-4")
    press(page, "Bewaar mijn wensen")


def route(page: Any) -> Any:
    """The first route on the page that holds the programme."""
    page.goto("/mijn/routes/")
    return page.locator("li.schakel-card").filter(has_text="Ad Software in Zuid").first


def test_an_exemption_granted_in_part_makes_the_route_shorter_by_that_part(browser: Any, played: Site) -> None:
    made = published(played)
    with acting(browser, played, SCHOOL) as school, visiting(browser, played) as student:
        rule(school, made["key"], modules=["Gegevens en SQL"])
        rule(
            school,
            made["key"],
            modules=["Java in de praktijk", "Werken met Git"],
            studies="Software developer",
            source="",
        )
        assert "Schrijf waar het staat" in reads(school), "a rule without a source is not taken"
        school.get_by_label("Waar staat deze regel?").fill("Examenregeling 2026, artikel 12")
        press(school, "Bewaar deze regel")
        assert "Examenregeling 2026, artikel 12" in reads(school)
        school.goto(f"/onderwijs/mijn/aanbod/{made['slug']}/")
        school.get_by_label("Dag", exact=True).fill(workday(after=60).isoformat())
        school.get_by_label("Van", exact=True).fill("09:30")
        school.get_by_label("Plekken").fill("20")
        press(school, "Voeg deze datum toe")

        begin(student, played)
        first = route(student)
        said = first.inner_text()
        assert "Dit hoef je niet te doen: Gegevens en SQL" in said
        assert re.search(r"400\D+10 weken", said), "what the diploma saves"
        assert re.search(r"800\D+20 weken", said), "what a yes would save"
        first.get_by_role("link", name="Vraag vrijstelling aan").click()
        student.wait_for_url("**/mijn/vrijstellingen/**")
        ask = student.url
        asking(student)
        answering(school, played)

        student.goto(played.mailbox.link(STUDENT, "Ad Software in Zuid"))
        said = reads(student)
        assert "Dit hoef je niet te doen: Java in de praktijk" in said
        assert "Git deden we hier anders." in said
        student.goto("/mijn/wie-keek/")
        assert "Hogeschool Zuid" in reads(student)
        assert "je vraag om vrijstelling" in reads(student)
        student.goto(ask)
        assert "Je vroeg het al" not in reads(student)
        said = route(student).inner_text()
        assert re.search(r"800\D+20 weken", said), said
        assert "Java in de praktijk" in said
    on_the_way(browser, played, made["slug"])


def asking(page: Any) -> None:
    """A number that should not be there is stopped; the question goes out once."""
    ask = page.url
    page.get_by_label("Waarom kun je dit al?").fill("Ik werkte er drie jaar mee. Mijn BSN is 111222333.")
    page.get_by_label("Welk document laat het zien?").fill("Diploma met cijferlijst")
    page.get_by_label("De school mag mijn naam").check()
    press(page, "Verstuur mijn vraag")
    assert "burgerservicenummer" in reads(page)
    page.get_by_label("Waarom kun je dit al?").fill("Ik werkte er drie jaar mee op mijn stage.")
    press(page, "Verstuur mijn vraag")
    assert "antwoord uiterlijk op" in reads(page)
    page.goto(ask)
    assert "Je vroeg het al" in reads(page)
    assert page.get_by_role("button", name="Verstuur mijn vraag").count() == 0


def answering(page: Any, played: Site) -> None:
    """The school gets a mail, reads the question and grants one module of two."""
    played.post()
    page.goto(played.mailbox.link(SCHOOL, "Ad Software in Zuid"))
    page.get_by_role("main").locator("a[href*='/vrijstellingen/']").first.click()
    said = reads(page)
    assert "Diploma met cijferlijst" in said
    assert "111222333" not in said
    page.get_by_label("Ja", exact=True).check()
    page.get_by_label("Werken met Git").uncheck()
    page.get_by_label("In je eigen woorden").fill("Git deden we hier anders.")
    press(page, "Verstuur dit antwoord")
    assert "Beantwoord" in page.inner_text("body")
    played.post()


def on_the_way(browser: Any, played: Site, slug: str) -> None:
    """On a telephone without JavaScript: keep the route, make it a path, book the day."""
    with acting(browser, played, STUDENT, **PHONE) as phone:
        route(phone).get_by_role("button", name="Bewaar deze route").click()
        press(phone, "Maak hier mijn pad van")
        assert "Ad Software in Zuid" in reads(phone)
        assert phone.evaluate("document.documentElement.scrollWidth") <= 360
        phone.goto(f"/aanbod/{slug}/")
        phone.locator("a[href*='/mijn/boekingen/']").first.click()
        press(phone, "Boek mijn plek")
        phone.goto("/mijn/boekingen/")
        assert "Ad Software in Zuid" in reads(phone)
