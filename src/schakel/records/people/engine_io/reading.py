"""A given text, and what was read from it at each place."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from schakel.engine.skills.result import Reading, SkillRead
from schakel.engine.text.documents import clean, read_document
from schakel.engine.text.masking import render
from schakel.records.core.region import taxonomy
from schakel.records.people.engine_io.linking import Choice, can_claim, choice, label_of, skill_id
from schakel.records.people.engine_io.parts import masker, matching_rules

NO = "nee"
# What a page reads at once: a CV of twenty pages fits in, and one visitor never keeps the others waiting.
CHARACTERS_MOST = 60_000


@dataclass(frozen=True, slots=True)
class GivenText:
    """A text to read. `cut`: only the first part of it is read; `had_bsn`: a citizen service number was blacked out."""

    text: str
    cut: bool = False
    had_bsn: bool = False

    @property
    def empty(self) -> bool:
        """Whether there is no word in it."""
        return not any(character.isalnum() for character in self.text)


def read_upload(data: bytes, name: str) -> GivenText:
    """The text of an uploaded file. Raises an `UnreadableDocument` whose code says why not."""
    document = read_document(data, name)
    given = given_text(document.text)
    return GivenText(given.text, given.cut or any(one.code == "text-cut" for one in document.warnings), given.had_bsn)


def given_text(text: str) -> GivenText:
    """A pasted text, cleaned and not too long, without citizen service numbers: those are never taken in."""
    plain = clean(text[: 4 * CHARACTERS_MOST])
    cut, plain = len(plain) > CHARACTERS_MOST, plain[:CHARACTERS_MOST]
    numbers = [one for one in masker().find(plain) if one.kind == "bsn"]
    return GivenText(render(plain, numbers) if numbers else plain, cut, bool(numbers))


def join_texts(first: GivenText, second: GivenText) -> GivenText:
    """Two given texts as one, an empty line between them."""
    joined = given_text("\n\n".join(part for part in (first.text, second.text) if part))
    return GivenText(joined.text, first.cut or second.cut or joined.cut, first.had_bsn or second.had_bsn)


@dataclass(frozen=True, slots=True)
class Row:
    """One skill to look at: where it was read, and the answer that stands ("" is no answer yet)."""

    number: int
    id: str
    label: str
    quotes: tuple[str, ...]
    unsure: bool
    added: bool
    answer: str
    demand: str = "mentioned"


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of the text. `kind`: plain, found, ask, no (said not to be so), language, or masked (`text` is its kind)."""

    kind: str
    text: str
    numbers: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Language:
    """A spoken language with its CEFR level, or an empty one where it is not told."""

    label: str
    cefr: str


@dataclass(frozen=True, slots=True)
class TextView:
    """What was read from a text, ready to show."""

    text: str
    kind: str
    language: str
    supported: bool
    pieces: tuple[Piece, ...]
    rows: tuple[Row, ...]
    languages: tuple[Language, ...]
    occupation: Choice | None
    place: str
    levels: tuple[str, ...]
    masked: int

    @property
    def found(self) -> int:
        """How many skills stand, those said not to be so left out."""
        return sum(1 for row in self.rows if row.answer != NO)

    @property
    def unsure(self) -> int:
        """How many skills still ask for an answer."""
        return sum(1 for row in self.rows if row.unsure and not row.answer)


def view_of(reading: Reading, language: str, *, answers: Mapping[str, str] | None = None) -> TextView:
    """The reading with a row for each skill; `answers` maps a skill id to nee, 1, 2 or 3, also for skills added by hand."""
    given = answers or {}
    mentions: dict[str, list[SkillRead]] = {}
    for one in reading.skills:
        if can_claim(one.uri):
            mentions.setdefault(one.uri, []).append(one)
    rows = [
        _row(at, uri, found, language=language, answers=given) for at, (uri, found) in enumerate(mentions.items(), 1)
    ]
    read = {row.id for row in rows}
    added = [id_ for id_ in given if id_ not in read and given[id_] in ("1", "2", "3")]
    rows += [
        Row(len(rows) + at, id_, label_of(f"urn:schakel:skill:{id_}", language), (), False, True, given[id_])
        for at, id_ in enumerate(added, 1)
    ]
    return TextView(
        text=reading.text,
        kind=reading.kind,
        language=reading.language,
        supported=reading.supported,
        pieces=_pieces(reading, rows),
        rows=tuple(rows),
        languages=tuple(Language(label_of(one.uri, language), one.cefr or "") for one in reading.spoken),
        occupation=choice(reading.occupation.uri, language) if reading.occupation else None,
        place=reading.place[0] if reading.place else "",
        levels=reading.levels,
        masked=len(reading.masked),
    )


def _row(number: int, uri: str, mentions: Sequence[SkillRead], *, language: str, answers: Mapping[str, str]) -> Row:
    sure = any(one.decision == "accept" for one in mentions)
    levels = [level for one in mentions if (level := matching_rules().level_read(one.level)) is not None]
    standing = str(max(levels, default=2)) if sure else ""
    demands = {one.demand for one in mentions}
    return Row(
        number=number,
        id=skill_id(uri),
        label=label_of(uri, language),
        quotes=tuple(dict.fromkeys(" ".join(one.text.split()) for one in mentions)),
        unsure=not sure,
        added=False,
        answer=answers.get(skill_id(uri)) or standing,
        demand=next(name for name in ("required", "wished", "mentioned") if name in demands),
    )


def _pieces(reading: Reading, rows: Sequence[Row]) -> tuple[Piece, ...]:
    """The text cut at every place where something was read or hidden. Of places that overlap the first one stands."""
    by_id = {row.id: row for row in rows}
    spans: dict[tuple[int, int], Piece] = {(one.start, one.end): Piece("masked", one.kind) for one in reading.masked}
    for skill in reading.skills:
        place = (skill.start, skill.end)
        row = by_id.get(skill_id(skill.uri))
        other = spans.get(place)
        numbers = (*(other.numbers if other else ()), *([row.number] if row else []))
        kind = _kind(skill, row) if other is None or other.kind == "language" else other.kind
        if kind and (other is None or other.kind != "masked"):
            spans[place] = Piece(kind, skill.text, tuple(dict.fromkeys(numbers)))
    pieces, at = [], 0
    for (start, end), piece in sorted(spans.items(), key=lambda item: (item[0][0], -item[0][1])):
        if start < at:
            continue
        if start > at:
            pieces.append(Piece("plain", reading.text[at:start]))
        pieces.append(piece)
        at = end
    if at < len(reading.text):
        pieces.append(Piece("plain", reading.text[at:]))
    return tuple(pieces)


def _kind(skill: SkillRead, row: Row | None) -> str:
    if row is None:
        named = taxonomy().skills.get(skill.uri)
        return "language" if named is not None and named.kind == "spoken-language" else ""
    if row.answer == NO:
        return "no"
    return "ask" if row.unsure and not row.answer else "found"
