"""What can go wrong in the engine, in plain words.

Every error says *what* is wrong, *where* (`place`) and *what to do about it* (`remedy`), and carries a stable `code`
that screens, the API and the command line map to their own words. `str(error)` is one line.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar


class EngineError(Exception):
    """Root of all errors of the engine.

    `message` says what is wrong, `place` where (a file and line, a field, a step), `remedy` what to do; both may be
    empty. `code` is a stable slug of the class. The texts hold no personal data.

    >>> str(EngineError("The amount is negative", place="budget.csv line 3", remedy="Write an amount of zero or more"))
    'budget.csv line 3: The amount is negative. Write an amount of zero or more.'
    """

    code: ClassVar[str] = "engine-error"

    def __init__(self, message: str, *, place: str = "", remedy: str = "") -> None:
        super().__init__(message)
        self.message = _one_line(message)
        self.place = _one_line(place)
        self.remedy = _one_line(remedy)

    def __str__(self) -> str:
        sentences = [_sentence(text) for text in (self.message, self.remedy) if text]
        text = " ".join(sentences)
        return f"{self.place}: {text}" if self.place else text


class InputError(EngineError):
    """What a user gave cannot be used: the user can put it right (exit code 2, HTTP 422).

    >>> InputError("There is no such level").code
    'bad-input'
    """

    code: ClassVar[str] = "bad-input"


class UnreadableDocument(InputError):
    """A document of a user cannot be read: damaged, protected, empty or of an unknown kind.

    >>> isinstance(UnreadableDocument("The file holds no text", place="cv.pdf"), InputError)
    True
    """

    code: ClassVar[str] = "unreadable-document"


class NotFound(InputError):
    """What a user asked for does not exist here (exit code 1, HTTP 404).

    >>> NotFound("There is no region 'atlantis'").code
    'not-found'
    """

    code: ClassVar[str] = "not-found"


class Conflict(InputError):
    """What a user wants no longer fits what others did in the meantime (exit code 2, HTTP 409).

    >>> Conflict("Somebody else took this request", remedy="Load the page again").code
    'conflict'
    """

    code: ClassVar[str] = "conflict"


class DataError(EngineError):
    """Reference data or imported data breaks its own rules.

    Built for one problem, or with `DataError.collected` for several; then `problems` lists each one, in the order
    found, and `str()` still is one line: the first problem and how many more there are. `file`, `line` (1 is the first
    line) and `column` (name of the column or key) say where; `line` is 0 when the problem is of the whole file.

    >>> str(DataError("'many' is no number", file="budget.csv", line=4, column="amount_1", remedy="Write digits only"))
    "budget.csv line 4, column amount_1: 'many' is no number. Write digits only."
    >>> one, two = DataError("first", file="a.csv"), DataError("second", file="b.csv")
    >>> str(DataError.collected([one, two]))
    'a.csv: first. (and 1 more problem)'
    """

    code: ClassVar[str] = "bad-data"

    def __init__(self, message: str, *, file: str = "", line: int = 0, column: str = "", remedy: str = "") -> None:
        super().__init__(message, place=_place(file, line, column), remedy=remedy)
        self.file = file
        self.line = line
        self.column = column
        self.problems: tuple[DataError, ...] = (self,)

    @classmethod
    def collected(cls, problems: Sequence[DataError]) -> DataError:
        """One error that stands for all `problems` (at least one; nested collections are laid flat)."""
        flat = [single for problem in problems for single in problem.problems]
        if not flat:
            raise ValueError("DataError.collected needs at least one problem")
        first = flat[0]
        error = cls(first.message, file=first.file, line=first.line, column=first.column, remedy=first.remedy)
        error.problems = tuple(flat)
        return error

    def __str__(self) -> str:
        text, more = super().__str__(), len(self.problems) - 1
        return text if more == 0 else f"{text} (and {more} more problem{'' if more == 1 else 's'})"


class Bug(EngineError):
    """Something that the code itself promised does not hold; no input should be able to cause it.

    >>> Bug("The parts do not add up to the score").code
    'bug'
    """

    code: ClassVar[str] = "bug"


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _sentence(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else f"{text}."


def _place(file: str, line: int, column: str) -> str:
    where = f"{file} line {line}".strip() if line else file
    return f"{where}, column {column}".strip(", ") if column else where
