"""The plain matcher: obviously right and slow. The fast index must give the same answers."""

from collections.abc import Iterable

from schakel.engine.skills.checks import labels_in
from schakel.engine.skills.taxonomy import Skill
from schakel.engine.text.tokens import BREAK, Token, tokenise


def names_at(tokens: list[Token], place: int, skills: Iterable[Skill]) -> set[tuple[int, str]]:
    """(stop, uri) for every label that stands here word for word, in any of the four languages."""
    found = set()
    for skill in skills:
        for language in ("nl", "en", "de", "fr"):
            for label in labels_in(skill, language):
                words = [token.norm for token in tokenise(label)]
                here = tokens[place : place + len(words)]
                together = all(token.gap != BREAK for token in here[1:])
                if words and together and [token.norm for token in here] == words:
                    found.add((place + len(words), skill.uri))
    return found
