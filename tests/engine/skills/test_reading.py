import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schakel.engine.errors import InputError
from schakel.engine.skills.reading import Reader
from schakel.engine.skills.result import Reading
from schakel.engine.skills.taxonomy import Taxonomy


def ids(reading: Reading) -> list[str]:
    return [uri.rpartition(":")[2] for uri in reading.uris()]


def read(reader: Reader, text: str, language: str = "nl") -> Reading:
    return reader.read(text, language, kind="vacancy")


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("nl", "Ervaring met back-end, Back End of backend", ["back-end-development"]),
        ("nl", "Kennis van Node.js en NodeJS", ["nodejs"]),
        ("nl", "Ervaring met C#, C++ en .NET", ["c-sharp", "c-plus-plus", "dotnet"]),
        ("nl", "Python-ontwikkelaar met Java-kennis", ["python", "java"]),
        ("nl", "Pythonkennis is welkom", ["python"]),
        ("nl", "Ervaring met netwerk- en systeembeheer", ["network-administration", "system-administration"]),
        ("nl", "Linux- en Windowsservers beheren", ["linux", "windows-server"]),
        ("nl", "Je zorgt voor het beheer van onze netwerken", ["network-administration"]),
        ("nl", "netwerken beheren", ["network-administration"]),
        ("nl", "Kennis van HTML5 en CSS3", ["html", "css"]),
        ("nl", "Ervaring met REST-API's", ["rest-api"]),
        ("de", "Kenntnisse in relationalen Datenbanken", ["relational-databases"]),
        ("de", "Erfahrung mit Java und Linux-Servern", ["java", "linux"]),
        ("en", "Experience with CI/CD and Kubernetes", ["ci-cd", "kubernetes"]),
        ("fr", "Bonne connaissance de Python et de Docker", ["python", "docker"]),
    ],
)
def test_skills_in_a_sentence(reader: Reader, language: str, text: str, expected: list[str]) -> None:
    assert ids(read(reader, text, language)) == expected


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "We bring this product go to market"),
        ("en", "You excel in talking to people"),
        ("nl", "Je werkt in teams van zes"),
        ("nl", "Geen ervaring met Java nodig"),
        ("nl", "Java is niet nodig"),
        ("nl", "Kennis van Java, Python of C# is niet vereist"),
        ("en", "No experience with Java needed"),
        ("en", "Java is not required"),
        ("de", "Java-Kenntnisse sind nicht erforderlich"),
        ("fr", "La connaissance de Java n'est pas nécessaire"),
        ("en", "Coordinator for standard workflow"),
        ("nl", "Mail naar info@docker.nl of kijk op https://linux.example/java"),
    ],
)
def test_words_that_mean_something_else_or_are_denied(reader: Reader, language: str, text: str) -> None:
    named = [one.text for one in read(reader, text, language).skills if one.how in {"named", "sense", "name_compound"}]
    assert named == []


@pytest.mark.parametrize("text", ["Niet alleen Java maar ook Python", "Je bent niet bang voor Java en Python"])
def test_denial_that_denies_nothing(reader: Reader, text: str) -> None:
    assert {"java", "python"} <= set(ids(read(reader, text)))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("We work with Go, Docker and Kubernetes", True),
        ("Let us Go home and rest", False),
        ("Statistics in R and Python", True),
        ("The R in the month", False),
    ],
)
def test_doubtful_names_need_their_capital_and_company(reader: Reader, text: str, found: bool) -> None:
    assert bool({"go", "r"} & set(ids(read(reader, text, "en")))) is found


VACANCY = """Netwerkbeheerder (32-40 uur)
Locatie: Heerlen

Over ons
Wij maken software met COBOL en zijn flexibel.

Wat ga je doen?
- Je beheert Windows Server.

Wat vragen wij?
- Mbo-4 of hbo
- Minimaal 3 jaar ervaring met Linux
- Gedegen kennis van PowerShell
- Docker is een pré
- Kennis van QuantumFlux
- Vloeiend Nederlands en Engels (B2)

Wij bieden
- Een laptop met Excel en een cursus Azure.
"""


def test_vacancy_as_a_whole(reader: Reader) -> None:
    reading = reader.read(VACANCY)
    by_id = {one.uri.rpartition(":")[2]: one for one in reading.skills}
    assert (reading.kind, reading.language, reading.title) == ("vacancy", "nl", "Netwerkbeheerder")
    assert (reading.levels, reading.years, reading.hours) == (("mbo-4", "hbo"), 3, (32, 40))
    assert reading.place == ("GM0917", "Heerlen")
    assert by_id["windows-server"].demand == "mentioned"
    assert (by_id["linux"].demand, by_id["linux"].years) == ("required", 3)
    assert (by_id["powershell"].demand, by_id["powershell"].level) == ("required", "advanced")
    assert by_id["docker"].demand == "wished"
    assert (by_id["cobol"].demand, by_id["cobol"].decision) == ("mentioned", "ask")
    assert not {"azure", "excel", "flexibility"} & set(by_id)
    assert "QuantumFlux" in [span.text for span in reading.unmatched]
    assert {one.uri.rpartition(":")[2]: one.cefr for one in reading.spoken} == {"dutch": "C1", "english": "B2"}


CV = """Mila Voorbeeld
Lindelaan 14, 6411 AB Heerlen
06-12345678

Werkervaring
2014 - heden: verzorgende
Opleiding
mbo-3 Verzorgende IG
Vaardigheden
Excel, Python (basis)
"""


def test_cv_demands_nothing_and_is_masked(reader: Reader) -> None:
    reading = reader.read(CV)
    assert reading.kind == "cv"
    assert {one.demand for one in reading.skills} == {"mentioned"}
    hidden = reading.masked_text()
    assert len(hidden) == len(CV)
    for part in ("Mila", "Lindelaan", "6411", "12345678"):
        assert part not in hidden
    assert "Python" in hidden


@pytest.mark.parametrize(
    ("text", "levels"),
    [
        ("hbo werk- en denkniveau", ("hbo",)),
        ("Hbo/wo informatica", ("hbo", "wo")),
        ("WO-niveau", ("wo",)),
        ("mbo niveau 4", ("mbo-4",)),
        ("Je bent Scrum Master en kent master data", ()),
        ("A master's degree in physics", ("wo",)),
        ("Abgeschlossene Ausbildung, wo auch immer", ("mbo-4",)),
        ("Bac+5 en informatique", ("wo",)),
    ],
)
def test_levels_of_schooling(reader: Reader, text: str, levels: tuple[str, ...]) -> None:
    assert reader.read(text, "de" if "Ausbildung" in text else "nl").levels == levels


def test_language_that_is_not_read_still_gives_names_of_products(reader: Reader) -> None:
    reading = reader.read("Szukamy programisty z doświadczeniem w Java oraz Docker. Mile widziane Kubernetes.")
    assert (reading.supported, reading.language) == (False, "pl")
    assert ids(reading) == ["java", "docker", "kubernetes"]


def test_unknown_language_is_bad_input(reader: Reader) -> None:
    with pytest.raises(InputError, match="'xx'"):
        reader.read("tekst", "xx")


@pytest.mark.parametrize("text", ["", " ", "\n\n", "...", "🙂", "\u0000"])
def test_text_without_words_gives_an_empty_reading(reader: Reader, text: str) -> None:
    reading = reader.read(text)
    assert (reading.skills, reading.title, reading.occupation) == ((), "", None)


PARTS = st.sampled_from(
    [*VACANCY.split("\n"), *CV.split("\n"), "Erfahrung mit Java", "é\u0301🙂", "C++/C#", "geen", "pré", "-", ":", "\t"]
)


@settings(max_examples=60, deadline=None)
@given(st.lists(PARTS, max_size=14), st.sampled_from(["\n", " ", ", "]))
def test_offsets_slice_to_the_text_in_order_and_reading_is_repeatable(
    reader: Reader, parts: list[str], joint: str
) -> None:
    text = joint.join(parts)
    reading = reader.read(text)
    for one in (*reading.skills, *reading.unmatched):
        assert text[one.start : one.end] == one.text
    starts = [one.start for one in reading.skills]
    assert starts == sorted(starts)
    assert all(one.end <= other.start for one, other in zip(reading.skills, reading.skills[1:], strict=False))
    assert all(0 < one.confidence <= 1 for one in reading.skills)
    assert reader.read(text) == reading


def test_json_has_the_agreed_shape(reader: Reader, taxonomy: Taxonomy) -> None:
    shape = reader.read(VACANCY).as_json(taxonomy, "en")
    assert {"kind", "language", "title", "occupation", "level", "place", "skills", "unmatched", "masked"} <= set(shape)
    assert shape["place"] == {"code": "GM0917", "label": "Heerlen"}
    skill = shape["skills"][0]
    assert {"uri", "label", "text", "start", "end", "demand", "confidence", "decision"} <= set(skill)
    assert {"text", "start", "end", "group"} == set(shape["unmatched"][0])


def test_a_heading_with_spaces_between_its_letters_is_a_heading(reader: Reader) -> None:
    reading = reader.read("Jan Voorbeeld\nW E R K E R V A R I N G\n2019 - heden: kok\n- Excel\n", "nl", kind="cv")
    assert {one.section for one in reading.skills if one.text == "Excel"} == {"history"}
    assert "r" not in ids(reading)


@pytest.mark.parametrize("heading", ["Curriculum vitae", "CV", "Lebenslauf", "Resume", "Personalia"])
def test_prose_counts_under_any_heading_and_without_one(reader: Reader, heading: str) -> None:
    text = "Nationaliteit: Duits\nIk werk als kok en ik maak lijsten in Excel."
    for whole in (f"{heading}\n{text}", text):
        found = ids(reader.read(whole, "nl"))
        assert "excel" in found
        assert "german" not in found


@pytest.mark.parametrize(
    ("text", "occupation"),
    [
        ("Werkervaring\n2010 - 2015: Kok, hotel\n2016 - heden: Boekhouder, kantoor", "bookkeeper"),
        ("Ik werk al negen jaar als verzorgende IG in Heerlen.", "nursing-assistant-ig"),
        ("Ich arbeite seit sechs Jahren als Lagerist.", "warehouse-worker"),
        ("I am a truck driver and I want to work with computers.", "truck-driver"),
        ("Functie: procesoperator\nEervaring met DCS.", "process-operator"),
        ("Ik ben tweedejaars student hbo-ICT.\nBijbaan\nKassamedewerker, 2023 - heden", ""),
    ],
)
def test_the_occupation_of_a_cv_is_the_work_of_now(reader: Reader, text: str, occupation: str) -> None:
    found = reader.read(text, kind="cv").occupation
    assert (found.uri.rpartition(":")[2] if found else "") == occupation


def test_a_level_holds_for_a_whole_list_and_a_language_keeps_its_own(reader: Reader) -> None:
    text = "Goede kennis van Word, Excel en PowerPoint\nBeetje HTML\nNederlands (moedertaal), Engels B2, Duits"
    reading = reader.read(text, "nl", kind="cv")
    levels = {one.uri.rpartition(":")[2]: one.level for one in reading.skills}
    assert [levels[one] for one in ("word", "excel", "powerpoint", "html")] == ["working"] * 3 + ["basic"]
    assert {one.uri.rpartition(":")[2]: one.cefr for one in reading.spoken} == {
        "dutch": "C2",
        "english": "B2",
        "german": None,
    }


def test_a_typing_error_is_asked_about_and_a_name_is_not_guessed(reader: Reader) -> None:
    reading = reader.read("Ik ben stresbestendig en werk met Kubernetus.", "nl", kind="cv")
    assert [(one.uri.rpartition(":")[2], one.decision) for one in reading.skills] == [("stress-resistance", "ask")]


def test_a_text_without_any_full_stop_is_read_to_its_end(reader: Reader) -> None:
    words = "je hebt ervaring met python en sql " * 200
    found = reader.read(words + "x" * 20_000 + " en ervaring met Docker", kind="vacancy").skills
    assert {one.text.lower() for one in found} >= {"python", "sql", "docker"}
    assert found[-1].text == "Docker"
