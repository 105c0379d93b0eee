"""Els works in home care and wants to the service desk: advice, account, a shadow day, a plan, an invitation, work."""

from pathlib import Path
from typing import Any

from browser.journeys import account, acting, days_passed, press, reads, sign_up, visiting, workday
from browser.served import Site

ELS, HOST, ADVISER = "els@example.org", "gastheer@maasland.example", "adviseur@loket.example"
PHONE = {"viewport": {"width": 360, "height": 740}, "java_script_enabled": False}
STEP = "Volg de opleiding van VISTA"
CV = """Els
Helpende in de thuiszorg, Heerlen
2015 - nu: helpende plus in de thuiszorg. Ik help ouderen met wassen en aankleden, geef medicijnen en schrijf
rapportages. Ik leer collega's werken met de tablet en los vaak zelf problemen met de computer op.
Opleiding: mbo 3 verzorgende. Talen: Nederlands, een beetje Duits.
Vaardigheden: klanten helpen, Word, Excel, plannen, luisteren.
"""
DAY = """Een dag mee met de servicedesk van Maasland
Kom een dag meelopen bij Maasland ICT in Heerlen. Je zit naast een collega, luistert mee met telefoontjes en ziet hoe
we storingen melden in TOPdesk. Je hebt geen ervaring nodig. We spreken Nederlands.
"""
VACANCY = """Medewerker servicedesk
Wij zoeken een collega voor onze servicedesk in Heerlen, 32 uur per week. Je kunt goed luisteren en klanten te woord
staan. De rest leer je bij ons. Salaris 2.400 tot 2.900 euro per maand. We spreken Nederlands.
"""


def publish(host: Any, kind: str, text: str) -> None:
    host.goto(f"/werkgever/mijn/nieuw/?soort={kind}")
    host.get_by_label("Plak de tekst").fill(text)
    press(host, "Lees deze tekst")
    host.get_by_label("Welk werk is het?").select_option(label="Servicedeskmedewerker")
    host.get_by_label("Plaats", exact=True).select_option(label="Heerlen")
    press(host, "Bewaar, en zie wat gasten lezen" if kind == "shadow-day" else "Bewaar, en hoor wie je bereikt")
    press(host, "Publiceer")
    assert "Gepubliceerd" in reads(host)


def offer_a_day(host: Any) -> None:
    publish(host, "shadow-day", DAY)
    host.get_by_label("Dag", exact=True).fill(workday(after=9).isoformat())
    host.get_by_label("Van", exact=True).fill("09:00")
    host.get_by_label("Tot", exact=True).fill("16:00")
    host.get_by_label("Plekken").fill("1")
    press(host, "Voeg deze dag toe")
    assert "0 van 1 plekken bezet" in reads(host)


def begin_on_a_phone(phone: Any, played: Site) -> None:
    """Advice on a telephone without JavaScript, then an account. Who leaves a question open hears which."""
    phone.goto("/advies/")
    phone.fill("#id_tekst", CV)
    phone.locator("main form button.utrecht-button--primary-action").first.click()
    assert "Medicatie" in reads(phone)
    assert phone.locator("#rollen").count() == 1
    assert phone.evaluate("document.documentElement.scrollWidth") <= 360
    press(phone, "Maak mijn eigen pagina's")
    assert phone.url.endswith("/account/nieuw/")
    sign_up(phone, played, ELS)
    phone.get_by_label("Hoe heet je?").fill("Els")
    press(phone, "Begin")
    press(phone, "Kies of je 16 jaar of ouder bent.")
    assert phone.url.endswith("#id_leeftijd")
    assert phone.get_by_label("Hoe heet je?").input_value() == "Els"
    phone.get_by_label("Hoe oud ben je?").select_option("ja")
    press(phone, "Begin")
    assert "Vertel wat je kunt" in reads(phone)


def tell_who_you_are(els: Any) -> None:
    """The same CV in a profile of one's own, and what one wishes."""
    press(els, "Lees mijn cv")
    els.get_by_role("main").locator("textarea").fill(CV)
    press(els, "Lees mijn cv")
    press(els, "Bewaar dit in mijn profiel")
    els.goto("/mijn/wensen/")
    els.get_by_label("Wat wil je worden?").select_option(label="Servicedeskmedewerker")
    els.get_by_label("Waar reis je vandaan?").select_option(label="Heerlen")
    press(els, "Bewaar mijn wensen")


def see_the_way(els: Any) -> None:
    """The routes say what is missing and where it is taught; then employers may find what is public."""
    els.goto("/mijn/routes/")
    said = reads(els)
    assert "Routes naar Servicedeskmedewerker" in said
    assert "leert je" in said
    assert "VISTA college" in said
    els.goto("/mijn/toestemming/")
    els.locator("button[name=ja][value=found-by-employers]").click()
    els.wait_for_load_state()


def book_the_day(els: Any, host: Any, played: Site) -> None:
    els.goto("/agenda/?soort=shadow-day")
    press(els, "Een dag mee met de servicedesk van Maasland")
    els.get_by_role("main").locator("a[href*='/mijn/boekingen/']").first.click()
    press(els, "Boek mijn plek")
    assert "Maasland" in reads(els)
    host.reload()
    assert "1 van 1 plekken bezet" in reads(host)
    played.post()
    assert "09:00" in played.mailbox.wait_for(ELS, "Je hebt een plek")
    els.goto("/mijn/boekingen/")
    with els.expect_download() as file:
        els.get_by_role("link", name="Zet het in mijn agenda").click()
    calendar = Path(file.value.path()).read_text(encoding="utf-8")
    assert "BEGIN:VCALENDAR" in calendar
    assert "servicedesk van Maasland" in calendar.replace("\r\n ", "").replace("\n ", "")
    days_passed(played, "maasland-ict", days=-1)
    assert "09:00" in played.mailbox.wait_for(ELS, "Binnenkort: Een dag mee")


def say_how_it_was(browser: Any, played: Site) -> None:
    """Both sides answer from their mail, without an account; the host has another day."""
    days_passed(played, "maasland-ict", days=1)
    with visiting(browser, played, **PHONE) as phone:
        phone.goto(played.mailbox.link(ELS, "Hoe was je dag?"))
        phone.get_by_label("Weet je nu beter hoe het werk is?").select_option(label="Ja")
        phone.get_by_label("Ging de dag zoals afgesproken?").select_option(label="Ja")
        phone.get_by_label("Zou je dit werk willen doen?").select_option(label="Ja")
        press(phone, "Verstuur mijn antwoorden")
        assert "We hebben je antwoorden" in reads(phone)
        again = played.mailbox.link(HOST, "Nog een dag meelopen?")
        phone.goto(again)
        phone.get_by_label("Was de dag je tijd waard?").select_option(label="Ja")
        phone.get_by_label("Ging de dag zoals afgesproken?").select_option(label="Ja")
        phone.get_by_label("Zou je het nog een keer doen?").select_option(label="Ja")
        press(phone, "Verstuur mijn antwoorden")
        assert "We hebben je antwoorden" in reads(phone)
        phone.goto(again)
        press(phone, "Bied deze dag aan")
        assert "Mensen kunnen deze dag nu boeken" in reads(phone)


def plan_with_an_adviser(browser: Any, played: Site) -> None:
    """A week later Els asks the desk from her phone; the adviser plans a step with her, and reads how it goes."""
    days_passed(played, "maasland-ict", days=8)
    with acting(browser, played, ELS, **PHONE) as phone, acting(browser, played, ADVISER) as desk:
        phone.goto(played.mailbox.link(ELS, "Een week geleden"))
        press(phone, "Praten met een adviseur")
        assert "in de postbus van het loket" in reads(phone)
        asked = phone.url
        assert desk.url.endswith("/loket/"), "who has one role comes to its room"
        desk.goto("/loket/?welke=nieuw")
        press(desk, "Ik liep een dag mee")
        press(desk, "Ik pak dit op")
        press(desk, "Plan samen de volgende stappen")
        desk.get_by_label("Volgende stap").fill(f"{STEP}, ik ben 123456782")
        press(desk, "Voeg deze stap toe")
        assert "burgerservicenummer" in reads(desk)
        assert "Er zijn nog geen stappen" in reads(desk)
        desk.get_by_label("Volgende stap").fill(STEP)
        desk.get_by_label("Klaar op").fill(workday(after=20).isoformat())
        press(desk, "Voeg deze stap toe")
        phone.goto("/mijn/")
        phone.get_by_role("navigation", name="In dit onderdeel").get_by_role("link", name="Mijn pad").click()
        assert phone.url.endswith("/mijn/pad/")
        assert f"Nu: {STEP}" in reads(phone)
        assert f"Je plant dit samen met {ADVISER}" in reads(phone)
        press(phone, "Ik ben begonnen")
        assert "begonnen" in phone.locator(".schakel-status").first.inner_text()
        desk.reload()
        assert "begonnen" in desk.locator(".schakel-status").first.inner_text()
        press(desk, "Terug naar de vraag")
        desk.fill("#id_a-antwoord", "Begin bij VISTA. Maasland zoekt nu iemand.")
        press(desk, "Geef dit antwoord")
        phone.goto(asked)
        assert "Begin bij VISTA." in reads(phone)


def invite(host: Any) -> None:
    """Search on what people publish; one result is not made up."""
    publish(host, "vacancy", VACANCY)
    host.goto("/werkgever/mijn/mensen/?q=Medicatie+veilig+verwerken")
    host.locator("li.schakel-result").filter(has_not_text="fictief").get_by_role("link").first.click()
    host.get_by_label("Voor welk aanbod?").select_option(label="Medewerker servicedesk")
    host.get_by_label("Je bericht").fill("Wij leren je het vak. Kom je een keer praten?")
    press(host, "Stuur de uitnodiging")
    assert "Iemand van wie je de naam niet weet" in reads(host)
    assert "Els" not in reads(host)


def say_yes(els: Any, host: Any, played: Site) -> None:
    """Only after the yes the employer reads a name and an address."""
    played.post()
    assert "Medewerker servicedesk" in played.mailbox.wait_for(ELS, "Een werkgever wil met je praten")
    els.goto("/mijn/uitnodigingen/")
    assert "Wij leren je het vak." in reads(els)
    press(els, "Ja, toon mijn naam")
    assert "je zei ja" in reads(els)
    host.goto("/werkgever/mijn/uitnodigingen/")
    assert f"Zo bereik je deze persoon: {ELS}" in reads(host)


def hire(host: Any) -> None:
    """A first day that cannot be is told; then there is a plan."""
    press(host, "We hebben deze persoon aangenomen")
    assert "Heb je Els aangenomen?" in reads(host)
    host.get_by_label("Eerste werkdag").fill(workday(after=800).isoformat())
    host.get_by_label("Welk plan past?").select_option(label="Overstapper die werkt en leert")
    host.get_by_label("Wie is het maatje?").fill("Piet")
    press(host, "We hebben deze persoon aangenomen")
    assert "Kies een dag binnen een jaar van nu." in reads(host)
    host.get_by_label("Eerste werkdag").fill(workday(after=21).isoformat())
    press(host, "We hebben deze persoon aangenomen")
    assert "Maatje: Piet" in reads(host)
    press(host, "Dit is klaar")
    assert "Toch niet klaar" in reads(host)


def test_from_care_to_the_service_desk(browser: Any, played: Site) -> None:
    account(played, HOST, role="employer", name="Maasland ICT")
    account(played, ADVISER, role="adviser", name="Talentloket", kind="public")
    with visiting(browser, played, **PHONE) as phone:
        begin_on_a_phone(phone, played)
    with acting(browser, played, HOST) as host, acting(browser, played, ELS) as els:
        offer_a_day(host)
        tell_who_you_are(els)
        see_the_way(els)
        book_the_day(els, host, played)
        say_how_it_was(browser, played)
        plan_with_an_adviser(browser, played)
        invite(host)
        say_yes(els, host, played)
        hire(host)
        told_to_both(els)


def told_to_both(els: Any) -> None:
    """What the employer told stands on the pages of the person, and who looked."""
    els.goto("/mijn/uitnodigingen/")
    assert "Je eerste maanden bij Maasland ICT" in reads(els)
    assert "Maatje: Piet" in reads(els)
    els.goto("/mijn/werk/")
    assert "Maasland ICT" in reads(els)
    assert "De werkgever vertelde dit op" in reads(els)
    els.goto("/mijn/wie-keek/")
    assert "Maasland ICT" in reads(els)
