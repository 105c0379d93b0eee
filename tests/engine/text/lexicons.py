"""The word lists that ship, loaded once for the tests."""

from schakel.engine.text.lexicon import load_lexicon
from schakel.reference import REFERENCE

LEXICON = load_lexicon(REFERENCE / "reading")
