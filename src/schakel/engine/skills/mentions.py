"""From words that name a skill to what the text says with them: asked or told, how well, how sure."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence

from schakel.engine.skills.clauses import ClauseReader, Said
from schakel.engine.skills.matches import Match
from schakel.engine.skills.result import SkillRead
from schakel.engine.skills.scene import Scene
from schakel.engine.skills.taxonomy import Taxonomy
from schakel.engine.text.sections import Section

_UNSAID = Said(False, False, False, None, None)
# Found this way it is beyond doubt what is meant, also where a text only talks of the company.
_CLEAR = frozenset({"named", "sense", "name_compound", "exact"})


class MentionReader:
    """Weighs every match by the section and the sentence it stands in."""

    def __init__(self, taxonomy: Taxonomy, clauses: ClauseReader, confidence: Mapping[str, float]) -> None:
        """``confidence`` is the table of that name in the word lists."""
        self._taxonomy = taxonomy
        self._clauses = clauses
        self._confidence = confidence

    def read(self, scene: Scene, matches: Sequence[Match], title: str) -> tuple[SkillRead, ...]:
        """The matches that count, in order; what is denied, or stands in a part that says nothing, is left out."""
        title_start = scene.text.find(title) if title else -1
        title_end = title_start + len(title)
        ordered = sorted(matches)
        firsts = [match.first for match in ordered]
        skills: list[SkillRead] = []
        for sentence in scene.sentences:
            here = ordered[bisect_left(firsts, sentence.first) : bisect_left(firsts, sentence.stop)]
            for match, said in zip(here, self._clauses.read(scene.tokens, sentence, here) if here else (), strict=True):
                section = scene.section_at(match.first)
                if said.negated or not self._counts(match, section):
                    continue
                in_title = title_start <= scene.tokens[match.first].start < title_end
                demand = _demand(section, said, kind=scene.kind, in_title=in_title)
                skills.append(self._mention(scene, match, said, demand=demand, section=section))
        return tuple(skills)

    def names_only(self, scene: Scene, matches: Sequence[Match]) -> tuple[SkillRead, ...]:
        """Only names of products, for a text in a language that is not read."""
        names = [match for match in matches if match.how == "named" and self._taxonomy.skill(match.uri).is_named]
        whole = Section("intro", "yes", 0, 0, len(scene.text))
        return tuple(self._mention(scene, one, _UNSAID, demand="mentioned", section=whole) for one in names)

    def _counts(self, match: Match, section: Section) -> bool:
        if section.counts == "mentioned":
            return match.how in _CLEAR and self._taxonomy.skill(match.uri).is_named
        return section.counts == "yes"

    def _mention(self, scene: Scene, match: Match, said: Said, *, demand: str, section: Section) -> SkillRead:
        confidence = self._confidence[match.how]
        if section.counts == "mentioned":
            confidence *= self._confidence["about"]
        start, end = scene.span(match.first, match.stop)
        return SkillRead(
            uri=match.uri,
            label=match.label,
            text=scene.text[start:end],
            start=start,
            end=end,
            demand=demand,
            level=said.level,
            years=said.years,
            confidence=round(confidence, 3),
            decision="accept" if confidence >= self._confidence["accept"] else "ask",
            how=match.how,
            section=section.id,
        )


def _demand(section: Section, said: Said, *, kind: str, in_title: bool) -> str:
    """``required``, ``wished`` or ``mentioned``: only a vacancy demands anything."""
    if kind != "vacancy":
        return "mentioned"
    if section.id == "wishes" or said.wished:
        return "wished"
    if section.id == "demands" or in_title or said.required:
        return "required"
    return "mentioned"
