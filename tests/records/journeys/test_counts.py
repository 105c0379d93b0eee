"""Counting: a person once, only who agreed, intervals where they cannot be linked, nothing of small numbers."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from schakel.records.core.region import current_region, lines_of
from schakel.records.journeys import queries_counts as counts
from schakel.records.journeys.actions import desk, paths
from schakel.records.journeys.models import Booking, Invitation, Journey, Outcome, Step
from schakel.records.offers.models import Offer
from schakel.records.people.models import Consent, Person
from support import factories as make

pytestmark = pytest.mark.django_db

NOW = timezone.make_aware(datetime(2026, 6, 10, 12))
TODAY = NOW.date()
BY: dict[str, Any] = {"by": "test", "now": NOW}


@pytest.fixture
def many() -> int:
    """The smallest number that is shown."""
    return counts.disclosure().shown_from


def agreed(count: int = 1) -> list[Person]:
    made = [make.person(f"P{number}") for number in range(count)]
    Consent.objects.bulk_create(Consent(person=one, purpose="counted", version=1, given=NOW) for one in made)
    return made


def did(person: Person, *kinds: str, on: date = TODAY, offer: Offer | None = None, **fields: Any) -> Journey:
    """A journey with one step and these outcomes."""
    journey = Journey.objects.create(person=person, opened=NOW, **fields)
    step = Step.objects.create(journey=journey, number=1, title="Stap", offer=offer)
    for kind in kinds:
        words = {"initiative": offer.initiative if offer else "", "evidence": "school", "recorded": NOW}
        Outcome.objects.create(journey=journey, step=step, kind=kind, on=on, **words)
    return journey


def rows(by: str = "initiative", period: counts.Period | None = None) -> dict[tuple[str, str], tuple[Any, Any]]:
    found = counts.persons(by=by, period=period or counts.Period())
    return {(one.group, one.what): (one.low, one.high) for one in found}


def test_a_person_counts_once(many: int) -> None:
    offer = make.offer(initiative="make-it-work")
    for person in agreed(many):
        did(person, "started", "finished", offer=offer)
        did(person, "started", offer=offer)
    assert rows() == {("make-it-work", "started"): (many, many), ("make-it-work", "finished"): (many, many)}


def test_small_numbers_are_not_given(many: int) -> None:
    for person in agreed(many - 1):
        did(person, "hired")
    assert rows() == {("", "hired"): (None, None)}


def test_numbers_are_rounded(many: int) -> None:
    step = counts.disclosure().round_to
    for person in agreed(many + 1):
        did(person, "hired")
    assert rows()["", "hired"][0] % step == 0


def test_who_did_not_agree_or_is_made_up_is_not_counted(many: int) -> None:
    for person in [make.person() for _ in range(many)]:
        did(person, "hired")
    for person in agreed(many):
        did(person, "hired", fictional=True)
    assert rows() == {}
    assert counts.not_counted() == many


def test_who_takes_consent_back_is_no_longer_counted(many: int) -> None:
    for person in agreed(many):
        did(person, "hired")
    Consent.objects.update(withdrawn=NOW)
    assert rows() == {}


def test_a_line_is_that_of_the_initiative(many: int) -> None:
    initiative = next(one for one in current_region().initiatives if len(one.lines) == 2)
    offer = make.offer(initiative=initiative.id)
    for person in agreed(many):
        did(person, "started", offer=offer)
    assert rows("line") == {(line, "started"): (many, many) for line in initiative.lines}
    assert set(counts.group_names("line", "de")) >= set(initiative.lines)
    assert counts.group_names("initiative", "nl")[initiative.id] == initiative.name
    assert lines_of("no-such-initiative") == ()


def test_outcomes_know_their_line() -> None:
    offer = make.offer(initiative="ai-hub-brightlands")
    plan = [paths.PlannedStep("Stap", offer=offer.pk)]
    journey = paths.open_journey(person=make.person().pk, goal="", steps=plan, **BY)
    paths.move_step(step=journey.steps.get().pk, state="started", **BY)
    found = Outcome.objects.get()
    assert found.line == ",".join(lines_of("ai-hub-brightlands"))
    assert (found.initiative, found.evidence, found.on) == ("ai-hub-brightlands", "person", NOW.date())


def test_bookings_are_events(many: int) -> None:
    session = make.session(make.offer(kind="shadow-day", initiative="x"), starts=NOW)
    for person in agreed(many):
        Booking.objects.create(session=session, person=person, made=NOW, changed=NOW, state="attended")
    assert rows("kind") == {("shadow-day", "attended"): (many, many)}
    assert rows("kind", counts.year(2025)) == {}
    assert rows("kind", counts.year(2026)) != {}
    assert counts.years() == [2026]


def test_referrals_that_cannot_be_linked_give_an_interval(many: int) -> None:
    partner = make.organisation("Leo")
    known = agreed(many)
    for number, person in enumerate([*known, *[None] * 5]):
        words = {"person": person.pk} if person else {}
        asked = make.request(f"Vraag {number}", now=NOW, email=f"p{number}@example.org", **words)
        desk.refer(request=asked.pk, version=1, partner=partner.pk, consent="Ja.", **BY)
    assert rows()["", "referred"] == (counts.shown(many), counts.shown(many + 5))


def test_the_edges_of_a_year_are_in_it(many: int) -> None:
    for person in agreed(many):
        did(person, "hired", on=date(2025, 12, 31))
    assert rows(period=counts.year(2025)) == {("", "hired"): (many, many)}
    assert rows(period=counts.year(2026)) == {}
    assert rows(period=counts.Period(since=date(2025, 12, 31))) == rows(period=counts.Period(until=date(2025, 12, 31)))


def test_results_have_an_interval(many: int) -> None:
    course, day = make.offer(kind="course"), make.offer(kind="shadow-day")
    everybody = agreed(2 * many)
    for number, person in enumerate(everybody):
        did(person, "started", "finished" if number % 2 else "stopped", offer=course)
        journey = did(person, "started", offer=day)
        if number < many:
            later = NOW.date() + timedelta(days=30)
            Outcome.objects.create(journey=journey, kind="hired", on=later, evidence="employer", recorded=NOW)
    found = counts.results(period=counts.Period())
    course_row, day_row = found["finished"]
    assert (course_row.name, course_row.whole, course_row.percent) == ("course", 2 * many, Decimal(50))
    assert course_row.low < 50 < course_row.high  # type: ignore[operator]
    assert day_row.whole is None  # nobody's shadow day ended
    assert [one.percent for one in found["hired"]] == [Decimal(50), Decimal(50)]


def test_work_before_a_step_does_not_come_of_it(many: int) -> None:
    course = make.offer(kind="course")
    for number, person in enumerate(agreed(2 * many)):
        did(person, "hired", on=date(2020, 1, 1))
        did(person, "started", "hired", offer=course) if number < many else did(person, "started", offer=course)
    assert [one.percent for one in counts.results(period=counts.Period())["hired"]] == [Decimal(50)]


def test_a_share_tells_no_small_number(many: int) -> None:
    for part, whole in ((0, 3 * many), (1, 3 * many), (3 * many, 3 * many), (3 * many - 1, 3 * many), (1, 2)):
        assert counts.share_of_people("course", part, whole).percent is None
    assert counts.share_of_people("course", many, 3 * many).percent == Decimal(33)


def test_in_time_takes_both_kinds_of_answers_together(many: int) -> None:
    host, person = make.organisation("Leo"), make.person()
    for number in range(many):
        asked = make.request(f"Vraag {number}", now=NOW, email=f"p{number}@example.org")
        made = desk.refer(request=asked.pk, version=1, partner=host.pk, consent="Ja.", **BY)
        desk.answer_referral(referral=made.pk, accepted=True, **BY)
        offer = make.offer(kind="vacancy", organisation=host)
        words = {"asked": NOW, "answered": NOW, "answer_by": NOW.date(), "contact_by": NOW.date() - timedelta(days=1)}
        Invitation.objects.create(offer=offer, person=person, message="Kom", state="accepted", **words)
    (found,) = counts.in_time(now=NOW)
    assert (found.name, found.whole, found.percent) == ("Leo", 2 * many, Decimal(50))


def test_in_time_of_few_says_nothing() -> None:
    asked = make.request(now=NOW)
    made = desk.refer(request=asked.pk, version=1, partner=make.organisation("Leo").pk, consent="Ja.", **BY)
    desk.answer_referral(referral=made.pk, accepted=True, **BY)
    assert counts.in_time(now=NOW) == [counts.Share("Leo", None, None, None, None)]


def test_counting_asks_few_questions(many: int, django_assert_max_num_queries: Any) -> None:
    for person in agreed(3 * many):
        did(person, "started", "finished", "hired", offer=make.offer(initiative="make-it-work"))
    with django_assert_max_num_queries(3):
        counts.persons(by="line", period=counts.Period())
