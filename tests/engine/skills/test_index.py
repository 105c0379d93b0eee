from hypothesis import given
from hypothesis import strategies as st

from engine.skills.plain import names_at
from schakel.engine.skills.concepts import Skill, skill_uri
from schakel.engine.skills.index import LabelIndex
from schakel.engine.text.tokens import tokenise

WORDS = [
    "sql",
    "server",
    "back-end",
    "back",
    "end",
    "Node.js",
    "node",
    "C#",
    "netwerk",
    "netwerken",
    "beheer",
    ",",
    ".",
    "en",
]


def skill(slug: str, label: str, *alternatives: str) -> Skill:
    return Skill(skill_uri(slug), slug, "knowledge", {"en": label}, {"": alternatives})


SKILLS = [
    skill("sql", "SQL"),
    skill("sql-server", "SQL Server", "server sql"),
    skill("back-end", "back-end", "server back"),
    skill("node", "Node.js"),
    skill("c-sharp", "C#"),
    skill("network", "netwerk", "netwerk beheer"),
]
INDEX = LabelIndex(SKILLS)


@given(st.lists(st.sampled_from(WORDS), max_size=12), st.sampled_from([" ", "  ", "\n", "-", "/"]))
def test_fast_index_finds_all_the_plain_matcher_finds(words: list[str], joint: str) -> None:
    tokens = tokenise(joint.join(words))
    for place in range(len(tokens)):
        plain = names_at(tokens, place, SKILLS)
        fast = INDEX.at(tokens, place, "nl")
        found = {(one.stop, entry.uri) for one in fast if one.exact for entry in one.entries}
        assert plain <= found
        # What comes on top is only another spelling of the same label.
        extra = {(stop, uri) for stop, uri in found - plain}
        assert all("".join(token.norm for token in tokens[place:stop]) in KEYS[uri] for stop, uri in extra)
        assert [one.stop for one in fast] == sorted((one.stop for one in fast), reverse=True)


KEYS = {
    one.uri: {"".join(token.norm for token in tokenise(label)) for label in (one.labels["en"], *one.alternatives[""])}
    for one in SKILLS
}


def test_building_does_not_depend_on_what_was_looked_up() -> None:
    tokens = tokenise("netwerken, SQL server")
    first = [INDEX.at(tokens, place, "nl") for place in range(len(tokens))]
    assert [LabelIndex(SKILLS).at(tokens, place, "nl") for place in range(len(tokens))] == first
