"""Exemptions from the first rule to a granted question: the school, a colleague, another school, the person, a visitor."""

from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from schakel.records.core.models import AuditEvent
from schakel.records.journeys.actions import enquiries, reminders, rounds
from schakel.records.journeys.actions.forgetting import forget_silent
from schakel.records.journeys.house_rules import house_rules
from schakel.records.journeys.models import Enquiry, Letter
from schakel.records.offers import posting as posting_actions
from schakel.records.offers import schooling
from schakel.records.offers.models import CourseModule, Offer, Posting, PriorLearning
from schakel.records.organisations.models import Organisation
from schakel.records.people.models import Experience, Person, Profile
from schakel.screens.open.after.mail import compose
from support import factories as make
from support import pages
from support.client import StrictClient

pytestmark = pytest.mark.django_db
ROOM = "/onderwijs/mijn/"
TAUGHT = ("java", "sql", "git")
# What the programme teaches beside its modules: nobody follows a whole programme for one skill.
MORE = ("programming", "object-oriented-programming", "debugging", "unit-testing", "api-development")


def signed_in(of: Organisation | None = None, role: str = "school") -> StrictClient:
    client, who = StrictClient(), make.user()
    if of is not None:
        make.membership(role, of=of, who=who)
        make.with_app(who)
    client.force_login(who)
    return client


@pytest.fixture
def school() -> Organisation:
    return make.organisation("Zuyd", kind="hbo")


@pytest.fixture
def owner(school: Organisation) -> StrictClient:
    return signed_in(school)


@pytest.fixture
def programme(school: Organisation) -> Posting:
    """A published associate degree of 40 weeks and 1600 euros, in four modules of 100 study hours and 400 euros."""
    now = timezone.now()
    made = posting_actions.draft_course(
        organisation=school, kind="programme", text="", title="Ad Software", by="test", now=now
    )
    told = posting_actions.Told(
        title="Ad Software",
        answers=dict.fromkeys((*TAUGHT, *MORE), "erbij"),
        levels="ad",
        weeks=40,
        price=Decimal(1600),
    )
    posting_actions.change(posting=made.pk, version=1, told=told, by="test", now=now)
    posting_actions.publish(posting=made.pk, version=2, by="test", now=now)
    for at, skill in enumerate([*TAUGHT, ""], 1):
        module = schooling.ModuleTold(f"Module {at}", hours=100, price=Decimal(400), teaches=(skill,) if skill else ())
        made.refresh_from_db()
        schooling.put_module(posting=made.pk, version=made.version, told=module, by="test", now=now)
    made.refresh_from_db()
    return made


def keys(posting: Posting) -> list[UUID]:
    return list(posting.modules.order_by("number").values_list("key", flat=True))


def ruled(posting: Posting, *modules: int, **words: Any) -> PriorLearning:
    posting.refresh_from_db()
    told = schooling.RuleTold(
        modules=tuple(keys(posting)[at] for at in modules),
        source="Examenregeling 2026, artikel 12",
        **(words or {"level": "mbo-4", "studies": "Software developer, Applicatieontwikkelaar"}),
    )
    return schooling.put_rule(posting=posting.pk, version=posting.version, told=told, by="test", now=timezone.now())


def student(level: str = "mbo-4", study: str = "Software developer", **fields: Any) -> tuple[Person, StrictClient]:
    goal = "urn:schakel:occupation:software-developer"
    person = make.own_person(skills=["teamwork"], level=level, goal=goal, **fields)
    if study:
        profile = Profile.objects.get(person=person)
        Experience.objects.create(profile=profile, kind="study", title=study, started="2021", ended="2024")
    client = StrictClient()
    client.force_login(person.user)
    return person, client


def asked(person: Person, posting: Posting, *modules: int) -> Enquiry:
    assert posting.offer is not None
    return enquiries.ask_exemption(
        offer=posting.offer,
        person=person,
        modules=[keys(posting)[at] for at in modules],
        text="Ik deed dit al.",
        document="Diploma mbo-4",
        by="test",
        now=timezone.now(),
    )


def send_question(client: Any, posting: Posting, *modules: int, **words: Any) -> Any:
    assert posting.offer is not None
    told = {"modules": [str(keys(posting)[at]) for at in modules], "tekst": "Ik werkte er 3 jaar mee.", "mag": "on"}
    return client.post(reverse("mine:ask-exemption", args=[posting.offer.slug]), {**told, **words})


def step_of(client: Any, posting: Posting) -> Any:
    """The step of this programme in the person's first route that holds it, with that route."""
    page = client.get(reverse("mine:routes"))
    for route in page.context["role"].routes:
        for step in route.steps:
            if posting.offer is not None and step.offer.id == posting.offer.slug:
                return route, step
    raise AssertionError("the programme is in no route")


# The school writes modules and rules.


def test_modules_are_added_changed_and_taken_out(owner: Any, programme: Posting) -> None:
    address = reverse("school:new-module", args=[programme.key])
    told = {"titel": "Project", "uren": "40", "prijs": "99", "leert": "Git", "versie": programme.version}
    assert owner.post(address, told).status_code == 302
    made = programme.modules.get(title="Project")
    assert (made.number, made.hours, made.price, made.teaches) == (5, 40, 99, ["git"])
    programme.refresh_from_db()
    change = {**told, "titel": "Groot project", "nodig": [str(keys(programme)[0])], "versie": programme.version}
    assert owner.post(reverse("school:module", args=[programme.key, made.key]), change).status_code == 302
    made.refresh_from_db()
    assert made.title == "Groot project"
    assert [one.number for one in made.needs.all()] == [1]
    programme.refresh_from_db()
    gone = reverse("school:remove-module", args=[programme.key, made.key])
    for _twice in range(2):
        assert owner.post(gone, {"versie": programme.version}).status_code == 302
    assert programme.modules.count() == 4


def test_a_second_click_adds_no_second_module(owner: Any, programme: Posting) -> None:
    told = {"titel": "Project", "versie": programme.version}
    for _twice in range(2):
        assert owner.post(reverse("school:new-module", args=[programme.key]), told).status_code == 302
    assert programme.modules.filter(title="Project").count() == 1


@pytest.mark.parametrize(
    "wrong",
    [{"titel": ""}, {"titel": "Module 1", "uren": "7"}, {"uren": "-4"}, {"prijs": "-1"}, {"leert": "xqzzy"}],
)
def test_a_wrong_module_is_refused(owner: Any, programme: Posting, wrong: dict[str, str]) -> None:
    told = {"titel": "Project", "versie": programme.version, **wrong}
    assert owner.post(reverse("school:new-module", args=[programme.key]), told).status_code == 422
    assert programme.modules.count() == 4


def test_modules_in_a_circle_are_refused(owner: Any, programme: Posting) -> None:
    first, second = keys(programme)[:2]
    for module, need in ((second, first), (first, second)):
        programme.refresh_from_db()
        one = programme.modules.get(key=module)
        told = {"titel": one.title, "uren": 100, "nodig": [str(need)], "versie": programme.version}
        answer = owner.post(reverse("school:module", args=[programme.key, module]), told)
        assert answer.status_code == (302 if module == second else 422)


def test_a_stale_tab_does_not_overwrite_a_colleague(owner: Any, programme: Posting) -> None:
    told = {"titel": "Project", "versie": programme.version - 1}
    assert owner.post(reverse("school:new-module", args=[programme.key]), told).status_code == 409
    rule = {"modules": [str(keys(programme)[0])], "niveau": "hbo", "bewijs": "evidenced", "bron": "x", "versie": "1"}
    assert owner.post(reverse("school:new-rule", args=[programme.key]), rule).status_code == 409


def test_a_rule_is_written_read_and_taken_out(owner: Any, programme: Posting) -> None:
    told = {
        "modules": [str(one) for one in keys(programme)[:2]],
        "niveau": "mbo-4",
        "studies": "Software developer,  Applicatie- en mediaontwikkelaar",
        "kan": "Java, SQL",
        "hoe_goed": "2",
        "bewijs": "validated",
        "werk": "software-developer",
        "jaren": "3",
        "bron": "Examenregeling 2026, artikel 12",
        "tot": "2030-08-31",
        "versie": programme.version,
    }
    for _twice in range(2):
        assert owner.post(reverse("school:new-rule", args=[programme.key]), told).status_code == 302
    made = PriorLearning.objects.get()
    assert (made.skills, made.years) == ([["java", 2], ["sql", 2]], 3)
    page = pages.text(owner.get(reverse("school:posting", args=[programme.key])))
    assert "Examenregeling 2026, artikel 12" in page
    programme.refresh_from_db()
    owner.post(reverse("school:remove-rule", args=[programme.key, made.key]), {"versie": programme.version})
    assert not PriorLearning.objects.exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"modules": []},
        {"niveau": ""},
        {"niveau": "", "werk": "software-developer"},
        {"bron": ""},
        {"vanaf": "2027-02-01", "tot": "2027-01-01"},
        {"kan": "xqzzy"},
        {"niveau": "doctor"},
    ],
)
def test_a_wrong_rule_is_refused(owner: Any, programme: Posting, wrong: dict[str, Any]) -> None:
    told = {"modules": [str(keys(programme)[0])], "niveau": "mbo-4", "bewijs": "evidenced", "bron": "Regeling"}
    answer = owner.post(
        reverse("school:new-rule", args=[programme.key]), {**told, "versie": programme.version, **wrong}
    )
    assert answer.status_code == 422
    assert not PriorLearning.objects.exists()


def changed(client: Any, rule: PriorLearning, **words: Any) -> Any:
    """Send the form of a rule as the page shows it, with some fields changed."""
    address = reverse("school:rule", args=[rule.posting.key, rule.key])
    shown = {one.name: one.value() for one in client.get(address).context["form"]}
    return client.post(address, {name: "" if value is None else value for name, value in {**shown, **words}.items()})


def test_a_rule_is_changed_and_shows_what_it_said(owner: Any, programme: Posting) -> None:
    rule = ruled(programme, 0, 1, skills=(("java", 2),), occupation="software-developer", years=3)
    assert changed(owner, rule).status_code == 302
    same = PriorLearning.objects.get()
    assert (same.skills, same.years, same.modules.count()) == ([["java", 2]], 3, 2)
    assert changed(owner, rule, modules=[str(keys(programme)[2])], jaren="2", kan="Java, SQL").status_code == 302
    now = PriorLearning.objects.get()
    assert (now.key, now.made, now.years) == (rule.key, rule.made, 2)
    assert now.skills == [["java", 2], ["sql", 2]]
    assert [one.number for one in now.modules.all()] == [3]
    assert AuditEvent.objects.filter(action="offers.put_rule").exists()
    page = pages.text(owner.get(reverse("school:posting", args=[programme.key])))
    assert "Verander deze regel" in page


@pytest.mark.parametrize(
    "wrong", [{"modules": []}, {"bron": ""}, {"jaren": ""}, {"tot": "2020-01-01", "vanaf": "2021-01-01"}]
)
def test_a_rule_is_not_changed_into_a_wrong_one(owner: Any, programme: Posting, wrong: dict[str, Any]) -> None:
    rule = ruled(programme, 0, occupation="software-developer", years=3)
    assert changed(owner, rule, **wrong).status_code == 422
    kept = PriorLearning.objects.get()
    assert (kept.source, kept.years, kept.modules.count()) == (rule.source, 3, 1)


def test_a_stale_tab_of_a_rule_is_told_and_keeps_what_was_written(owner: Any, programme: Posting) -> None:
    rule = ruled(programme, 0)
    programme.refresh_from_db()
    stale = changed(owner, rule, bron="Mijn regeling", versie=programme.version - 1)
    assert stale.status_code == 409
    assert "Een collega veranderde dit" in pages.text(stale)
    assert stale.context["form"]["bron"].value() == "Mijn regeling"
    assert PriorLearning.objects.get().source == rule.source
    again = {one.name: one.value() or "" for one in stale.context["form"]}
    assert owner.post(reverse("school:rule", args=[programme.key, rule.key]), again).status_code == 302
    assert PriorLearning.objects.get().source == "Mijn regeling"


def test_a_rule_a_colleague_took_out_is_not_written_back(owner: Any, programme: Posting) -> None:
    rule = ruled(programme, 0)
    address = reverse("school:rule", args=[programme.key, rule.key])
    told = {one.name: one.value() or "" for one in owner.get(address).context["form"]}
    programme.refresh_from_db()
    owner.post(reverse("school:remove-rule", args=[programme.key, rule.key]), {"versie": programme.version})
    for answer in (owner.get(address), owner.post(address, told)):
        assert answer.status_code == 409
        assert "haalde deze regel" in pages.text(answer)
    assert not PriorLearning.objects.exists()


def test_an_answer_by_a_rule_that_changed_stands(owner: Any, programme: Posting) -> None:
    rule = ruled(programme, 0)
    person, _client = student(study="")
    question = asked(person, programme, 0)
    words = {"by": "test", "now": timezone.now()}
    enquiries.grant(enquiry=question.pk, modules=[keys(programme)[0]], words="Goed.", **words)
    assert changed(owner, rule, modules=[str(keys(programme)[3])], niveau="wo").status_code == 302
    question.refresh_from_db()
    assert (question.state, question.granted) == (Enquiry.State.GRANTED, [str(keys(programme)[0])])
    assert programme.offer is not None
    assert enquiries.granted_to(person.pk)[programme.offer.slug] == {str(keys(programme)[0])}


def test_a_rule_of_another_school_is_not_found(programme: Posting) -> None:
    rule = ruled(programme, 0)
    other = signed_in(make.organisation("Gilde", kind="mbo"))
    assert other.get(reverse("school:rule", args=[programme.key, rule.key])).status_code == 404
    assert other.post(reverse("school:rule", args=[programme.key, rule.key]), {}).status_code == 404


def test_a_rule_without_modules_goes_with_the_last_one(owner: Any, programme: Posting) -> None:
    ruled(programme, 0)
    programme.refresh_from_db()
    schooling.remove_module(
        posting=programme.pk, version=programme.version, key=keys(programme)[0], by="test", now=timezone.now()
    )
    assert not PriorLearning.objects.exists()


# Routes reckon with them.


def test_an_exemption_makes_the_route_cheaper_and_shorter_by_exactly_its_modules(programme: Posting) -> None:
    ruled(programme, 0, 1)
    _person, client = student()
    route, step = step_of(client, programme)
    saved = step.exemption
    assert [one.title for one in saved.known] == ["Module 1", "Module 2"]
    assert (saved.euros, saved.weeks) == (800, 20)
    others = [one.offer.price for one in route.steps if one is not step]
    if None not in others:
        assert route.price == 1600 - 800 + sum(others)
    page = pages.text(client.get(reverse("mine:routes")))
    assert "Module 1, Module 2" in page
    assert "Examenregeling 2026" in page


def at_work(person: Person, *jobs: tuple[str, str, str]) -> None:
    profile = Profile.objects.get(person=person)
    for title, started, ended in jobs:
        Experience.objects.create(profile=profile, kind="work", title=title, started=started, ended=ended)


def test_years_of_work_count_each_month_once_and_the_page_says_which(programme: Posting) -> None:
    ruled(programme, 0, occupation="software-developer", years=2)
    person, client = student(study="")
    assert programme.offer is not None
    address = reverse("mine:ask-exemption", args=[programme.offer.slug])
    at_work(
        person, ("Softwareontwikkelaar bij A", "2024-01", "2024-12"), ("Softwareontwikkelaar", "2024-07", "2025-06")
    )
    page = client.get(address)
    assert page.context["modules"][0].state == "ask"
    assert "Softwareontwikkelaar: 18 maanden van de 24 die worden gevraagd." in pages.text(page)
    assert "Van: Softwareontwikkelaar, Softwareontwikkelaar bij A." in pages.text(page)
    at_work(
        person, ("Oud-softwareontwikkelaarsclub", "2010-01", "2020-12"), ("Softwareontwikkelaar", "2021-01", "2021-06")
    )
    page = client.get(address)
    assert page.context["modules"][0].state == "known"
    assert "24 maanden van de 24" in pages.text(page)


@pytest.mark.parametrize(("language", "said"), [("nl", "het minste"), ("en", "the least"), ("de", "das Mindeste")])
def test_work_with_only_years_counts_the_least_and_says_so(programme: Posting, language: str, said: str) -> None:
    ruled(programme, 0, occupation="software-developer", years=3)
    person, client = student(study="")
    at_work(person, ("Software developer", "2020", "2023"))
    prefix = "" if language == "nl" else f"/{language}"
    assert programme.offer is not None
    page = client.get(f"{prefix}{reverse('mine:ask-exemption', args=[programme.offer.slug])}")
    assert page.context["modules"][0].state == "ask"
    assert page.context["work"][0]["counted"].months == 26
    assert said in pages.text(page)


def test_without_the_diploma_nothing_comes_off(programme: Posting) -> None:
    ruled(programme, 0, 1)
    _person, client = student("mbo-2", "Verzorgende")
    _route, step = step_of(client, programme)
    assert step.exemption is None


def test_a_rule_met_in_part_is_worth_asking(programme: Posting) -> None:
    ruled(programme, 0, 1)
    _person, client = student("mbo-4", "Verzorgende")
    _route, step = step_of(client, programme)
    assert not step.exemption.known
    assert (step.exemption.euros_more, step.exemption.weeks_more) == (800, 20)
    assert (
        reverse("mine:ask-exemption", args=[programme.offer.slug])
        in client.get(reverse("mine:routes")).content.decode()
    )


def test_the_advice_page_reads_the_diploma_in_a_cv(client: Any, programme: Posting) -> None:
    ruled(programme, 0, 1)
    text = "Opleiding\nMBO niveau 4 Software developer, diploma 2024\n\nIk werk graag samen en los problemen op."
    told = {"tekst": text, "niveau": "mbo-4", "doel": "software-developer", "toch": "1"}
    page = client.post("/advies/", told)
    steps = [step for role in page.context["found"].roles for route in role.routes for step in route.steps]
    mine = [step for step in steps if step.offer.id == programme.offer.slug]  # type: ignore[union-attr]
    assert mine
    assert mine[0].exemption.weeks == 20


# A person asks, the school answers.


def test_a_person_asks_and_the_school_grants_and_routes_know_it(owner: Any, programme: Posting) -> None:
    person, client = student("mbo-4", "Verzorgende")
    ruled(programme, 0, 1)
    assert send_question(client, programme, 0, 1, stuk="Diploma")["Location"] == reverse("mine:exemptions")
    found = Enquiry.objects.get()
    due = (timezone.now() + timezone.timedelta(days=house_rules().days["exemption"])).date()
    assert found.answer_by == due
    assert Letter.objects.filter(kind="enquiry-asked").count() == 1
    address = reverse("school:exemption", args=[found.key])
    assert "Diploma" in pages.text(owner.get(address))
    one = str(keys(programme)[0])
    assert owner.post(address, {"besluit": "ja", "modules": [one], "woorden": "Welkom."}).status_code == 302
    found.refresh_from_db()
    assert (found.state, found.granted) == ("granted", [one])
    _route, step = step_of(client, programme)
    assert [row.title for row in step.exemption.known] == ["Module 1"]
    assert (step.exemption.euros, step.exemption.weeks) == (400, 10)
    page = pages.text(client.get(reverse("mine:exemptions")))
    assert "Welkom." in page
    letter = Letter.objects.get(kind="enquiry-answered")
    mail = compose(letter)
    assert mail is not None
    assert mail.to == [person.user.email]  # type: ignore[union-attr]


def test_a_refusal_says_why_and_how_to_object(owner: Any, programme: Posting) -> None:
    person, client = student()
    found = asked(person, programme, 0)
    address = reverse("school:exemption", args=[found.key])
    assert owner.post(address, {"besluit": "nee"}).status_code == 422
    assert owner.post(address, {"besluit": "nee", "reden": "other"}).status_code == 422
    assert owner.post(address, {"besluit": "nee", "reden": "proof-missing"}).status_code == 302
    page = pages.text(client.get(reverse("mine:exemptions")))
    assert house_rules().text("proof-missing", "nl") in page
    assert "examencommissie" in page


def test_an_answer_is_given_once(owner: Any, programme: Posting) -> None:
    person, _client = student()
    found = asked(person, programme, 0)
    address = reverse("school:exemption", args=[found.key])
    yes = {"besluit": "ja", "modules": [str(keys(programme)[0])]}
    assert [owner.post(address, yes).status_code for _twice in range(2)] == [302, 302]
    assert owner.post(address, {"besluit": "nee", "reden": "level-lower"}).status_code == 409
    assert Letter.objects.filter(kind="enquiry-answered").count() == 1


def test_asking_twice_is_asking_once(owner: Any, programme: Posting) -> None:
    _person, client = student()
    for _twice in range(2):
        assert send_question(client, programme, 0).status_code == 302
    assert Enquiry.objects.count() == 1


@pytest.mark.parametrize("wrong", [{"modules": []}, {"tekst": ""}, {"mag": ""}, {"tekst": "BSN 111222333"}])
def test_a_wrong_question_is_refused(programme: Posting, wrong: dict[str, Any]) -> None:
    _person, client = student()
    assert send_question(client, programme, 0, **wrong).status_code == 422
    assert not Enquiry.objects.exists()


def test_nobody_is_asked_who_does_not_answer_here(programme: Posting, school: Organisation) -> None:
    _person, client = student()
    assert send_question(client, programme, 0).status_code == 409


def test_a_question_is_taken_back(owner: Any, programme: Posting) -> None:
    person, client = student()
    found = asked(person, programme, 0)
    client.post(reverse("mine:exemptions"), {"terug": str(found.key)})
    found.refresh_from_db()
    assert found.state == "withdrawn"
    assert owner.get(reverse("school:exemption", args=[found.key])).status_code == 404


def test_only_the_school_itself_reads_it_and_each_look_is_written_down(
    client: Any, owner: Any, school: Organisation, programme: Posting
) -> None:
    person, own = student()
    found = asked(person, programme, 0)
    address, mine = reverse("school:exemption", args=[found.key]), reverse("mine:exemptions")
    others = [signed_in(make.organisation("Vista", kind="mbo")), signed_in(school, "employer"), signed_in()]
    assert [one.get(address).status_code for one in others] == [404, 403, 403]
    assert client.get(address)["Location"].startswith("/account/")
    assert client.get(mine)["Location"].startswith("/account/")
    assert not AuditEvent.objects.filter(action="people.look").exists()
    assert signed_in(school).get(address).status_code == 200
    assert AuditEvent.objects.filter(action="people.look", details__what="exemption").count() == 1
    assert "vrijstelling" in pages.text(own.get(reverse("mine:looks")))
    _other, stranger = student()
    assert stranger.post(mine, {"terug": str(found.key)}).status_code == 404


def test_it_is_in_the_download_and_goes_with_the_person(owner: Any, programme: Posting) -> None:
    from schakel.screens.mine.export import everything

    person, _client = student()
    asked(person, programme, 0)
    rows = everything(person)["questions about offers"]
    assert rows[0]["text"] == "Ik deed dit al."
    person.delete()
    assert not Enquiry.objects.exists()


def test_one_reminder_goes_out_before_the_day(owner: Any, programme: Posting) -> None:
    person, _client = student()
    found = asked(person, programme, 0)
    Enquiry.objects.update(answer_by=timezone.localdate())
    for _twice in range(2):
        reminders.remind(by="test", now=timezone.now(), send=rounds.remind)
    letter = Letter.objects.get(kind="remind-enquiry")
    mail = compose(letter)
    assert letter.number == found.pk
    assert mail is not None
    assert "/onderwijs/mijn/vrijstellingen/" in mail.body


def test_what_was_written_is_forgotten_and_the_exemption_stands(owner: Any, programme: Posting) -> None:
    person, _client = student()
    found = asked(person, programme, 0)
    enquiries.grant(enquiry=found.pk, modules=keys(programme)[:1], words="Ja", by="test", now=timezone.now())
    later = timezone.now() + timezone.timedelta(days=house_rules().days["keep_silent"] + 1)
    assert forget_silent(by="test", now=later)["enquiries"] == 1
    found.refresh_from_db()
    assert (found.text, found.document, found.answer) == ("", "", "")
    assert enquiries.granted_to(person.pk)[programme.offer.slug]  # type: ignore[union-attr]


def test_closing_the_programme_answers_who_waits(owner: Any, programme: Posting) -> None:
    person, _client = student()
    found = asked(person, programme, 0)
    programme.refresh_from_db()
    owner.post(reverse("school:close-offer", args=[programme.key]), {"versie": programme.version})
    found.refresh_from_db()
    assert (found.state, found.reason) == ("refused", "offer-gone")


def test_lists_ask_the_same_queries_for_one_and_for_many(owner: Any, programme: Posting) -> None:
    def counted(address: str, by: Any) -> int:
        assert by.get(address).status_code == 200
        with CaptureQueriesContext(connection) as found:
            by.get(address)
        return len(found)

    _person, client = student()
    ruled(programme, 0)
    asked(student()[0], programme, 0)
    before = [
        counted(reverse("school:exemptions"), owner),
        counted(reverse("mine:routes"), client),
        counted(reverse("school:posting", args=[programme.key]), owner),
    ]
    for _more in range(3):
        asked(student()[0], programme, 0, 1)
    for level in ("hbo", "wo", "ad"):
        ruled(programme, 1, 2, level=level)
    after = [
        counted(reverse("school:exemptions"), owner),
        counted(reverse("mine:routes"), client),
        counted(reverse("school:posting", args=[programme.key]), owner),
    ]
    assert after == before


@pytest.mark.parametrize("language", ["", "/en", "/de"])
def test_the_pages_stand_in_three_languages(owner: Any, programme: Posting, language: str) -> None:
    ruled(programme, 0, 1)
    _person, client = student("mbo-4", "Verzorgende")
    for address in ("vrijstellingen/", f"eigen/{programme.key}/module/", f"eigen/{programme.key}/vrijstelling/"):
        assert owner.get(f"{language}{ROOM}{address}").status_code == 200
    slug = programme.offer.slug  # type: ignore[union-attr]
    for address in ("vrijstellingen/", f"vrijstellingen/{slug}/", "routes/"):
        assert client.get(f"{language}/mijn/{address}").status_code == 200


def test_an_offer_without_modules_has_nothing_to_ask(school: Organisation) -> None:
    offer: Offer = make.offer("Netwerken", organisation=school)
    _person, client = student()
    assert client.get(reverse("mine:ask-exemption", args=[offer.slug])).status_code == 404
    assert CourseModule.objects.count() == 0
