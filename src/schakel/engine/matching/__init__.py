"""Matching: what a person can step into, with a score that is the sum of its shown terms.

Rank with `rank(PersonsOwnView.open(...), targets, Scorer(taxonomy, rules), now=...)`. Employers and advisers search
with `people_who_meet`, which gives a neutral order and no score. Hundreds of thousands of offers: `matching.fast`.
"""

from __future__ import annotations

from schakel.engine.matching.criteria import Criteria, Published, counts_without, people_who_meet
from schakel.engine.matching.curriculum import CurriculumReach, curriculum_reach
from schakel.engine.matching.explain import Explanation, explain
from schakel.engine.matching.rank import match, rank
from schakel.engine.matching.reach import Disclosure, VacancyReach, vacancy_reach
from schakel.engine.matching.readers import Overview, TalkingPoints, overview, talking_points
from schakel.engine.matching.rules import MatchingRules, load_rules
from schakel.engine.matching.score import Scorer, score_target
from schakel.engine.matching.targets import occupation_target, occupation_targets, text_target
from schakel.engine.matching.texts import Texts, load_texts
from schakel.engine.matching.travel import Ways
from schakel.engine.matching.types import (
    FULL_MILLI,
    Gate,
    GateFacts,
    LanguageClaim,
    Match,
    Profile,
    SkillClaim,
    Target,
    TargetDemand,
    Term,
    Wishes,
    merge_claims,
)
from schakel.engine.matching.view import NotYourView, PersonsOwnView
from schakel.engine.matching.whatif import SmallestSet, WhatIf, Without, smallest_set, what_helps, what_if, without

__all__ = [
    "FULL_MILLI",
    "Criteria",
    "CurriculumReach",
    "Disclosure",
    "Explanation",
    "Gate",
    "GateFacts",
    "LanguageClaim",
    "Match",
    "MatchingRules",
    "NotYourView",
    "Overview",
    "PersonsOwnView",
    "Profile",
    "Published",
    "Scorer",
    "SkillClaim",
    "SmallestSet",
    "TalkingPoints",
    "Target",
    "TargetDemand",
    "Term",
    "Texts",
    "VacancyReach",
    "Ways",
    "WhatIf",
    "Wishes",
    "Without",
    "counts_without",
    "curriculum_reach",
    "explain",
    "load_rules",
    "load_texts",
    "match",
    "merge_claims",
    "occupation_target",
    "occupation_targets",
    "overview",
    "people_who_meet",
    "rank",
    "score_target",
    "smallest_set",
    "talking_points",
    "text_target",
    "vacancy_reach",
    "what_helps",
    "what_if",
    "without",
]
