"""Names that are words as well, wishes and denial in four languages, and the group of a phrase that is unknown."""

import pytest

from schakel.engine.skills.groups import GroupFinder
from schakel.engine.skills.reading import Reader
from schakel.engine.skills.taxonomy import Taxonomy
from schakel.engine.text.lexicon import load_lexicon
from schakel.engine.text.sections import Sectioner, lines_of
from schakel.engine.text.tokens import tokenise
from schakel.reference import REFERENCE


def found(reader: Reader, text: str, language: str) -> set[str]:
    reading = reader.read(text, language, kind="vacancy")
    return {one.uri.rpartition(":")[2] for one in reading.skills}


@pytest.mark.parametrize(
    ("language", "text", "names"),
    [
        ("nl", "Je kent Flux en Kubernetes.", {"gitops", "kubernetes"}),
        ("en", "HashiCorp Vault, Consul and Terraform", {"hashicorp-vault", "service-mesh", "terraform"}),
        ("en", "Cypress, Pact and Testcontainers", {"cypress", "integration-testing"}),
        ("nl", "Ik programmeer in python met SQL", {"python"}),
        ("en", "Claude, Cursor and LangChain", {"large-language-models", "ai-coding-assistants", "langchain"}),
        ("de", "Blender, Maya und Unity", {"3d-modelling-tools", "unity"}),
        ("fr", "Chef, Puppet et Ansible", {"chef-infra", "puppet", "ansible"}),
        ("nl", "Angluar, Kubernets en Typscript", {"angular", "kubernetes", "typescript"}),
    ],
)
def test_names_with_company_are_read(reader: Reader, language: str, text: str, names: set[str]) -> None:
    assert names <= found(reader, text, language)


@pytest.mark.parametrize(
    ("language", "text", "name"),
    [
        ("en", "A python in the zoo and a ruby in the ring", "python"),
        ("nl", "In het terrarium leeft een python", "python"),
        ("en", "We travel to Java and to Bali", "java"),
        ("nl", "Op het eiland Java groeit koffie", "java"),
        ("fr", "Le Chef de projet suit Excel et Word", "chef-infra"),
        ("en", "You move the cursor over the glue on the canvas", "ai-coding-assistants"),
        ("en", "The consul and the nomad saw a satellite over the horizon", "service-mesh"),
        ("nl", "Tempo en karma in het harbor van de rider", "rider-jetbrains"),
        ("en", "Swift action, go on, no rust, an edge, a vault and a spark", "swift"),
    ],
)
def test_the_same_words_without_company_are_not(reader: Reader, language: str, text: str, name: str) -> None:
    assert name not in found(reader, text, language)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Des notions de Docker seraient appréciées."),
        ("fr", "Docker constitue un atout."),
        ("de", "Erfahrung mit Docker wäre wünschenswert."),
        ("en", "Experience with Docker would be great."),
        ("nl", "Docker is mooi meegenomen."),
    ],
)
def test_wishes(reader: Reader, language: str, text: str) -> None:
    assert [one.demand for one in reader.read(text, language, kind="vacancy").skills] == ["wished"]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Pas besoin de connaître Java."),
        ("fr", "Java n'est pas un prérequis : pas nécessaire."),
        ("de", "Keinerlei Java-Kenntnisse erforderlich"),
        ("en", "You do not need to know Java."),
        ("nl", "Je hoeft geen Java te kennen."),
    ],
)
def test_denied(reader: Reader, language: str, text: str) -> None:
    assert "java" not in found(reader, text, language)


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("Vous avez une maîtrise parfaite de Python.", "expert"),
        ("Très bonnes connaissances en Python.", "advanced"),
        ("Une solide expérience en Python.", "working"),
        ("Quelques notions de Python.", "basic"),
    ],
)
def test_french_levels(reader: Reader, text: str, level: str) -> None:
    assert [one.level for one in reader.read(text, "fr", kind="vacancy").skills] == [level]


def test_words_that_say_how_well_are_no_unknown_skill(reader: Reader) -> None:
    texts = ["Ervaring met Docker is mooi meegenomen.", "Je hebt kennis van Python en basiskennis van Linux."]
    assert [reader.read(text, "nl", kind="vacancy").unmatched for text in texts] == [(), ()]


def test_unknown_phrase_gets_the_group_of_its_words_or_of_its_company(reader: Reader, taxonomy: Taxonomy) -> None:
    text = "Functie-eisen\n- Ervaring met Docker, Kubernetes, Helm en Qwertlyst\n"
    unknown = {one.text: one.group for one in reader.read(text, "nl", kind="vacancy").unmatched}
    assert unknown["Qwertlyst"] == taxonomy.skill("containers-group").uri


def test_group_says_nothing_where_nothing_is_known(taxonomy: Taxonomy) -> None:
    groups = GroupFinder(taxonomy)
    assert groups.nearest("Qwertlyst", "nl") is None
    assert groups.nearest("Qwertlyst", "nl", ["urn:schakel:skill:docker"]) is None
    by_words = groups.nearest("Zorgvirtualisatie", "nl")
    assert by_words == groups.nearest("Zorgvirtualisatie", "nl")
    assert by_words is not None
    assert taxonomy.skill(by_words).is_group


@pytest.mark.parametrize(
    ("heading", "section"),
    [
        ("Ce que vous apportez", "demands"),
        ("Environnement technique", "demands"),
        ("Vos missions", "tasks"),
        ("Ce que nous vous offrons", "offer"),
        ("Serait un atout", "wishes"),
        ("Qui sommes-nous", "about"),
        ("Égalité professionnelle", "diversity"),
        ("Das erwartet dich", "tasks"),
        ("Womit Sie uns überzeugen", "demands"),
        ("What you will be doing", "tasks"),
        ("How to succeed", "demands"),
        ("Verder heb je:", "demands"),
        ("Benodigde vaardigheden voor deze functie:", "demands"),
    ],
)
def test_headings(heading: str, section: str) -> None:
    text = f"Java\n{heading}\n- Python en meer\n"
    tokens = tokenise(text)
    sectioner = Sectioner(load_lexicon(REFERENCE / "reading"))
    kinds = [one.id for one in sectioner.sections(text, tokens, kind="vacancy", lines=lines_of(text, tokens))]
    assert section in kinds


def test_an_advert_on_one_line_that_begins_with_a_label_is_read(reader: Reader) -> None:
    text = "location: " + "we build software and you work with git in a team that uses java and python. " * 6
    assert {"java", "python"} <= found(reader, text, "en")


def test_dutch_advert_with_an_english_company_text_is_read_by_block(reader: Reader) -> None:
    text = (
        "Wij zoeken een netwerkbeheerder.\nFunctie-eisen\n- Je hebt ervaring met netwerken beheren en met Cisco\n"
        "About us\nWe are an international company that builds machines with Python and we work for the world.\n"
        "Wat bieden wij\n- Een goed salaris en een laptop met Excel\n"
    )
    reading = reader.read(text)
    assert (reading.language, reading.languages) == ("nl", ("nl", "en"))
    told = {one.uri.rpartition(":")[2]: (one.section, one.decision) for one in reading.skills}
    assert told["cisco"] == ("demands", "accept")
    assert told["python"] == ("about", "ask")
    assert "excel" not in told
