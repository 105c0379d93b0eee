"""A student from Aachen, in German: a CV read and put right, offers with reasons, a draw that is explained, a place in Heerlen.

And the school's question whether that place counts, which the next school need not ask again.
"""

import io
import os
from datetime import date
from pathlib import Path
from typing import Any

from browser.journeys import PASSWORD, account, acting, press, reads, sign_up, visiting
from browser.served import Site
from browser.test_journey_internship import CLOSED, STUDENT

PHONE = {"viewport": {"width": 360, "height": 740}, "java_script_enabled": False}
MIA, RIVAL = "mia@aachen.example", "finn@aachen.example"
SCHOOL, OTHER, HOST = "praktikum@euregiocollege.example", "stage@maascollege.example", "hr@bergdata.example"
CV = (
    "Lebenslauf",
    "Mia Krüger, Aachen",
    "Berufserfahrung",
    "2024 - heute: Werkstudentin Softwareentwicklung in Aachen. Ich programmiere in Python und schreibe SQL-Abfragen.",
    "Ausbildung",
    "2023 - heute: Bachelor Informatik, FH Aachen",
    "Kenntnisse",
    "Python, Java, SQL, Git, Photoshop",
    "Sprachen",
    "Deutsch (Muttersprache), Englisch C1, Niederländisch A2",
)
# Two internships of one host, one in German and one in English, and a day to get to know each other.
OFFERS = """
from datetime import timedelta
from schakel.records.core.models import Place
from schakel.records.core.region import taxonomy
from schakel.records.offers import actions
from schakel.records.offers.models import Offer, OfferSkill, Session
from schakel.records.organisations.models import Organisation
house, place = Organisation.objects.get(slug="bergdata"), Place.objects.filter(name="Heerlen").first()
day = timezone.localdate() + timedelta(days=90)
for slug, kind, title, spoken, asked in values["offers"]:
    offer = Offer.objects.create(
        slug=slug, kind=kind, title_nl=title[0], title_de=title[1], place=place, organisation=house, language=spoken,
        hours_min=32, hours_max=36, published_until=day,
    )
    for skill in asked:
        OfferSkill.objects.create(offer=offer, role="requires", uri=f"urn:schakel:skill:{skill}")
starts = (timezone.now() + timedelta(days=20)).replace(hour=9, minute=0, second=0, microsecond=0)
Session.objects.create(offer=offer, key="kennenlernen-bergdata", starts=starts, ends=starts + timedelta(hours=3), capacity=4)
actions.refresh_search(by="test", taxonomy=taxonomy())
"""
ROWS = [
    ("praktikum-waerme", "internship", ("Stage warmtedata", "Praktikum Wärmedaten"), "de", ["python", "sql", "docker"]),
    ("praktikum-wasser", "internship", ("Stage waterdata", "Praktikum Wasserdaten"), "en", ["java", "git"]),
    ("tag-bei-bergdata", "shadow-day", ("Een dag bij Bergdata", "Ein Tag bei Bergdata"), "de", ["python"]),
]
# Somebody else wants the same one place; the school lets both take part.
RIVALS = """
from schakel.records.journeys.actions import draws
from schakel.records.journeys.models import DrawPeriod
from schakel.records.people.models import Person
period = DrawPeriod.objects.get(key=values["key"])
draws.wish(
    period=period.pk, person=Person.objects.get(user__email=values["email"]).pk, version=0, by="test", now=timezone.now(),
    wishes=list(period.places.filter(offer__slug="praktikum-waerme").values_list("pk", flat=True)),
)
"""


def docx_of(*lines: str) -> bytes:
    import docx

    document, out = docx.Document(), io.BytesIO()
    for line in lines:
        document.add_paragraph(line)
    document.save(out)
    return out.getvalue()


def hand_in(page: Any, name: str, content: bytes) -> None:
    page.get_by_label("Oder wählen Sie eine Datei").set_input_files(
        {"name": name, "mimeType": "application/octet-stream", "buffer": content}
    )
    press(page, "Meinen Lebenslauf lesen")


def begin(page: Any, played: Site) -> None:
    """Sign up; a photograph of a CV and a file too big are refused with what to do; the real one is read and put right."""
    sign_up(page, played, MIA, language="/de")
    assert f"{MIA} ist bestätigt." in page.inner_text("body")
    page.get_by_label("Wie heißen Sie?").fill("Mia Krüger")
    page.get_by_label("Wie alt sind Sie?").select_option("ja")
    press(page, "Beginnen")
    press(page, "Meinen Lebenslauf lesen")
    hand_in(page, "lebenslauf.jpg", b"\xff\xd8\xff\xe0" + os.urandom(9_900_000))
    assert "Das ist ein Bild eines Textes. Fügen Sie den Text selbst ein" in reads(page)
    hand_in(page, "lebenslauf.jpg", b"\xff\xd8\xff\xe0" + os.urandom(11_000_000))
    assert "Diese Datei ist zu groß. Senden Sie höchstens 10 MB" in reads(page)
    hand_in(page, "lebenslauf.docx", docx_of(*CV))
    said = reads(page)
    assert "Noch ist nichts gespeichert." in said
    assert "Deutsch (C2), Englisch (C1), Niederländisch (A2)" in said
    page.get_by_label("Wie gut: Adobe Photoshop").select_option(label="stimmt nicht")
    page.get_by_label("Wie gut: Python").select_option(label="sehr gut")
    press(page, "In meinem Profil speichern")
    said = reads(page)
    assert "Fähigkeiten stehen in Ihrem Profil." in said
    assert "Photoshop" not in said
    assert page.get_by_label("Wie gut: Python").input_value() == "3"


def wish(page: Any) -> None:
    """On the Dutch side of the border, from February; then what fits, for her eyes only."""
    page.goto("/de/mijn/wensen/")
    assert "hbo eine Fachhochschule" in reads(page)
    page.get_by_label("Von wo aus fahren Sie?").select_option(label="Aachen")
    page.get_by_label("Wie weit höchstens").fill("30")
    page.get_by_label("Mindestens so viele Stunden").fill("32")
    page.get_by_label("Höchstens so viele Stunden").fill("40")
    page.get_by_label("Wann können Sie anfangen?").fill(date(date.today().year + 1, 2, 1).isoformat())
    page.get_by_role("group", name="Auf welcher Seite der Grenze?").get_by_label("Niederlande").check()
    press(page, "Meine Wünsche speichern")
    page.goto("/de/mijn/aanbod/")
    assert "Nur Sie sehen diese Reihenfolge." in reads(page)
    card = page.get_by_role("main").locator("li").filter(has_text="Praktikum Wärmedaten").first
    card.locator("summary").first.click()
    said = card.inner_text()
    for reason in ("vorhanden Python, SQL", "fehlt noch Docker", "Heerlen (15 km)", "Sie sprechen Deutsch.", "(NL)"):
        assert reason in said, said
    english = page.get_by_role("main").locator("li").filter(has_text="Praktikum Wasserdaten").first
    english.locator("summary").first.click()
    assert "Sie sprechen Englisch." in english.inner_text()


def new_period(school: Any) -> str:
    """The school shares both internships."""
    school.goto("/onderwijs/mijn/stages/nieuw/")
    today = date.today()
    for name, days in {"van": 0, "tot": 5, "loting": 6}.items():
        school.fill(f"[name={name}]", date.fromordinal(today.toordinal() + days).isoformat())
    school.fill("[name=naam]", "Euregio 2027")
    press(school, "Maak deze periode")
    for word in ("warmtedata", "waterdata"):
        school.fill("#q", word)
        press(school, "Zoek")
        press(school, "Laat deze meedoen")
    return str(school.url.split("/stages/")[1].split("/")[0])


def sign_in(phone: Any) -> None:
    """On the German page: from then on letters are in German too."""
    phone.goto("/de/account/inloggen/")
    phone.fill("input[name=login]", MIA)
    phone.fill("input[name=password]", PASSWORD)
    phone.locator("main button[type=submit]").first.click()
    phone.wait_for_url(lambda url: "/inloggen/" not in url)


def choose(phone: Any, key: str) -> None:
    """On a telephone without JavaScript: two internships with one number are not an order."""
    phone.goto(f"/de/stages/{key}/")
    phone.get_by_label("Meine Wahl: Praktikum Wärmedaten").select_option("1")
    phone.get_by_label("Meine Wahl: Praktikum Wasserdaten").select_option("1")
    press(phone, "Mit dieser Reihenfolge teilnehmen")
    assert "Sie haben eine Nummer zweimal benutzt." in reads(phone)
    phone.get_by_label("Meine Wahl: Praktikum Wasserdaten").select_option("2")
    press(phone, "Mit dieser Reihenfolge teilnehmen")
    assert "Sie nehmen teil" in reads(phone)
    assert phone.evaluate("document.documentElement.scrollWidth") <= 360


def read_the_draw(phone: Any, played: Site) -> None:
    """The mail leads to the outcome with the reason: first or second wish, as the lot fell."""
    played.post()
    phone.goto(played.mailbox.link(MIA, "Die Praktika sind verteilt"))
    said = reads(phone)
    first = "Sie bekommen Praktikum Wärmedaten, Ihren ersten Wunsch." in said
    second = "Sie bekommen Praktikum Wasserdaten, Ihren Wunsch Nummer 2." in said
    assert first != second, said
    assert second == ("Praktikum Wärmedaten war voll" in said), "who missed the first wish reads why"
    assert "von 2. Eine niedrige Nummer geht vor." in said
    assert "Der Fingerabdruck" in said
    press(phone, "Meinen Namen zeigen")
    assert "Der Gastgeber sieht jetzt Ihren Namen" in reads(phone)


def meet_the_host(phone: Any) -> None:
    """A day to get to know each other goes into her own calendar."""
    phone.goto("/de/aanbod/tag-bei-bergdata/")
    phone.locator("main a[href*='/mijn/boekingen/']").first.click()
    press(phone, "Meinen Platz buchen")
    phone.goto("/de/mijn/boekingen/")
    with phone.expect_download() as file:
        phone.get_by_role("link", name="In meinen Kalender").click()
    calendar = Path(file.value.path()).read_text(encoding="utf-8").replace("\r\n ", "").replace("\n ", "")
    assert "BEGIN:VEVENT" in calendar
    assert "Ein Tag bei Bergdata" in calendar


def test_a_student_from_aachen_gets_a_place_in_heerlen_in_german(browser: Any, played: Site) -> None:
    account(played, SCHOOL, role="school", name="Euregiocollege", kind="hbo")
    account(played, HOST, role="employer", name="Bergdata")
    played.run(OFFERS, offers=ROWS)
    played.run(STUDENT, email=RIVAL, name="Finn Weber", password=PASSWORD)
    with acting(browser, played, SCHOOL) as school, visiting(browser, played) as mia:
        begin(mia, played)
        wish(mia)
        key = new_period(school)
        with visiting(browser, played, **PHONE) as phone:
            sign_in(phone)
            choose(phone, key)
            played.run(RIVALS, key=key, email=RIVAL)
            played.run(CLOSED, key=key)
            school.goto(f"/onderwijs/mijn/stages/{key}/")
            press(school, "Loot nu")
            assert "Mia Krüger" in reads(school)
            read_the_draw(phone, played)
            meet_the_host(phone)
            phone.goto("/de/mijn/wie-keek/")
            assert "Euregiocollege" in reads(phone)
    with acting(browser, played, HOST) as host:
        host.goto("/werkgever/mijn/stages/")
        assert MIA in reads(host)


def ask(school: Any) -> None:
    """The school writes its question down; an answer without its document is not taken."""
    school.goto("/onderwijs/mijn/erkenning/")
    press(school, "Voeg een vraag toe")
    school.get_by_label("Voor welke opleiding?").fill("Bachelor Informatik, FH Aachen")
    school.get_by_label("Land van de stage").select_option(label="Nederland")
    school.get_by_label("Bij welk bedrijf of welke school?").fill("Bergdata, Heerlen")
    school.get_by_label("Wie beslist?").fill("Prüfungsausschuss Informatik")
    school.get_by_label("Wat vraag je?").fill("Telt een stage van twintig weken in Heerlen als Praxisphase?")
    press(school, "Bewaar deze vraag")
    assert "Alle scholen kunnen het lezen." in reads(school)


def recognise(school: Any) -> None:
    school.get_by_label("Hoe staat het ervoor?").select_option(label="erkend")
    school.get_by_label("Besloten op").fill(date.today().isoformat())
    press(school, "Bewaar")
    assert "Noem het document" in reads(school)
    school.get_by_label("Document van het besluit").fill("Beschluss 2026-117")
    school.get_by_label("Wat kunnen andere scholen").fill("Vraag het voor de start, met een plan per week.")
    press(school, "Bewaar")
    assert "Beschluss 2026-117" in school.content()


def test_a_school_asks_whether_it_counts_and_the_next_one_learns_from_it(browser: Any, played: Site) -> None:
    account(played, f"erkenning-{SCHOOL}", role="school", name="Euregio Erkenning", kind="hbo")
    account(played, OTHER, role="school", name="Maascollege", kind="mbo")
    with acting(browser, played, f"erkenning-{SCHOOL}") as school, acting(browser, played, OTHER, **PHONE) as other:
        ask(school)
        address = school.url
        other.goto("/de/onderwijs/mijn/erkenning/?q=Bergdata")
        assert "gefragt" in reads(other)
        recognise(school)
        other.goto("/de/onderwijs/mijn/erkenning/?q=Bergdata")
        press(other, "Bachelor Informatik, FH Aachen")
        said = reads(other)
        for words in ("anerkannt", "Beschluss 2026-117", "met een plan per week"):
            assert words in said
        assert other.get_by_role("main").get_by_role("button", name="Speichern").count() == 0
        assert other.evaluate("document.documentElement.scrollWidth") <= 360
        assert other.url.endswith(address.split("/onderwijs/")[1])
