"""Where people meet the engine: texts to readings, claims to advice, and the rules by which it is done.

Nothing here is kept: every function gets a text or answers and gives frozen, plain objects whose words are already in
the language of the page.
"""

from schakel.records.people.engine_io.advice import AdviceView, Asked, advise_text
from schakel.records.people.engine_io.linking import (
    Choice,
    Linked,
    ict_occupations,
    is_occupation,
    is_skill,
    link_words,
    occupations,
)
from schakel.records.people.engine_io.parts import matching_rules, warm_up
from schakel.records.people.engine_io.places import is_place, km_between, place_name
from schakel.records.people.engine_io.reading import GivenText, given_text, join_texts, read_upload

__all__ = [
    "AdviceView",
    "Asked",
    "Choice",
    "GivenText",
    "Linked",
    "advise_text",
    "given_text",
    "ict_occupations",
    "is_occupation",
    "is_place",
    "is_skill",
    "join_texts",
    "km_between",
    "link_words",
    "matching_rules",
    "occupations",
    "place_name",
    "read_upload",
    "warm_up",
]
