"""One occupation for the person, ready to show: points that add up, conditions, what is missing, routes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from schakel.engine.advice.offers import closes
from schakel.engine.advice.types import AdviceOffer, RoleAdvice
from schakel.engine.matching import Match, Term, explain
from schakel.engine.matching.explain import Speaker, fit, gate_sentence
from schakel.engine.routing.prior import Learned
from schakel.engine.routing.types import Route, Step
from schakel.records.people.engine_io.exemptions import ExemptionView, exemption_of
from schakel.records.people.engine_io.linking import Choice, choice, label_of
from schakel.records.people.engine_io.parts import school_courses, scorer, sentences, trainings
from schakel.records.people.engine_io.places import km_between, place_name

LEVEL_ORDER = ("mbo-1", "mbo-2", "mbo-3", "mbo-4", "ad", "hbo", "wo")
TRAININGS_SHOWN = 3
MISSING_SHOWN = 8
FULL_POINTS = 100
TERMS_SHOWN = 6


@dataclass(frozen=True, slots=True)
class OfferView:
    """A training as a link with what is known of it; None is unknown."""

    id: str
    label: str
    provider: str
    kind: str
    level: str
    place: str
    km: int | None
    weeks: int | None
    hours_per_week: int | None
    price: int | None
    start: date | None
    start_text: str
    entry: str
    verified: bool
    fictional: bool = False


@dataclass(frozen=True, slots=True)
class TermRow:
    """One demand with its points. `state`: have, part or lack; `have` is what meets it where that is another skill."""

    label: str
    state: str
    have: str
    tier: str
    tier_word: str
    relevance: str
    relevance_word: str
    points: int
    worth: int
    bar: int


@dataclass(frozen=True, slots=True)
class Condition:
    """Something apart from the points: `result` is pass, fail or unknown; `levels` and `mine` for the level."""

    name: str
    result: str
    text: str
    levels: tuple[str, ...] = ()
    mine: str = ""


@dataclass(frozen=True, slots=True)
class Missing:
    """A skill that is missing, with real trainings that teach it."""

    skill: Choice
    relevance: str
    trainings: tuple[OfferView, ...]
    more: int


@dataclass(frozen=True, slots=True)
class Help:
    """One skill and the score it would bring."""

    skill: Choice
    after: int
    text: str


@dataclass(frozen=True, slots=True)
class StepView:
    """One step of a route."""

    offer: OfferView
    start: date | None
    end: date | None
    earliest: bool
    closes: tuple[str, ...]
    opens: tuple[str, ...]
    exempted: tuple[str, ...]
    exemption: ExemptionView | None = None


@dataclass(frozen=True, slots=True)
class RouteView:
    """One route. `price` and `weeks` are None when a part is unknown; `left` is what it does not close.

    `gap` is how far it may be from the best there can be, in whole percents rounded up: 0 is proven best, None unknown.
    """

    name: str
    steps: tuple[StepView, ...]
    price: int | None
    weeks: int | None
    known_price: int
    known_weeks: int
    left: tuple[str, ...]
    gap: int | None = 0


@dataclass(frozen=True, slots=True)
class Uncovered:
    """A demand no training closes, and what to do about it."""

    label: str
    why: str
    advice: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RoleView:
    """An occupation for the person. `score` is None when too little is known."""

    id: str
    uri: str
    label: str
    about: str
    levels: tuple[str, ...]
    score: int | None
    fit: str
    summary: tuple[str, ...]
    terms: tuple[TermRow, ...]
    worth: int
    conditions: tuple[Condition, ...]
    missing: tuple[Missing, ...]
    missing_more: int
    unknown: tuple[str, ...]
    asked_rank: int | None
    helps: tuple[Help, ...]
    enough: tuple[str, ...]
    enough_score: int
    looked_for_routes: bool
    proven: bool
    routes: tuple[RouteView, ...]
    uncovered: tuple[Uncovered, ...]
    is_goal: bool
    outside: bool
    usual_step: str
    part_is_enough: str

    @property
    def first_terms(self) -> tuple[TermRow, ...]:
        """The weightiest demands; all of them when only one would be left over."""
        return self.terms if len(self.terms) <= TERMS_SHOWN + 1 else self.terms[:TERMS_SHOWN]

    @property
    def more_terms(self) -> tuple[TermRow, ...]:
        """The demands that come after the first."""
        return self.terms[len(self.first_terms) :]

    @property
    def more_worth(self) -> int:
        """What the later demands count for together."""
        return sum(term.worth for term in self.more_terms)

    @property
    def more_points(self) -> int:
        """What the later demands bring together."""
        return sum(term.points for term in self.more_terms)

    @property
    def have(self) -> int:
        """How many demands the person meets, wholly or in part."""
        return sum(1 for term in self.terms if term.state != "lack")

    @property
    def lack(self) -> int:
        """How many demands nothing meets."""
        return sum(1 for term in self.terms if term.state == "lack")


@dataclass(frozen=True, slots=True)
class Person:
    """What the person said beside the text: level of schooling and the place they travel from; empty is unknown.

    `learned` is what rules for exemptions ask about, on a day.
    """

    level: str = ""
    place: str = ""
    learned: Learned = field(default_factory=Learned)
    on: date | None = None


def role_view(role: RoleAdvice, speaker: Speaker, person: Person, *, goal: str | None) -> RoleView:
    """The role in words of the page's language."""
    found, rules = role.match, scorer().rules
    occupation = scorer().taxonomy.occupation(found.target.uri)
    missing = found.missing
    routes = role.routes
    covered = [uri for route in routes.routes for uri in route.covered] if routes else []
    wanted = list(dict.fromkeys([*covered, *([one.demand for one in routes.not_covered] if routes else [])]))
    return RoleView(
        id=occupation.id,
        uri=occupation.uri,
        label=label_of(occupation.uri, speaker.language),
        about=occupation.about.get(speaker.language) or occupation.about.get("en", ""),
        levels=occupation.levels,
        score=found.score,
        fit=fit(found.score, rules) if found.score is not None else "",
        summary=explain(found, scorer(), sentences(), speaker.language).summary,
        terms=_terms(found, speaker),
        worth=sum(_worths(found.terms)),
        conditions=_conditions(found, occupation.levels, speaker, person),
        missing=tuple(_missing(term, speaker, person) for term in missing[:MISSING_SHOWN]),
        missing_more=max(0, len(missing) - MISSING_SHOWN),
        unknown=tuple(label_of(one.uri, speaker.language) for one in found.unknown if one.uri),
        asked_rank=role.demanded_rank,
        helps=tuple(
            Help(
                choice(one.added[0].uri, speaker.language),
                one.after or 0,
                speaker.say("whatif.one", skill=label_of(one.added[0].uri, speaker.language), after=one.after),
            )
            for one in role.helps
        ),
        enough=tuple(label_of(one.uri, speaker.language) for one in role.smallest.skills) if role.smallest else (),
        enough_score=role.smallest.score if role.smallest else 0,
        looked_for_routes=routes is not None,
        proven=routes is None or routes.proven,
        routes=tuple(
            route_view(route, wanted, speaker, person)
            for route in ((*routes.routes, *routes.alternatives) if routes else ())
        ),
        uncovered=tuple(
            Uncovered(
                label_of(one.demand, speaker.language),
                speaker.say(f"uncovered.{one.why}", skill=label_of(one.demand, speaker.language)),
                tuple(speaker.say(f"help.{key}") for key in one.advice),
            )
            for one in (routes.not_covered if routes else ())
        ),
        is_goal=occupation.uri == goal,
        outside=found.outside,
        usual_step=speaker.say("role.usual-step") if role.usual_step else "",
        part_is_enough=_part_is_enough(found, speaker),
    )


def _part_is_enough(found: Match, speaker: Speaker) -> str:
    """Where the demands count for more than a hundred points together: that nobody needs them all."""
    worth = sum(_worths(found.terms))
    return speaker.say("role.part-is-enough", worth=worth) if worth > FULL_POINTS else ""


def _terms(found: Match, speaker: Speaker) -> tuple[TermRow, ...]:
    """The terms, those that can give most first; their points add up to the score."""
    pairs = sorted(zip(found.terms, _worths(found.terms), strict=True), key=lambda pair: (-pair[1], -pair[0].milli))
    return tuple(_term(term, worth, speaker) for term, worth in pairs)


def _term(term: Term, worth: int, speaker: Speaker) -> TermRow:
    claim, other = term.claim, term.claim is not None and term.claim.uri != term.demand
    state = "lack" if not term.milli else "have" if _meets(term) else "part"
    return TermRow(
        label=label_of(term.demand, speaker.language),
        state=state,
        have=label_of(claim.uri, speaker.language) if claim and other else "",
        tier=claim.tier if claim and term.milli else "",
        tier_word=speaker.say(f"tier.{claim.tier}") if claim and term.milli else "",
        relevance=term.relevance,
        relevance_word=speaker.say(f"relevance.{term.relevance}"),
        points=term.points,
        worth=worth,
        bar=term.milli * 176 // term.worth_milli if term.worth_milli else 0,
    )


def _meets(term: Term) -> bool:
    """Whether what the person has is what is asked, or a part of it that counts as the whole."""
    rules = scorer().rules
    return term.relation is not None and rules.relation[term.relation] >= rules.route_closing_credit


def _worths(terms: Sequence[Term]) -> list[int]:
    """The most whole points each demand can give: they add up to a hundred, and none is below the points it gave."""
    worths = [max(term.worth_milli // 1000, term.points) for term in terms]
    left = sum(term.worth_milli for term in terms) // 1000 - sum(worths)
    order = sorted(range(len(terms)), key=lambda at: (-(terms[at].worth_milli % 1000), at))
    for at in [at for at in order if worths[at] * 1000 < terms[at].worth_milli][: max(0, left)]:
        worths[at] += 1
    return worths


def _conditions(found: Match, levels: Sequence[str], speaker: Speaker, person: Person) -> tuple[Condition, ...]:
    gates = tuple(Condition(gate.gate, gate.result, gate_sentence(gate, speaker)) for gate in found.gates)
    return (*_level(levels, person.level), *gates)


def _level(levels: Sequence[str], mine: str) -> tuple[Condition, ...]:
    """The level at which the occupation is usually done, beside the person's own."""
    if not levels:
        return ()
    least = min(LEVEL_ORDER.index(level) for level in levels if level in LEVEL_ORDER)
    if mine not in LEVEL_ORDER:
        return (Condition("level", "unknown", "", tuple(levels)),)
    result = "pass" if LEVEL_ORDER.index(mine) >= least else "fail"
    return (Condition("level", result, "", tuple(levels), mine),)


def _missing(term: Term, speaker: Speaker, person: Person) -> Missing:
    offers = trainings_for(term.demand)
    return Missing(
        choice(term.demand, speaker.language),
        term.relevance,
        tuple(offer_view(one, speaker, person) for one in offers[:TRAININGS_SHOWN]),
        max(0, len(offers) - TRAININGS_SHOWN),
    )


def trainings_for(demand: str) -> list[AdviceOffer]:
    """The real trainings that teach a skill (or a part of it that closes it), the smaller ones first."""
    found = [one for one in trainings() if any(closes(taught, demand, scorer()) for taught in one.route.teaches)]
    return sorted(found, key=lambda one: (one.route.size, one.route.id))


def offer_view(
    offer: AdviceOffer, speaker: Speaker, person: Person, *, labels: Mapping[str, str] | None = None
) -> OfferView:
    """A training in the words of the page's language."""
    route = offer.route
    names = labels or route.labels
    return OfferView(
        id=route.id,
        label=names.get(speaker.language) or names.get("nl") or route.id,
        provider=offer.provider,
        kind=offer.kind,
        level=offer.level,
        place=place_name(route.place or ""),
        km=km_between(person.place, route.place or ""),
        weeks=route.weeks,
        hours_per_week=route.hours_per_week,
        price=route.price_eur,
        start=next((one.start for one in route.sessions if one.start), None),
        start_text=offer.start_text,
        entry=offer.entry,
        verified=offer.verified,
        fictional=route.id in school_courses().fictional,
    )


def route_view(route: Route, wanted: Sequence[str], speaker: Speaker, person: Person) -> RouteView:
    """A route in the words of the page's language; what of `wanted` (URIs) it does not close is left."""
    return RouteView(
        name=", ".join(speaker.say(f"route.{name}") for name in route.names),
        steps=tuple(_step(step, speaker, person) for step in route.steps),
        price=route.price,
        weeks=route.weeks,
        known_price=route.cost.price,
        known_weeks=-(-route.cost.days // 7),
        left=tuple(label_of(uri, speaker.language) for uri in wanted if uri not in route.covered),
        gap=None if route.gap_to_bound is None else -(-route.gap_to_bound // 10),
    )


def _step(step: Step, speaker: Speaker, person: Person) -> StepView:
    offer = next(one for one in trainings() if one.route.id == step.offer.id)
    return StepView(
        offer=offer_view(offer, speaker, person),
        start=step.start,
        end=step.end,
        earliest=step.earliest,
        closes=tuple(label_of(uri, speaker.language) for uri in step.closes),
        opens=tuple(label_of(uri, speaker.language) for uri in step.opens),
        exempted=tuple(label_of(uri, speaker.language) for uri in step.exempted),
        exemption=exemption_of(offer.route.id, person.learned, on=person.on) if person.on else None,
    )
