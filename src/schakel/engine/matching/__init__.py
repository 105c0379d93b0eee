"""Matching: what a person can step into, with a score that is the sum of its shown terms.

Rank with `rank(PersonsOwnView.open(...), targets, Scorer(taxonomy, rules), now=...)`. Employers and advisers search
with `people_who_meet`, which gives a neutral order and no score.
"""

from __future__ import annotations

from schakel.engine.matching.criteria import Criteria, Published, counts_without, people_who_meet
from schakel.engine.matching.explain import Explanation, explain
from schakel.engine.matching.rank import match, rank
from schakel.engine.matching.rules import MatchingRules, load_rules
from schakel.engine.matching.score import Scorer, score_target
from schakel.engine.matching.targets import occupation_target, occupation_targets, text_target
from schakel.engine.matching.texts import Texts, load_texts
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
from schakel.engine.matching.whatif import SmallestSet, WhatIf, smallest_set, what_helps, what_if

__all__ = [
    "FULL_MILLI",
    "Criteria",
    "Explanation",
    "Gate",
    "GateFacts",
    "LanguageClaim",
    "Match",
    "MatchingRules",
    "NotYourView",
    "PersonsOwnView",
    "Profile",
    "Published",
    "Scorer",
    "SkillClaim",
    "SmallestSet",
    "Target",
    "TargetDemand",
    "Term",
    "Texts",
    "WhatIf",
    "Wishes",
    "counts_without",
    "explain",
    "load_rules",
    "load_texts",
    "match",
    "merge_claims",
    "occupation_target",
    "occupation_targets",
    "people_who_meet",
    "rank",
    "score_target",
    "smallest_set",
    "text_target",
    "what_helps",
    "what_if",
]
