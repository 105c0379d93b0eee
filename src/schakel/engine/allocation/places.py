"""Places for students by their own preferences, with a lottery that anyone can draw again.

Student-proposing deferred acceptance with one lottery number a student (single tie-breaking). Nobody is ranked on
merit: a place takes, of those who ask, first a published group it gives precedence (if it has one), then the lowest
lottery number. The outcome is stable, and no student can do better by giving other wishes than the true ones.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from heapq import heappush, heapreplace

from schakel.engine.errors import InputError

_TICKET_BYTES = 8


@dataclass(frozen=True, slots=True)
class Student:
    """Who asks: an opaque id, the places wanted (URIs, best liked first) and a published group such as a programme."""

    id: str
    wishes: tuple[str, ...]
    group: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """What can be had: its URI, how many can come, and groups that go first (never a measure of merit)."""

    uri: str
    capacity: int
    groups_first: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Passed:
    """A place a student likes better but did not get: the number of the last one let in, and whether a group went first."""

    place: str
    last_number: int | None
    by_group: bool


@dataclass(frozen=True, slots=True)
class Placed:
    """The outcome for one student, with its explanation.

    `number` is the place in the draw (1 is drawn first). `choice` says which wish it became (1 is the first) and is
    None together with `place` when all wanted places were full. `passed` lists the better-liked places, best first.
    """

    student: str
    number: int
    place: str | None
    choice: int | None
    passed: tuple[Passed, ...]


@dataclass(frozen=True, slots=True)
class Allocation:
    """The whole outcome, sorted by student id; `seed` and `commitment` let anyone draw again."""

    seed: str
    commitment: str
    placed: tuple[Placed, ...]

    def of(self, student: str) -> Placed:
        """The outcome for one student. Raises InputError when the student did not take part."""
        at = bisect_left(self.placed, student, key=lambda one: one.student)
        if at < len(self.placed) and self.placed[at].student == student:
            return self.placed[at]
        raise InputError("This student did not take part in the draw", place=student, remedy="Check the id")

    def students_at(self, place: str) -> tuple[str, ...]:
        """Who comes to a place, by id."""
        return tuple(one.student for one in self.placed if one.place == place)

    @property
    def choice_counts(self) -> dict[int, int]:
        """How many students got their first, second, ... wish."""
        counts: dict[int, int] = {}
        for one in self.placed:
            if one.choice is not None:
                counts[one.choice] = counts.get(one.choice, 0) + 1
        return dict(sorted(counts.items()))

    @property
    def first_choice_milli(self) -> int | None:
        """The share that got its first choice, in thousandths of those who wished anything; None: nobody wished."""
        asked = sum(1 for one in self.placed if one.choice is not None or one.passed)
        return self.choice_counts.get(1, 0) * 1000 // asked if asked else None

    @property
    def without(self) -> tuple[str, ...]:
        """The students who wished something and got nothing."""
        return tuple(one.student for one in self.placed if one.place is None and one.passed)


def commitment(seed: str) -> str:
    """The fingerprint to publish before the draw; the seed itself is published after it.

    >>> commitment("2027-spring")[:12]
    '6b36e7147843'
    """
    return sha256(b"schakel-lottery-commitment\n" + seed.encode()).hexdigest()


def ticket(seed: str, student: str) -> int:
    """The lottery ticket of a student: the same on every machine, whoever else takes part and in whatever order.

    >>> ticket("2027-spring", "s-1") == ticket("2027-spring", "s-1")
    True
    """
    digest = sha256(b"\n".join((b"schakel-lottery", sha256(seed.encode()).digest(), student.encode()))).digest()
    return int.from_bytes(digest[:_TICKET_BYTES], "big")


def allocate(students: Sequence[Student], places: Sequence[Place], *, seed: str) -> Allocation:
    """Give each student the best-liked place that the draw leaves. The order of the two lists has no influence.

    Raises InputError for a student or place named twice, a wish for a place that is not there or named twice, a
    capacity below zero, or an empty seed.

    >>> two = [Student("a", ("x", "y")), Student("b", ("x",))]
    >>> done = allocate(two, [Place("x", 1), Place("y", 1)], seed="2027-spring")
    >>> [(one.student, one.place, one.choice) for one in done.placed]
    [('a', 'y', 2), ('b', 'x', 1)]
    """
    _check(students, places, seed)
    by_id = {student.id: student for student in sorted(students, key=lambda one: one.id)}
    drawn = sorted(by_id, key=lambda name: (ticket(seed, name), name))
    numbers = {name: at + 1 for at, name in enumerate(drawn)}
    halls = {place.uri: _Hall(place) for place in places}
    waiting = list(reversed(drawn))
    asked = dict.fromkeys(by_id, 0)
    while waiting:
        student = by_id[waiting.pop()]
        while asked[student.id] < len(student.wishes):
            hall = halls[student.wishes[asked[student.id]]]
            turned_away = hall.ask(student, numbers[student.id])
            if turned_away is None:
                break
            asked[turned_away] += 1
            if turned_away != student.id:
                waiting.append(turned_away)
                break
    placed = tuple(_explain(student, numbers, asked[student.id], halls) for student in by_id.values())
    return Allocation(seed=seed, commitment=commitment(seed), placed=placed)


def blocking_pairs(
    students: Sequence[Student], places: Sequence[Place], allocation: Allocation
) -> tuple[tuple[str, str], ...]:
    """Student and place that would both rather have each other than what the allocation gives; empty when stable."""
    got = {one.student: one for one in allocation.placed}
    by_id = {student.id: student for student in students}
    by_uri = {place.uri: place for place in places}
    inside: dict[str, list[Student]] = {place.uri: [] for place in places}
    for one in allocation.placed:
        if one.place is not None:
            inside[one.place].append(by_id[one.student])
    found = []
    for student in students:
        mine = got[student.id]
        better = student.wishes if mine.place is None else student.wishes[: student.wishes.index(mine.place)]
        for uri in better:
            place = by_uri[uri]
            own = _turn(place, student, mine.number)
            later = any(_turn(place, other, got[other.id].number) > own for other in inside[uri])
            if len(inside[uri]) < place.capacity or later:
                found.append((student.id, uri))
    return tuple(sorted(found))


def _turn(place: Place, student: Student, number: int) -> tuple[bool, int]:
    """When a student is let in: groups that go first, then the lottery number; the lowest goes first."""
    return bool(place.groups_first) and student.group not in place.groups_first, number


class _Hall:
    """A place while the draw runs: who is in, the last to have come in on top."""

    __slots__ = ("inside", "place")

    def __init__(self, place: Place) -> None:
        self.place = place
        self.inside: list[tuple[bool, int, str]] = []

    def ask(self, student: Student, number: int) -> str | None:
        """Let a student in if there is room or a later turn inside. Returns who is turned away, if anyone."""
        last, lot = _turn(self.place, student, number)
        entry = (not last, -lot, student.id)
        if len(self.inside) < self.place.capacity:
            heappush(self.inside, entry)
            return None
        if not self.inside or entry < self.inside[0]:
            return student.id
        return heapreplace(self.inside, entry)[2]

    def passed(self, student: Student) -> Passed:
        """Why this place did not take the student."""
        if not self.inside:
            return Passed(self.place.uri, None, by_group=False)
        first_group, lot, _ = self.inside[0]
        mine_first = student.group in self.place.groups_first
        return Passed(self.place.uri, -lot, by_group=bool(self.place.groups_first) and first_group and not mine_first)


def _explain(student: Student, numbers: Mapping[str, int], at: int, halls: Mapping[str, _Hall]) -> Placed:
    place = student.wishes[at] if at < len(student.wishes) else None
    return Placed(
        student=student.id,
        number=numbers[student.id],
        place=place,
        choice=None if place is None else at + 1,
        passed=tuple(halls[uri].passed(student) for uri in student.wishes[:at]),
    )


def _check(students: Sequence[Student], places: Sequence[Place], seed: str) -> None:
    if not seed:
        raise InputError("A draw needs a seed", place="seed", remedy="Publish its fingerprint first, then use it")
    uris = [place.uri for place in places]
    _check_once(uris, "place")
    _check_once([student.id for student in students], "student")
    for place in places:
        if place.capacity < 0:
            raise InputError(f"{place.capacity} places is no capacity", place=place.uri, remedy="Use 0 or more")
    known = frozenset(uris)
    for student in students:
        _check_once(student.wishes, f"wish of student {student.id}:")
        for wish in student.wishes:
            if wish not in known:
                raise InputError(
                    f"The wished place '{wish}' is not in this draw", place=student.id, remedy="Remove the wish"
                )


def _check_once(keys: Sequence[str], what: str) -> None:
    if len(frozenset(keys)) < len(keys):
        twice = next(key for at, key in enumerate(keys) if key in keys[:at])
        raise InputError(f"The {what} '{twice}' is named twice", place=twice, remedy="Name it once")
