"""Which real trainings of the region teach some skills."""

from collections.abc import Sequence
from dataclasses import dataclass

from schakel.engine.advice.offers import closes
from schakel.engine.advice.types import AdviceOffer
from schakel.records.people.engine_io.linking import Choice, choice
from schakel.records.people.engine_io.parts import scorer, trainings


@dataclass(frozen=True, slots=True)
class Teaching:
    """A training and which of the skills looked for it teaches; `language` is that of its title."""

    id: str
    label: str
    language: str
    provider: str
    kind: str
    level: str
    skills: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Learnable:
    """Trainings that teach something of what is looked for, how many more there are, and what none of them teaches."""

    trainings: tuple[Teaching, ...]
    more: int
    nowhere: tuple[Choice, ...]


def learnable(skills: Sequence[str], language: str, *, most: int) -> Learnable:
    """Where to learn these skills (URIs): what teaches most of them first, of equals the smaller training."""
    found = []
    for offer in trainings():
        taught = tuple(uri for uri in skills if any(closes(one, uri, scorer()) for one in offer.route.teaches))
        if taught:
            found.append((offer, taught))
    found.sort(key=lambda pair: (-len(pair[1]), pair[0].route.size, pair[0].route.id))
    somewhere = {uri for _, taught in found for uri in taught}
    return Learnable(
        trainings=tuple(_teaching(offer, taught, language) for offer, taught in found[:most]),
        more=max(0, len(found) - most),
        nowhere=tuple(choice(uri, language) for uri in skills if uri not in somewhere),
    )


def _teaching(offer: AdviceOffer, taught: Sequence[str], language: str) -> Teaching:
    labels = offer.route.labels
    # A title without a translation of its own is the Dutch one.
    shown = language if labels.get(language) and labels.get(language) != labels.get("nl") else "nl"
    return Teaching(
        id=offer.route.id,
        label=labels.get(shown) or offer.route.id,
        language=shown,
        provider=offer.provider,
        kind=offer.kind,
        level=offer.level,
        skills=tuple(choice(uri, language) for uri in taught),
    )
