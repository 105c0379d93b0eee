"""From one edition of a taxonomy to the next: what changed, and how stored URIs are carried over.

A concept that is gone is looked for in the new edition: first by what the publisher says (replaced by, replaces), then by
its label. One successor that was not there before is a *move*; one that takes more concepts in, or was there already, a
*merge*; several are a *split*. What has no successor keeps its URI and is reported: nothing is thrown away.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple

from schakel.engine.errors import DataError
from schakel.engine.store.concepts import PAST, Concept, normal_label

What = Literal["renamed", "moved", "merged", "split", "gone", "new"]
WHATS: tuple[What, ...] = ("renamed", "moved", "merged", "split", "gone", "new")


class Change(NamedTuple):
    """One line of the report: what happened to a URI, its label, the URIs it became, and a note in plain words."""

    what: What
    uri: str
    label: str
    to: tuple[str, ...] = ()
    note: str = ""


class Rename(NamedTuple):
    """Another preferred label in a language."""

    uri: str
    language: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class EditionChange:
    """What differs between two editions; URIs in the order of the old (``new``: of the new) edition.

    ``moved``, ``merged`` and ``split`` map an old URI to those that take its place; ``labels`` gives a label for each URI
    named here.
    """

    renamed: tuple[Rename, ...]
    moved: Mapping[str, tuple[str, ...]]
    merged: Mapping[str, tuple[str, ...]]
    split: Mapping[str, tuple[str, ...]]
    gone: tuple[str, ...]
    new: tuple[str, ...]
    labels: Mapping[str, str]

    def counts(self) -> dict[What, int]:
        """How many of each."""
        return {what: len(getattr(self, what)) for what in WHATS}

    def lines(self) -> Iterator[Change]:
        """The whole report, by kind of change."""
        for uri, language, old, new in self.renamed:
            yield Change("renamed", uri, old, (uri,), f"{language}: now '{new}'")
        for what in ("moved", "merged", "split"):
            for uri, to in getattr(self, what).items():
                yield Change(what, uri, self.labels[uri], to, ", ".join(self.labels[one] for one in to))
        for uri in self.gone:
            yield Change("gone", uri, self.labels[uri])
        for uri in self.new:
            yield Change("new", uri, self.labels[uri])


COLUMNS = ("what", "uri", "label", "to", "note")


def as_csv(change: EditionChange) -> str:
    """The whole report as CSV; `read_csv` reads it back."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows((line.what, line.uri, line.label, " ".join(line.to), line.note) for line in change.lines())
    return text.getvalue()


def read_csv(text: str, *, file: str = "") -> tuple[Change, ...]:
    """The lines of a report; a person may have taken lines out or filled in ``to``. `DataError` for one that is wrong."""
    reader = csv.DictReader(io.StringIO(text, newline=""))
    if tuple(reader.fieldnames or ()) != COLUMNS:
        raise DataError(
            "This is no report of a new edition", file=file, line=1, remedy="Give the list that import names"
        )
    found = []
    for row in reader:
        what = next((known for known in WHATS if known == row["what"]), None)
        if what is None or not row["uri"]:
            says = f"'{row['what']}' is no change, or the URI is missing"
            raise DataError(says, file=file, line=reader.line_num, remedy=f"Use one of {', '.join(WHATS)}")
        found.append(Change(what, row["uri"], row["label"] or "", tuple((row["to"] or "").split()), row["note"] or ""))
    return tuple(found)


def compare(old: Iterable[Concept], new: Iterable[Concept]) -> EditionChange:
    """What changed from the ``old`` edition to the ``new`` one (two editions of the same taxonomy).

    Labels are compared in languages both have. A concept whose status is obsolete counts as gone.

    >>> before = [Concept("urn:e:1", "esco", "skill", {"en": "Hadoop"}), Concept("urn:e:2", "esco", "skill", {"en": "Go"})]
    >>> after = [Concept("urn:e:3", "esco", "skill", {"en": "Apache Hadoop"}, {"en": ("hadoop",)})]
    >>> change = compare(before, after)
    >>> change.moved, change.gone
    ({'urn:e:1': ('urn:e:3',)}, ('urn:e:2',))
    """
    past = {concept.uri: concept for concept in old}
    all_new = {concept.uri: concept for concept in new}
    now = {uri: concept for uri, concept in all_new.items() if concept.status not in PAST}
    seeker = _Seeker(all_new, now)
    fate = {uri: seeker.successors(concept) for uri, concept in past.items() if concept.status not in PAST}
    lost = {uri: to for uri, to in fate.items() if uri not in now}
    taking = Counter(to[0] for to in lost.values() if len(to) == 1)
    single = {uri: to for uri, to in lost.items() if len(to) == 1}
    moved = {uri: to for uri, to in single.items() if taking[to[0]] == 1 and to[0] not in past}
    return EditionChange(
        renamed=tuple(_renamed(past, now)),
        moved=moved,
        merged={uri: to for uri, to in single.items() if uri not in moved},
        split={uri: to for uri, to in fate.items() if len(to) > 1},
        gone=tuple(uri for uri, to in lost.items() if not to),
        new=tuple(uri for uri in now if uri not in past),
        labels={uri: concept.label("en") for uri, concept in {**all_new, **past}.items()},
    )


def _renamed(past: Mapping[str, Concept], now: Mapping[str, Concept]) -> Iterator[Rename]:
    for uri, concept in past.items():
        later = now.get(uri)
        for language, label in concept.labels.items() if later is not None else ():
            other = later.labels.get(language) if later is not None else None
            if other is not None and other != label:
                yield Rename(uri, language, label, other)


class _Seeker:
    """Finds what took the place of a concept."""

    def __init__(self, all_new: Mapping[str, Concept], now: Mapping[str, Concept]) -> None:
        self._all, self._now = all_new, now
        self._replacing: dict[str, list[str]] = {}
        self._preferred: dict[tuple[str, str, str], list[str]] = {}
        self._others: dict[tuple[str, str, str], list[str]] = {}
        for uri, concept in now.items():
            for replaced in concept.replaces:
                self._replacing.setdefault(replaced, []).append(uri)
            for language in dict.fromkeys((*concept.labels, *concept.alternatives)):
                for label in concept.named(language):
                    first = label == concept.labels.get(language)
                    key = (concept.kind, language, normal_label(label))
                    (self._preferred if first else self._others).setdefault(key, []).append(uri)

    def successors(self, concept: Concept) -> tuple[str, ...]:
        """The URIs that take the place of a concept; of one that stays: itself and what was split off."""
        uri = concept.uri
        later = self._all.get(uri)
        said = [*(later.replaced_by if later is not None else ()), *concept.replaced_by, *self._replacing.get(uri, ())]
        told = [one for one in dict.fromkeys(said) if one in self._now and one != uri]
        if uri in self._now:
            split_off = [one for one in told if one in self._replacing.get(uri, ())]
            return (uri, *split_off)
        return tuple(told) or self._by_label(concept)

    def _by_label(self, concept: Concept) -> tuple[str, ...]:
        """Those that carry its preferred label in most languages; as their preferred one if any does."""
        for index in (self._preferred, self._others):
            votes: Counter[str] = Counter()
            for language, label in concept.labels.items():
                votes.update(dict.fromkeys(index.get((concept.kind, language, normal_label(label)), ()), 1))
            if votes:
                most = max(votes.values())
                return tuple(uri for uri, count in votes.items() if count == most)
        return ()


@dataclass(frozen=True, slots=True)
class CarryOver:
    """Stored URIs in the new edition: ``uris`` maps each one asked for to what it is now.

    ``check`` holds those a person should look at: split (all parts are given), or gone (the URI stays as it was).
    """

    uris: Mapping[str, tuple[str, ...]]
    kept: tuple[str, ...]
    changed: tuple[str, ...]
    check: tuple[str, ...]


def carry_over(uris: Iterable[str], change: EditionChange) -> CarryOver:
    """Bring stored URIs (of profiles, offers, figures) to the new edition; nothing is lost, URIs of others stay.

    >>> before = [Concept("urn:e:1", "esco", "skill", {"en": "Hadoop"})]
    >>> after = [Concept("urn:e:3", "esco", "skill", {"en": "Hadoop"})]
    >>> carry_over(["urn:e:1", "urn:x:own"], compare(before, after)).uris
    {'urn:e:1': ('urn:e:3',), 'urn:x:own': ('urn:x:own',)}
    """
    found: dict[str, tuple[str, ...]] = {}
    gone = frozenset(change.gone)
    for uri in uris:
        found[uri] = change.moved.get(uri) or change.merged.get(uri) or change.split.get(uri) or (uri,)
    check = tuple(uri for uri, to in found.items() if len(to) > 1 or uri in gone)
    changed = tuple(uri for uri, to in found.items() if to != (uri,) and len(to) == 1)
    kept = tuple(uri for uri in found if uri not in {*check, *changed})
    return CarryOver(uris=found, kept=kept, changed=changed, check=check)
