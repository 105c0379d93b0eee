from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings

from engine.matching.small import NOW, RULES_FOLDER, own_view, small_scorer, small_taxonomy, uri
from engine.matching.strategies import profiles
from schakel.engine.advice import AdviceOffer, Request, advise, closing
from schakel.engine.advice.naming import Names
from schakel.engine.advice.shapes import advice_shape
from schakel.engine.errors import InputError
from schakel.engine.matching import PersonsOwnView, Profile
from schakel.engine.matching.explain import Speaker
from schakel.engine.matching.texts import load_texts
from schakel.engine.routing import RouteOffer
from schakel.engine.skills.concepts import occupation_uri

SCORER = small_scorer()
TEXTS = load_texts(RULES_FOLDER / "texts.toml")
NURSE = occupation_uri("nurse")


def _offer(name: str, *teaches: str, price: int | None = None) -> AdviceOffer:
    route = RouteOffer(name, tuple(map(uri, teaches)), price_eur=price, labels={"nl": name.title()})
    return AdviceOffer(route, kind="course", provider="School")


OFFERS = (_offer("databases-course", "postgresql", "sql"), _offer("network-course", "networking", "cisco"))


def _advise(view: PersonsOwnView, **more: object):  # type: ignore[no-untyped-def]
    return advise(view, SCORER, OFFERS, replace(Request(now=NOW), **more))  # type: ignore[arg-type]


def test_a_person_from_elsewhere_gets_what_they_bring_as_assumed_skills() -> None:
    advice = _advise(own_view("sql", occupation=NURSE))
    assert advice.assumed == (uri("customer-care"), uri("reporting"))
    tiers = {claim.uri: claim.tier for claim in advice.profile.skills}
    assert tiers == {uri("sql"): "claimed", uri("customer-care"): "assumed", uri("reporting"): "assumed"}
    assert advice.next_steps[0].id == "untick"


def test_what_is_unticked_is_not_assumed_and_what_is_said_stays_said() -> None:
    view = own_view("reporting", occupation=NURSE)
    advice = _advise(view, unticked=(uri("customer-care"),))
    assert advice.assumed == ()
    assert [claim.tier for claim in advice.profile.skills] == ["claimed"]


def test_assumed_skills_count_less_than_said_ones() -> None:
    said = _advise(own_view("sql", "customer-care", "reporting"))
    assumed = _advise(own_view("sql", occupation=NURSE))
    scores = [{one.match.target.uri: one.match.milli for one in advice.roles} for advice in (said, assumed)]
    analyst = occupation_uri("data-analyst")
    assert scores[0][analyst] > scores[1][analyst] > 0


def test_roles_are_ict_occupations_best_first_and_a_goal_comes_first() -> None:
    best = [role.match.target.uri for role in _advise(own_view("networking", "cisco")).roles]
    assert best[0] == occupation_uri("network-admin")
    assert NURSE not in best
    goal = SCORER.taxonomy.occupation("helpdesk")
    with_goal = _advise(own_view("networking", "cisco"), goal=goal)
    assert with_goal.roles[0].match.target.uri == goal.uri
    assert [role.routes is not None for role in with_goal.roles] == [True, False]


def test_routes_for_fewer_roles_change_nothing_about_those_that_get_them() -> None:
    view = own_view("networking", "cisco", "databases")
    every, one = _advise(view), _advise(view, routes_for=1)
    assert one.roles[0] == every.roles[0]
    assert [role.match for role in one.roles] == [role.match for role in every.roles]
    assert all(role.routes is None for role in one.roles[1:])


def test_demand_in_the_region_is_shown_apart_and_does_not_change_the_score() -> None:
    view = own_view("sql")
    plain, asked = _advise(view), _advise(view, asked_isco={"2511": 5})
    assert [role.match for role in plain.roles] == [role.match for role in asked.roles]
    ranks = {role.match.target.isco: role.demanded_rank for role in asked.roles}
    assert ranks == {"2511": 5, "2521": None}


@given(profiles)
@settings(max_examples=40, deadline=None)
def test_points_of_roles_and_offers_add_up_in_the_printed_shape(profile: Profile) -> None:
    advice = _advise(PersonsOwnView.open(profile, person="p", viewer="p"))
    shape = advice_shape(advice, Speaker(TEXTS, SCORER.taxonomy, "nl"), SCORER.rules)
    for one in (*shape["roles"], *shape["offers"]):
        if one["score"] is not None:
            assert sum(term["points"] for term in one["terms"]) == one["score"]


def test_offers_say_for_which_role_and_how_many_points() -> None:
    advice = _advise(own_view("databases"), goal=SCORER.taxonomy.occupation("database-admin"))
    best = advice.offers[0]
    assert best.offer.route.id == "databases-course"
    assert best.role == occupation_uri("database-admin")
    assert best.after > best.before
    assert sum(term.milli for term in best.terms) > 0


def test_the_next_step_names_the_provider_to_ask() -> None:
    advice = _advise(own_view("databases"), goal=SCORER.taxonomy.occupation("database-admin"))
    shape = advice_shape(advice, Speaker(TEXTS, SCORER.taxonomy, "en"), SCORER.rules)
    texts = {step["id"]: step["text"] for step in shape["next_steps"]}
    assert texts["ask-provider"] == "Ask School for start, length and price of Databases-Course."


def test_an_empty_profile_is_asked_for_more_and_gets_only_its_goal() -> None:
    advice = _advise(own_view())
    assert [step.id for step in advice.next_steps] == ["tell-more"]
    assert advice.roles == ()
    goal = SCORER.taxonomy.occupation("helpdesk")
    assert [role.match.score for role in _advise(own_view(), goal=goal).roles] == [0]


def test_nobody_is_sent_to_a_whole_programme_for_one_skill() -> None:
    goal = SCORER.taxonomy.occupation("database-admin")
    course = _offer("course", "postgresql")
    programme = replace(course, kind="programme")
    for offer, expected in ((course, True), (programme, False)):
        advice = advise(own_view("databases"), SCORER, [offer], Request(now=NOW, goal=goal))
        routes = advice.roles[0].routes
        assert routes is not None
        assert bool(routes.routes) is expected
        assert {one.why for one in routes.not_covered} == (set() if expected else {"only-larger"})


def test_a_training_in_a_narrower_skill_closes_the_wider_demand() -> None:
    course = RouteOffer("course", (uri("postgresql"),))
    assert closing([course], [uri("sql"), uri("cisco")], SCORER)[0].teaches == (uri("postgresql"), uri("sql"))


def test_names_are_found_by_id_uri_and_label_and_refused_with_suggestions() -> None:
    names = Names(small_taxonomy())
    assert names.skill("sql") == names.skill(uri("sql")) == names.skill("SQL (nl)") == uri("sql")
    assert names.occupation("Helpdesk (de)") == occupation_uri("helpdesk")
    with pytest.raises(InputError, match=r"Did you mean: .*postgresql"):
        names.skill("postgressql")
    with pytest.raises(InputError, match="Use an id, URI or label"):
        names.occupation("qqqqqq")
