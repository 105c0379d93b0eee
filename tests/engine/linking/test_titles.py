"""Titles of adverts brought back to the work, and names of work for a man and a woman at once."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.linking import samples
from schakel.engine.errors import DataError
from schakel.engine.linking.gender import Genders
from schakel.engine.linking.rules import load_rules
from schakel.engine.linking.titles import TitleCleaner
from schakel.engine.linking.words import plain
from schakel.reference import REFERENCE

GENDERS = Genders(samples.rules().genders)
KNOWN = frozenset(
    """java entwickler netzwerkadministrator elektroniker betriebstechnik buchhalter koch kundenberater im aussendienst
developpeur web charge de communication ingenieur systemes et reseaux technicien maintenance vendeur boulangerie responsable
qualite stage manager developer netwerkbeheerder sensortechnik in der pflege leiter des lagers bei en von fur""".split()  # noqa: SIM905
)


def cleaner(*named: str, places: tuple[str, ...] = ("Kerkrade",)) -> TitleCleaner:
    return TitleCleaner(samples.rules().noise, places, knows=KNOWN.__contains__, named=named.__contains__)


@pytest.mark.parametrize(
    ("label", "forms"),
    [
        ("directeur technique/directrice technique", ("directeur technique", "directrice technique")),
        ("vendeur/vendeuse en articles de sport", ("vendeur en articles de sport", "vendeuse en articles de sport")),
        ("leraar/lerares Frans", ("leraar Frans", "lerares Frans")),
        ("pontier / pontière", ("pontier", "pontière")),
        ("directeur de salle/directrice", ("directeur de salle",)),
        ("Koch/Köchin", ("Koch", "Köchin")),
        ("Kunden/Kundinnen betreuen", ("Kunden betreuen", "Kundinnen betreuen")),
        ("Ausbilder/in für Elektrotechnik", ("Ausbilder für Elektrotechnik",)),
        ("Lehrbeauftragte/r für Literatur", ("Lehrbeauftragte für Literatur",)),
        ("Kaufmann/-frau", ("Kaufmann",)),
        ("LeiterIn des Jobcenters", ("Leiter des Jobcenters",)),
        ("Mitarbeiter:innen", ("Mitarbeiter",)),
        ("Softwareentwickler*in", ("Softwareentwickler",)),
        ("chargé·e de communication", ("chargé de communication",)),
        ("employé·e·s", ("employé",)),
        ("associé(e) aux publications", ("associé aux publications",)),
        ("vendeur-euse", ("vendeur",)),
        ("technicien.ne", ("technicien",)),
        ("CI/CD", ("CI/CD",)),
        ("TCP/IP", ("TCP/IP",)),
        ("a/b/c", ("a/b/c",)),
        ("LinkedIn", ("LinkedIn",)),
        ("e-learning", ("e-learning",)),
        ("audio/video", ("audio/video",)),
        ("Node.js", ("Node.js",)),
        ("", ("",)),
    ],
)
def test_both_gives_the_forms_of_a_name_of_work(label: str, forms: tuple[str, ...]) -> None:
    assert GENDERS.both(label) == forms


def test_one_writes_every_pair_as_one_form() -> None:
    assert GENDERS.one("Vendeur/Vendeuse - Caissier/Caissière") == "Vendeur - Caissier"


@settings(max_examples=50)
@given(st.text(alphabet="abein/(-)*·. IEr", max_size=30))
def test_both_never_fails_and_one_is_its_first_form_or_shorter(text: str) -> None:
    forms = GENDERS.both(text)
    assert 1 <= len(forms) <= 2
    assert len(GENDERS.one(text)) <= len(text)


@pytest.mark.parametrize(
    ("title", "core"),
    [
        ("Senior Java developer (m/v) | Maastricht | 36 uur per week", "java developer"),
        ("Vacature", "vacature"),
        ("Netwerkbeheerder in Kerkrade", "netwerkbeheerder"),
        ("Netwerkbeheerder 32-40 uur bij Bytewerk in Heerlen", "netwerkbeheerder"),
        ("Kerkrade", "kerkrade"),
        ("Senior Netzwerkadministrator (w/m/d) - Standort Düren - unbefristet", "netzwerkadministrator"),
        ("Elektroniker Betriebstechnik in Vollzeit | 3.200 € | Heinsberg", "elektroniker betriebstechnik"),
        ("Wir suchen: Buchhalter zum nächstmöglichen Zeitpunkt", "buchhalter"),
        ("Java-Entwickler bei der Bytewerk GmbH in Köln ab sofort", "java entwickler"),
        ("Java Entwickler 80-100%", "java entwickler"),
        ("Koch in Vollzeit gesucht", "koch"),
        ("Kundenberater im Außendienst", "kundenberater im aussendienst"),
        ("Développeur web H/F - CDI - Lyon", "developpeur web"),
        ("Chargé de communication (H/F) en CDD de 6 mois à Namur", "charge de communication"),
        ("Ingénieur systèmes et réseaux F/H chez Dupontel, Paris", "ingenieur systemes et reseaux"),
        ("Technicien de maintenance confirmé - Liège - 35h", "technicien de maintenance"),
        ("Vendeur en boulangerie CDI temps plein", "vendeur en boulangerie"),
        ("recrute un vendeur H/F", "vendeur"),
        ("Responsable qualité - Bac+5 - Télétravail partiel", "responsable qualite"),
        ("Java developer €4.000 - €5.000 Utrecht", "java developer"),
        ("Ingenieur - Sensortechnik (m/w/d) - Bytewerk GmbH", "ingenieur sensortechnik"),
        ("Ingenieur - Bytewerk - Kerkrade", "ingenieur"),
    ],
)
def test_core_is_the_work_in_a_title(title: str, core: str) -> None:
    assert cleaner().core(title) == core


def test_core_keeps_a_title_that_is_a_label_as_it_stands() -> None:
    assert cleaner().core("Stage manager") == "manager"
    assert cleaner("stage manager").core("Stage manager") == "stage manager"
    assert cleaner("stage manager").core("Stage manager (m/f), London") == "stage manager"


def test_core_without_knowledge_of_labels_keeps_what_may_be_work() -> None:
    plainly = TitleCleaner(samples.rules().noise)
    assert plainly.core("Developer at Acme") == "developer at acme"
    assert plainly.core("Developer bei Acme GmbH") == "developer"


@settings(max_examples=50)
@given(st.text(alphabet="abc (m/w)-|,€ 12%uh", max_size=40))
def test_core_of_any_title_is_plain_and_keeps_something(title: str) -> None:
    core = cleaner().core(title)
    assert core == plain(core)
    assert bool(core) == bool(plain(title))


def test_a_pattern_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    files = sorted((REFERENCE / "linking").glob("????-??-??.toml"))
    text = files[-1].read_text(encoding="utf-8").replace("patterns = [", "patterns = [ '(', ")
    (tmp_path / files[-1].name).write_text(text, encoding="utf-8")
    with pytest.raises(DataError, match=r"noise\.patterns"):
        load_rules(tmp_path)


def test_rules_without_genders_change_no_label() -> None:
    none = Genders(replace(samples.rules(), genders={"marked": (), "hyphened": (), "before_capital": ()}).genders)
    assert none.both("Leiter/in") == ("Leiter/in",)
