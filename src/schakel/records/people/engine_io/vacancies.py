"""A vacancy text: what it asks, laid beside what the work usually asks. Nothing is kept and no person is looked at."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from schakel.engine.advice.offers import closes
from schakel.engine.skills.concepts import Occupation
from schakel.engine.skills.result import Reading
from schakel.records.core.region import taxonomy
from schakel.records.people.engine_io.hints import Hint, hints
from schakel.records.people.engine_io.learning import Learnable, learnable
from schakel.records.people.engine_io.linking import Choice, choice, occupation_uri_of, skill_uri_of
from schakel.records.people.engine_io.parts import reader, scorer
from schakel.records.people.engine_io.reading import Row, TextView, view_of

# A guess of the kind of text leans on few words; only a clear one counts.
SURE_OF_KIND = 0.6
TRAININGS_MOST = 6
DEMANDS = ("required", "wished", "mentioned")
NOT_ASKED = "nee"
USUAL_SHOWN = ("essential", "important")


@dataclass(frozen=True, slots=True)
class VacancyAsked:
    """A vacancy text, and what the employer said of it: skill id to required, wished, mentioned or nee; an occupation's id."""

    text: str
    answers: Mapping[str, str] = field(default_factory=dict)
    occupation: str = ""


@dataclass(frozen=True, slots=True)
class Usual:
    """A skill beside the usual demands: `relevance` and `demand` say how it is usual, `instead` where it is near one."""

    skill: Choice
    demand: str = ""
    relevance: str = ""
    instead: str = ""


@dataclass(frozen=True, slots=True)
class Comparison:
    """What is asked beside what is usual: both, only usual, only asked."""

    both: tuple[Usual, ...]
    only_usual: tuple[Usual, ...]
    only_asked: tuple[Usual, ...]


@dataclass(frozen=True, slots=True)
class VacancyView:
    """A vacancy ready to show. `seems` is cv or course where the text clearly is no vacancy; years, hours: None is not told."""

    text: TextView
    seems: str
    asked: tuple[Row, ...]
    unsure: tuple[Row, ...]
    title: str
    occupation: Choice | None
    levels: tuple[str, ...]
    years: int | None
    hours: tuple[int, int] | None
    place: str
    remote: bool
    comparison: Comparison | None
    hints: tuple[Hint, ...]
    learn: Learnable

    def by_demand(self, demand: str) -> tuple[Row, ...]:
        """The skills asked in one way."""
        return tuple(row for row in self.asked if row.demand == demand)

    @property
    def required(self) -> tuple[Row, ...]:
        return self.by_demand("required")

    @property
    def wished(self) -> tuple[Row, ...]:
        return self.by_demand("wished")

    @property
    def mentioned(self) -> tuple[Row, ...]:
        return self.by_demand("mentioned")


def read_vacancy(asked: VacancyAsked, language: str) -> VacancyView:
    """What a vacancy asks, in the language of the page. The same text and answers always give the same view."""
    guessed = reader().read(asked.text)
    reading = reader().read(asked.text, kind="vacancy") if guessed.supported else guessed
    text = _view(reading, asked.answers, language)
    stand = [row for row in text.rows if row.answer != NOT_ASKED and not (row.unsure and not row.answer)]
    uri = occupation_uri_of(asked.occupation) or (reading.occupation.uri if reading.occupation else None)
    occupation = taxonomy().occupations.get(uri or "")
    unsure = tuple(row for row in text.rows if row.unsure and not row.answer)
    compares = occupation is not None and bool(occupation.demands) and bool(stand)
    comparison = _compare(stand, unsure, occupation, language) if occupation and compares else None
    required = [row for row in stand if row.demand == "required"]
    return VacancyView(
        text=text,
        seems=seems_other(guessed),
        asked=tuple(stand),
        unsure=unsure,
        title=reading.title,
        occupation=choice(occupation.uri, language) if occupation else None,
        levels=reading.levels,
        years=reading.years,
        hours=reading.hours,
        place=reading.place[1] if reading.place else "",
        remote=reading.remote,
        comparison=comparison,
        hints=hints(
            reading,
            required=len(required),
            could_be_wished=_could_be_wished(required, comparison),
            occupation=occupation,
        )
        if reading.supported
        else (),
        learn=learnable([uri for row in stand if (uri := skill_uri_of(row.id))], language, most=TRAININGS_MOST),
    )


def seems_other(guessed: Reading) -> str:
    """`cv`, `course` or `vacancy` when a text clearly is of that kind by its own words; else empty."""
    return guessed.kind if guessed.supported and guessed.kind_confidence >= SURE_OF_KIND else ""


def _view(reading: Reading, answers: Mapping[str, str], language: str) -> TextView:
    """The text with the employer's own answers: what is not asked, and how it is asked.

    A piece of kind language becomes language-required where the language is a must.
    """
    known = {id_: value for id_, value in answers.items() if value in (*DEMANDS, NOT_ASKED) and skill_uri_of(id_)}
    read = {one.removeprefix("urn:schakel:skill:") for one in reading.uris()}
    marks = {id_: NOT_ASKED if value == NOT_ASKED else "2" for id_, value in known.items() if id_ in read}
    text = view_of(reading, language, answers=marks)
    rows = tuple(replace(row, demand=known[row.id]) if known.get(row.id) in DEMANDS else row for row in text.rows)
    musts = {one.text for one in reading.skills if one.demand == "required"}
    pieces = (
        replace(piece, kind="language-required") if piece.kind == "language" and piece.text in musts else piece
        for piece in text.pieces
    )
    return replace(text, rows=rows, pieces=tuple(pieces))


def _compare(asked: Sequence[Row], unsure: Sequence[Row], occupation: Occupation, language: str) -> Comparison:
    """Each demand of the occupation beside what the text asks, in the order of the occupation's own list.

    What was read with doubt is neither called asked nor called left out.
    """
    doubted = [uri for row in unsure if (uri := skill_uri_of(row.id))]
    uris = {uri: row for row in asked if (uri := skill_uri_of(row.id))}
    met = {
        demand.uri: next(
            (uri for uri in sorted(uris, key=lambda one: one != demand.uri) if closes(uri, demand.uri, scorer())), None
        )
        for demand in occupation.demands
    }
    relevance = {demand.uri: demand.relevance for demand in occupation.demands}
    by_asked: dict[str, str] = {}
    for demand, uri in met.items():
        if uri is not None and (uri not in by_asked or uri == demand):
            by_asked[uri] = demand
    both = [
        Usual(choice(uri, language), uris[uri].demand, relevance[demand], _other(uri, demand, language))
        for uri, demand in by_asked.items()
    ]
    only_usual = [
        Usual(choice(one.uri, language), "", one.relevance)
        for one in occupation.demands
        if met[one.uri] is None
        and one.relevance in USUAL_SHOWN
        and not any(closes(uri, one.uri, scorer()) for uri in doubted)
    ]
    only_asked = [
        Usual(choice(uri, language), row.demand, "", _near(uri, occupation, language))
        for uri, row in uris.items()
        if uri not in by_asked
    ]
    return Comparison(tuple(both), tuple(only_usual), tuple(only_asked))


def _other(uri: str, demand: str, language: str) -> str:
    return "" if uri == demand else choice(demand, language).label


def _near(uri: str, occupation: Occupation, language: str) -> str:
    """A usual demand that is like this skill, without being it."""
    near = next((one.uri for one in occupation.demands if scorer().kinship.relation(uri, one.uri) is not None), None)
    return choice(near, language).label if near else ""


def _could_be_wished(required: Sequence[Row], comparison: Comparison | None) -> list[Choice]:
    """Musts that are no essential part of the work: those not usual first, then those less than essential."""
    if comparison is None:
        return []
    musts = {row.id for row in required}
    less = [*comparison.only_asked, *(one for one in comparison.both if one.relevance != "essential")]
    return [one.skill for one in less if one.skill.id in musts]
