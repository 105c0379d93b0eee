"""Where people meet the engine: texts to readings, claims to advice, and the rules by which it is done."""

from functools import lru_cache

from schakel.engine.matching.rules import MatchingRules, load_rules
from schakel.reference import REFERENCE


@lru_cache(maxsize=1)
def matching_rules() -> MatchingRules:
    """The rules of matching in force, as published."""
    return load_rules(REFERENCE / "matching")
