"""A course or curriculum text: what it teaches, laid beside what ICT work asks. Nothing is kept."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from schakel.engine.matching import Profile, Scorer, SkillClaim, Term, occupation_target
from schakel.engine.matching.score import score_target
from schakel.engine.skills.concepts import RELEVANCES, Occupation
from schakel.records.core.region import current_region, taxonomy
from schakel.records.people.engine_io.learning import Learnable, learnable
from schakel.records.people.engine_io.linking import Choice, choice, label_of, occupation_uri_of, skill_uri_of
from schakel.records.people.engine_io.parts import reader, scorer
from schakel.records.people.engine_io.reading import NO, Row, TextView, view_of
from schakel.records.people.engine_io.vacancies import seems_other

TRAININGS_MOST = 6


@dataclass(frozen=True, slots=True)
class CourseAsked:
    """A course text, and what the teacher said of it: ids of skills it does or does not teach, an occupation's id.

    `added` are skills it teaches that its text does not name.
    """

    text: str
    taught: tuple[str, ...] = ()
    not_taught: tuple[str, ...] = ()
    occupation: str = ""
    added: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DemandRow:
    """One demand of an occupation: `state` is covered, partly or missing; `by` is the taught skill where it is another."""

    skill: Choice
    relevance: str
    state: str
    by: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """The demands of one relevance."""

    relevance: str
    rows: tuple[DemandRow, ...]

    @property
    def covered(self) -> int:
        return sum(1 for row in self.rows if row.state == "covered")


@dataclass(frozen=True, slots=True)
class AskedOccupation:
    """An occupation most asked in the region, with the one of our list in it that fits best: so many essential demands."""

    rank: int
    label: str
    level: str
    occupation: Choice
    covered: int
    partly: int
    total: int


@dataclass(frozen=True, slots=True)
class CourseView:
    """A course ready to show. `chosen` says whether the occupation was chosen or found as the best fit."""

    text: TextView
    seems: str
    taught: tuple[Row, ...]
    unsure: tuple[Row, ...]
    occupation: Choice | None
    chosen: bool
    groups: tuple[Group, ...]
    not_asked: tuple[Choice, ...]
    asked: tuple[AskedOccupation, ...]
    learn: Learnable = field(default_factory=lambda: Learnable((), 0, ()))

    @property
    def missing(self) -> tuple[DemandRow, ...]:
        """Demands nothing in the text covers, the essential ones first."""
        return tuple(row for group in self.groups for row in group.rows if row.state == "missing")

    @property
    def essential(self) -> Group | None:
        return next((group for group in self.groups if group.relevance == "essential"), None)


def read_course(asked: CourseAsked, language: str) -> CourseView:
    """What a course teaches, beside one occupation and beside the most asked ones, in the language of the page."""
    guessed = reader().read(asked.text)
    reading = reader().read(asked.text, kind="course") if guessed.supported else guessed
    answers = {id_: "2" for id_ in asked.taught if skill_uri_of(id_)}
    answers |= {id_: NO for id_ in asked.not_taught if skill_uri_of(id_)}
    answers |= {id_: "2" for id_ in asked.added if skill_uri_of(id_)}
    read = set(asked.added) | {one.removeprefix("urn:schakel:skill:") for one in reading.uris()}
    text = view_of(reading, language, answers={id_: value for id_, value in answers.items() if id_ in read})
    taught = [row for row in text.rows if row.answer != NO and not (row.unsure and not row.answer)]
    uris = [uri for row in taught if (uri := skill_uri_of(row.id))]
    top = asked_occupations(uris, language) if uris else ()
    uri = occupation_uri_of(asked.occupation) or (best_of(top) if top else None)
    occupation = taxonomy().occupations.get(uri or "")
    terms = _terms(uris, occupation) if occupation and uris else ()
    groups = _groups(terms, language)
    missing = [term.demand for term in terms if not term.milli]
    return CourseView(
        text=text,
        seems=seems_other(guessed),
        taught=tuple(taught),
        unsure=tuple(row for row in text.rows if row.unsure and not row.answer),
        occupation=choice(occupation.uri, language) if occupation else None,
        chosen=bool(occupation_uri_of(asked.occupation)),
        groups=groups,
        not_asked=_not_asked(uris, occupation, language) if terms else (),
        asked=top,
        learn=learnable(missing, language, most=TRAININGS_MOST),
    )


def asked_occupations(taught: Sequence[str], language: str) -> tuple[AskedOccupation, ...]:
    """The occupations most asked in the region, in the order of the plan; of each group the occupation that fits best."""
    found = []
    for top in current_region().top_occupations:
        options = [
            _coverage(taught, one) for one in taxonomy().occupations.values() if _belongs(one, top.isco, top.level)
        ]
        if not options:
            continue
        occupation, covered, partly, total = max(options, key=_share)
        labels = {"nl": top.label_nl, "en": top.label_en, "de": top.label_de}
        found.append(
            AskedOccupation(
                rank=top.rank,
                label=labels.get(language) or top.label_nl,
                level=top.level,
                occupation=choice(occupation, language),
                covered=covered,
                partly=partly,
                total=total,
            )
        )
    return tuple(found)


def best_of(asked: Sequence[AskedOccupation]) -> str | None:
    """The URI of the occupation of which most is covered; of equals the most asked one."""
    best = max(asked, key=lambda one: (_share(("", one.covered, one.partly, one.total)), -one.rank))
    return occupation_uri_of(best.occupation.id)


def _belongs(occupation: Occupation, isco: str, level: str) -> bool:
    levels = {one.split("-")[0] for one in occupation.levels}
    return occupation.kind == "ict" and bool(occupation.demands) and occupation.isco == isco and level in levels


def _coverage(taught: Sequence[str], occupation: Occupation) -> tuple[str, int, int, int]:
    """URI, and how many essential demands are covered, partly covered, and there are."""
    states = [_state(term, scorer()) for term in _terms(taught, occupation) if term.relevance == "essential"]
    return occupation.uri, states.count("covered"), states.count("partly"), len(states)


def _share(coverage: tuple[str, int, int, int]) -> tuple[int, int, int]:
    """To compare coverages: the share of essential demands covered, then partly, then how many there are."""
    _, covered, partly, total = coverage
    whole = total or 1
    return 1000 * covered // whole, 1000 * partly // whole, total


def _terms(taught: Sequence[str], occupation: Occupation) -> tuple[Term, ...]:
    """Each demand with the taught skill that meets it best, under the published rules of matching."""
    profile = Profile(skills=tuple(SkillClaim(uri) for uri in dict.fromkeys(taught)))
    return score_target(profile, occupation_target(occupation), scorer()).terms


def _state(term: Term, by: Scorer) -> str:
    if not term.milli or term.relation is None:
        return "missing"
    return "covered" if by.rules.relation[term.relation] >= by.rules.route_closing_credit else "partly"


def _groups(terms: Sequence[Term], language: str) -> tuple[Group, ...]:
    groups = []
    for relevance in RELEVANCES:
        rows = [_row(term, language) for term in terms if term.relevance == relevance]
        order = ("covered", "partly", "missing")
        rows.sort(key=lambda row: order.index(row.state))
        if rows:
            groups.append(Group(relevance, tuple(rows)))
    return tuple(groups)


def _row(term: Term, language: str) -> DemandRow:
    claim = term.claim if term.milli else None
    by = label_of(claim.uri, language) if claim and claim.uri != term.demand else ""
    return DemandRow(choice(term.demand, language), term.relevance, _state(term, scorer()), by)


def _not_asked(taught: Collection[str], occupation: Occupation | None, language: str) -> tuple[Choice, ...]:
    """What is taught and has nothing to do with what the occupation asks."""
    demands = [demand.uri for demand in occupation.demands] if occupation else []
    kinship = scorer().kinship
    return tuple(
        choice(uri, language) for uri in taught if all(kinship.relation(uri, demand) is None for demand in demands)
    )
