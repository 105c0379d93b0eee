"""The published rules of linking: weights, thresholds, endings and words that say little, from a dated file."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from schakel.engine.errors import DataError

Ending = tuple[str, str, int]


@dataclass(frozen=True, slots=True)
class LinkRules:
    """All that is decided by people about linking; ``weights`` are thousandths that add up to 1000 per kind.

    ``factors`` are thousandths a score keeps when the label is in another language than the phrase; ``accept`` and
    ``ask`` the least scores (of 10,000) per kind; ``calibration`` (least score, share found right) per kind.
    """

    edition: str
    weights: Mapping[str, Mapping[str, int]]
    factors: Mapping[str, int]
    accept: Mapping[str, int]
    ask: Mapping[str, int]
    margin: Mapping[str, int]
    endings: Mapping[str, tuple[Ending, ...]]
    irregular: Mapping[str, Mapping[str, str]]
    links: Mapping[str, tuple[str, ...]]
    bound: tuple[str, ...]
    by_root: Mapping[str, tuple[str, ...]]
    twins: Mapping[str, int]
    told: Mapping[str, int]
    little: Mapping[str, frozenset[str]]
    filler: Mapping[str, tuple[str, ...]]
    noise: Mapping[str, tuple[str, ...]]
    genders: Mapping[str, tuple[str, ...]]
    limits: Mapping[str, int]
    calibration: Mapping[str, tuple[tuple[int, float], ...]]
    source: str

    def confidence(self, kind: str, points: int) -> float:
        """The share of best answers with this score (0 to 10,000) that were right when measured."""
        return next((share for least, share in reversed(self.calibration[kind]) if points >= least), 0.0)


def load_rules(folder: Path, *, edition: str | None = None) -> LinkRules:
    """The rules of this edition (a date), or the newest in ``folder``; `DataError` names file and remedy.

    >>> from schakel.reference import REFERENCE
    >>> sum(load_rules(REFERENCE / "linking").weights["skill"].values())
    1000
    """
    files = sorted(folder.glob("????-??-??.toml"))
    if edition is not None:
        files = [file for file in files if file.stem == edition]
    if not files:
        raise DataError("There are no rules of linking", file=str(folder), remedy="Give the folder 'linking'")
    try:
        table = tomllib.loads(files[-1].read_text(encoding="utf-8"))
        return _rules(files[-1].stem, table)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise DataError(f"The file is no TOML: {error}", file=str(files[-1]), remedy="Mend that line") from error
    except (KeyError, TypeError, ValueError) as error:
        raise DataError(
            f"The rules lack or misuse {error}", file=str(files[-1]), remedy="Compare with an earlier edition"
        ) from error


def _rules(edition: str, table: Mapping[str, Any]) -> LinkRules:
    for kind, weights in table["weights"].items():
        if sum(weights.values()) != 1000:
            raise ValueError(f"weights.{kind}: they do not add up to 1000")
    return LinkRules(
        edition=edition,
        weights=table["weights"],
        factors=table["factors"],
        accept=table["accept"],
        ask=table["ask"],
        margin=table["margin"],
        endings={language: _endings(rows) for language, rows in table["endings"].items()},
        irregular={
            language: dict(pair.split("=") for pair in text.split()) for language, text in table["irregular"].items()
        },
        links={language: tuple(words) for language, words in table["links"].items()},
        bound=tuple(table["bound"]["words"]),
        by_root={kind: tuple(languages) for kind, languages in table["bound"]["roots"].items()},
        twins=table["twins"],
        told=table["told"],
        little={language: frozenset(words.split()) for language, words in table["little"].items()},
        filler={place: tuple(phrases) for place, phrases in table["filler"].items()},
        noise={name: _noise(name, phrases) for name, phrases in table["noise"].items()},
        genders={name: tuple(text.split()) for name, text in table["genders"].items()},
        limits=table["limits"],
        calibration={kind: tuple((int(a), float(b)) for a, b in rows) for kind, rows in table["calibration"].items()},
        source=table["source"],
    )


def _noise(name: str, phrases: list[str]) -> tuple[str, ...]:
    """Phrases, or regular expressions, which must be sound."""
    if name == "patterns":
        for pattern in phrases:
            try:
                re.compile(pattern)
            except re.error as error:
                raise ValueError(f"noise.patterns: '{pattern}' cannot be read: {error}") from error
    return tuple(phrases)


def _endings(rows: list[list[Any]]) -> tuple[Ending, ...]:
    """Longest first, so that the most telling ending is taken."""
    return tuple(sorted(((str(end), str(new), int(least)) for end, new, least in rows), key=lambda row: -len(row[0])))
