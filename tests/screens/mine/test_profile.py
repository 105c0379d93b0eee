"""The profile: by hand, from a CV, from Europass; wishes, consents."""

import logging
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from schakel.records.core.models import AuditEvent
from schakel.records.people.models import Consent, Experience, Person, SkillClaim
from support import factories, pages

pytestmark = pytest.mark.django_db
CV = """Werkervaring
Verzorgende IG, 2016 tot nu
- storingen oplossen en melden in TOPdesk, incidenten registreren
- roosters maken in Excel
Ik volg een cursus Python. BSN 111222333.
Talen
Nederlands (moedertaal), Duits (B2)
"""


def claim(person: Person, skill: str) -> SkillClaim:
    return SkillClaim.objects.get(profile__person=person, uri=f"urn:schakel:skill:{skill}")


@pytest.fixture
def sam(client: Any) -> Person:
    person = factories.own_person(skills=["sql", "python"])
    client.force_login(person.user)
    return person


@pytest.mark.parametrize(
    ("prefix", "name", "age"),
    [
        ("", "Schrijf je naam.", "Kies of je 16 jaar of ouder bent."),
        ("/en", "Write your name.", "Choose whether you are 16 or older."),
        ("/de", "Schreiben Sie Ihren Namen.", "Wählen Sie, ob Sie 16 Jahre oder älter sind."),
    ],
)
def test_what_is_missing_at_the_start_is_told_at_the_field_and_above(
    client: Any, prefix: str, name: str, age: str
) -> None:
    client.force_login(factories.user("new@example.org"))
    for given, wrong in (
        ({}, {"id_naam": name, "id_leeftijd": age}),
        ({"naam": "Sam"}, {"id_leeftijd": age}),
        ({"naam": "Sam", "leeftijd": "?"}, {"id_leeftijd": age}),
        ({"leeftijd": "ja"}, {"id_naam": name}),
    ):
        answer = client.post(f"{prefix}/mijn/begin/", given)
        assert answer.status_code == 422
        page = answer.content.decode()
        assert page.count("utrecht-form-field-error-message") == len(wrong)
        for field, words in wrong.items():
            assert f'href="#{field}">{words}</a>' in page
            assert f'id="{field}_fout">{words}</p>' in page
            assert f'aria-describedby="{field}_uitleg {field}_fout"' in page
    assert not Person.objects.exists()


def test_one_begins_with_a_name_and_sixteen_years(client: Any) -> None:
    account = factories.user()
    client.force_login(account)
    assert client.get("/mijn/")["Location"] == "/mijn/begin/"
    assert "schakel-subnav" not in client.get("/mijn/begin/").content.decode()
    young = client.post("/mijn/begin/", {"naam": "Kim", "leeftijd": "nee"})
    assert "docent" in pages.text(young)
    assert Person.objects.count() == 0
    assert client.post("/mijn/begin/", {"naam": "", "leeftijd": ""}).status_code == 422
    assert client.post("/mijn/begin/", {"naam": "111222333", "leeftijd": "ja"}).status_code == 422
    for _ in range(2):  # a double click makes one person
        assert client.post("/mijn/begin/", {"naam": "Kim", "leeftijd": "ja"})["Location"] == "/mijn/"
    person = Person.objects.get()
    assert (person.user, person.name, person.fictional) == (account, "Kim", False)
    assert person.sixteen
    start = client.get("/mijn/")
    assert "Vertel wat je kunt" in pages.text(start)
    menu = start.content.decode().partition("schakel-subnav")[2].partition("</nav>")[0]
    assert '<a href="/mijn/pad/">Mijn pad</a>' in menu


def test_skills_are_added_in_words(client: Any, sam: Person) -> None:
    assert client.post("/mijn/profiel/", {"erbij": "Excel, HTML"}).status_code == 302
    assert "Excel" in pages.text(client.get("/mijn/profiel/"))
    answer = client.post("/mijn/profiel/", {"erbij": "pyton, kwispelstaarten"})
    assert answer.status_code == 422
    assert "Bedoel je: Python" in pages.text(answer)


def test_level_and_proof_are_kept_and_only_others_validate(client: Any, sam: Person) -> None:
    given = {"versie": sam.profile.version, "n_sql": "3", "bewijs_sql": "Rapporten bij de gemeente", "n_python": ""}
    assert client.post("/mijn/profiel/", given).status_code == 302
    assert (claim(sam, "sql").level, claim(sam, "sql").tier) == (3, "evidenced")
    assert (claim(sam, "python").level, claim(sam, "python").tier) == (None, "claimed")
    SkillClaim.objects.filter(uri__endswith=":sql").update(tier="validated")
    sam.profile.refresh_from_db()
    client.post("/mijn/profiel/", {**given, "versie": sam.profile.version})
    assert claim(sam, "sql").tier == "validated"  # nothing was changed
    sam.profile.refresh_from_db()
    client.post("/mijn/profiel/", {**given, "versie": sam.profile.version, "n_sql": "1"})
    assert claim(sam, "sql").tier == "evidenced"


def test_a_stale_tab_changes_nothing(client: Any, sam: Person) -> None:
    old = sam.profile.version
    client.post("/mijn/profiel/", {"erbij": "html"})  # in another window
    answer = client.post("/mijn/profiel/", {"versie": old, "n_sql": "3"})
    assert answer.status_code == 409
    assert claim(sam, "sql").level == 2
    assert claim(sam, "python")


def test_a_skill_is_taken_out(client: Any, sam: Person) -> None:
    sam.profile.refresh_from_db()
    client.post("/mijn/profiel/", {"versie": sam.profile.version, "n_sql": "2", "n_python": "2", "weg": "sql"})
    assert [one.uri for one in SkillClaim.objects.all()] == ["urn:schakel:skill:python"]


def test_a_cv_is_read_looked_at_and_only_then_kept(client: Any, sam: Person) -> None:
    before = SkillClaim.objects.count()
    read = client.post("/mijn/profiel/cv/", {"tekst": CV})
    text = pages.text(read)
    assert "Klopt dit?" in text
    assert "burgerservicenummer" in text
    assert "111222333" not in text
    assert read["Cache-Control"] == "no-store"
    assert SkillClaim.objects.count() == before
    kept = client.post("/mijn/profiel/cv/", {"tekst": CV, "bewaar": "1", "n_excel": "nee"})
    assert kept["Location"] == "/mijn/profiel/"
    assert SkillClaim.objects.count() > before
    sam.profile.refresh_from_db()
    assert {one.language: one.cefr for one in sam.profile.languages.all()} == {"de": "B2", "nl": "C2"}
    assert claim(sam, "python").level == 2  # what was told by hand stands


def test_a_cv_that_is_no_text_is_refused(client: Any, sam: Person) -> None:
    picture = SimpleUploadedFile("cv.pdf", b"\x89PNG\r\n" + bytes(2000))
    assert client.post("/mijn/profiel/cv/", {"bestand": picture}).status_code == 422
    assert client.post("/mijn/profiel/cv/", {"tekst": " "}).status_code == 422


def test_europass_fills_the_profile_without_who_one_is(client: Any, sam: Person) -> None:
    xml = """<Candidate xmlns="http://www.europass.eu/1.0" xmlns:hr="http://www.hr-xml.org/3"><CandidatePerson>
    <BirthDate>1990-01-01</BirthDate><PersonName>Geheim</PersonName></CandidatePerson><CandidateProfile><EmploymentHistory>
    <EmployerHistory><hr:OrganizationName>Zorggroep</hr:OrganizationName><PositionHistory><PositionTitle>Applicatiebeheerder
    </PositionTitle><EmploymentPeriod><StartDate><hr:FormattedDateTime>2019-03-01</hr:FormattedDateTime></StartDate>
    </EmploymentPeriod><Description>&lt;p&gt;Tickets in TOPdesk &lt;script&gt;alert(1)&lt;/script&gt;&lt;/p&gt;</Description>
    </PositionHistory></EmployerHistory></EmploymentHistory></CandidateProfile></Candidate>"""
    for _ in range(2):  # twice gives each line once
        answer = client.post("/mijn/profiel/europass/", {"bestand": SimpleUploadedFile("cv.xml", xml.encode())})
        assert answer["Location"] == "/mijn/profiel/"
    line = Experience.objects.get()
    assert (line.title, line.where, line.started) == ("Applicatiebeheerder", "Zorggroep", "2019-03")
    page = client.get("/mijn/profiel/").content.decode()
    assert "Zorggroep" in page
    assert "Geheim" not in page
    assert "alert(1)" not in page


def test_a_file_that_is_no_europass_is_refused(client: Any, sam: Person) -> None:
    for data in (b"", b"hello", b"<a/>", b"{}", b"%PDF-1.7 broken"):
        answer = client.post("/mijn/profiel/europass/", {"bestand": SimpleUploadedFile("cv.xml", data)})
        assert answer.status_code == 422
        assert "geen Europass-cv" in pages.text(answer)


def test_work_is_added_and_taken_out_by_hand(client: Any, sam: Person) -> None:
    given = {"soort": "work", "wat": "Kok <b>", "waar": "Hotel", "van": "2019", "tot": "2021-06", "tekst": ""}
    assert client.post("/mijn/profiel/ervaring/", given).status_code == 302
    assert "Kok &lt;b&gt;" in client.get("/mijn/profiel/").content.decode()
    assert client.post("/mijn/profiel/ervaring/", {**given, "van": "maart"}).status_code == 422
    bsn = client.post("/mijn/profiel/ervaring/", {**given, "tekst": "nummer 111 222 333"})
    assert bsn.status_code == 422
    assert "BSN" in pages.text(bsn)
    line = Experience.objects.get()
    other = factories.own_person("Anders")
    theirs = Experience.objects.create(profile=other.profile, kind="work", title="Van een ander")
    for pk in (line.pk, line.pk, theirs.pk):
        assert client.post("/mijn/profiel/ervaring/", {"weg": pk}).status_code == 302
    assert list(Experience.objects.all()) == [theirs]


def test_languages_and_name_are_kept(client: Any, sam: Person) -> None:
    client.post("/mijn/profiel/", {"talen": "1", "taal_nl": "C2", "taal_de": "?", "taal_en": ""})
    assert {one.language: one.cefr for one in sam.profile.languages.all()} == {"nl": "C2", "de": ""}
    assert client.post("/mijn/profiel/", {"talen": "1", "taal_nl": "Z9"}).status_code == 422
    client.post("/mijn/profiel/", {"naam": "Robin"})
    assert "Robin" in pages.text(client.get("/mijn/"))
    assert client.post("/mijn/profiel/", {"naam": " "}).status_code == 422


def test_wishes_are_kept_and_a_stale_tab_is_refused(client: Any, sam: Person) -> None:
    place = factories.place("Heerlen", code="GM0917")
    sam.profile.refresh_from_db()
    given = {
        "doel": "ict-servicedesk-employee",
        "gemeente": place.code,
        "afstand": "30",
        "uren_van": "24",
        "uren_tot": "32",
        "start": "2027-02-01",
        "landen": ["NL", "DE"],
        "versie": sam.profile.version,
    }
    options = client.get("/mijn/wensen/").context["form"].fields["doel"].choices
    given["doel"] = options[1][0]
    assert client.post("/mijn/wensen/", given).status_code == 302
    sam.profile.refresh_from_db()
    assert (sam.profile.place, sam.profile.hours_max, sam.profile.countries) == (place, 32, "NL,DE")
    assert sam.profile.goal.endswith(given["doel"])
    assert client.post("/mijn/wensen/", given).status_code == 409
    wrong = {**given, "versie": sam.profile.version, "uren_van": "40"}
    assert client.post("/mijn/wensen/", wrong).status_code == 422
    assert client.post("/mijn/wensen/", {**given, "landen": ["XX"]}).status_code == 422


def test_consent_is_asked_given_and_taken_back(client: Any, sam: Person) -> None:
    assert pages.text(client.get("/mijn/toestemming/")).count(" nee ") >= 4
    for _ in range(2):
        client.post("/mijn/toestemming/", {"ja": "found-by-employers"})
    sam.profile.refresh_from_db()
    assert sam.profile.published
    assert Consent.objects.count() == 1
    client.post("/mijn/toestemming/", {"nee": "found-by-employers"})
    sam.profile.refresh_from_db()
    assert not sam.profile.published
    assert Consent.objects.get().withdrawn
    assert client.post("/mijn/toestemming/", {"ja": "sell-my-data"}).status_code == 422
    actions = list(
        AuditEvent.objects.filter(action__contains="consent").order_by("pk").values_list("action", flat=True)
    )
    assert actions == ["people.give_consent", "people.withdraw_consent"]


def test_yes_to_mail_asks_first_about_which_offers(client: Any, sam: Person) -> None:
    assert client.post("/mijn/toestemming/", {"ja": "alerts"})["Location"] == "/mijn/aanbod/meldingen/"
    assert Consent.objects.count() == 0


def test_consent_to_older_words_is_asked_anew(client: Any, sam: Person) -> None:
    client.post("/mijn/toestemming/", {"ja": "found-by-employers"})
    Consent.objects.update(version=0)
    assert "veranderd" in pages.text(client.get("/mijn/toestemming/"))
    client.post("/mijn/toestemming/", {"ja": "found-by-employers"})
    assert [one.version for one in Consent.objects.filter(withdrawn=None)] == [1]


def test_nothing_a_person_wrote_is_in_log_or_audit_trail(client: Any, sam: Person, caplog: Any) -> None:
    with caplog.at_level(logging.DEBUG):
        client.post("/mijn/profiel/", {"naam": "Zwanenburg"})
        client.post("/mijn/profiel/", {"versie": "0", "n_sql": "1", "bewijs_sql": "Zwanenburg"})
    assert "Zwanenburg" not in caplog.text + str(list(AuditEvent.objects.values()))
