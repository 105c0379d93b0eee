"""What guests and hosts thought, as figures: each guest once, small numbers hidden, the host reads its own."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from schakel.records.journeys import queries_counts as counts
from schakel.records.journeys.models import Booking, Letter, Reply
from schakel.records.journeys.queries_evaluations import Evaluation, evaluations, evaluations_of
from schakel.records.organisations.models import Organisation
from schakel.records.people.models import Consent, Person
from screens.desk.test_results import signed_in as adviser
from screens.employer.test_employer import ROOM, signed_in
from support import factories as make
from support import pages
from support.client import StrictClient

pytestmark = pytest.mark.django_db
NOW = timezone.now()
OWN = f"{ROOM}hoe-het-was/"
GOOD = {"useful": "yes", "as-agreed": "yes", "this-work": "maybe"}
BAD = {"useful": "no", "as-agreed": "yes", "this-work": "no"}


@pytest.fixture
def many() -> int:
    return counts.disclosure().shown_from


@pytest.fixture
def host() -> Organisation:
    return make.organisation("Maasdal Techniek")


def guest(of: Organisation, answers: dict[str, str], *, who: Person | None = None, **fields: Any) -> Person:
    agreed = fields.pop("agreed", True)
    person = who or make.person("Gast Geheim")
    if agreed and who is None:
        Consent.objects.create(person=person, purpose="counted", version=1, given=NOW)
    day = make.session(make.offer("Meeloopdag", kind="shadow-day", organisation=of), days=-3, **fields)
    booked = Booking.objects.create(session=day, person=person, state="booked", made=NOW, changed=NOW)
    reply("evaluate", "booking", booked.pk, answers, person=person)
    return person


def reply(kind: str, about: str, number: int, answers: dict[str, str], *, person: Person | None = None) -> None:
    letter = Letter.objects.create(kind=kind, about=about, number=number, person=person, state="sent", made=NOW)
    Reply.objects.create(letter=letter, answers=answers, at=timezone.now())


def hosted(of: Organisation, again: str) -> None:
    day = make.session(make.offer("Meeloopdag", kind="shadow-day", organisation=of), days=-3)
    reply("host-again", "session", day.pk, {"useful": "yes", "as-agreed": "yes", "again": again})


def found(by: str = "kind", **words: Any) -> dict[tuple[str, str, str], counts.Share]:
    rows: list[Evaluation] = evaluations(by=by, period=words.get("period", counts.Period()))
    return {(one.side, one.share.name, one.question): one.share for one in rows}


def test_shares_per_kind_and_per_organisation(many: int, host: Organisation) -> None:
    for answers in [GOOD] * many + [BAD] * many:
        guest(host, answers)
    useful = found()["evaluate", "shadow-day", "useful"]
    assert (useful.whole, useful.percent) == (counts.shown(2 * many), 50)
    assert useful.low is not None
    assert useful.high is not None
    assert useful.low < 50 < useful.high
    assert found("organisation")["evaluate", "Maasdal Techniek", "useful"].percent == 50
    assert found()["evaluate", "shadow-day", "as-agreed"].percent is None, (
        "nobody said no: that would tell of everybody"
    )


def test_few_answers_give_no_share(many: int, host: Organisation) -> None:
    for answers in [GOOD] * (many - 1) + [BAD] * many:
        guest(host, answers)
    assert found()["evaluate", "shadow-day", "useful"].percent is None


def test_guest_counts_once_with_the_last_answer(many: int, host: Organisation) -> None:
    people = [guest(host, BAD) for _number in range(2 * many)]
    for one in people[:many]:
        guest(host, GOOD, who=one)
    useful = found()["evaluate", "shadow-day", "useful"]
    assert (useful.whole, useful.percent) == (counts.shown(2 * many), 50)


def test_who_did_not_agree_and_what_is_made_up_is_left_out(many: int, host: Organisation) -> None:
    for answers in [GOOD] * many + [BAD] * many:
        guest(host, answers, agreed=False)
        guest(host, answers, fictional=True)
    assert found() == {}


def test_hosts_answer_for_each_day(many: int, host: Organisation) -> None:
    for again in ["yes"] * many + ["maybe"] * many:
        hosted(host, again)
    again = found()["host-again", "shadow-day", "again"]
    assert (again.whole, again.percent) == (counts.shown(2 * many), 50)
    assert {one.side for one in evaluations_of(host.pk, period=counts.Period())} == {"host-again"}
    assert evaluations_of(make.organisation().pk, period=counts.Period()) == []


def test_period_is_that_of_the_answer(many: int, host: Organisation) -> None:
    for answers in [GOOD] * many + [BAD] * many:
        guest(host, answers)
    before = counts.Period(None, timezone.localdate() - timedelta(days=1))
    assert found(period=before) == {}
    assert found(period=counts.year(timezone.localdate().year))


def test_counting_asks_few_questions(many: int, host: Organisation, django_assert_max_num_queries: Any) -> None:
    for answers in [GOOD] * 4:
        guest(host, answers)
        hosted(host, "yes")
    with django_assert_max_num_queries(4):
        evaluations(by="organisation", period=counts.Period())


def test_adviser_reads_all_and_a_host_its_own(many: int, host: Organisation) -> None:
    for answers in [GOOD] * many + [BAD] * many:
        guest(host, answers)
    text = pages.text(adviser("adviser").get("/loket/resultaten/"))
    assert "Wat gasten en gastheren vonden" in text
    assert "Weet je nu beter hoe het werk is?" in text
    assert "Maasdal Techniek" in text
    own = pages.text(signed_in(host).get(OWN))
    assert "50%" in own.replace(" %", "%")
    assert "Gast Geheim" not in own
    assert "Nog niemand antwoordde." in pages.text(signed_in(make.organisation()).get(OWN))
    assert StrictClient().get(OWN)["Location"].startswith("/account/")
    assert signed_in().get(OWN).status_code == 403


@pytest.mark.parametrize(
    ("prefix", "words"),
    [("", "Hoe onze dagen gingen"), ("/en", "How our days went"), ("/de", "Wie unsere Tage waren")],
)
def test_page_of_the_host_stands_in_three_languages(host: Organisation, prefix: str, words: str) -> None:
    hosted(host, "yes")
    text = pages.text(signed_in(host).get(f"{prefix}{OWN}"))
    assert words in text
    assert "Maasdal" in text


def test_old_letters_without_a_name_still_count(many: int, host: Organisation) -> None:
    for answers in [GOOD] * many + [BAD] * many:
        guest(host, answers)
    Letter.objects.update(person=None, account=None)
    assert found()["evaluate", "shadow-day", "useful"].percent == 50
