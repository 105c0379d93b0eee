"""One match in plain sentences: a short summary, then every term, gate and open question."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from schakel.engine.matching.rules import MatchingRules
from schakel.engine.matching.score import Scorer
from schakel.engine.matching.texts import Texts
from schakel.engine.matching.types import Gate, Match, Target, TargetDemand, Term
from schakel.engine.skills.taxonomy import Taxonomy

_NAMED_MOST = 3
_SHORT_MOST = 3


@dataclass(frozen=True, slots=True)
class Explanation:
    """A match in words, for the person.

    `short` has three sentences at most, `summary` five; `terms`, `gates` and `unknown` have one sentence each, and
    `talking_points` says what to bring up in a conversation.
    """

    summary: tuple[str, ...]
    terms: tuple[str, ...]
    gates: tuple[str, ...]
    unknown: tuple[str, ...]
    short: tuple[str, ...] = ()
    talking_points: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Speaker:
    """Says things in one language: sentences, and labels of skills and occupations."""

    texts: Texts
    taxonomy: Taxonomy
    language: str

    def say(self, key: str, /, **facts: object) -> str:
        """The sentence `key`, filled."""
        return self.texts.say(key, self.language, **facts)

    def skill(self, uri: str) -> str:
        """The label of a skill; the URI where the taxonomy does not know it."""
        return self.taxonomy.label(uri, self.language) if uri in self.taxonomy.skills else uri

    def skills(self, uris: Iterable[str]) -> str:
        """Labels in a row, with commas."""
        return ", ".join(self.skill(uri) for uri in uris)

    def target(self, target: Target) -> str:
        """The name of a target; English, then Dutch, where it has none in this language."""
        labels = target.labels
        return labels.get(self.language) or labels.get("en") or labels.get("nl") or target.uri


def explain(match: Match, scorer: Scorer, texts: Texts, language: str) -> Explanation:
    """`match` in plain sentences in `language` (nl, en, de or fr), short and long, for the person it is about."""
    speaker = Speaker(texts, scorer.taxonomy, language)
    summary = tuple(_summary(match, speaker, scorer.rules))
    return Explanation(
        summary=summary,
        terms=tuple(term_sentence(term, speaker) for term in match.terms),
        gates=tuple(gate_sentence(gate, speaker) for gate in match.gates),
        unknown=tuple(speaker.say("term.unknown", demand=demand_name(one, speaker)) for one in match.unknown),
        short=_short(match, summary, speaker),
        talking_points=tuple(_talking_points(match, speaker)),
    )


def _short(match: Match, summary: tuple[str, ...], speaker: Speaker) -> tuple[str, ...]:
    """The score, then what stands in the way most: a failed condition, else what is missing, else what is strong."""
    failed = [gate_sentence(gate, speaker) for gate in match.gate_results("fail")]
    return (*summary[:1], *failed[:1], *summary[1:])[:_SHORT_MOST]


def _talking_points(match: Match, speaker: Speaker) -> Iterable[str]:
    """What to tell and what to ask, the weightiest demands first."""
    for term in match.terms:
        if term.claim is None or term.milli == 0:
            continue
        skill, have = speaker.skill(term.demand), speaker.skill(term.claim.uri)
        if term.relation != "same":
            yield speaker.say("talk.near", demand=skill, have=have)
        else:
            proven = term.claim.tier in ("validated", "evidenced")
            yield speaker.say("talk.shown" if proven else "talk.said", skill=skill)
    for term in match.missing[:_NAMED_MOST]:
        yield speaker.say("talk.missing", demand=speaker.skill(term.demand))
    for one in match.unknown:
        yield speaker.say("talk.ask", demand=demand_name(one, speaker))
    for gate in match.gate_results("unknown"):
        yield gate_sentence(gate, speaker)


def _summary(match: Match, speaker: Speaker, rules: MatchingRules) -> Iterable[str]:
    name = speaker.target(match.target)
    if match.score is None:
        yield speaker.say("summary.too-little-known", target=name)
        return
    yield speaker.say(f"summary.{fit(match.score, rules)}", target=name, score=match.score)
    strong = sorted((term for term in match.terms if term.milli), key=lambda term: (-term.milli, term.demand))
    if strong:
        yield speaker.say("summary.strong", skills=speaker.skills(term.demand for term in strong[:_NAMED_MOST]))
    if match.missing:
        yield speaker.say("summary.missing", skills=speaker.skills(term.demand for term in match.missing[:_NAMED_MOST]))
    else:
        yield speaker.say("summary.nothing-missing")
    if match.unknown:
        yield speaker.say("summary.based-on", known=match.demands_known, total=match.demands_total)
    if match.outside:
        yield speaker.say("summary.outside")


def fit(score: int, rules: MatchingRules) -> str:
    """`good`, `near` or `far`, by the thresholds of the rules."""
    return "good" if score >= rules.threshold_good else "near" if score >= rules.threshold_near else "far"


def term_sentence(term: Term, speaker: Speaker) -> str:
    """What one demand gives, and why."""
    facts: dict[str, object] = {"demand": speaker.skill(term.demand), "points": term.points, "worth": term.worth}
    if term.claim is None or term.relation is None:
        return speaker.say("term.missing", **facts)
    return speaker.say(f"term.{term.relation}", have=speaker.skill(term.claim.uri), **facts)


def gate_sentence(gate: Gate, speaker: Speaker) -> str:
    """What one condition asks and how it stands."""
    show: dict[str, Callable[[str], str]] = {"skill": speaker.skill, "language": speaker.skill}
    facts = {name: show.get(name, str)(value) for name, value in gate.facts}
    return speaker.say(f"gate.{gate.why}", **facts)


def demand_name(demand: TargetDemand, speaker: Speaker) -> str:
    """What is asked, in words: the label of the skill, or the text that could not be linked to one."""
    return speaker.skill(demand.uri) if demand.uri else demand.text
