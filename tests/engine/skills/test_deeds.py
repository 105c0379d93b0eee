"""What people do, in any order and form; and no deed where only the words are there."""

import pytest

from schakel.engine.skills.reading import Reader
from schakel.engine.skills.verbs import VerbForms
from schakel.engine.text.lexicon import load_lexicon
from schakel.reference import REFERENCE


def found(reader: Reader, text: str, language: str) -> dict[str, str]:
    reading = reader.read(text, language, kind="cv")
    return {one.uri.rpartition(":")[2]: one.decision for one in reading.skills}


@pytest.mark.parametrize(
    ("language", "text", "skill"),
    [
        ("nl", "Ik geef uitleg over nieuwe schermen", "explaining"),
        ("nl", "Ik leg het rustig uit", "explaining"),
        ("nl", "In Excel maak ik elke maand de roosters", "rostering"),
        ("nl", "Ik heb jarenlang roosters gemaakt", "rostering"),
        ("nl", "Ik los storingen op", "fault-finding"),
        ("nl", "Ik werk nieuwe collega's in", "onboarding-colleagues"),
        ("nl", "Ik help mijn collega's met inloggen", "user-support"),
        ("nl", "Ik handel klachten af", "handling-complaints"),
        ("nl", "Verantwoordelijk voor het beheer van netwerken", "network-administration"),
        ("nl", "Ik heb netwerken beheerd", "network-administration"),
        ("de", "Ich erstelle Dienstpläne", "rostering"),
        ("de", "Dienstpläne habe ich auch erstellt", "rostering"),
        ("de", "Ich arbeite neue Kolleginnen ein", "onboarding-colleagues"),
        ("de", "Ich löse Störungen", "fault-finding"),
        ("de", "Ich habe Systeme administriert", "system-administration"),
        ("en", "I answered many customer calls", "telephone-contact"),
        ("en", "I managed 60 Windows servers", "server-administration"),
        ("en", "Trained new agents", "onboarding-colleagues"),
    ],
)
def test_a_deed_is_found_in_any_order_and_form(reader: Reader, language: str, text: str, skill: str) -> None:
    assert skill in found(reader, text, language)


@pytest.mark.parametrize(
    ("language", "text", "skill"),
    [
        ("nl", "Ik maak schoon. Collega's hebben de roosters.", "rostering"),
        ("nl", "Ik maak het eten, de roosters zijn van een ander", "rostering"),
        ("nl", "Ik besteed veel aandacht aan het werk", "public-tendering"),
        ("nl", "Ik leg de boeken op de tafel en ga uit", "explaining"),
        ("de", "Ich erstelle Berichte. Die Dienstpläne macht mein Chef.", "rostering"),
        ("en", "I run. Reports are made by others.", "reporting"),
    ],
)
def test_no_deed_over_the_end_of_a_clause(reader: Reader, language: str, text: str, skill: str) -> None:
    assert skill not in found(reader, text, language)


def test_a_compound_with_the_thing_at_its_end_is_asked_about(reader: Reader) -> None:
    assert found(reader, "Ik heb voor de club een verenigingsnetwerk aangelegd", "nl")["network-installation"] == "ask"


@pytest.mark.parametrize(
    ("language", "infinitive", "forms"),
    [
        ("nl", "geven", ["geef", "geeft", "gaf", "gegeven", "gaven"]),
        ("nl", "oplossen", ["opgelost", "oploste"]),
        ("nl", "uitleggen", ["uitgelegd", "uitlegde"]),
        ("nl", "beheren", ["beheer", "beheert", "beheerde", "beheerd"]),
        ("nl", "installeren", ["installeer", "installeerde", "geinstalleerd"]),
        ("nl", "reizen", ["reis", "reist", "gereisd"]),
        ("de", "einarbeiten", ["eingearbeitet", "einzuarbeiten"]),
        ("de", "erstellen", ["erstelle", "erstellt", "erstellte", "erstellung"]),
        ("de", "helfen", ["hilft", "geholfen", "half"]),
        ("en", "teach", ["taught", "teaching", "teaches"]),
        ("en", "manage", ["managed", "managing", "manages"]),
    ],
)
def test_forms_of_a_verb_lead_to_it(language: str, infinitive: str, forms: list[str]) -> None:
    verbs = VerbForms(load_lexicon(REFERENCE / "reading"), language)
    for form in forms:
        assert verbs.key(infinitive) in verbs.keys(form), form


def test_a_part_that_stands_apart_is_joined() -> None:
    verbs = VerbForms(load_lexicon(REFERENCE / "reading"), "nl")
    assert verbs.key("uitleggen") in verbs.joined("uit", "leg")
    assert verbs.key("aansturen") in verbs.joined("aan", "stuurt")
    assert verbs.key("bijhouden") in verbs.joined("bij", "hield")


@pytest.mark.parametrize(
    ("text", "skill"),
    [
        ("Vous gérez les comptes des utilisateurs et le réseau.", "user-account-management"),
        ("Vous rédigez des modes d'emploi pour les collègues.", "technical-writing"),
        ("Il faut résoudre les incidents et en informer les utilisateurs.", "incident-management"),
        ("Vous êtes chargé de la configuration des applications.", "application-configuration"),
    ],
)
def test_french_deeds_are_met_in_any_form(reader: Reader, text: str, skill: str) -> None:
    assert f"urn:schakel:skill:{skill}" in reader.read(text, "fr", kind="vacancy").uris()


def test_a_noun_of_a_deed_is_its_verb(reader: Reader) -> None:
    """Labels say "gestion des incidents" or "gérer les incidents"; a text may say either."""
    for text in ("Vous gérez des incidents informatiques.", "Gestion d'incidents informatiques."):
        assert "urn:schakel:skill:incident-management" in reader.read(text, "fr", kind="vacancy").uris()


def test_character_is_read_with_one_word_between_verb_and_thing(reader: Reader) -> None:
    texts = {
        "nl": "Wat vragen wij\n- Je weet prioriteiten te stellen.\n- Kennis van Linux.",
        "de": "Anforderungen\n- Sie wissen Prioritäten zu setzen.\n- Kenntnisse in Linux.",
        "en": "Requirements\n- You know how to set priorities.\n- Knowledge of Linux.",
    }
    for language, text in texts.items():
        found = {uri.rpartition(":")[2] for uri in reader.read(text, language, kind="vacancy").uris()}
        assert {"prioritising", "linux"} <= found, language


def test_capital_of_a_german_noun_makes_no_product_of_it(reader: Reader) -> None:
    start = "Anforderungen\n- Kenntnisse in Docker, Kubernetes und Linux.\n- "
    several = reader.read(start + "Sie lassen Teams besser zusammenarbeiten.", "de", kind="vacancy")
    product = reader.read(start + "Sie nutzen Excel und Teams.", "de", kind="vacancy")
    assert not any(uri.endswith(":microsoft-teams") for uri in several.uris())
    assert any(uri.endswith(":microsoft-teams") for uri in product.uris())
