"""Names of the people to ask are hidden, in four languages; names of products and jobs are not."""

import json
import re
from pathlib import Path

import pytest

from engine.text.lexicons import LEXICON
from schakel.engine.text.masking import Masker

MASKER = Masker(LEXICON)


def names(text: str) -> list[str]:
    return [text[one.start : one.end] for one in MASKER.find(text) if one.kind == "name"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Meer weten? Bel Jan de Vries op 06-12345678.", "Jan de Vries"),
        ("Meer weten? Jan de Vries, 043 123 45 67", "Jan de Vries"),
        ("Meer informatie: Sanne Jansen (HR-adviseur)", "Sanne Jansen"),
        ("Meer weten?\nSanne Jansen\n", "Sanne Jansen"),
        ("Neem dan contact op met onze recruiter Femke Bos.", "Femke Bos"),
        ("Contactpersoon: Karin Smit", "Karin Smit"),
        ("Contactpersoon\nKarin Smit", "Karin Smit"),
        ("Stel ze aan Mohammed El Amrani.", "Mohammed El Amrani"),
        ("Vragen? Mail Anna van den Berg!", "Anna van den Berg"),
        ("Stuur je cv naar Lotte Hendriks.", "Lotte Hendriks"),
        ("Je kunt je brief richten aan mevrouw A. de Groot.", "A. de Groot"),
        ("T.a.v. dhr. P.J. Janssen", "P.J. Janssen"),
        ("Neem contact op met Sophie (06 - 12 34 56 78)", "Sophie"),
        ("Neem contact op met Monica d' Aubel via de mail", "Monica d' Aubel"),
        ("Met vriendelijke groet,\nTom Willems", "Tom Willems"),
        ("Alvast bedankt,\nReyo", "Reyo"),
        ("Wij zoeken hulp.\n\nJan-Willem Pieters\nRecruiter\n", "Jan-Willem Pieters"),
        ("Wij zoeken hulp.\n\nNoor Smeets\n043 123 45 67\n", "Noor Smeets"),
        ("Your contact: Peter Brown, recruiter", "Peter Brown"),
        ("Interested? Send your CV to Maria Garcia.", "Maria Garcia"),
        ("Please contact John Smith at +44 20 7946 0958.", "John Smith"),
        ("Ihre Ansprechpartnerin ist Frau Dr. Sabine Schmidt.", "Sabine Schmidt"),
        ("Wenden Sie sich bitte an Herrn Klaus Weber", "Klaus Weber"),
        ("Ihre Bewerbung richten Sie an Julia Becker.", "Julia Becker"),
        ("Contact : Jean-Pierre Martin", "Jean-Pierre Martin"),
        ("Envoyez votre CV à Mme Claire Lefèvre", "Claire Lefèvre"),
        ("Personne de contact : Luc Peeters", "Luc Peeters"),
    ],
)
def test_contact_name_is_hidden(text: str, name: str) -> None:
    assert names(text) == [name]


@pytest.mark.parametrize(
    "text",
    [
        "Neem contact op met het team van Microsoft Azure.",
        "Neem contact op met de Product Owner.",
        "Meer weten? Kijk op onze site. Meer weten over Power BI?",
        "Contact met klanten en Data Engineers.",
        "Bel Klantenservice voor Azure DevOps.",
        "Questions? Apply now. Call Center experience.",
        "Recruiter: vacature Java Developer",
        "Tools: MS Sharepoint en ING Consumer Loans",
        "Documentaire Informatie Voorziening\nPlanning & Control",
        "Power BI\nData Warehouse\nRecruiter tools",
    ],
)
def test_other_capitals_are_no_name(text: str) -> None:
    assert names(text) == []


@pytest.mark.parametrize(
    ("text", "kind", "part"),
    [
        ("info [at] bedrijf.nl", "email", "info [at] bedrijf.nl"),
        ("jan(at)bedrijf.nl", "email", "jan(at)bedrijf.nl"),
        ("Tel. 0241 / 123456", "phone", "0241 / 123456"),
        ("06 - 12 34 56 78", "phone", "06 - 12 34 56 78"),
        ("12 rue de la Paix, 4000 Liège", "address", "12 rue de la Paix, 4000 Liège"),
        ("Rue Neuve 12, 1000 Bruxelles", "address", "Rue Neuve 12, 1000 Bruxelles"),
        ("Bedrijvenpark 7, 6221GV", "address", "Bedrijvenpark 7"),
    ],
)
def test_ways_to_be_reached_are_hidden(text: str, kind: str, part: str) -> None:
    assert (kind, part) in [(one.kind, text[one.start : one.end]) for one in MASKER.find(text)]


def test_real_adverts_hide_the_name_after_contact_op_met(shared: Path) -> None:
    """Where "contact op met" a name stands before the place of a telephone number, it is hidden."""
    pattern = re.compile(r"contact op met ((?:[A-Z][a-z]+ ?){2,3})(?= ?(?:via|op|\())")
    lines = (shared / "data" / "vacancies" / "dutch_boards_2020.jsonl").read_text(encoding="utf-8").splitlines()
    seen = hidden = 0
    for line in lines:
        text = json.loads(line)["text"]
        masked = MASKER.find(text)
        for one in pattern.finditer(text):
            seen += 1
            hidden += any(mask.start <= one.start(1) and one.end(1) - 1 <= mask.end for mask in masked)
    assert seen >= 5
    assert hidden == seen
