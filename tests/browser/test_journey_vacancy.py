"""A vacancy nobody fits: it hears why, asks less, finds somebody without a name, loses one and hires the other."""

import re
from datetime import date, timedelta
from typing import Any

from browser.journeys import account, acting, press, reads, sign_up, visiting
from browser.served import Site

EMPLOYER, ELSEWHERE, SANNE = "hr@maasbeheer.example", "hr@elders.example", "sanne.peeters@post.example"
PHONE = {"viewport": {"width": 360, "height": 740}, "java_script_enabled": False}
VACANCY = """Linux-beheerder

Wij zijn een jong en energiek team en zoeken een native speaker Nederlands.

Wat vragen wij?
- ervaring met Linux
- kennis van firewalls
- ervaring met Kubernetes
- ervaring met Terraform
- kennis van Python
- kennis van Oracle
- ervaring met SAP
- wo werk- en denkniveau
"""
CV = """Ich arbeite seit sechs Jahren als Systemadministratorin. Ich verwalte Server mit Linux und richte Firewalls ein.
Ich schreibe Skripte in Python. Ich spreche Niederländisch und Deutsch. Ausbildung: Fachhochschule Informatik."""
# Another employer has an offer of its own; writing it is not the point here.
OFFER = """
from schakel.records.offers import posting
from schakel.records.organisations.models import Organisation
house = Organisation.objects.get(slug="elders-ict")
text = "Beheerder. Je hebt ervaring met Linux en kennis van Python."
made = posting.draft(organisation=house, kind="vacancy", text=text, by="test", now=timezone.now())
posting.publish(posting=made.pk, version=made.version, by="test", now=timezone.now())
made = str(made.key)
"""


def findable(page: Any, played: Site) -> None:
    """Sanne signs up on her telephone, in German, has her CV read, and lets employers find her."""
    sign_up(page, played, SANNE, language="/de")
    page.fill("#id_naam", "Sanne Peeters")
    page.select_option("#id_leeftijd", "ja")
    page.locator("main form button[type=submit]").first.click()
    page.goto("/de/mijn/profiel/cv/")
    page.fill("#id_tekst", CV)
    page.locator("main form button[type=submit]").first.click()
    page.locator("button[name=bewaar]").click()
    page.goto("/de/mijn/wensen/")
    page.select_option("#id_niveau", "hbo")
    page.locator("main form button[type=submit]").first.click()
    page.goto("/de/mijn/toestemming/")
    assert "Arbeitgeber dürfen mich finden" in reads(page)
    page.locator("button[name=ja][value=found-by-employers]").click()
    assert page.locator("button[name=nee][value=found-by-employers]").count() == 1
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def answered_back(page: Any) -> None:
    """The draft says what it costs before anybody else can read it."""
    page.goto("/werkgever/mijn/nieuw/")
    press(page, "Lees deze tekst")
    assert page.locator("[aria-invalid=true]").count(), "an empty text is named, not kept"
    page.fill("#id_tekst", VACANCY)
    press(page, "Lees deze tekst")
    assert page.locator("main mark").filter(has_text="Kubernetes").count(), "what was read stands in the text"
    assert page.get_by_label("wo", exact=True).is_checked(), "the level, in small letters"
    page.get_by_label(re.compile("Oracle Database$")).select_option("nee")
    press(page, "Bewaar, en hoor wie je bereikt")
    said = reads(page)
    assert "Oracle" not in said
    assert re.search(r"Houd dit als eis: Python, Nederlands\. Dan bereik je ongeveer \d+ mensen", said), (
        "however many demands"
    )
    for words in ("Bijna niemand maakt dit alles openbaar", "Wat elke eis je kost", "minder dan 10"):
        assert words in said, words
    for words in ("Vanuit: ", "Vanaf nul, zonder ervaring", "Omscholing DevOps", "die alleen missen wat dit leert"):
        assert words in said, words
    for words in ("Woorden om te vervangen", "native speaker", "het salaris, van en tot"):
        assert words in said, words
    assert page.get_by_role("heading", name="Routes die").count() == 0


def loosened(page: Any) -> None:
    """It keeps what it was told to keep, and names a salary, first the wrong way round; then it reaches people and goes out."""
    press(page, "Wijzig het")
    for box in page.locator(".schakel-skills select").all():
        label = page.locator(f"label[for={box.get_attribute('id')}]").inner_text()
        box.select_option("eis" if label.endswith("Python") else "wens")
    page.get_by_label("wo", exact=True).uncheck()
    page.get_by_label("Bruto salaris per maand, vanaf").fill("4100")
    page.get_by_label("Bruto salaris per maand, tot").fill("3200")
    press(page, "Bewaar, en hoor wie je bereikt")
    assert "Dit is minder dan het getal hierboven." in reads(page)
    page.get_by_label("Bruto salaris per maand, vanaf").fill("3200")
    page.get_by_label("Bruto salaris per maand, tot").fill("4100")
    press(page, "Bewaar, en hoor wie je bereikt")
    said = reads(page)
    assert "het salaris, van en tot" not in said
    assert re.search(r"Ongeveer \d+ mensen maken openbaar wat je vraagt", said), said[:300]
    assert "Kubernetes" not in page.locator("table:has(#eisen)").inner_text()
    press(page, "Publiceer")
    assert "Gepubliceerd. Iedereen kan het nu vinden." in page.inner_text("body")


def asking(page: Any) -> None:
    """People come without a name or score; the one who is no part of the example world is asked."""
    said = reads(page)
    assert "De volgorde zegt niets over mensen." in said
    assert not re.search(r"Sanne|Peeters|van 100|punten", page.content())
    card = page.locator("li.schakel-result").filter(has_not_text="fictief")
    assert card.count() == 1
    card.get_by_role("link", name="Nodig uit").click()
    assert "Peeters" not in page.content()


def invited(page: Any) -> None:
    """A message with a citizen service number is stopped; without it the question goes out, once."""
    asking(page)
    page.get_by_label("Je bericht").fill("Kom je praten? Mijn BSN is 111222333.")
    press(page, "Stuur de uitnodiging")
    assert "burgerservicenummer" in reads(page)
    page.get_by_label("Je bericht").fill("Wij beheren servers in Maastricht. Kom je praten?")
    press(page, "Stuur de uitnodiging")
    assert "Iemand van wie je de naam niet weet" in reads(page)
    assert "Peeters" not in page.content()


def accepted(page: Any, played: Site) -> None:
    """From the mail to the yes: on the telephone, in German, without JavaScript."""
    played.post()
    page.goto(played.mailbox.link(SANNE, "Arbeitgeber"))
    page.goto("/de/mijn/uitnodigingen/")
    said = reads(page)
    assert "1 Arbeitgeber möchte mit Ihnen sprechen" in said
    assert "Maasbeheer" in said
    page.locator("button[name=antwoord][value=ja]").click()
    assert "Peeters" not in reads(page)
    assert "Sie hören bis" in reads(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def let_go(elsewhere: Any, phone: Any, room: str) -> None:
    """A second employer asks; she takes her consent back while it waits, and while somebody else still has the form open."""
    elsewhere.goto(f"/werkgever/mijn/mensen/?voor={room}")
    asking(elsewhere)
    stale = elsewhere.url
    elsewhere.get_by_label("Je bericht").fill("Kom je bij ons praten?")
    press(elsewhere, "Stuur de uitnodiging")
    phone.goto("/de/mijn/toestemming/")
    phone.locator("button[name=nee][value=found-by-employers]").click()
    phone.goto("/de/mijn/uitnodigingen/")
    assert phone.locator("button[name=antwoord][value=ja]").count() == 0, "nothing is left to answer"
    elsewhere.goto("/werkgever/mijn/uitnodigingen/")
    assert "Deze persoon wil niet meer gevonden worden." in reads(elsewhere)
    assert "Peeters" not in elsewhere.content()
    elsewhere.goto(stale)
    assert "Deze persoon past niet meer bij je zoekvraag" in elsewhere.inner_text("body")


def hired(page: Any) -> None:
    """The employer knows the name after the yes, says that she was hired, and makes a plan with a buddy."""
    page.goto("/werkgever/mijn/uitnodigingen/")
    said = reads(page)
    assert "Sanne Peeters" in said
    assert "Bel of schrijf uiterlijk" in said
    press(page, "We hebben deze persoon aangenomen")
    page.get_by_label("Eerste werkdag").fill((date.today() + timedelta(days=30)).isoformat())
    page.get_by_label("Welk plan past?").select_option(index=1)
    page.get_by_label("Wie is het maatje?").fill("Karim")
    press(page, "We hebben deze persoon aangenomen")
    assert "Karim" in page.get_by_label("Wie is het maatje?").input_value()
    page.goto("/werkgever/mijn/uitnodigingen/")
    assert "Je nam deze persoon aan." in reads(page)
    assert "Bel of schrijf uiterlijk" not in reads(page)


def test_a_vacancy_nobody_fits_asks_less_and_finds_somebody(browser: Any, played: Site) -> None:
    account(played, EMPLOYER, role="employer", name="Maasbeheer")
    account(played, ELSEWHERE, role="employer", name="Elders ICT")
    room = played.run(OFFER)
    with visiting(browser, played, **PHONE) as phone, acting(browser, played, EMPLOYER) as employer:
        findable(phone, played)
        answered_back(employer)
        loosened(employer)
        press(employer, "Zoek met deze eisen")
        invited(employer)
        accepted(phone, played)
        with acting(browser, played, ELSEWHERE) as elsewhere:
            let_go(elsewhere, phone, room)
        hired(employer)
        phone.goto("/de/mijn/uitnodigingen/")
        said = reads(phone)
        assert "Karim" in said
        assert "Dieser Arbeitgeber hat Sie eingestellt." in said
        assert "Sie hören bis" not in said, "nobody waits for a call after a hire"
        phone.goto("/de/mijn/wie-keek/")
        assert "Maasbeheer" in reads(phone)
        assert "Elders ICT" in reads(phone)
