"""Phrases to measure linking with, and the concepts that are right; the index holds none of the left-out ones."""

from __future__ import annotations

import csv
import random
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from schakel.engine.linking.types import LANGUAGES, LinkLabel
from schakel.engine.skills.taxonomy import load_taxonomy
from schakel.engine.store.concepts import Concept
from schakel.reference import REFERENCE

MOST, OWN_MOST = 150, 250
PHRASES = Path(__file__).with_name("linking_phrases.csv")
# How adverts say it; {} is the title or the skill.
NOISE = {
    "occupation": {
        "nl": ["{} (m/v/x)", "Senior {}", "{} 32-40 uur", "Vacature {} regio Limburg", "Gezocht: {} parttime"],
        "en": ["Senior {}", "{} (full time)", "{} - remote", "Junior {} (contract)", "Experienced {} wanted"],
        "de": ["{} (m/w/d)", "Senior {}", "{} in Vollzeit gesucht", "Wir suchen: {} (w/m/d)", "{} ab sofort"],
        "fr": ["{} (H/F)", "{} F/H", "{} confirmé", "{} en CDI", "recrute un {} H/F"],
    },
    "skill": {
        "nl": ["ervaring met {}", "goede kennis van {}", "je kunt {}", "{} is een pré", "affiniteit met {}"],
        "en": ["experience with {}", "strong knowledge of {}", "ability to {}", "proven experience in {}", "{} skills"],
        "de": ["Kenntnisse in {}", "Erfahrung mit {}", "sehr gute {}", "sicher in {}", "{} wünschenswert"],
        "fr": ["bonne maîtrise de {}", "connaissance de {}", "savoir {}", "être capable de {}", "expérience en {}"],
    },
}

# Titles as they stand above adverts, with a town, a firm, a level, a contract, pay or a date; none was looked at when the rules
# of what is left out were written. Towns and firms are drawn by lot; the firms are made up.
ADVERTS = {
    "nl": ["{} | {town} | 24-32 uur", "Ervaren {} bij {firm}", "{} (hbo) in {town}", "Wij zoeken een {} voor {firm} te {town}"],
    "en": ["{} at {firm}, {town}", "{} (m/f/d) - {town} - permanent", "We are hiring: {} in {town}", "Sr. {} | hybrid | {firm}"],
    "de": ["{} (m/w/d) in {town}", "{} bei der {firm} GmbH", "Erfahrene/r {} - {town} - unbefristet", "{} | {firm} | 45.000 € | ab 01.03.2027"],
    "fr": ["{} H/F - {town} - CDI", "{} chez {firm} ({town})", "{} F/H - Bac+3 - télétravail partiel", "{firm} recrute un {} en CDD de 6 mois"],
}  # fmt: skip
TOWNS = {
    "nl": ["Landgraaf", "Zwolle", "Venray", "Ede"],
    "en": ["Leeds", "Cork", "Bristol", "Reading"],
    "de": ["Stolberg", "Ulm", "Kassel", "Eschweiler"],
    "fr": ["Dijon", "Huy", "Grenoble", "Ottignies"],
}
FIRMS = ["Brontalis", "Vexmora", "Quintarel", "Ostrobel"]


class Case(NamedTuple):
    """A phrase, its language and the URIs that are right."""

    phrase: str
    language: str
    right: frozenset[str]


def rank_of(uris: Sequence[str], case: Case) -> int:
    """The rank of the first right concept; 0 when there is none."""
    return next((rank for rank, uri in enumerate(uris, 1) if uri in case.right), 0)


def esco_labels(concepts: Iterable[Concept], kind: str) -> tuple[list[LinkLabel], frozenset[str]]:
    """All labels of a kind, and the URIs of digital skills."""
    labels, digital = [], set()
    for concept in concepts:
        if concept.kind != kind:
            continue
        if "digital" in concept.marks:
            digital.add(concept.uri)
        for language in LANGUAGES:
            for label in concept.named(language):
                first = label == concept.labels.get(language)
                about = concept.definitions.get(language, "") if first else ""
                labels.append(LinkLabel(concept.uri, language, label, first, about))
    return labels, frozenset(digital)


def left_out(
    labels: list[LinkLabel], spared: frozenset[str], rng: random.Random
) -> tuple[list[LinkLabel], dict[str, list[Case]]]:
    """The labels without some alternative ones: of half the concepts one, of the others all. ``spared`` keep theirs."""
    others: dict[tuple[str, str], list[str]] = defaultdict(list)
    carriers: dict[tuple[str, str], set[str]] = defaultdict(set)
    for label in labels:
        carriers[label.language, label.label.casefold()].add(label.uri)
        if not label.preferred and label.uri not in spared:
            others[label.language, label.uri].append(label.label)
    gone: set[tuple[str, str, str]] = set()
    cases: dict[str, list[Case]] = {"one-left-out": [], "all-left-out": []}
    for language in LANGUAGES:
        uris = [uri for spoken, uri in sorted(others) if spoken == language]
        rng.shuffle(uris)
        half = min(MOST, len(uris) // 2)
        for sort, chosen in zip(cases, (uris[:half], uris[half : 2 * half]), strict=True):
            for uri in chosen:
                one = rng.choice(others[language, uri])
                taken = [one] if sort == "one-left-out" else others[language, uri]
                gone.update((language, uri, label) for label in taken)
                cases[sort].append(Case(one, language, frozenset(carriers[language, one.casefold()])))
    return [label for label in labels if (label.language, label.uri, label.label) not in gone], cases


def noisy(cases: Iterable[Case], kind: str, rng: random.Random) -> list[Case]:
    """The phrases as adverts write them."""
    return [case._replace(phrase=rng.choice(NOISE[kind][case.language]).format(case.phrase)) for case in cases]


def adverts(cases: Iterable[Case], rng: random.Random) -> list[Case]:
    """The titles as they stand above adverts."""
    return [
        case._replace(
            phrase=rng.choice(ADVERTS[case.language]).format(
                case.phrase, town=rng.choice(TOWNS[case.language]), firm=rng.choice(FIRMS)
            )
        )
        for case in cases
    ]


def misspelt(cases: Iterable[Case], rng: random.Random) -> list[Case]:
    """The longer phrases with one letter left out, put in, or changed over with the next."""
    return [case._replace(phrase=_typo(case.phrase, rng)) for case in cases if len(case.phrase) > 7]


def _typo(text: str, rng: random.Random) -> str:
    at = rng.randrange(1, len(text) - 1)
    return rng.choice(
        (
            text[:at] + text[at + 1 :],
            text[:at] + rng.choice("etnaoirs") + text[at:],
            text[:at] + text[at + 1] + text[at] + text[at + 2 :],
        )
    )


def sentences(labels: list[LinkLabel], among: frozenset[str], rng: random.Random) -> tuple[list[LinkLabel], list[Case]]:
    """The labels without some definitions, and the first sentences of those as cases."""
    cases, gone = [], set()
    for language in LANGUAGES:
        told = [one for one in labels if one.language == language and one.definition and one.uri in among]
        for one in rng.sample(told, min(MOST, len(told))):
            cases.append(Case(one.definition.split(". ")[0][:200], language, frozenset((one.uri,))))
            gone.add((language, one.uri))
    return [one._replace(definition="") if (one.language, one.uri) in gone else one for one in labels], cases


def own_cases(kind: str, known: frozenset[str], rng: random.Random) -> list[Case]:
    """Labels and synonyms of our own taxonomy, for concepts that carry an ESCO URI; ours are not in the index."""
    taxonomy = load_taxonomy(REFERENCE / "taxonomy")
    concepts: Iterable[Any] = (taxonomy.skills if kind == "skill" else taxonomy.occupations).values()
    cases = [
        Case(label, language, frozenset((concept.esco,)))
        for concept in concepts
        if concept.esco in known
        for language in LANGUAGES
        for label in dict.fromkeys((concept.labels.get(language, ""), *concept.alternatives.get(language, ())))
        if label
    ]
    rng.shuffle(cases)
    return [case for language in LANGUAGES for case in [one for one in cases if one.language == language][:OWN_MOST]]


def written_cases(kind: str, labels: Iterable[LinkLabel]) -> list[Case]:
    """Phrases somebody wrote for concepts drawn by lot, with the English preferred labels that are right."""
    named: dict[str, set[str]] = defaultdict(set)
    for label in labels:
        if label.language == "en" and label.preferred:
            named[label.label.strip()].add(label.uri)
    with PHRASES.open(encoding="utf-8", newline="") as stream:
        rows = [row for row in csv.DictReader(stream) if row["kind"] == kind]
    found = [
        Case(
            row["phrase"], row["language"], frozenset(uri for name in row["right"].split(" ; ") for uri in named[name])
        )
        for row in rows
    ]
    return [case for case in found if case.right]


def marked_cases(file: Path, kind: str) -> list[Case]:
    """Phrases marked by hand, kept outside the repository."""
    with file.open(encoding="utf-8", newline="") as stream:
        cases = [
            Case(row["phrase"], row["language"], frozenset(row["uri"].split("; "))) for row in csv.DictReader(stream)
        ]
    return [case for case in cases if any(f"/{kind}/" in uri for uri in case.right)]
