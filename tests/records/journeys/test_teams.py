"""Assignment rounds in the records: collect, apply, develop; what goes away in the middle; the same teams again."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from schakel.engine.errors import Conflict, InputError, NotFound
from schakel.records.core.models import AuditEvent
from schakel.records.journeys import engine_io_teams as engine
from schakel.records.journeys import team_queries as queries
from schakel.records.journeys.actions import rounds as daily
from schakel.records.journeys.actions import team_places, team_results, teams
from schakel.records.journeys.actions.leaving import erase_person
from schakel.records.journeys.models import (
    Letter,
    MaterialTag,
    Outcome,
    RoundAssignment,
    RoundSchool,
    TeamEntry,
    TeamResult,
    TeamRound,
)
from schakel.records.people import actions as people
from schakel.records.people.queries import allows
from support import factories as make
from support.teams import SKILL, a_round, assignment, by, closed, coach, drawn, made, student

pytestmark = pytest.mark.django_db


def plan(**changes: Any) -> teams.Plan:
    now, today = timezone.now(), timezone.localdate()
    words: dict[str, Any] = {
        "name": "Voorjaar",
        "team_size": 3,
        "levels": ("mbo-4", "hbo"),
        "closes": now + timedelta(days=3),
        "starts": today + timedelta(days=10),
        "midway": today + timedelta(days=30),
        "ends": today + timedelta(days=60),
    }
    return teams.Plan(**{**words, **changes})


@pytest.mark.parametrize(
    "changes",
    [
        {"name": " "},
        {"name": "bsn 111222333"},
        {"team_size": 1},
        {"team_size": 9},
        {"levels": ()},
        {"levels": ("mbo-3", "mbo-4", "ad", "hbo")},
        {"closes": timezone.now() - timedelta(days=1)},
        {"starts": timezone.localdate() - timedelta(days=1)},
        {"midway": timezone.localdate() + timedelta(days=9)},
        {"ends": timezone.localdate() + timedelta(days=30)},
        {"initiative": "bestaat-niet"},
    ],
)
def test_begin_refuses_what_cannot_be(changes: dict[str, Any]) -> None:
    with pytest.raises(InputError):
        teams.begin(school=make.organisation(kind="mbo"), told=plan(**changes), **by())
    assert not TeamRound.objects.exists()


def test_begin_twice_is_one_round_with_a_fingerprint_and_a_leader() -> None:
    school, told = make.organisation("Vista", kind="mbo"), plan()
    first, second = teams.begin(school=school, told=told, **by()), teams.begin(school=school, told=told, **by())
    assert first.pk == second.pk
    assert first.commitment == engine.fingerprint(first.seed)
    lead = queries.lead_of(first)
    assert lead is not None
    assert lead.school == school


def test_change_is_of_the_leader_until_it_closes_and_keeps_levels_in_use() -> None:
    at = a_round()
    told = plan(name="Anders")
    changed = teams.change(at=at.pk, version=1, told=told, **by())
    assert (changed.name, changed.version) == ("Anders", 2)
    assert teams.change(at=at.pk, version=1, told=told, **by()).version == 2
    with pytest.raises(Conflict):
        teams.change(at=at.pk, version=1, told=plan(name="Nog anders"), **by())
    student(at, "Sam", "hbo")
    with pytest.raises(InputError):
        teams.change(at=at.pk, version=2, told=plan(levels=("mbo-4",)), **by())
    other = joined(at)
    with pytest.raises(Conflict):
        teams.change(at=other.pk, version=2, told=told, **by())


def joined(at: RoundSchool, name: str = "Zuyd") -> RoundSchool:
    asked = teams.invite(
        at=at.pk, school=make.membership("school", of=make.organisation(name, kind="hbo")).organisation, **by()
    )
    return teams.answer(invitation=asked.pk, yes=True, **by())


def test_schools_are_asked_once_join_decline_and_leave() -> None:
    at = a_round()
    zuyd = make.membership("school", of=make.organisation("Zuyd", kind="hbo")).organisation
    asked = teams.invite(at=at.pk, school=zuyd, **by())
    assert teams.invite(at=at.pk, school=zuyd, **by()).pk == asked.pk
    assert Letter.objects.filter(kind="round-invited").count() == 1
    assert [one.round for one in queries.invitations_for(zuyd)] == [at.round]
    teams.answer(invitation=asked.pk, yes=False, **by())
    with pytest.raises(Conflict):
        teams.answer(invitation=asked.pk, yes=True, **by())
    again = teams.invite(at=at.pk, school=zuyd, **by())
    there = teams.answer(invitation=again.pk, yes=True, **by())
    work = assignment(there)
    teams.leave(at=there.pk, **by())
    work.refresh_from_db()
    assert work.gone is not None
    with pytest.raises(Conflict):
        teams.leave(at=at.pk, **by())


def test_leader_leaves_and_the_next_school_leads() -> None:
    at = a_round()
    other = joined(at)
    teams.leave(at=at.pk, **by())
    lead = queries.lead_of(at.round)
    assert lead is not None
    assert lead.pk == other.pk


def test_pick_up_takes_published_assignments_only_and_tells_the_company_once() -> None:
    at = a_round()
    work = assignment(at)
    assert work.company is not None
    again = teams.pick_up(at=at.pk, offer=work.offer_id or 0, **by())
    assert again.pk == work.pk
    assert Letter.objects.filter(kind="assignment-picked-up").count() == 1
    closed_one = make.offer("Dicht", kind="assignment", published_until=timezone.localdate() - timedelta(days=1))
    for offer in (closed_one, make.offer("Cursus")):
        with pytest.raises(NotFound):
            teams.pick_up(at=at.pk, offer=offer.pk, **by())


def test_sign_up_says_yes_to_the_purpose_and_shows_only_what_was_chosen() -> None:
    at = a_round()
    entry = student(at, "Sam", "mbo-4", skills=("sql", "python"), show=("sql",))
    assert allows(entry.person, team_places.PURPOSE)
    assert entry.skills == [f"{SKILL}sql"]
    assert queries.signed_up(at.round) is None


@pytest.mark.parametrize(("field", "value"), [("level", "wo"), ("school", 0), ("skills", (f"{SKILL}python",))])
def test_sign_up_refuses_what_is_not_theirs(field: str, value: Any) -> None:
    at = a_round()
    person = make.own_person("Sam", skills=("sql",))
    words = {"school": at.school_id, "level": "hbo", "skills": (f"{SKILL}sql",), field: value}
    with pytest.raises(InputError):
        team_places.sign_up(round_=at.round_id, person=person, said=team_places.Said(**words), version=0, **by())
    assert not allows(person, team_places.PURPOSE)


def test_sign_up_younger_than_sixteen_is_refused() -> None:
    at, person = a_round(), make.person("Kind")
    said = team_places.Said(at.school_id, "hbo", ())
    with pytest.raises(InputError):
        team_places.sign_up(round_=at.round_id, person=person, said=said, version=0, **by())


def test_sign_up_twice_changes_nothing_and_a_stale_tab_is_refused() -> None:
    at = a_round()
    entry = student(at, "Sam", "hbo")
    same = team_places.Said(at.school_id, "hbo", tuple(entry.skills))
    there = team_places.sign_up(round_=at.round_id, person=entry.person, said=same, version=0, **by())
    assert (there.pk, there.version) == (entry.pk, 1)
    other = team_places.Said(at.school_id, "mbo-4", ())
    with pytest.raises(Conflict):
        team_places.sign_up(round_=at.round_id, person=entry.person, said=other, version=0, **by())
    closed(at.round)
    with pytest.raises(Conflict):
        team_places.sign_up(round_=at.round_id, person=entry.person, said=other, version=1, **by())


def test_withdraw_empties_what_was_shown_and_coming_back_works() -> None:
    at = a_round()
    entry = student(at, "Sam", "hbo")
    for _twice in range(2):
        left = team_places.withdraw(round_=at.round_id, person=entry.person, **by())
    assert (left.skills, left.level) == ([], "")
    said = team_places.Said(at.school_id, "hbo", ())
    back = team_places.sign_up(round_=at.round_id, person=entry.person, said=said, version=left.version, **by())
    assert back.withdrawn is None


def test_teams_are_made_once_by_the_leader_with_a_coach_for_each_school() -> None:
    at = a_round()
    work = assignment(at, asks=("sql", "python"))
    entries = [student(at, name, level) for name, level in (("A", "mbo-4"), ("B", "hbo"), ("C", "hbo"))]
    with pytest.raises(InputError):
        teams.make_teams(at=at.pk, **by())
    closed(at.round)
    with pytest.raises(InputError, match="coach"):
        teams.make_teams(at=at.pk, **by())
    coach(at)
    first, second = teams.make_teams(at=at.pk, **by()), teams.make_teams(at=at.pk, **by())
    assert first.drawn == second.drawn
    assert {one.person.name for one in queries.members_of(work)} == {"A", "B", "C"}
    assert Letter.objects.filter(kind="teams-made").count() == 3
    assert queries.same_again(first) is True
    assert [one.code for one in queries.milestones_of(work)] == ["start", "midway", "end"]
    quality = queries.quality_of(first)
    assert quality is not None
    assert (quality.mix, quality.mix_bound, quality.proven) == (2, 2, True)
    assert entries[0].version == 1


def test_teams_need_students_and_assignments() -> None:
    at = a_round()
    closed(at.round)
    with pytest.raises(InputError):
        teams.make_teams(at=at.pk, **by())
    work = assignment(at)
    coach(at)
    student(at, "Alleen", "hbo", late=True)
    with pytest.raises(InputError):
        teams.make_teams(at=at.pk, **by())
    assert queries.members_of(work) == []


def test_nobody_works_alone_and_an_assignment_that_gets_no_team_waits() -> None:
    at, work = drawn(assignments=3, levels=("mbo-4", "hbo", "hbo", "hbo"))
    sizes = sorted(len(queries.members_of(one)) for one in work)
    assert sizes == [0, 2, 2]
    assert at.round.entries.filter(team=None).count() == 0


def test_place_given_back_goes_by_lot_and_moves_nobody_else() -> None:
    at, (work,) = drawn(levels=("mbo-4", "hbo", "hbo", "hbo", "hbo"))
    before = {one.pk for one in queries.members_of(work)}
    gone = next(one for one in queries.members_of(work) if one.level == "hbo")
    for _twice in range(2):
        team_places.give_back(round_=at.round_id, person=gone.person, **by())
    after = {one.pk for one in queries.members_of(work)}
    assert before - after == {gone.pk}
    assert len(after) == 3
    newcomer = TeamEntry.objects.get(pk__in=after - before)
    assert newcomer.later
    assert Letter.objects.filter(kind="team-later", number=newcomer.pk).count() == 1
    assert Letter.objects.filter(kind="team-member-left").count() == 1
    waiting = list(at.round.record["waiting"])
    assert str(newcomer.key) == waiting[0]


def test_place_cannot_be_given_back_after_the_start_but_consent_can_be_taken_back() -> None:
    at, (work,) = drawn(levels=("mbo-4", "hbo", "hbo"))
    TeamRound.objects.filter(pk=at.round_id).update(starts=timezone.localdate())
    entry = queries.members_of(work)[0]
    with pytest.raises(Conflict):
        team_places.give_back(round_=at.round_id, person=entry.person, **by())
    team_places.say(round_=at.round_id, person=entry.person, company_sees=True, credited=True, by="test")
    people.withdraw_consent(person=entry.person, purpose_id=team_places.PURPOSE, **by())
    entry.refresh_from_db()
    assert entry.returned is not None
    assert (entry.level, entry.skills, entry.company_sees, entry.credited) == ("", [], False, False)
    round_ = TeamRound.objects.get(pk=at.round_id)
    kept = next(row for row in round_.record["students"] if row["key"] == str(entry.key))
    assert (kept["level"], kept["skills"]) == ("", [])
    assert queries.same_again(round_) is None
    assert entry.pk not in [one.pk for one in queries.members_of(work)]
    with pytest.raises(Conflict):
        team_places.say(round_=at.round_id, person=entry.person, company_sees=True, credited=True, by="test")


def test_consent_taken_back_before_the_teams_are_made_takes_the_student_out() -> None:
    at = a_round()
    entry = student(at, "Sam", "hbo")
    people.withdraw_consent(person=entry.person, purpose_id=team_places.PURPOSE, **by())
    people.withdraw_consent(person=entry.person, purpose_id="counted", **by())
    entry.refresh_from_db()
    assert entry.withdrawn is not None
    assert entry.skills == []


def test_person_erased_leaves_no_trace_and_the_place_goes_on() -> None:
    _at, (work,) = drawn(levels=("mbo-4", "hbo", "hbo", "hbo"))
    entry = queries.members_of(work)[0]
    erase_person(person=entry.person, **by())
    assert not TeamEntry.objects.filter(pk=entry.pk).exists()
    assert len(queries.members_of(work)) == 3
    kept = next(row for row in TeamRound.objects.get().record["students"] if row["key"] == str(entry.key))
    assert kept["skills"] == []


def test_assignment_taken_out_before_the_start_frees_its_students() -> None:
    at, work = drawn(assignments=2, levels=("mbo-4", "mbo-4", "hbo", "hbo"))
    other = next(one for one in work if one.pk != work[0].pk)
    teams.take_out(at=at.pk, assignment=work[0].pk, **by())
    # Team size is three: one comes in, one waits, and nobody of the other team moved.
    assert len(queries.members_of(other)) == 3
    assert at.round.entries.filter(team=None).count() == 1
    assert Letter.objects.filter(kind="team-ended").count() == 2
    TeamRound.objects.update(starts=timezone.localdate())
    with pytest.raises(Conflict):
        teams.take_out(at=at.pk, assignment=other.pk, **by())


def test_withdrawn_assignment_in_the_middle_team_and_school_hear_and_nothing_is_lost() -> None:
    _at, (work,) = drawn(levels=("mbo-4", "hbo", "hbo"))
    result = made(work)
    team_results.answer(result=result.pk, side="coach", yes=True, reason="", version=1, **by())
    assert work.company is not None
    work.company.delete()
    work.refresh_from_db()
    result.refresh_from_db()
    assert (work.offer, work.company, work.company_name) == (None, None, "Bedrijf")
    assert len(queries.members_of(work)) == 3
    assert Letter.objects.filter(kind="team-company-gone").count() == 3
    assert Letter.objects.filter(kind="company-gone").count() == 1
    # The coach had said yes; nobody is left to wait for.
    assert result.accepted is not None


def test_company_stops_twice_and_can_no_longer_answer() -> None:
    _at, (work,) = drawn(levels=("mbo-4", "hbo", "hbo"))
    result = made(work)
    for _twice in range(2):
        team_results.company_stops(team=work.pk, **by())
    assert Letter.objects.filter(kind="company-gone").count() == 1
    with pytest.raises(NotFound):
        team_results.answer(result=result.pk, side="company", yes=True, reason="", version=1, **by())
    done = team_results.answer(result=result.pk, side="coach", yes=True, reason="", version=1, **by())
    assert done.accepted is not None


def test_removed_school_another_takes_its_team_over() -> None:
    at, (work,) = drawn(levels=("mbo-4", "hbo", "hbo"), schools=2)
    other = next(one for one in queries.schools_of(at.round) if one.pk != at.pk)
    at.school.delete()
    work.refresh_from_db()
    assert work.school is None
    assert len(queries.members_of(work)) == 3
    assert Letter.objects.filter(kind="team-school-gone").count() == 3
    assert Letter.objects.filter(kind="school-gone").count() == 1
    teams.take_over(at=other.pk, assignment=work.pk, by="test")
    work.refresh_from_db()
    assert work.school == other.school
    with pytest.raises(Conflict):
        teams.take_over(at=other.pk, assignment=work.pk, by="test")


def test_closing_an_assignment_before_the_draw_takes_it_out_of_the_draw() -> None:
    at = a_round()
    work = assignment(at)
    assert queries.assignments_in(at.round) == [work]
    work.offer.published_until = timezone.localdate() - timedelta(days=1)  # type: ignore[union-attr]
    work.offer.save()  # type: ignore[union-attr]
    assert queries.assignments_in(at.round) == []


@pytest.mark.parametrize(
    "changes",
    [
        {"title": ""},
        {"title": "x" * 201},
        {"summary": "mijn bsn is 111222333"},
        {"link": "geen adres"},
        {"link": "javascript:alert(1)"},
        {"link": "https://a.example/" + "x" * 300},
        {"licence": "eigen"},
        {"language": "fr"},
    ],
)
def test_result_refuses_bad_input(changes: dict[str, str]) -> None:
    _at, (work,) = drawn(levels=("mbo-4", "hbo", "hbo"))
    with pytest.raises(InputError):
        made(work, **changes)


def test_result_given_back_is_handed_in_again_and_both_answer_anew() -> None:
    _at, (work,) = drawn(levels=("mbo-4", "hbo", "hbo"))
    result = made(work)
    assert made(work).pk == result.pk
    team_results.answer(result=result.pk, side="coach", yes=True, reason="", version=1, **by())
    with pytest.raises(InputError):
        team_results.answer(result=result.pk, side="company", yes=False, reason="too-far", version=1, **by())
    back = team_results.answer(result=result.pk, side="company", yes=False, reason="company-secret", version=1, **by())
    assert back.accepted is None
    assert Letter.objects.filter(kind="result-returned").count() == 3
    with pytest.raises(Conflict):
        made(work, title="Anders")
    again = made(work, version=1, title="Anders")
    assert (again.coach, again.company, again.version) == ("waiting", "waiting", 2)
    with pytest.raises(Conflict):
        team_results.answer(result=result.pk, side="coach", yes=True, reason="", version=1, **by())


def test_accepted_result_counts_for_each_student_once_and_becomes_material() -> None:
    at, (work,) = drawn(levels=("mbo-4", "hbo", "hbo"), initiative="digiwise")
    result = made(work, summary="We verzamelden data met SQL en maakten een dashboard in Power BI.")
    for side in ("coach", "company", "company"):
        done = team_results.answer(result=result.pk, side=side, yes=True, reason="", version=1, **by())
    assert done.accepted is not None
    finished = Outcome.objects.filter(kind="finished")
    assert finished.values("journey__person").distinct().count() == finished.count() == 3
    one = finished.order_by("pk")[0]
    assert (one.evidence, one.initiative, bool(one.line)) == (
        "team-result",
        at.round.initiative,
        bool(at.round.initiative),
    )
    assert f"{SKILL}sql" in MaterialTag.objects.filter(kind="skill").values_list("value", flat=True)
    assert [found.pk for found in queries.find_material(skill=f"{SKILL}sql", level="hbo", language="nl")] == [result.pk]
    assert list(queries.find_material(level="wo")) == []
    assert queries.material_for([f"{SKILL}sql"]) == [done]
    with pytest.raises(Conflict):
        made(work, version=1, title="Te laat")


def test_names_stand_at_the_result_only_with_a_yes() -> None:
    at, (work,) = drawn(levels=("mbo-4", "hbo", "hbo"))
    result = made(work)
    entry = queries.members_of(work)[0]
    assert queries.makers_of(result) == []
    team_places.say(round_=at.round_id, person=entry.person, company_sees=False, credited=True, by="test")
    assert queries.makers_of(result) == [entry.person.name]
    assert queries.names_for_company(work) == []
    people.withdraw_consent(person=entry.person, purpose_id=team_places.PURPOSE, **by())
    assert queries.makers_of(result) == []


def test_reminder_goes_once_to_who_has_not_answered() -> None:
    _at, (work,) = drawn(levels=("mbo-4", "hbo", "hbo"))
    result = made(work)
    team_results.answer(result=result.pk, side="coach", yes=True, reason="", version=1, **by())
    assert team_results.remind(**by()) == 0
    TeamResult.objects.update(answer_by=timezone.localdate())
    counts = daily.run(by="test", now=timezone.now())
    assert counts["results"] == 1
    assert team_results.remind(**by()) == 0
    assert list(Letter.objects.filter(kind__startswith="remind-result").values_list("kind", flat=True)) == [
        "remind-result-firm"
    ]
    assert AuditEvent.objects.filter(action="journeys.remind", subject=f"team result {result.pk}").count() == 1


def test_use_in_a_lesson_counts_once_per_lesson() -> None:
    _at, (work,) = drawn(levels=("mbo-4", "hbo", "hbo"))
    result, school = made(work), make.organisation("Gilde", kind="mbo")
    with pytest.raises(NotFound):
        team_results.use(result=result.pk, school=school, lesson="Databases 1", **by())
    for side in ("coach", "company"):
        team_results.answer(result=result.pk, side=side, yes=True, reason="", version=1, **by())
    for lesson in ("Databases 1", "Databases 1 ", "Databases 2"):
        team_results.use(result=result.pk, school=school, lesson=lesson, **by())
    assert queries.material()[0].used == 2


def test_milestones_are_ticked_and_unticked() -> None:
    _at, (work,) = drawn(levels=("mbo-4", "hbo", "hbo"))
    moment = team_results.tick(team=work.pk, code="start", done=True, **by())
    assert team_results.tick(team=work.pk, code="start", done=True, **by()).done == moment.done
    assert team_results.tick(team=work.pk, code="start", done=False, **by()).done is None
    with pytest.raises(NotFound):
        team_results.tick(team=work.pk, code="anders", done=True, **by())


def test_discard_only_without_students() -> None:
    at = a_round()
    student(at, "Sam", "hbo")
    with pytest.raises(Conflict):
        teams.discard(at=at.pk, by="test")
    TeamEntry.objects.all().delete()
    teams.discard(at=at.pk, by="test")
    assert not TeamRound.objects.exists()
    with pytest.raises(NotFound):
        teams.discard(at=at.pk, by="test")


def test_coach_acts_for_the_school_and_follows_the_account() -> None:
    at = a_round()
    stranger = make.user()
    with pytest.raises(NotFound):
        teams.be_coach(at=at.pk, account=stranger, name="Els", contact="kamer 3", **by())
    mine = coach(at)
    work = assignment(at)
    work.round = at.round
    assert queries.is_coach(work, mine)
    assert not queries.is_coach(work, stranger)
    mine.delete()
    assert queries.coach_of(at.round, at.school_id) is None


def test_what_students_showed_is_not_kept_forever() -> None:
    at, (work,) = drawn()
    assert team_places.forget_old(now=timezone.now()) == 0
    later = timezone.now() + timedelta(days=500)
    assert [team_places.forget_old(now=later) for _twice in range(2)] == [1, 0]
    assert all(one.skills == [] for one in queries.members_of(work))
    round_ = TeamRound.objects.get(pk=at.round_id)
    assert all(row["skills"] == [] and row["level"] == "" for row in round_.record["students"])
    assert len(queries.members_of(work)) == 3


LEVELS = st.sampled_from(["mbo-4", "hbo", "wo"])
PEOPLE = st.lists(st.tuples(LEVELS, st.frozensets(st.sampled_from("abcde"), max_size=3)), min_size=2, max_size=14)


@settings(max_examples=40)
@given(PEOPLE, st.integers(1, 4), st.integers(2, 5), st.text(min_size=1, max_size=4))
def test_making_again_gives_the_same_and_nobody_is_alone(people_: Any, work: int, size: int, seed: str) -> None:
    students = [engine.Student(f"s{at}", level, tuple(skills)) for at, (level, skills) in enumerate(people_)]
    asked = [engine.Work(f"w{at}", {"a": 2, "b": 1}) for at in range(work)]
    first = engine.make(students, asked, size=size, levels=["mbo-4", "hbo"], seed=seed)
    again = engine.make(list(reversed(students)), list(reversed(asked)), size=size, levels=["mbo-4", "hbo"], seed=seed)
    assert first == again
    assert engine.same_again(first, commitment_shown=engine.fingerprint(seed)) is True
    assert engine.same_again({**first, "teams": []}, commitment_shown=engine.fingerprint(seed)) is False
    members = [key for team in first["teams"] for key in team["members"]]
    assert sorted([*members, *first["waiting"]]) == sorted(one.key for one in students)
    assert all(2 <= len(team["members"]) <= max(size, 2) for team in first["teams"])
    assert first["mix"] <= first["mix_bound"]
    assert first["weight"] <= first["weight_bound"]


@settings(max_examples=40)
@given(PEOPLE, st.integers(0, 13))
def test_remaking_moves_nobody_who_has_a_team(people_: Any, cut: int) -> None:
    students = [engine.Student(f"s{at}", level, tuple(skills)) for at, (level, skills) in enumerate(people_)]
    seated, waiting = students[:cut], students[cut:]
    now = engine.Now(
        {"w0": seated[:3], "w1": seated[3:6]}, waiting, [engine.Work("w0", {"a": 1}), engine.Work("w1", {})]
    )
    placed = engine.remake(now, size=4, levels=["mbo-4", "hbo", "wo"], seed="x")
    assert set(placed) <= {one.key for one in waiting}
    for key, team in now.teams.items():
        assert len(team) + sum(1 for to in placed.values() if to == key) <= max(4, len(team))


def test_who_does_not_fit_in_even_teams_is_left_out_by_lot_not_by_skill() -> None:
    able = [engine.Student(f"s{at}", "hbo", ("a",) if at else ()) for at in range(3)]
    left = set()
    for seed in "abcdefgh":
        done = engine.make(
            able, [engine.Work("w0", {"a": 2}), engine.Work("w1", {"a": 2})], size=2, levels=["hbo"], seed=seed
        )
        assert [len(team["members"]) for team in done["teams"]] == [2]
        assert len(done["waiting"]) == 1
        left |= set(done["waiting"])
    assert len(left) > 1
    now = engine.Now({}, able, [engine.Work("w0", {"a": 2}), engine.Work("w1", {})])
    assert len(engine.remake(now, size=2, levels=["hbo"], seed="x")) == 2


def test_quota_lets_each_asked_level_in_before_the_rest() -> None:
    students = [engine.Student(f"h{at}", "hbo", ()) for at in range(30)] + [engine.Student("w", "wo", ())]
    done = engine.make(students, [engine.Work("a", {})], size=3, levels=["hbo", "wo"], seed="s")
    assert "w" in done["teams"][0]["members"]
    assert len(done["waiting"]) == 28


def test_times_are_kept_in_the_audit_trail_without_names() -> None:
    at, (work,) = drawn(levels=("mbo-4", "hbo", "hbo"))
    assert isinstance(at.round.drawn, datetime)
    assert RoundAssignment.objects.get(pk=work.pk).round.drawn == at.round.drawn
    for event in AuditEvent.objects.filter(action__startswith="journeys."):
        assert "Student" not in str(event.details)
