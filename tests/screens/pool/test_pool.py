"""The mobility pool as a member, a colleague, another organisation, an adviser and a visitor see it."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from schakel.records.core.models import AuditEvent
from schakel.records.journeys import letters
from schakel.records.journeys import queries_pool as queries
from schakel.records.journeys.actions import pool as actions
from schakel.records.journeys.actions import pool_plan
from schakel.records.journeys.models import Letter, MobilityPool, PoolMember, PoolOutcome, PoolRole
from schakel.records.journeys.pool_tasks import compute_pool
from schakel.records.organisations.models import Organisation
from schakel.screens.open.after.mail import compose
from support import factories as make
from support.client import StrictClient

pytestmark = pytest.mark.django_db

# A pension administrator with sixty people in roles that end, and 49 places in roles that it cannot fill.
SIXTY = """kant;rol;aantal;vanaf
krimpt;Pensioenmedewerker;22;2027-01
krimpt;insurance-employee;8;2027-01
krimpt;call-centre-agent;12;2027-04
krimpt;data-entry-assistant;10;2027-04
krimpt;system-administrator;8;2027-07
groeit;functional-designer;14;2027-01
groeit;data-analyst-junior;12;2027-04
groeit;service-desk-agent;9;2027-04
groeit;cloud-administrator;6;2027-07
groeit;software-tester;8;2027-07
"""


def browser(email: str, of: Organisation | None = None, role: str = "employer") -> StrictClient:
    client, who = StrictClient(), make.user(email)
    if of is not None:
        make.membership(role, of=of, who=who)
        make.with_app(who)
    client.force_login(who)
    return client


@pytest.fixture
def apg() -> Organisation:
    return make.organisation("APG")


@pytest.fixture
def cbs() -> Organisation:
    return make.organisation("CBS")


@pytest.fixture
def hr(apg: Organisation) -> StrictClient:
    return browser("hr@example.org", apg)


@pytest.fixture
def other(cbs: Organisation) -> StrictClient:
    return browser("hr@example.net", cbs)


@pytest.fixture
def adviser() -> StrictClient:
    return browser("adviser@example.org", make.organisation("Talentloket", kind="public"), "adviser")


@pytest.fixture
def member(apg: Organisation) -> PoolMember:
    made = actions.begin(organisation=apg, name="Pool Heerlen 2027", by="test", now=timezone.now())
    found = queries.membership(made.key, apg.pk)
    assert found is not None
    return found


def at(name: str, member: PoolMember) -> str:
    return reverse(f"pool:{name}", args=[member.pool.key])


def send(client: Any, member: PoolMember, text: str | bytes, name: str = "rollen.csv") -> Any:
    data = text if isinstance(text, bytes) else text.encode()
    return client.post(at("upload", member), {"bestand": SimpleUploadedFile(name, data)})


def rows(version: int, *told: tuple[str, str, Any, str], **more: Any) -> dict[str, Any]:
    """What the form of the roles sends."""
    given: dict[str, Any] = {"versie": version, **more}
    for side in ("shrinking", "growing"):
        of_side = [row for row in told if row[0] == side]
        given[f"rijen-{side}"] = len(of_side)
        for number, (_side, role, many, month) in enumerate(of_side):
            given |= {
                f"{side}-{number}-rol": role,
                f"{side}-{number}-aantal": many,
                f"{side}-{number}-maand": month,
            }
    return given


ADMIN = ("shrinking", "Systeembeheerder", 8, "2027-01")
CLOUD = ("growing", "Cloudbeheerder", 6, "2027-01")
OWN = ("roles", "members", "download")
POSTS = ("compute", "upload", "invite", "take-back", "settings", "leave", "close")


def test_a_visitor_signs_in_first(client: Any, member: PoolMember) -> None:
    for page in [reverse("pool:home"), reverse("pool:begin"), *(at(name, member) for name in ("pool", *OWN))]:
        assert client.get(page)["Location"].startswith("/account/inloggen/"), page
    for name in (*POSTS, "answer"):
        assert client.post(at(name, member)).status_code == 302, name
    assert MobilityPool.objects.filter(state="open").exists()


def test_other_roles_are_kept_out(member: PoolMember) -> None:
    school = browser("school@example.org", make.organisation("Vista", kind="mbo"), "school")
    for stranger in (browser("sam@example.org"), school):
        for page in [reverse("pool:home"), reverse("pool:begin"), *(at(name, member) for name in ("pool", *OWN))]:
            assert stranger.get(page).status_code == 403, page
        for name in (*POSTS, "answer"):
            assert stranger.post(at(name, member)).status_code == 403, name


def test_another_organisation_finds_nothing(other: Any, member: PoolMember) -> None:
    for name in ("pool", *OWN):
        assert other.get(at(name, member)).status_code == 404, name
    for name in POSTS:
        assert other.post(at(name, member)).status_code == 404, name
    assert "Pool Heerlen" not in other.get("/mobiliteit/").content.decode()


def test_a_colleague_sees_and_changes_the_same_pool(apg: Organisation, member: PoolMember) -> None:
    colleague = browser("two@example.org", apg)
    assert "Pool Heerlen 2027" in colleague.get("/mobiliteit/").content.decode()
    for name in ("pool", *OWN):
        assert colleague.get(at(name, member)).status_code == 200, name
    assert colleague.post(at("roles", member), rows(1, ADMIN, CLOUD)).status_code == 302
    assert PoolRole.objects.count() == 2


def test_an_adviser_sees_only_pools_that_asked_and_changes_nothing(hr: Any, adviser: Any, member: PoolMember) -> None:
    assert adviser.get(at("pool", member)).status_code == 404
    assert "Geen pool vroeg het loket" in adviser.get("/mobiliteit/").content.decode()
    send(hr, member, SIXTY)
    given = {"versie": 1, "naam": "Pool Heerlen 2027", "loket": "on"}
    assert hr.post(at("settings", member), given).status_code == 302
    assert "Pool Heerlen 2027" in adviser.get("/mobiliteit/").content.decode()
    html = adviser.get(at("pool", member)).content.decode()
    assert "bewezen: geen plan vraagt minder" in html
    assert "Verander onze functies" not in html
    assert AuditEvent.objects.filter(action="journeys.pool_look").count() == 1
    for name in OWN:
        assert adviser.get(at(name, member)).status_code == 403, name
    for name in POSTS:
        assert adviser.post(at(name, member)).status_code == 403, name


def test_sixty_people_of_a_pension_administrator_at_once(hr: Any, member: PoolMember) -> None:
    """The whole way: begin, a file, the plan with proof, trainings, support, what stays open, and one more place."""
    begun = hr.post("/mobiliteit/nieuw/", {"naam": "Pensioen 2027"})
    made = MobilityPool.objects.get(name="Pensioen 2027")
    assert begun["Location"] == f"/mobiliteit/{made.key}/rollen/"
    sent = hr.post(f"/mobiliteit/{made.key}/rollen/bestand/", {"bestand": SimpleUploadedFile("a.csv", SIXTY.encode())})
    assert sent["Location"] == f"/mobiliteit/{made.key}/"
    assert made.outcome.state == PoolOutcome.State.READY
    html = hr.get(sent["Location"]).content.decode()
    for words in (
        "10 rijen zijn overgenomen.",
        "bewezen: geen plan vraagt minder",
        "Pensioenmedewerker",
        "Functioneel ontwerper",
        "Scholing die hiervoor nodig is",
        "Wie misschien meebetaalt",
        "Bron:",
        "Wat open blijft",
        "Verander onze functies",
        "Wat als er één plek meer was?",
        "http://testserver/advies/",
        "http://testserver/mijn/",
    ):
        assert words in html, words
    plan = made.outcome.plan
    assert (plan["people"], plan["places"]) == (60, 49)
    assert plan["proof"]["holds"]


def test_no_name_of_anybody_stands_in_a_pool(hr: Any, member: PoolMember) -> None:
    make.own_person("Zwanenburg", skills=["sql"])
    send(hr, member, SIXTY)
    html = hr.get(at("pool", member)).content.decode()
    assert "Zwanenburg" not in html
    assert "hr@example.org" not in html


@pytest.mark.parametrize(
    ("prefix", "words"),
    [
        ("", ["Wat er kan", "Van functie naar functie", "januari 2027"]),
        ("/en", ["What is possible", "From role to role", "January 2027"]),
        ("/de", ["Was möglich ist", "Von Funktion zu Funktion", "Januar 2027"]),
    ],
)
def test_a_plan_in_three_languages(hr: Any, member: PoolMember, prefix: str, words: list[str]) -> None:
    send(hr, member, SIXTY)
    html = hr.get(f"{prefix}/mobiliteit/{member.pool.key}/").content.decode()
    for one in words:
        assert one in html
    for page in ("", "nieuw/", f"{member.pool.key}/rollen/", f"{member.pool.key}/leden/"):
        assert hr.get(f"{prefix}/mobiliteit/{page}").status_code == 200


def test_what_the_form_shows_it_reads_back(hr: Any, member: PoolMember) -> None:
    send(hr, member, SIXTY)
    before = queries.roles_of(member.pk)
    for prefix in ("", "/en", "/de"):
        page = hr.get(f"{prefix}/mobiliteit/{member.pool.key}/rollen/")
        form = page.context["rows"]
        told = [
            (row.side, row["rol"].value(), row["aantal"].value(), row["maand"].value())
            for row in form.rows
            if row.initial
        ]
        assert hr.post(at("roles", member), rows(form.version, *told)).status_code == 302
        after = queries.roles_of(member.pk)
        assert [(r.side, r.occupation, r.number, r.month) for r in after] == [
            (r.side, r.occupation, r.number, r.month) for r in before
        ]


def test_a_download_can_be_sent_again(hr: Any, member: PoolMember) -> None:
    assert "krimpt;Pensioenmedewerker;4;2027-01" in hr.get(at("download", member)).content.decode()
    send(hr, member, SIXTY)
    file = hr.get(at("download", member)).content
    assert file.count(b"\r\n") == 11
    assert send(hr, member, file).status_code == 302
    assert PoolRole.objects.count() == 10


def test_bad_lines_are_named_and_good_ones_kept(hr: Any, member: PoolMember) -> None:
    text = "kant;rol;aantal;vanaf\nkrimpt;Systeembeheerder;8;2027-01\nkrimpt;Sisteembeheerder;x;2027-01\ngroeit;x;y;z\n"
    answer = send(hr, member, text)
    html = answer.content.decode()
    assert answer.status_code == 200
    assert "1 rij is overgenomen. Deze regels niet:" in html
    assert "Regel 3:" in html
    assert "Bedoel je: Systeembeheerder" in html
    assert "Regel 4:" in html
    assert PoolRole.objects.count() == 1


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "Dit bestand is leeg."),
        (b"\n", "Dit bestand is leeg."),
        (b"a;b\n1;2\n", "Noem vier kolommen"),
        (b"PK\x03\x04\x00", "Dit is geen CSV-bestand."),
        (b"x" * 1_000_002, "Dit bestand is te groot."),
        (b"kant;rol;aantal;vanaf\nkrimpt;<b>x</b>;1;2027-01\n", "&lt;b&gt;x&lt;/b&gt;"),
        (b"kant;rol;aantal;vanaf\nkrimpt;111222333;1;2027-01\n", "burgerservicenummer"),
    ],
)
def test_a_file_that_cannot_be_used_says_what_to_do(hr: Any, member: PoolMember, data: bytes, words: str) -> None:
    answer = send(hr, member, data)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not PoolRole.objects.exists()
    assert hr.post(at("upload", member)).status_code == 422


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (("shrinking", "", 3, "2027-01"), "Noem de functie."),
        (("shrinking", "Hoofd koffie", 3, "2027-01"), "We kennen de functie"),
        (("growing", "Pensioenmedewerker", 3, "2027-01"), "is geen ICT-functie"),
        (("shrinking", "Systeembeheerder", "", "2027-01"), "Schrijf een heel getal van 1 tot 10000."),
        (("shrinking", "Systeembeheerder", 0, "2027-01"), "Schrijf een heel getal"),
        (("shrinking", "Systeembeheerder", 3, "gauw"), "Dit is geen maand."),
        (("shrinking", "Jan 111222333", 3, "2027-01"), "burgerservicenummer"),
    ],
)
def test_a_wrong_row_says_what_to_do_and_keeps_the_rest(hr: Any, member: PoolMember, row: Any, words: str) -> None:
    answer = hr.post(at("roles", member), rows(1, row, CLOUD))
    html = answer.content.decode()
    assert answer.status_code == 422
    assert words in html
    assert "Cloudbeheerder" in html
    assert not PoolRole.objects.exists()


def test_more_rows_keep_what_was_written(hr: Any, member: PoolMember) -> None:
    html = hr.post(at("roles", member), rows(1, ("shrinking", "Half geschre", "", ""), meer="1")).content.decode()
    assert "Half geschre" in html
    assert 'name="shrinking-3-rol"' in html
    assert not PoolRole.objects.exists()


def test_an_emptied_row_is_taken_out(hr: Any, member: PoolMember) -> None:
    hr.post(at("roles", member), rows(1, ADMIN, CLOUD))
    assert hr.post(at("roles", member), rows(2, ("shrinking", "", "", ""), CLOUD)).status_code == 302
    assert [one.occupation for one in queries.roles_of(member.pk)] == ["cloud-administrator"]
    assert "Het plan komt als beide kanten gevuld zijn" in hr.get(at("pool", member)).content.decode()


@pytest.mark.parametrize("given", [{}, {"versie": "x", "rijen-shrinking": "9999999999999"}, {"rijen-growing": "-1"}])
def test_nonsense_in_hidden_fields_is_no_crash(hr: Any, member: PoolMember, given: dict[str, str]) -> None:
    assert hr.post(at("roles", member), given).status_code in (409, 422)
    assert hr.post(at("close", member), {"versie": "x"}).status_code == 409
    assert hr.post(at("take-back", member), {"uitnodiging": "²"}).status_code == 302


def test_two_colleagues_at_once_the_second_keeps_the_text(hr: Any, apg: Organisation, member: PoolMember) -> None:
    colleague = browser("two@example.org", apg)
    assert colleague.post(at("roles", member), rows(1, ADMIN)).status_code == 302
    answer = hr.post(at("roles", member), rows(1, CLOUD))
    html = answer.content.decode()
    assert answer.status_code == 409
    assert "Een collega veranderde dit ondertussen." in html
    assert 'value="Cloudbeheerder"' in html
    assert "8 × Systeembeheerder" in html
    assert 'name="versie" value="2"' in html
    assert hr.post(at("roles", member), rows(2, CLOUD)).status_code == 302


def test_two_who_change_the_name_at_once(hr: Any, member: PoolMember) -> None:
    assert hr.post(at("settings", member), {"versie": 1, "naam": "Een"}).status_code == 302
    answer = hr.post(at("settings", member), {"versie": 1, "naam": "Twee"})
    assert answer.status_code == 409
    assert 'value="Twee"' in answer.content.decode()
    assert hr.post(at("settings", member), {"versie": 2, "naam": ""}).status_code == 422
    assert hr.post(at("settings", member), {"versie": 2, "naam": "BSN 111222333"}).status_code == 422


def test_a_group_by_invitation(hr: Any, other: Any, cbs: Organisation, member: PoolMember) -> None:
    send(hr, member, SIXTY)
    assert hr.post(at("invite", member), {"organisatie": cbs.pk}).status_code == 302
    assert other.get(at("pool", member)).status_code == 404
    assert "Je bent gevraagd om mee te doen: Pool Heerlen 2027" in other.get("/mobiliteit/").content.decode()
    assert other.post(at("answer", member), {"ja": "1"})["Location"] == at("roles", member)
    assert other.post(at("roles", member), rows(1, ("growing", "Softwaretester", 11, "2027-07"))).status_code == 302
    html = hr.get(at("pool", member)).content.decode()
    assert "CBS" in html
    assert member.pool.outcome.plan["places"] == 60
    assert hr.post(at("invite", member), {"organisatie": cbs.pk}).status_code == 422
    assert other.post(at("invite", member), {"organisatie": make.organisation().pk}).status_code == 422
    assert "APG leidt deze pool" in other.get(at("members", member)).content.decode()
    assert other.post(at("close", member), {"versie": 1}).status_code == 409


@pytest.mark.parametrize(
    ("language", "subject"),
    [
        ("nl", "Je bent gevraagd om mee te doen aan een mobiliteitspool"),
        ("en", "You are asked to join a mobility pool"),
        ("de", "Sie wurden gefragt, bei einem Mobilitätspool mitzumachen"),
    ],
)
def test_who_is_asked_gets_a_mail(
    hr: Any, other: Any, cbs: Organisation, member: PoolMember, mailoutbox: Any, language: str, subject: str
) -> None:
    hr.post(at("invite", member), {"organisatie": cbs.pk})
    letter = Letter.objects.get(kind="pool-invited")
    assert letter.account is not None
    letter.account.language = language
    letter.account.save()
    assert letters.send(letter.pk, now=timezone.now(), compose=compose)
    (mail,) = mailoutbox
    assert (mail.subject, mail.to) == (subject, ["hr@example.net"])
    assert "Pool Heerlen 2027" in mail.body
    assert "/mobiliteit/" in mail.body


def test_an_invitation_taken_back_before_the_mail_is_not_mailed(
    hr: Any, other: Any, cbs: Organisation, member: PoolMember, mailoutbox: Any
) -> None:
    hr.post(at("invite", member), {"organisatie": cbs.pk})
    asked = PoolMember.objects.get(organisation=cbs)
    actions.answer(invitation=asked.pk, yes=False, by="test", now=timezone.now())
    letter = Letter.objects.get(kind="pool-invited")
    assert not letters.send(letter.pk, now=timezone.now(), compose=compose)
    assert mailoutbox == []


def test_an_organisation_says_no(hr: Any, other: Any, cbs: Organisation, member: PoolMember) -> None:
    hr.post(at("invite", member), {"organisatie": cbs.pk})
    assert other.post(at("answer", member), {"nee": "1"})["Location"] == "/mobiliteit/"
    assert other.post(at("answer", member), {"ja": "1"})["Location"] == "/mobiliteit/"
    assert other.get(at("pool", member)).status_code == 404


def test_an_invitation_taken_back(hr: Any, other: Any, cbs: Organisation, member: PoolMember) -> None:
    hr.post(at("invite", member), {"organisatie": cbs.pk})
    asked = PoolMember.objects.get(organisation=cbs)
    assert hr.post(at("take-back", member), {"uitnodiging": asked.pk}).status_code == 302
    assert "Je bent gevraagd" not in other.get("/mobiliteit/").content.decode()


def test_leaving_and_a_removed_organisation(
    hr: Any, other: Any, apg: Organisation, cbs: Organisation, member: PoolMember
) -> None:
    hr.post(at("invite", member), {"organisatie": cbs.pk})
    other.post(at("answer", member), {"ja": "1"})
    send(hr, member, SIXTY)
    assert hr.post(at("leave", member))["Location"] == "/mobiliteit/"
    assert hr.get(at("pool", member)).status_code == 404
    assert "Nog niets." in other.get(at("pool", member)).content.decode()
    apg.delete()
    assert other.get(at("members", member)).status_code == 200
    assert other.post(at("leave", member)).status_code == 302
    assert not MobilityPool.objects.exists()


def test_a_closed_pool_can_be_read(hr: Any, member: PoolMember) -> None:
    send(hr, member, SIXTY)
    assert hr.post(at("close", member), {"versie": 1})["Location"] == at("pool", member)
    html = hr.get(at("pool", member)).content.decode()
    assert "bewezen: geen plan vraagt minder" in html
    assert "Verander onze functies" not in html
    assert "Je kunt niets veranderen" in hr.get(at("roles", member)).content.decode()
    assert hr.post(at("roles", member), rows(2, ADMIN)).status_code == 409
    assert send(hr, member, SIXTY).status_code == 409
    assert "gesloten" in hr.get("/mobiliteit/").content.decode()


def test_a_large_pool_shows_how_far_the_worker_is(
    hr: Any, member: PoolMember, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    monkeypatch.setattr(pool_plan, "AT_ONCE", 0)
    with django_capture_on_commit_callbacks(execute=True):
        assert hr.post(at("roles", member), rows(1, ADMIN, CLOUD)).status_code == 302
    PoolOutcome.objects.update(state="running", progress=30)
    html = hr.get(at("pool", member)).content.decode()
    assert "We rekenen het plan uit" in html
    assert 'value="30"' in html
    assert compute_pool.func(member.pool_id)
    assert "bewezen: geen plan vraagt minder" in hr.get(at("pool", member)).content.decode()


def test_a_plan_that_never_came_can_be_asked_for_again(hr: Any, member: PoolMember) -> None:
    send(hr, member, SIXTY)
    PoolOutcome.objects.update(state="running", asked=timezone.now() - timedelta(minutes=31))
    assert "Het plan is niet afgemaakt." in hr.get(at("pool", member)).content.decode()
    assert hr.post(at("compute", member)).status_code == 302
    assert "bewezen: geen plan vraagt minder" in hr.get(at("pool", member)).content.decode()


def test_a_plan_of_earlier_numbers_says_so(hr: Any, member: PoolMember) -> None:
    send(hr, member, SIXTY)
    PoolOutcome.objects.update(fingerprint="of another day")
    html = hr.get(at("pool", member)).content.decode()
    assert "veranderden nadat dit plan is gemaakt" in html
    assert hr.post(at("compute", member)).status_code == 302
    assert "veranderden nadat" not in hr.get(at("pool", member)).content.decode()
    PoolOutcome.objects.update(state="failed")
    assert "Het plan is niet afgemaakt." in hr.get(at("pool", member)).content.decode()
    PoolOutcome.objects.all().delete()
    assert "Er is nog geen plan voor deze aantallen." in hr.get(at("pool", member)).content.decode()


def test_pages_ask_as_often_for_many_as_for_few(
    hr: Any, member: PoolMember, django_assert_max_num_queries: Any
) -> None:
    for number in range(30):
        actions.begin(organisation=member.organisation, name=f"Pool {number:02}", by="test", now=timezone.now())
    for number in range(8):
        asked = actions.invite(
            member=member.pk, organisation=make.organisation(f"Lid {number}"), by="test", now=timezone.now()
        )
        if number % 2:
            actions.answer(invitation=asked.pk, yes=True, by="test", now=timezone.now())
    send(hr, member, SIXTY)
    for page in ("/mobiliteit/", at("pool", member), at("members", member), at("roles", member)):
        with django_assert_max_num_queries(20):
            assert hr.get(page).status_code == 200
    assert hr.get("/mobiliteit/").content.decode().count('<li class="schakel-result">') == 24
    assert hr.get("/mobiliteit/?pagina=99").status_code == 200


def test_an_empty_list_says_how_to_begin(other: Any) -> None:
    assert "Je hebt nog geen pool." in other.get("/mobiliteit/").content.decode()


@pytest.mark.parametrize("name", ["", " ", "x" * 121, "BSN 111222333"])
def test_a_pool_without_a_decent_name_is_not_made(hr: Any, name: str) -> None:
    assert hr.post("/mobiliteit/nieuw/", {"naam": name}).status_code == 422
    assert not MobilityPool.objects.exists()
