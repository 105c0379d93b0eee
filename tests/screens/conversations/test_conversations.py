"""Messages as each side sees them: owner, colleague, another organisation, another person, a visitor."""

import re
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from schakel.records.core.models import AuditEvent
from schakel.records.journeys.actions import bookings, invitations, leaving, messages
from schakel.records.journeys.house_rules import house_rules
from schakel.records.journeys.message_queries import Party
from schakel.records.journeys.models import Conversation, Message
from schakel.records.organisations.models import Organisation
from schakel.records.people import queries as people
from schakel.records.people.models import Person
from support import factories as make
from support import pages, talking
from support.client import StrictClient
from support.talking import NOW, Kind, acting, booked, said_yes, says

pytestmark = pytest.mark.django_db

ROOMS = {
    "employer": ("/werkgever/mijn/berichten/", Kind.INVITATION),
    "school": ("/onderwijs/mijn/berichten/", Kind.SCHOOL),
    "adviser": ("/loket/berichten/", Kind.REQUEST),
    "partner": ("/loket/berichten/", Kind.REFERRAL),
}
EVERY_ROOM = pytest.mark.parametrize("role", list(ROOMS))
MINE = "/mijn/berichten/"
DAYS = house_rules().days["message"]


def browser(who: Any) -> StrictClient:
    """The browser of an account, with its second factor."""
    client = StrictClient()
    make.with_app(who)
    client.force_login(who)
    return client


def of_person(who: Person) -> StrictClient:
    client = StrictClient()
    client.force_login(who.user)
    return client


def colleague(of: Organisation, role: str) -> StrictClient:
    return browser(make.membership(role, of=of).user)


def begun(role: str, who: Person, **words: Any) -> Message:
    """What the person wrote first, to an organisation in this role."""
    return says(ROOMS[role][1], tied(role, who), **words)


def tied(role: str, who: Person) -> Any:
    of = acting(f"De {role}", role)
    if role == "employer":
        return said_yes(who, of)
    if role == "school":
        return talking.placed(who, of, acting("Stagebedrijf"))
    return talking.taken(who, of) if role == "adviser" else talking.handed_over(who, of)


def form(text: str = "Om negen uur.", **words: str) -> dict[str, str]:
    return {"bericht": text, "stempel": str(uuid4()), **words}


def owner_of(found: Conversation) -> StrictClient:
    assert found.organisation is not None
    return browser(found.organisation.memberships.order_by("pk")[0].user)


@EVERY_ROOM
def test_both_sides_read_and_write(role: str) -> None:
    who, (room, _kind) = make.own_person("Sanne Janssen"), ROOMS[role]
    first = begun(role, who, text="Hoe laat <b>begint</b> het? http://kwaad.example")
    client, key = owner_of(first.conversation), first.conversation.key
    listed = client.get(room)
    assert "Je hebt 1 bericht te lezen" in pages.text(listed)
    assert "Sanne Janssen" in pages.text(listed)
    html = pages.main(client.get(f"{room}{key}/"))
    assert "&lt;b&gt;begint" in html
    assert 'href="http://kwaad' not in html
    assert "Je hebt al je berichten gelezen" in pages.text(client.get(room))
    sent = client.post(f"{room}{key}/", form(vraag="on"), follow=True)
    assert "Je bericht is verstuurd" in pages.text(sent)
    mine = of_person(who)
    assert "1 bericht te lezen" in pages.text(mine.get(MINE))
    read = pages.text(mine.get(f"{MINE}{key}/"))
    assert "Om negen uur." in read
    assert f"De {role}" in read
    assert "antwoord uiterlijk" in read
    assert [one.what for one in people.looks_at(who)] == ["message"] * len(people.looks_at(who))


@EVERY_ROOM
def test_a_colleague_shares_the_conversation(role: str) -> None:
    first = begun(role, make.own_person())
    assert first.conversation.organisation is not None
    client = colleague(first.conversation.organisation, role)
    talking.replies(first, by="account van een ander")
    text = pages.text(client.get(f"{ROOMS[role][0]}{first.conversation.key}/"))
    assert "Een collega" in text
    assert "Hoe laat begint het?" in text


@EVERY_ROOM
def test_others_see_nothing(role: str) -> None:
    who, room = make.own_person(), ROOMS[role][0]
    first = begun(role, who)
    key = first.conversation.key
    addresses = [f"{room}{key}/", f"{MINE}{key}/"]
    stranger = of_person(make.own_person("Kim"))
    assert [stranger.get(one).status_code for one in addresses] == [403, 404]
    assert [stranger.post(one, form()).status_code for one in addresses] == [403, 404]
    assert [StrictClient().get(one).status_code for one in addresses] == [302, 302]
    assert of_person(who).get(addresses[0]).status_code == 403
    other = colleague(acting("Ander", role), role)
    if role == "adviser":
        assert other.get(addresses[0]).status_code == 200
    else:
        assert other.get(addresses[0]).status_code == 404
        assert other.post(addresses[0], form()).status_code == 404
        assert "Hoe laat" not in pages.text(other.get(room))
    for another, (elsewhere, _kind) in ROOMS.items():
        if another != role:
            client = colleague(acting("Elders", another), another)
            assert client.get(f"{elsewhere}{key}/").status_code == 404
    assert Message.objects.count() == 1


@EVERY_ROOM
def test_an_organisation_begins_from_what_both_share(role: str) -> None:
    who, (room, kind) = make.own_person("Sanne"), ROOMS[role]
    row = tied(role, who)
    tie = talking.tie_of(kind, row)
    client = browser(tie.organisation.memberships.get().user)
    page = f"{room}nieuw/{kind}/{row.key}/"
    assert "Schrijf aan Sanne" in pages.text(client.get(page))
    sent = client.post(page, form("Welkom"))
    found = Conversation.objects.get()
    assert sent["Location"] == f"{room}{found.key}/"
    assert client.get(page)["Location"] == f"{room}{found.key}/"
    assert "Welkom" in pages.text(of_person(who).get(f"{MINE}{found.key}/"))
    stranger = colleague(acting("Ander", role), role)
    if role != "adviser":
        assert stranger.get(page).status_code == 404
        lost = stranger.post(page, form("Verloren tekst"))
        assert (lost.status_code, "Verloren tekst" in pages.text(lost)) == (404, True)
    assert Message.objects.count() == 1


def test_an_employer_cannot_write_before_the_yes() -> None:
    who, of = make.own_person("Sanne"), acting("Maasdal")
    one = talking.asked(who, of)
    client, page = colleague(of, "employer"), f"{ROOMS['employer'][0]}nieuw/uitnodiging/{one.key}/"
    assert client.get(page).status_code == 404
    assert client.post(page, form()).status_code == 404
    assert Message.objects.count() == 0


def test_after_a_yes_taken_back_the_employer_reads_nothing_and_the_person_all() -> None:
    who, of = make.own_person("Sanne Janssen"), acting("Maasdal")
    one = said_yes(who, of)
    first = says(Kind.INVITATION, one, text="Mijn geheim")
    client, address = colleague(of, "employer"), f"{ROOMS['employer'][0]}{first.conversation.key}/"
    assert "Mijn geheim" in pages.text(client.get(address))
    invitations.take_back(invitation=one.pk, by="test", now=timezone.now())
    looks = AuditEvent.objects.filter(action="people.look").count()
    for answer in (client.get(address), client.get(ROOMS["employer"][0])):
        assert "Sanne" not in pages.text(answer)
        assert "geheim" not in pages.text(answer)
        assert "Het ja op de uitnodiging is ingetrokken" in pages.text(answer)
    assert AuditEvent.objects.filter(action="people.look").count() == looks
    stale = client.post(address, form("Wat ik nog wilde zeggen"))
    assert stale.status_code == 409
    assert "niet verstuurd" in pages.text(stale)
    assert "Wat ik nog wilde zeggen" in pages.text(stale)
    assert "Sanne" not in pages.text(stale)
    text = pages.text(of_person(who).get(f"{MINE}{first.conversation.key}/"))
    assert "Mijn geheim" in text
    assert "Dit gesprek is gesloten" in text


def test_a_stale_tab_of_the_person_keeps_the_text() -> None:
    who = make.own_person()
    one = booked(who, acting("Campus"))
    first = says(Kind.BOOKING, one)
    client = of_person(who)
    bookings.cancel(booking=one.pk, by="test", now=NOW, reason="cannot-come")
    stale = client.post(f"{MINE}{first.conversation.key}/", form("Kan ik <i>nog</i> komen?"))
    assert stale.status_code == 409
    assert "Kan ik <i>nog</i> komen?" in pages.text(stale)
    assert "De boeking is afgezegd" in pages.text(stale)
    began = client.post(f"{MINE}nieuw/boeking/{one.key}/", form("Nog iets"))
    assert (began.status_code, "Nog iets" in pages.text(began)) == (404, True)
    assert Message.objects.count() == 1


def test_a_deleted_person_or_organisation() -> None:
    who, of = make.own_person("Sanne"), acting("Maasdal")
    first = says(Kind.INVITATION, said_yes(who, of))
    other = says(Kind.BOOKING, booked(who, acting("Campus")))
    mine, key = of_person(who), first.conversation.key
    campus = owner_of(other.conversation)
    of.delete()
    text = pages.text(mine.get(f"{MINE}{key}/"))
    assert "Maasdal" in text
    assert "Hoe laat begint het?" in text
    assert "bestaat niet meer" in text
    leaving.erase_person(person=who, by="test", now=timezone.now())
    assert campus.get(f"{ROOMS['employer'][0]}{other.conversation.key}/").status_code == 404
    assert "Nog niets geschreven" in pages.text(campus.get(ROOMS["employer"][0])) or Message.objects.count() == 0


def test_the_person_stops_with_one_click_and_opens_again() -> None:
    who, of = make.own_person(), acting("Campus")
    first = says(Kind.BOOKING, booked(who, of))
    mine, theirs = of_person(who), colleague(of, "employer")
    here, there = f"{MINE}{first.conversation.key}/", f"{ROOMS['employer'][0]}{first.conversation.key}/"
    assert theirs.post(there, {"stop": "1"}).status_code == 404
    assert "is gestopt" in pages.text(mine.post(here, {"stop": "1"}, follow=True))
    assert theirs.post(there, form()).status_code == 409
    assert "Schrijf" not in pages.text(theirs.get(there)).replace("geschreven", "")
    assert "weer" in pages.text(mine.post(here, {"open": "1"}, follow=True))
    assert theirs.post(there, form()).status_code == 302
    mine.post(here, {"stop": "1"})
    bookings.cancel(booking=Conversation.objects.get().booking_id or 0, by="t", now=NOW, reason="cannot-come")
    assert "afgelopen" in pages.text(mine.post(here, {"open": "1"}, follow=True))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "Schrijf een zin"),
        ("   ", "Schrijf een zin"),
        ("a" * 2001, "korter"),
        ("Mijn nummer is 111222333", "BSN"),
    ],
)
def test_bad_texts_come_back(text: str, words: str) -> None:
    who = make.own_person()
    one = booked(who, acting("Campus"))
    client = of_person(who)
    begin = client.post(f"{MINE}nieuw/boeking/{one.key}/", form(text))
    assert (begin.status_code, words in pages.text(begin)) == (422, True)
    first = says(Kind.BOOKING, one)
    answer = client.post(f"{MINE}{first.conversation.key}/", form(text))
    assert (answer.status_code, words in pages.text(answer)) == (422, True)
    assert Message.objects.count() == 1


def test_a_double_submit_sends_once_also_without_a_good_stamp() -> None:
    who = make.own_person()
    one = booked(who, acting("Campus"))
    client, page = of_person(who), f"{MINE}nieuw/boeking/{one.key}/"
    stamp = re.search(r'name="stempel" value="([^"]+)"', pages.main(client.get(page)))
    assert stamp is not None
    for _ in range(2):
        client.post(page, {"bericht": "Hallo", "stempel": stamp[1]})
    address = f"{MINE}{Conversation.objects.get().key}/"
    for _ in range(2):
        client.post(address, {"bericht": "Nog iets", "stempel": "geen stempel"})
    assert list(Message.objects.order_by("pk").values_list("text", flat=True)) == ["Hallo", "Nog iets"]


def test_too_many_messages_keep_the_text() -> None:
    who = make.own_person()
    one = booked(who, acting("Campus"))
    for number in range(house_rules().days["messages_a_day"]):
        first = says(Kind.BOOKING, one, text=f"Bericht {number}", now=timezone.now())
    answer = of_person(who).post(f"{MINE}{first.conversation.key}/", form("Nog een"))
    assert (answer.status_code, "Nog een" in pages.text(answer)) == (422, True)
    assert "morgen" in pages.text(answer)


@pytest.mark.parametrize(
    "address",
    ["nieuw/onzin/{key}/", "nieuw/boeking/{other}/", "{other}/", "nieuw/uitnodiging/{key}/"],
)
def test_odd_addresses_are_not_found(address: str) -> None:
    who = make.own_person()
    one = booked(who, acting("Campus"))
    page = MINE + address.format(key=one.key, other=uuid4())
    assert of_person(who).get(page).status_code == 404


def test_what_is_late_stands_out_for_the_side_that_must_answer() -> None:
    who, of = make.own_person(), acting("Campus")
    long_ago = timezone.now() - timedelta(days=DAYS + 2)
    first = says(Kind.BOOKING, booked(who, of, now=long_ago, days=60), now=long_ago)
    client = colleague(of, "employer")
    assert "te laat" in pages.text(client.get(ROOMS["employer"][0]))
    mine = of_person(who)
    assert "te laat" not in pages.text(mine.get(MINE))
    assert "Hoor je niets?" in pages.text(mine.get(f"{MINE}{first.conversation.key}/"))
    client.post(f"{ROOMS['employer'][0]}{first.conversation.key}/", form())
    text = pages.text(client.get(ROOMS["employer"][0]))
    assert "te laat" not in text
    assert "Op tijd beantwoord: 0 van 1 bericht" in text
    assert "0" in pages.text(client.get("/werkgever/mijn/op-tijd/"))


def test_unread_counts_stand_in_the_menu_and_on_the_start_page() -> None:
    who, of = make.own_person(), acting("Campus")
    first = says(Kind.BOOKING, booked(who, of))
    theirs = colleague(of, "employer").get("/werkgever/mijn/").content.decode()
    assert re.search(r"Berichten \(1<span", theirs)
    talking.replies(first)
    talking.replies(first)
    home = of_person(who).get("/mijn/").content.decode()
    assert re.search(r"Berichten \(2<span", home)
    assert "2 nieuwe berichten" in home


def test_what_one_can_write_about_stands_on_the_page_and_leads_on() -> None:
    who = make.own_person()
    one = booked(who, acting("Campus"))
    client = of_person(who)
    page = f"{MINE}nieuw/boeking/{one.key}/"
    for address in (MINE, "/mijn/boekingen/"):
        assert page in client.get(address).content.decode()
    says(Kind.BOOKING, one)
    assert page not in client.get(MINE).content.decode()


def test_links_stand_where_the_tie_is_shown() -> None:
    who = make.own_person("Sanne")
    yes, entry = said_yes(who, acting("Maasdal")), tied("school", who)
    request, referral = tied("adviser", who), tied("partner", who)
    seat = booked(who, acting("Mbo", "school", kind="mbo"))
    shown = {
        "/mijn/uitnodigingen/": [f"{MINE}nieuw/uitnodiging/{yes.key}/"],
        f"/stages/{entry.period.key}/": [f"{MINE}nieuw/stage/{entry.key}/", f"{MINE}nieuw/loting/{entry.key}/"],
        reverse("open:asked", args=[request.key]): [f"{MINE}nieuw/vraag/{request.key}/"],
    }
    client = of_person(who)
    for address, links in shown.items():
        html = client.get(address).content.decode()
        assert [one for one in links if one not in html] == [], address
    assert MINE + "nieuw" not in StrictClient().get(reverse("open:asked", args=[request.key])).content.decode()
    theirs = [
        ("/werkgever/mijn/uitnodigingen/", yes.offer.organisation, "employer", f"uitnodiging/{yes.key}/"),
        (f"/onderwijs/mijn/stages/{entry.period.key}/", entry.period.school, "school", f"loting/{entry.key}/"),
        (
            f"/onderwijs/mijn/datum/{seat.session.key}/",
            seat.session.offer.organisation,
            "school",
            f"boeking/{seat.key}/",
        ),
        (
            f"/loket/vraag/{request.key}/",
            Organisation.objects.get(name="De adviser"),
            "adviser",
            f"vraag/{request.key}/",
        ),
        (f"/loket/gevraagd/{referral.key}/", referral.partner, "partner", f"verwijzing/{referral.key}/"),
    ]
    for address, of, role, link in theirs:
        assert f"berichten/nieuw/{link}" in colleague(of, role).get(address).content.decode(), address


def test_one_or_three_conversations_ask_the_same_number_of_questions(django_assert_num_queries: Any) -> None:
    of = acting("Campus")
    client, room = colleague(of, "employer"), ROOMS["employer"][0]

    def asked() -> int:
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        with CaptureQueriesContext(connection) as found:
            assert client.get(room).status_code == 200
        return len(found)

    says(Kind.BOOKING, booked(make.own_person("A"), of))
    client.get(room)
    one = asked()
    for name in ("B", "C"):
        says(Kind.BOOKING, booked(make.own_person(name), of))
    assert asked() == one
    assert one <= 20


def test_lists_are_paged() -> None:
    who, of = make.own_person(), acting("Campus")
    now = timezone.now()
    for number in range(26):
        says(Kind.BOOKING, booked(who, of, days=5 + number), now=now)
    client = of_person(who)
    assert len(re.findall(r'<h2 class="utrecht-heading-3"', pages.main(client.get(MINE)))) == 24
    assert len(re.findall(r'<h2 class="utrecht-heading-3"', pages.main(client.get(f"{MINE}?pagina=2")))) == 2
    found = Conversation.objects.order_by("pk")[0]
    party = Party(organisation=of, role="employer")
    for day in (1, 0):
        for number in range(13):
            messages.write(
                conversation=found.pk,
                party=party,
                text=f"Tekst {day}-{number}",
                asks=False,
                token=uuid4(),
                by="x",
                now=now - timedelta(days=2 * day),
            )
    assert "Tekst 0-12" in pages.text(client.get(f"{MINE}{found.key}/"))
    assert "Tekst 1-0" in pages.text(client.get(f"{MINE}{found.key}/?pagina=2"))


@pytest.mark.parametrize(
    ("prefix", "words"), [("", "Berichten met"), ("/en", "Messages with"), ("/de", "Nachrichten mit")]
)
def test_pages_speak_three_languages(prefix: str, words: str) -> None:
    who = make.own_person()
    first = says(Kind.BOOKING, booked(who, acting("Campus")))
    client = of_person(who)
    assert f"{words} Campus" in pages.text(client.get(f"{prefix}{MINE}{first.conversation.key}/"))
    assert client.get(f"{prefix}{MINE}").status_code == 200


def test_who_has_not_begun_is_asked_to_first() -> None:
    client = StrictClient()
    client.force_login(make.user())
    assert client.get(MINE)["Location"] == "/mijn/begin/"
