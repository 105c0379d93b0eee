"""More of the world of `support.actors`: own offers of schools, questions about offers, work found, assignments."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from schakel.records.journeys.actions import (
    ambassadors,
    bookings,
    draw_names,
    draws,
    enquiries,
    hiring,
    team_places,
    team_results,
    teams,
)
from schakel.records.journeys.models import Invitation, TeamResult
from schakel.records.offers import posting, schooling
from schakel.records.organisations.models import Organisation
from schakel.records.people.models import Person
from support import factories as make
from support import teams as rounds

BY: dict[str, Any] = {"by": "test"}


def build(world: Any, *, us: Organisation, school: Organisation, person: Person) -> None:
    """Fill in the addresses of what is built here."""
    _own_offer(world, school)
    _questions(world, us, school, person)
    _asked_of_school(world, school)
    _hired(world, us, person)
    _intern(world, us, school, person)
    _ambassador(world, us)
    _guests(world, us)
    _assignments(world, us, school, person)


def _own_offer(world: Any, school: Organisation) -> None:
    made = posting.draft_course(
        organisation=school,
        kind="course",
        text="Je leert SQL. schoolconcept",
        title="Cursus",
        now=timezone.now(),
        **BY,
    )
    schooling.put_module(
        posting=made.pk,
        version=made.version,
        told=schooling.ModuleTold("Module 1", hours=20, teaches=("sql",)),
        now=timezone.now(),
        **BY,
    )
    made.refresh_from_db()
    module = made.modules.get()
    rule = schooling.put_rule(
        posting=made.pk,
        version=made.version,
        told=schooling.RuleTold(modules=(module.key,), source="Examenregeling", level="mbo-4", studies="ICT"),
        now=timezone.now(),
        **BY,
    )
    key = {"key": str(made.key)}
    for name in ["check-offer", "close-offer", "discard-offer", "new-module", "new-rule", "posting", "publish-offer"]:
        world.words[f"school:{name}"] = key
    for name in ("module", "remove-module"):
        world.words[f"school:{name}"] = {**key, "module": str(module.key)}
    for name in ("rule", "remove-rule"):
        world.words[f"school:{name}"] = {**key, "rule": str(rule.key)}


def _questions(world: Any, us: Organisation, school: Organisation, person: Person) -> None:
    now = timezone.now()
    public = posting.draft_course(organisation=school, kind="course", text="", title="Ad Data", now=now, **BY)
    told = posting.Told(title="Ad Data", answers={"sql": "erbij"}, levels="ad", weeks=10)
    posting.change(posting=public.pk, version=1, told=told, now=now, **BY)
    public = posting.publish(posting=public.pk, version=2, now=now, **BY)
    schooling.put_module(
        posting=public.pk,
        version=public.version,
        told=schooling.ModuleTold("Module 1", hours=20, teaches=("sql",)),
        now=now,
        **BY,
    )
    public.refresh_from_db()
    assert public.offer is not None
    asked = enquiries.ask_exemption(
        offer=public.offer,
        person=person,
        modules=[public.modules.get().key],
        text="Ik deed dit al: vrijgestelde vraag.",
        document="Diploma",
        now=now,
        **BY,
    )
    world.words["school:exemption"] = {"key": str(asked.key)}
    world.words["mine:ask-exemption"] = {"slug": public.offer.slug}
    post = posting.draft(organisation=us, kind="teacher-post", text="Docentenstage", now=now, **BY)
    post = posting.publish(posting=post.pk, version=post.version, now=now, **BY)
    assert post.offer is not None
    teacher = enquiries.ask_for_teacher(
        offer=post.offer, school=school, text="Docent wil meelopen", contact="docent@school.example", now=now, **BY
    )
    world.words["employer:teacher-question"] = {"key": str(teacher.key)}
    world.words["school:teacher-take-back"] = {"key": str(teacher.key)}
    world.words["school:ask-teacher"] = {"slug": post.offer.slug}


def _asked_of_school(world: Any, school: Organisation) -> None:
    """Another school asks whether a teacher of it may come along with this one."""
    now, asker = timezone.now(), Organisation.objects.get(name="Huis other school")
    post = posting.draft_course(
        organisation=school, kind="placement", text="Docentenstage", title="Loop mee", now=now, **BY
    )
    post = posting.publish(posting=post.pk, version=post.version, now=now, **BY)
    assert post.offer is not None
    asked = enquiries.ask_for_teacher(
        offer=post.offer, school=asker, text="Mag onze docent?", contact="lector@school.example", now=now, **BY
    )
    world.words["school:teacher-question"] = {"key": str(asked.key)}


def _intern(world: Any, us: Organisation, school: Organisation, person: Person) -> None:
    """The person got an internship at this employer by a draw, and shows it who they are."""
    now = timezone.now()
    before = now - timedelta(days=9)
    dates = draws.Dates("Stages najaar", before, now - timedelta(days=2), now.date())
    period = draws.make_period(school=school, told=dates, now=before - timedelta(days=1), **BY)
    stage = make.offer("Stage bij het huis", kind="internship", organisation=us)
    place = draws.set_place(period=period.pk, offer=stage.pk, capacity=2, now=before - timedelta(hours=1), **BY)
    draws.wish(period=period.pk, person=person.pk, wishes=[place.pk], version=0, now=before + timedelta(days=1), **BY)
    draws.hold_draw(period=period.pk, now=now, **BY)
    entry = draw_names.show_name(period=period.pk, person=person.pk, contact="zwanenburg@talent.example", now=now, **BY)
    world.words["employer:hire-intern"] = {"key": str(entry.key)}


def _hired(world: Any, us: Organisation, person: Person) -> None:
    """The person was hired after the invitation; their plan is there already."""
    one = Invitation.objects.get(person=person, state=Invitation.State.ACCEPTED)
    made = hiring.tell(
        after=hiring.After("invitation", one.pk),
        starts=timezone.localdate() + timedelta(days=20),
        told_by="employer",
        now=timezone.now(),
        **BY,
    )
    world.words["employer:plan"] = {"key": str(made.key)}


def _ambassador(world: Any, us: Organisation) -> None:
    made = ambassadors.ask(
        organisation=us,
        name="Ans Ambassadeur",
        email="ans@werkgever.example",
        languages=("nl",),
        about="Vraag mij alles.",
        now=timezone.now(),
        **BY,
    )
    world.words["open:ambassador"] = {"token": ambassadors.token_of(made)}


def _guests(world: Any, us: Organisation) -> None:
    """Somebody comes along for a day, and does not show this employer a name."""
    day = make.session(make.offer("Loop mee", kind="shadow-day", organisation=us), days=5, capacity=3)
    shy = Person.objects.get(name="Joris Kwispelstaart")
    bookings.book(session=day.pk, person=shy.pk, now=timezone.now(), **BY)
    world.words["employer:guests-day"] = {"session": day.key}


def _assignments(world: Any, us: Organisation, school: Organisation, person: Person) -> None:
    at = rounds.a_round(school)
    work = rounds.assignment(at, organisation=us)
    rounds.coach(at)
    said = team_places.Said(school.pk, "mbo-4", ("urn:schakel:skill:sql",))
    team_places.sign_up(round_=at.round_id, person=person, said=said, version=0, **rounds.by())
    for number in range(2):
        rounds.student(at, f"Student {number}", "hbo")
    rounds.closed(at.round)
    teams.make_teams(at=at.pk, **rounds.by())
    result = rounds.made(work)
    team_results.accept_when_ready(_yes(result), **rounds.by())
    key = {"key": at.round.key}
    world.words["rounds"] = world.words["teams"] = key
    world.words["rounds:team"] = {**key, "team": str(work.key)}
    world.words["assigned:team"] = {"key": str(work.key)}
    world.words["material"] = {"key": str(result.key)}
    make.indexed()


def _yes(result: TeamResult) -> TeamResult:
    """Coach and company said yes."""
    result.coach = result.company = TeamResult.Answer.ACCEPTED
    result.save(update_fields=["coach", "company"])
    return result
