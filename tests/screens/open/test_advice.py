"""Advice through the real page: what fits, corrected, in three languages, with every bad input; nothing kept."""

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from schakel.engine.regions import Region, read_region, region_folder
from schakel.records.core import actions as core
from schakel.records.core.models import Place
from schakel.records.offers.models import Offer, OfferOccupation, Session
from schakel.screens.open.advice.example import EXAMPLE

pytestmark = pytest.mark.django_db

TEXT = "Ik werk als verzorgende IG in Heerlen. Ik gebruik Excel, TOPdesk en Python. Bel 06-12345678."
VACANCY = """Systeembeheerder
Wij zoeken een systeembeheerder voor 36 uur.
Functie-eisen
- ervaring met Windows Server en Active Directory
- kennis van PowerShell
Wij bieden
Een goed salaris. Solliciteer nu.
"""
FILES = {
    "nothing.txt": b"",
    "scan.png": b"\x89PNG\r\n\x1a\n" + bytes(200),
    "old.doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
    "locked.docx": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le") + bytes(600),
    "broken.pdf": b"%PDF-1.7\nnothing that holds",
    "junk.txt": bytes(range(256)) * 20,
    "huge.txt": b"a " * 5_600_000,
}


@pytest.fixture
def places(db: None) -> Region:
    region = read_region(region_folder("limburg"))
    core.load_places(by="test", region=region)
    return region


def ask(client: Any, text: str = TEXT, *, prefix: str = "", **more: Any) -> Any:
    return client.post(f"{prefix}/advies/", {"tekst": text, **more})


def page(answer: Any) -> str:
    return answer.content.decode()


def roles(html: str) -> list[tuple[str, int]]:
    """Role and score, in the order shown."""
    names = re.findall(r'id="rol-([a-z0-9-]+)"', html)
    scores = re.findall(r'schakel-score__n">(\d+)<', html)
    return list(zip(names, map(int, scores), strict=True))


def tables(html: str, kind: str = "punten") -> Iterator[tuple[str, list[int], list[int]]]:
    """Of each points table (`punten`) or table of the later demands (`meer-punten`): the role, the worths, the points."""
    for role, table in re.findall(rf'aria-labelledby="{kind}-([a-z0-9-]+)">(<table.*?</table>)', html, flags=re.DOTALL):
        rows = re.findall(r'schakel-right"[^>]*>(\d+)</td><td[^>]*><strong>(\d+)</strong>', table)
        yield role, [int(row[0]) for row in rows], [int(row[1]) for row in rows]


def docx_bomb() -> bytes:
    """A small file that would unpack to a hundred megabytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("[Content_Types].xml", "<Types/>")
        packed.writestr("word/document.xml", b"0" * 100_000_000)
    return out.getvalue()


def scanned_pdf() -> bytes:
    """One page without a letter on it, as a scanner makes it."""
    import pypdfium2 as pdfium

    document = pdfium.PdfDocument.new()
    document.new_page(595, 842).close()
    out = io.BytesIO()
    document.save(out)
    document.close()
    return out.getvalue()


def docx(text: str) -> bytes:
    import docx as word

    document = word.Document()
    document.add_paragraph(text)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("prefix", "only_you"),
    [
        ("", "Alleen jij ziet deze volgorde."),
        ("/en", "Only you see this order."),
        ("/de", "Nur Sie sehen diese Reihenfolge."),
    ],
)
def test_advice_stands_in_three_languages(client: Any, places: Region, prefix: str, only_you: str) -> None:
    assert client.get(f"{prefix}/advies/").status_code == 200
    html = page(ask(client, prefix=prefix))
    assert only_you in html
    assert "Microsoft Excel" in html
    assert len(roles(html)) >= 5


@pytest.mark.parametrize("language", ["nl", "en", "de"])
def test_example_fills_the_form_and_leads_to_the_service_desk(client: Any, places: Region, language: str) -> None:
    prefix = "" if language == "nl" else f"/{language}"
    form = page(client.get(f"{prefix}/advies/?voorbeeld=1"))
    assert "TOPdesk" in form
    assert "schakel-fict-bar" in form
    found = roles(page(ask(client, EXAMPLE[language], prefix=prefix)))
    assert "service-desk-agent" in [role for role, _ in found[:3]]


def test_points_shown_add_up(client: Any, places: Region) -> None:
    html = page(ask(client, EXAMPLE["nl"]))
    later = {role: (worths, points) for role, worths, points in tables(html, "meer-punten")}
    shown = list(tables(html))
    assert [(role, points[-1]) for role, _, points in shown] == roles(html)
    for role, worths, points in shown:
        assert sum(points[:-1]) == points[-1]
        assert sum(worths[:-1]) == worths[-1] > 100
        assert f"100 van de {worths[-1]} punten is genoeg" in html
        assert all(point <= most for point, most in zip(points, worths, strict=True))
        if role in later:  # the last row but one stands for the demands that are folded away
            assert (worths[-2], points[-2]) == (sum(later[role][0]), sum(later[role][1]))
    assert later


def test_every_mark_leads_to_its_row(client: Any, places: Region) -> None:
    html = page(ask(client))
    for number in re.findall(r'<a href="#v(\d+)">', html):
        assert f'id="v{number}"' in html
    assert '<span class="schakel-masked">telefoonnummer</span>' in html
    assert "06-12345678" not in re.sub(r'<input type="hidden"[^>]*>', "", html)


def test_one_click_takes_a_skill_away(client: Any, places: Region) -> None:
    goal = {"doel": "data-analyst-junior"}
    before, after = page(ask(client, **goal)), page(ask(client, **goal, weg="excel"))
    assert roles(after)[0][1] < roles(before)[0][1]
    assert "<s>Excel</s>" in after
    assert '<option value="nee" selected>' in after


def test_a_forgotten_skill_is_added_and_unknown_words_are_said(client: Any, places: Region) -> None:
    html = page(ask(client, erbij="SQL, pyton, vogels kijken"))
    assert 'name="n_sql"' in html
    assert "door jou toegevoegd" in html
    assert "We kennen “vogels kijken” niet" in html
    assert 'name="n_python" value="2">Python</button>' in html


def test_assumed_skills_can_be_unticked(client: Any, places: Region) -> None:
    first = page(ask(client))
    shown = re.findall(r'name="aangenomen" value="([^"]+)"', first)
    assert "empathy" in shown
    kept = [id_ for id_ in shown if id_ != "empathy"]
    again = page(ask(client, aangenomen=shown, houd=kept))
    assert re.search(r'id="houd-empathy" name="houd" value="empathy">', again)
    assert re.search(rf'id="houd-{kept[0]}" name="houd" value="{kept[0]}" checked>', again)


def test_work_one_comes_from_can_be_corrected(client: Any, places: Region) -> None:
    html = page(ask(client, beroep=""))
    assert 'name="aangenomen"' not in html
    assert 'name="aangenomen"' in page(ask(client, "Ik gebruik Excel.", beroep="nursing-assistant-ig"))


def test_goal_comes_first_with_routes_of_real_trainings(client: Any, places: Region) -> None:
    html = page(ask(client, doel="service-desk-agent"))
    assert roles(html)[0][0] == "service-desk-agent"
    assert "Zo kom je er" in html
    assert re.search(r'href="/aanbod/[a-z0-9-]+/"', html)
    assert "prijs onbekend" in html


def test_level_is_a_condition_and_never_points(client: Any, places: Region) -> None:
    unknown, low, high = (page(ask(client, niveau=level)) for level in ("", "mbo-2", "wo"))
    assert roles(unknown) == roles(low) == roles(high)
    assert "Jouw niveau weten we niet" in unknown
    assert "Niet gehaald" in low
    assert "Niet gehaald" not in high


def test_distance_to_trainings_follows_the_place(client: Any, places: Region) -> None:
    near, far = page(ask(client, gemeente="GM0935")), page(ask(client, gemeente="GM0983"))
    assert re.findall(r"\((\d+) km\)", near) != re.findall(r"\((\d+) km\)", far)


def shadow_day(slug: str, role: str, days: int, *, taken: int = 0) -> None:
    offer = Offer.objects.create(slug=slug, kind="shadow-day", title_nl=f"Meelopen {slug}", fictional=True)
    OfferOccupation.objects.create(offer=offer, uri=f"urn:schakel:occupation:{role}")
    starts = timezone.now() + timedelta(days=days)
    place = Place.objects.order_by("code").first()
    Session.objects.create(
        offer=offer, key=slug, starts=starts, capacity=2, taken=taken, place=place, fictional=True
    )  # fmt: skip


def test_tomorrow_starts_with_a_coming_shadow_day(client: Any, places: Region) -> None:
    role = roles(page(ask(client, doel="service-desk-agent")))[0][0]
    shadow_day("dag-vol", role, 2, taken=2)
    shadow_day("dag-voorbij", role, -2)
    shadow_day("dag-vrij", role, 5)
    html = page(ask(client, doel="service-desk-agent"))
    assert "Meelopen dag-vrij" in html
    assert "Meelopen dag-vol" not in html
    assert "Meelopen dag-voorbij" not in html
    assert 'class="schakel-fict"' in html


def test_twins_get_the_same(client: Any, places: Region) -> None:
    """Name, sex, age, birthplace and family make no difference to roles or points."""
    one = "Naam: Fatima el Amrani\nGeboren: 3 mei 1999 in Oujda\nVrouw, ongehuwd, Marokkaanse\n"
    two = "Naam: Jan de Vries\nGeboren: 12 oktober 1961 in Sneek\nMan, gehuwd, 4 kinderen, Nederlandse\n"
    work = "Ik werk als verzorgende IG. Ik gebruik Excel en TOPdesk en help collega's met printers."
    first, second = page(ask(client, one + work)), page(ask(client, two + work))
    assert roles(first) == roles(second)
    assert list(tables(first)) == list(tables(second))


def test_vacancy_is_said_to_be_none_and_may_be_looked_at(client: Any, places: Region) -> None:
    answer = ask(client, VACANCY)
    html = page(answer)
    assert "Dit lijkt een vacature, geen cv" in html
    assert 'action="/werkgever/"' in html
    assert "no-store" in answer["Cache-Control"]
    assert roles(page(ask(client, VACANCY, toch="1")))
    there = client.post("/werkgever/", {"tekst": VACANCY})
    assert there.status_code == 200
    assert "PowerShell" in page(there)


def test_nothing_found_helps_on(client: Any, places: Region) -> None:
    html = page(ask(client, "Ik hou van wandelen in het bos."))
    assert "te weinig" in html
    assert "?voorbeeld=1" in html
    assert "/hulp/" in html


def test_other_language_is_said(client: Any, places: Region) -> None:
    polish = "Pracuję jako pielęgniarka od dziewięciu lat. Pomagam kolegom z komputerem i używam programu każdego dnia."
    assert "We lezen Nederlands, Engels, Duits en Frans." in page(ask(client, polish))


def test_french_is_read(client: Any, places: Region) -> None:
    html = page(ask(client, "Je travaille comme infirmière. J’utilise Excel et Python. Je parle français (C1)."))
    assert 'name="n_excel"' in html
    assert "We lezen Nederlands, Engels, Duits en Frans." not in html.partition("</form>")[2]


def test_hostile_text_is_escaped(places: Region) -> None:
    evil = 'Ik gebruik Excel. <script>alert(1)</script> <img src=x onerror=alert(1)> "><b>vet</b>'
    html = page(ask(Client(), evil, erbij="<i>x</i>"))
    assert "<script>alert" not in html
    assert "<img" not in html
    assert "<i>x</i>" not in html
    assert "&lt;script&gt;" in html


def test_citizen_service_number_is_taken_out(client: Any, places: Region) -> None:
    html = page(ask(client, "Mijn BSN is 111222333. Ik gebruik Excel."))
    assert "111222333" not in html
    assert "burgerservicenummer" in html


def test_long_text_is_read_in_part(client: Any, places: Region) -> None:
    html = page(ask(client, "Ik gebruik Excel. " + "Ik werk graag. " * 6_000))
    assert "Je tekst is erg lang" in html


@pytest.mark.parametrize("prefix", ["", "/en", "/de"])
@pytest.mark.parametrize("name", [*FILES, "bomb.docx", "scan.pdf"])
def test_bad_files_get_a_friendly_answer(client: Any, places: Region, name: str, prefix: str) -> None:
    data = {"bomb.docx": docx_bomb, "scan.pdf": scanned_pdf}.get(name, lambda: FILES[name])()
    upload = io.BytesIO(data)
    upload.name = name
    answer = client.post(f"{prefix}/advies/", {"tekst": "", "bestand": upload})
    assert answer.status_code == 422
    html = page(answer)
    message = re.search(r'id="id_bestand_fout">([^<]+)<', html)
    assert message
    assert not re.search(r"document-|Traceback|" + re.escape(name), message.group(1))
    words = {"": ("bestand", "foto", "tekst"), "/en": ("file", "picture", "text"), "/de": ("Datei", "Bild", "Text")}
    assert any(word in message.group(1) for word in words[prefix])


def test_nothing_given_is_said_at_the_field(client: Any, places: Region) -> None:
    answer = ask(client, "  \n ")
    assert answer.status_code == 422
    assert 'id="id_tekst_fout"' in page(answer)


def test_files_are_read(client: Any, places: Region) -> None:
    for name, data in (("cv.docx", docx("Ik gebruik Excel en Python.")), ("cv.txt", b"Ik gebruik Excel en Python.")):
        upload = io.BytesIO(data)
        upload.name = name
        html = page(client.post("/advies/", {"tekst": "Ik spreek Duits.", "bestand": upload}))
        assert 'name="n_excel"' in html
        assert "Duits" in html


def test_odd_fields_do_no_harm(client: Any, places: Region) -> None:
    odd = {"n_excel": "9", "n_bestaat-niet": "2", "n_": "1", "weg": "../..", "beroep": "x", "houd": "x"}
    assert ask(client, **odd, aangenomen="x", richting="x").status_code == 200
    assert ask(client, doel="x", niveau="x", gemeente="x").status_code == 422


def test_nothing_is_kept(client: Any, places: Region) -> None:
    before = {model: model._default_manager.count() for model in apps.get_models()}
    answer = ask(client, erbij="SQL", weg="excel")
    assert {model: model._default_manager.count() for model in apps.get_models()} == before
    assert "no-store" in answer["Cache-Control"]
    assert set(client.cookies) <= {"schakel_csrf"}


def test_advice_can_be_taken_along(client: Any, places: Region) -> None:
    answer = ask(client, als="json", toch="1")
    shape = answer.json()
    assert answer["Content-Disposition"].startswith("attachment")
    assert sum(term["points"] for term in shape["roles"][0]["terms"]) == shape["roles"][0]["score"]
    assert "06-12345678" not in page(answer)


def test_text_can_be_changed(client: Any, places: Region) -> None:
    html = page(ask(client, terug="1", doel="service-desk-agent"))
    assert "TOPdesk" in html
    assert '<option value="service-desk-agent" selected>' in html
    assert "schakel-skills" not in html


def test_a_long_text_costs_no_more_queries(client: Any, places: Region) -> None:
    counts = []
    for text in ("Ik gebruik Excel.", EXAMPLE["nl"] + "Ik kan ook SQL, Java, Linux en Docker."):
        with CaptureQueriesContext(connection) as queries:
            ask(client, text)
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 4  # places, courses of schools, pay, shadow days
