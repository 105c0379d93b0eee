"""Assignments in teams, page by page: schools, students, companies, everybody; who may see what, bad input, stale tabs."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from schakel.records.core.models import AuditEvent
from schakel.records.journeys import team_queries as queries
from schakel.records.journeys.actions import team_places, team_results, teams
from schakel.records.journeys.models import (
    Letter,
    MaterialUse,
    RoundAssignment,
    RoundCoach,
    RoundSchool,
    TeamEntry,
    TeamRound,
)
from schakel.records.offers import posting
from schakel.records.offers.models import Posting
from schakel.records.people import actions as people
from schakel.screens.mine.export import everything
from schakel.screens.open.after.mail import compose
from support import factories as make
from support import teams as t
from support.client import StrictClient

pytestmark = pytest.mark.django_db


def browser(role: str = "", of: Any = None, who: Any = None) -> StrictClient:
    """A browser of somebody signed in, with two factors where the role asks them."""
    client, account = StrictClient(), who or make.user()
    if role:
        if not account.memberships.filter(organisation=of, role=role).exists():
            make.membership(role, of=of, who=account)
        make.with_app(account)
    client.force_login(account)
    return client


def day(days: int) -> str:
    return (timezone.localdate() + timedelta(days=days)).isoformat()


def coach_browser(at: RoundSchool) -> StrictClient:
    coach = RoundCoach.objects.get(at=at)
    return browser("school", at.school, coach.account)


def round_given(**changes: Any) -> dict[str, Any]:
    words = {
        "naam": "Data voor de zorg",
        "niveaus": ["mbo-4", "hbo"],
        "grootte": 3,
        "tot": day(5),
        "start": day(9),
        "midden": day(20),
        "eind": day(40),
    }
    return {**words, **changes}


def test_school_pages_are_of_schools_in_the_round_alone(client: Any) -> None:
    at, (work,) = t.drawn()
    owner, other = browser("school", at.school), browser("school", make.organisation("Elders", kind="hbo"))
    learner = browser()
    for page in (
        reverse("rounds:round", args=[at.round.key]),
        reverse("rounds:pick", args=[at.round.key]),
        reverse("rounds:team", args=[at.round.key, work.key]),
    ):
        assert client.get(page)["Location"].startswith("/account/")
        assert learner.get(page).status_code == 403
        assert other.get(page).status_code == 404
        assert owner.get(page).status_code == 200
        assert other.post(page, {"wat": "indelen", "opdracht": 1}).status_code == 404
    assert "Voorjaar" not in other.get(reverse("rounds:home")).content.decode()
    assert "Voorjaar" in owner.get(reverse("rounds:home")).content.decode()


@pytest.mark.parametrize("prefix", ["", "/en", "/de"])
def test_every_page_reads_in_every_language(prefix: str) -> None:
    at, (work,) = t.drawn()
    t.made(work)
    entry = queries.members_of(work)[0]
    assert work.company is not None
    pages = {
        coach_browser(at): ["/onderwijs/mijn/opdrachten/", f"/onderwijs/mijn/opdrachten/{at.round.key}/"],
        browser(who=entry.person.user): ["/mijn/opdrachten/", f"/mijn/opdrachten/{at.round.key}/"],
        browser("employer", work.company): ["/werkgever/mijn/opdrachten/", f"/werkgever/mijn/opdrachten/{work.key}/"],
    }
    for who, paths in pages.items():
        for path in paths:
            html = who.get(prefix + path).content.decode()
            assert "Voorjaar" in html or "Opdracht 0" in html, path


def test_new_round_twice_is_one_and_hides_the_seed() -> None:
    owner = browser("school", make.organisation("Vista", kind="mbo"))
    page = reverse("rounds:new")
    assert owner.get(page).status_code == 200
    first, second = owner.post(page, round_given()), owner.post(page, round_given())
    found = TeamRound.objects.get()
    assert first["Location"] == second["Location"] == reverse("rounds:round", args=[found.key])
    html = owner.get(first["Location"]).content.decode()
    assert found.commitment in html
    assert found.seed not in html


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"naam": ""}, "Schrijf een naam."),
        ({"naam": "BSN 111222333"}, "burgerservicenummer"),
        ({"niveaus": []}, "Kies minstens één niveau."),
        ({"niveaus": ["kleuter"]}, "kleuter"),
        ({"grootte": 1}, "Vul een getal in van 2 tot 8."),
        ({"grootte": 2, "niveaus": ["mbo-3", "mbo-4", "hbo"]}, "te klein"),
        ({"tot": day(-1)}, "Deze dag is voorbij."),
        ({"start": day(4)}, "Kies een latere dag"),
        ({"midden": "ooit"}, "Dit is geen datum."),
        ({"eind": day(19)}, "Kies een latere dag"),
    ],
)
def test_new_round_wrong_input_says_what_to_do(wrong: dict[str, Any], message: str) -> None:
    owner = browser("school", make.organisation("Vista", kind="mbo"))
    answer = owner.post(reverse("rounds:new"), round_given(**wrong))
    assert answer.status_code == 422
    assert message in answer.content.decode()
    assert not TeamRound.objects.exists()


def test_round_stale_tab_is_told_and_keeps_the_text() -> None:
    at = t.a_round()
    owner, page = browser("school", at.school), reverse("rounds:round", args=[at.round.key])
    assert owner.post(page, {"wat": "wijzigen", "versie": 1, **round_given(naam="Een")}).status_code == 302
    stale = owner.post(page, {"wat": "wijzigen", "versie": 1, **round_given(naam="Twee")})
    assert stale.status_code == 409
    assert 'value="Twee"' in stale.content.decode()
    assert TeamRound.objects.get().name == "Een"
    assert owner.post(page, {"wat": "wijzigen", "versie": 2, **round_given(naam="")}).status_code == 422
    t.student(at, "Sam", "hbo")
    refused = owner.post(page, {"wat": "wijzigen", "versie": 2, **round_given(niveaus=["mbo-4"])})
    assert refused.status_code == 422
    assert owner.post(page, {"wat": "anders"}).status_code == 404


def test_schools_join_by_invitation_and_only_the_leader_asks() -> None:
    at = t.a_round()
    zuyd = make.membership("school", of=make.organisation("Zuyd", kind="hbo")).organisation
    owner, theirs = browser("school", at.school), browser("school", zuyd, zuyd.memberships.get().user)
    page = reverse("rounds:round", args=[at.round.key])
    assert owner.post(page, {"wat": "uitnodigen", "school": "bestaat-niet"}).status_code == 422
    assert owner.post(page, {"wat": "uitnodigen", "school": zuyd.slug}).status_code == 302
    letter = Letter.objects.get(kind="round-invited", account__memberships__organisation=zuyd, state="waiting")
    mail = compose(letter)
    assert mail is not None
    assert "/onderwijs/mijn/opdrachten/" in mail.body
    home = reverse("rounds:home")
    assert at.round.name in theirs.get(home).content.decode()
    asked = RoundSchool.objects.get(school=zuyd)
    assert owner.post(home, {"uitnodiging": asked.pk, "ja": ""})["Location"] == home
    assert theirs.post(home, {"uitnodiging": asked.pk, "ja": ""})["Location"] == page
    theirs.post(home, {"uitnodiging": asked.pk, "nee": ""})
    asked.refresh_from_db()
    assert asked.state == "joined"
    assert theirs.post(page, {"wat": "uitnodigen", "school": zuyd.slug}).status_code == 422
    assert theirs.post(page, {"wat": "indelen"}).status_code == 409
    assert theirs.post(page, {"wat": "verlaten"}).status_code == 302
    assert owner.post(page, {"wat": "verlaten"}).status_code == 409
    assert owner.post(page, {"wat": "weg"}).status_code == 302
    assert not TeamRound.objects.exists()


def test_pick_up_finds_open_assignments_of_companies() -> None:
    at = t.a_round()
    company = make.membership("employer").organisation
    offer = make.offer("Storingen voorspellen", kind="assignment", organisation=company)
    make.offer("Dicht", kind="assignment", published_until=timezone.localdate())
    make.indexed()
    owner, page = browser("school", at.school), reverse("rounds:pick", args=[at.round.key])
    html = owner.get(page).content.decode()
    assert "Storingen voorspellen" in html
    assert "Dicht" not in html
    assert owner.get(f"{page}?q=storingen").status_code == 200
    assert owner.post(page, {"opdracht": "x"}).status_code == 409
    for _twice in range(2):
        assert owner.post(page, {"opdracht": offer.pk}).status_code == 302
    assert RoundAssignment.objects.get().company == company
    mail = compose(Letter.objects.get(kind="assignment-picked-up"))
    assert mail is not None
    assert "Vista" in mail.body
    assert "Storingen voorspellen" not in owner.get(page).content.decode()


def test_assignment_page_leads_students_to_open_rounds_and_its_company_to_what_became_of_it(client: Any) -> None:
    at = t.a_round()
    company = make.membership("employer").organisation
    made = posted(company)
    assert made.offer is not None
    page = reverse("open:offer", args=[made.offer.slug])
    assert at.round.name not in client.get(page).content.decode()
    teams.pick_up(at=at.pk, offer=made.offer.pk, **t.by())
    assert reverse("teams:round", args=[at.round.key]) in client.get(page).content.decode()
    html = browser("employer", company).get(reverse("employer:posting", args=[made.key])).content.decode()
    assert reverse("assigned:home") in html
    t.closed(at.round)
    assert at.round.name not in client.get(page).content.decode()


def posted(company: Any) -> Posting:
    """An assignment a company wrote and published itself."""
    now = timezone.now()
    text = "Opdracht: maak een dashboard met SQL en Python voor onze werkplaats."
    draft = posting.draft(organisation=company, kind="assignment", text=text, by="test", now=now)
    return posting.publish(posting=draft.pk, version=draft.version, by="test", now=now)


def sign(client: Any, at: RoundSchool, **changes: Any) -> Any:
    given = {"wat": "meedoen", "school": at.school_id, "niveau": "hbo", "akkoord": "on", "versie": 0, **changes}
    return client.post(reverse("teams:round", args=[at.round.key]), given)


def test_student_signs_up_with_what_they_choose_changes_it_and_stops() -> None:
    at = t.a_round()
    person = make.own_person("Sam", skills=("sql", "python"))
    sam, page = browser(who=person.user), reverse("teams:round", args=[at.round.key])
    html = sam.get(page).content.decode()
    assert "SQL" in html
    assert "Het bedrijf ziet je naam alleen als je dat apart zegt." in html
    assert sign(sam, at, akkoord="").status_code == 422
    assert sign(sam, at, niveau="wo").status_code == 422
    assert sign(sam, at, vaardigheden=[f"{t.SKILL}java"]).status_code == 422
    assert sign(sam, at, vaardigheden=[f"{t.SKILL}sql"]).status_code == 302
    entry = TeamEntry.objects.get()
    assert (entry.skills, entry.company_sees) == ([f"{t.SKILL}sql"], False)
    assert sign(sam, at, bedrijf="on", versie=0).status_code == 409
    assert sign(sam, at, bedrijf="on", versie=1).status_code == 302
    assert sam.post(page, {"wat": "stoppen"}).status_code == 302
    entry.refresh_from_db()
    assert entry.withdrawn is not None
    assert "Je doet niet meer mee." in sam.get(reverse("teams:home")).content.decode()


def test_student_pages_ask_to_sign_in_and_to_begin(client: Any) -> None:
    at = t.a_round()
    page = reverse("teams:round", args=[at.round.key])
    assert client.get(page)["Location"].startswith("/account/")
    newcomer = browser()
    assert newcomer.get(page)["Location"] == reverse("mine:begin")
    person = make.own_person("Sam")
    sam = browser(who=person.user)
    assert sam.get(reverse("teams:round", args=["bestaat-niet"])).status_code == 404
    assert sam.post(page, {"wat": "plaats"}).status_code == 404
    assert sam.post(page, {"wat": "inleveren"}).status_code == 404
    assert sam.post(page, {"wat": "hacken"}).status_code == 404
    assert at.round.name in sam.get(reverse("teams:home")).content.decode()


def test_school_sees_no_small_numbers_and_no_names_before_the_teams_are_made() -> None:
    at = t.a_round()
    work = t.assignment(at)
    t.coach(at)
    for number in range(3):
        t.student(at, f"Geheim {number}", "hbo")
    coach = coach_browser(at)
    html = coach.get(reverse("rounds:round", args=[at.round.key])).content.decode()
    assert "Geheim" not in html
    assert "Een klein aantal tonen we niet." in html
    assert coach.get(reverse("rounds:team", args=[at.round.key, work.key])).status_code == 404


def test_make_teams_asks_for_a_coach_and_waits_for_the_last_day() -> None:
    at = t.a_round()
    t.assignment(at)
    for level in ("mbo-4", "hbo"):
        t.student(at, level, level)
    owner, page = browser("school", at.school), reverse("rounds:round", args=[at.round.key])
    assert "na de laatste dag" not in owner.get(page).content.decode()
    assert owner.post(page, {"wat": "indelen"}).status_code == 409
    t.closed(at.round)
    assert "nog geen coach" in owner.post(page, {"wat": "indelen"}).content.decode()
    assert owner.post(page, {"wat": "coach", "coach": "", "bereik": ""}).status_code == 422
    assert owner.post(page, {"wat": "coach", "coach": "Els", "bereik": "els@school.example"}).status_code == 302
    for _twice in range(2):
        assert owner.post(page, {"wat": "indelen"}).status_code == 302
    found = TeamRound.objects.get()
    html = owner.post(page, {"wat": "narekenen"}).content.decode()
    assert "Nagerekend: dezelfde teams" in html
    assert found.seed in html
    assert "bewezen het beste" in html
    assert compose(Letter.objects.filter(kind="teams-made").order_by("pk")[0]) is not None


def test_names_are_for_the_coach_alone_and_every_look_is_written_down() -> None:
    at, (work,) = t.drawn()
    page = reverse("rounds:team", args=[at.round.key, work.key])
    coach, colleague = coach_browser(at), browser("school", at.school)
    assert "Student 0" in coach.get(page).content.decode()
    assert AuditEvent.objects.filter(action="people.look").count() == 3
    html = colleague.get(page).content.decode()
    assert "Student 0" not in html
    assert "Els Coach" in html
    assert AuditEvent.objects.filter(action="people.look").count() == 3
    assert colleague.post(page, {"wat": "moment", "moment": "start", "klaar": "ja"}).status_code == 404
    assert coach.post(page, {"wat": "moment", "moment": "start", "klaar": "ja"}).status_code == 302
    assert coach.post(page, {"wat": "moment", "moment": "anders", "klaar": "ja"}).status_code == 404
    assert work.milestones.get(code="start").done is not None


def test_company_sees_names_only_with_a_yes_and_loses_them_with_the_consent(client: Any) -> None:
    at, (work,) = t.drawn()
    entry = queries.members_of(work)[0]
    assert work.company is not None
    company, other = browser("employer", work.company), browser("employer", make.organisation("Ander"))
    page = reverse("assigned:team", args=[work.key])
    assert client.get(page)["Location"].startswith("/account/")
    assert browser().get(page).status_code == 403
    assert other.get(page).status_code == 404
    assert other.post(page, {"wat": "stop"}).status_code == 404
    assert entry.person.name not in company.get(page).content.decode()
    assert not AuditEvent.objects.filter(action="people.look").exists()
    sam = browser(who=entry.person.user)
    mine = reverse("teams:round", args=[at.round.key])
    assert sam.post(mine, {"wat": "naam", "bedrijf": "on"}).status_code == 302
    assert entry.person.name in company.get(page).content.decode()
    assert AuditEvent.objects.filter(action="people.look", details__organisation=work.company.slug).count() == 1
    people.withdraw_consent(person=entry.person, purpose_id=team_places.PURPOSE, **t.by())
    assert entry.person.name not in company.get(page).content.decode()
    html = sam.get(mine).content.decode()
    assert "Je gaf je plek terug." in html
    assert "Student 1" not in html


def test_student_reads_the_team_and_why_and_gives_the_place_back() -> None:
    at, (work,) = t.drawn()
    entry = queries.members_of(work)[0]
    sam, page = browser(who=entry.person.user), reverse("teams:round", args=[at.round.key])
    html = sam.get(page).content.decode()
    for words in (
        "Student 0",
        "Student 2",
        "Niveaus samen: mbo 4, hbo.",
        "Dit breng je mee:",
        "Je lotnummer is",
        "Els Coach",
    ):
        assert words in html, words
    assert AuditEvent.objects.filter(action="people.look").count() == 2
    for _twice in range(2):
        assert sam.post(page, {"wat": "plaats"}).status_code == 302
    assert "Student 2" not in sam.get(page).content.decode()
    assert compose(Letter.objects.filter(kind="team-changed").order_by("pk")[0]) is not None
    assert compose(Letter.objects.get(kind="team-member-left")) is not None


def test_student_without_a_place_reads_that_they_wait() -> None:
    at, _work = t.drawn(levels=("mbo-4", "hbo", "hbo", "hbo"))
    entry = at.round.entries.get(team=None)
    html = browser(who=entry.person.user).get(reverse("teams:round", args=[at.round.key])).content.decode()
    assert "Je wacht op een plek" in html
    assert "Student 0" not in html or entry.person.name == "Student 0"


def hand_in(client: Any, at: RoundSchool, **changes: Any) -> Any:
    words = {
        "titel": t.RESULT["title"],
        "samenvatting": "We maakten een overzicht met SQL.",
        "link": t.RESULT["link"],
        "licentie": "CC-BY-4.0",
        "taal": "nl",
        "versie": 0,
    }
    return client.post(reverse("teams:round", args=[at.round.key]), {"wat": "inleveren", **words, **changes})


def test_result_from_hand_in_to_lesson(client: Any) -> None:
    at, (work,) = t.drawn()
    members = queries.members_of(work)
    assert work.company is not None
    sam, kim = browser(who=members[0].person.user), browser(who=members[1].person.user)
    coach, company = coach_browser(at), browser("employer", work.company)
    assert hand_in(sam, at, link="geen adres").status_code == 422
    assert hand_in(sam, at, samenvatting="BSN 111222333").status_code == 422
    assert hand_in(sam, at).status_code == 302
    assert hand_in(sam, at).status_code == 302
    stale = hand_in(kim, at, titel="Van Kim")
    assert stale.status_code == 409
    assert 'value="Van Kim"' in stale.content.decode()
    result = queries.result_of(work)
    assert result is not None
    assert client.get(reverse("material:detail", args=[result.key])).status_code == 404
    team, theirs = reverse("rounds:team", args=[at.round.key, work.key]), reverse("assigned:team", args=[work.key])
    assert coach.post(team, {"wat": "terug", "reden": "", "versie": 1}).status_code == 422
    assert coach.post(team, {"wat": "ja", "versie": 1}).status_code == 302
    assert company.post(theirs, {"wat": "terug", "reden": "company-secret", "versie": 1}).status_code == 302
    assert "binnen het bedrijf moet blijven" in sam.get(reverse("teams:round", args=[at.round.key])).content.decode()
    assert hand_in(sam, at, titel="Zonder geheim", versie=1).status_code == 302
    coach.post(team, {"wat": "ja", "versie": 1})
    result.refresh_from_db()
    assert result.coach == "waiting"
    coach.post(team, {"wat": "ja", "versie": 2})
    company.post(theirs, {"wat": "ja", "versie": 2})
    result.refresh_from_db()
    assert result.accepted is not None
    html = client.get(reverse("material:detail", args=[result.key])).content.decode()
    assert "Zonder geheim" in html
    assert "creativecommons.org/licenses/by/4.0" in html
    assert "Student" not in html
    sam.post(reverse("teams:round", args=[at.round.key]), {"wat": "naam", "maker": "on"})
    assert members[0].person.name in client.get(reverse("material:detail", args=[result.key])).content.decode()
    for kind in ("result-for-coach", "result-returned", "result-accepted"):
        assert Letter.objects.filter(kind=kind).exists()
    assert compose(Letter.objects.filter(kind="result-accepted").order_by("pk")[0]) is not None


def accepted(work: RoundAssignment, **changes: str) -> Any:
    result = t.made(work, **changes)
    for side in ("coach", "company"):
        result = team_results.answer(result=result.pk, side=side, yes=True, reason="", version=1, **t.by())
    return result


def test_material_is_found_by_skill_level_and_language_and_stands_at_offers(client: Any) -> None:
    page = reverse("material:list")
    assert "Er is nog geen materiaal." in client.get(page).content.decode()
    _at, (work,) = t.drawn()
    result = accepted(work)
    assert result.title in client.get(f"{page}?vaardigheid=sql&niveau=hbo&taal=nl").content.decode()
    for query in ("taal=de", "niveau=wo"):
        assert "Niets gevonden" in client.get(f"{page}?{query}").content.decode()
    assert client.get(f"{page}?vaardigheid=<b>&niveau=x&taal=x&pagina=999").status_code == 200
    offer = make.offer("Cursus SQL", teaches=("sql",))
    make.indexed()
    assert result.title in client.get(reverse("open:offer", args=[offer.slug])).content.decode()
    assert result.title in client.get(f"{reverse('open:offers')}?vaardigheid=sql").content.decode()
    assert result.title not in client.get(reverse("open:offers")).content.decode()
    assert page in client.get(reverse("open:school")).content.decode()


def test_material_used_in_a_lesson_is_said_by_schools_alone(client: Any) -> None:
    _at, (work,) = t.drawn()
    result = accepted(work)
    page, use = reverse("material:detail", args=[result.key]), reverse("material:use", args=[result.key])
    teacher = browser("school", make.organisation("Gilde", kind="mbo"))
    assert client.post(use, {"les": "Databases"})["Location"].startswith("/account/")
    assert browser().post(use, {"les": "Databases"}).status_code == 403
    assert teacher.get(use).status_code == 405
    assert teacher.post(use, {"les": ""}).status_code == 422
    for _twice in range(2):
        assert teacher.post(use, {"les": "Databases, jaar 2"}).status_code == 302
    assert MaterialUse.objects.count() == 1
    assert "Gebruikt in 1 les" in client.get(page).content.decode()
    assert "We gebruikten dit" not in client.get(page).content.decode()


def test_company_stops_and_the_team_reads_it() -> None:
    at, (work,) = t.drawn()
    entry = queries.members_of(work)[0]
    assert work.company is not None
    company, page = browser("employer", work.company), reverse("assigned:team", args=[work.key])
    for _twice in range(2):
        assert company.post(page, {"wat": "stop"}).status_code == 302
    assert "Niets van wat je maakte is weg" in (
        browser(who=entry.person.user).get(reverse("teams:round", args=[at.round.key])).content.decode()
    )
    assert company.post(page, {"wat": "ja", "versie": 1}).status_code == 404
    for kind in ("team-company-gone", "company-gone"):
        assert compose(Letter.objects.filter(kind=kind).order_by("pk")[0]) is not None


def test_school_removed_other_school_takes_over() -> None:
    at, (work,) = t.drawn(schools=2)
    other = next(one for one in queries.schools_of(at.round) if one.pk != at.pk)
    at.school.delete()
    theirs, page = browser("school", other.school), reverse("rounds:round", args=[at.round.key])
    assert "niemand begeleidt nu" in theirs.get(page).content.decode()
    assert theirs.post(page, {"wat": "overnemen", "opdracht": work.pk}).status_code == 302
    assert theirs.post(page, {"wat": "overnemen", "opdracht": work.pk}).status_code == 409
    letter = Letter.objects.filter(kind="school-gone", account__isnull=False).order_by("pk")[0]
    assert compose(letter) is not None


def test_take_out_and_its_letter() -> None:
    at, work = t.drawn(assignments=2, levels=("mbo-4", "mbo-4", "hbo", "hbo"))
    owner, page = browser("school", at.school), reverse("rounds:round", args=[at.round.key])
    assert owner.post(page, {"wat": "uit", "opdracht": "9999"}).status_code == 404
    assert owner.post(page, {"wat": "uit", "opdracht": work[0].pk}).status_code == 302
    assert "eruit gehaald" in owner.get(page).content.decode()
    assert compose(Letter.objects.filter(kind="team-ended").order_by("pk")[0]) is not None
    TeamRound.objects.update(starts=timezone.localdate())
    assert owner.post(page, {"wat": "uit", "opdracht": work[1].pk}).status_code == 409


def test_download_holds_everything_and_letters_to_who_left_are_not_sent() -> None:
    at, (work,) = t.drawn()
    entry = queries.members_of(work)[0]
    rows = everything(entry.person)
    assert rows["parts in assignment rounds"][0]["skills"] == entry.skills
    coach = RoundCoach.objects.get(at=at).account
    team_places.give_back(round_=at.round_id, person=entry.person, **t.by())
    assert compose(Letter.objects.get(kind="teams-made", number=entry.pk)) is None
    assert coach.coaches.count() == 1


def test_lists_ask_no_more_for_more_rows() -> None:
    school = make.organisation("Vista", kind="mbo")
    owner, home = browser("school", school), reverse("rounds:home")

    def counted(client: Any, path: str) -> int:
        with CaptureQueriesContext(connection) as found:
            assert client.get(path).status_code == 200
        return len(found)

    at = t.a_round(school)
    t.assignment(at, "Een")
    page = reverse("rounds:round", args=[at.round.key])
    owner.get(home)  # the first page also chooses the role
    before = counted(owner, home), counted(owner, page)
    for number in range(2):
        t.a_round(school, name=f"Ronde {number}")
        t.assignment(at, f"Meer {number}")
    assert (counted(owner, home), counted(owner, page)) == before
    rooms = [t.drawn(name=f"Klaar {number}") for number in range(3)]
    accepted(rooms[0][1][0])
    one = counted(StrictClient(), reverse("material:list"))
    for _at, (work,) in rooms[1:]:
        accepted(work)
    assert counted(StrictClient(), reverse("material:list")) == one


def test_bad_keys_and_hostile_text_do_no_harm() -> None:
    at, (work,) = t.drawn()
    entry = queries.members_of(work)[0]
    sam = browser(who=entry.person.user)
    assert hand_in(sam, at, titel="<script>alert(1)</script>", samenvatting="<b>vet</b>").status_code == 302
    assert "<script>alert" not in sam.get(reverse("teams:round", args=[at.round.key])).content.decode()
    owner = browser("school", at.school)
    assert owner.get(reverse("rounds:round", args=["x"])).status_code == 404
    page = reverse("rounds:team", args=[at.round.key, "00000000-0000-0000-0000-000000000000"])
    assert owner.get(page).status_code == 404
    teams.be_coach(at=at.pk, account=RoundCoach.objects.get(at=at).account, name="Els", contact="kamer 1", **t.by())
    assert RoundCoach.objects.count() == 1
