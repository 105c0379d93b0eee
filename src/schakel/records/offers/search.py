"""Finding offers by words: full-text search of the database itself, the same answers on SQLite (FTS5) and PostgreSQL.

A word is folded (lower case, no accents) and kept beside its stems in the three languages, so that "netwerken" finds "netwerk" and
"Zoë" finds "zoe". All words asked for must be there; the last letters of a word may still be missing.
"""

from collections.abc import Iterable

from django.db import connection
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from schakel.engine.text.stems import stem
from schakel.engine.text.tokens import normalise, tokenise
from schakel.records.offers.models import Offer

LANGUAGES = ("nl", "en", "de")
MOST_WORDS = 8
STEM_BEGINS = 5  # a shorter stem is the beginning of too many other words

CREATE_SQLITE = "CREATE VIRTUAL TABLE IF NOT EXISTS offers_search USING fts5(words, tokenize='unicode61', prefix='2 3')"
DROP_SQLITE = "DROP TABLE IF EXISTS offers_search"
CREATE_POSTGRES = (
    "CREATE INDEX IF NOT EXISTS offers_search ON offers_offerdocument USING gin (to_tsvector('simple', text))"
)
DROP_POSTGRES = "DROP INDEX IF EXISTS offers_search"


def plain(word: str) -> str:
    """A word as both sides keep it: folded, letters and digits only ("C#" becomes "csharp", "C++" "cplusplus", ".NET" "net")."""
    return "".join(letter for letter in normalise(word).replace("#", "sharp").replace("+", "plus") if letter.isalnum())


def words_of(text: str) -> list[str]:
    """The words of a text, folded, in order."""
    return [word for token in tokenise(text) if (word := plain(token.text))]


def document(texts: Iterable[str]) -> str:
    """What is kept of an offer's texts: every word once, and its stems."""
    kept: dict[str, None] = {}
    for text in texts:
        for word in words_of(text):
            kept[word] = None
            for language in LANGUAGES:
                kept[stem(word, language)] = None
    return " ".join(kept)


def forms(word: str) -> list[tuple[str, bool]]:
    """The forms a word is looked up by, and whether a longer word may begin with it: the word itself, and its stems.

    >>> forms("netwerken")
    [('netwerken', True), ('netwerk', True)]
    """
    found = dict.fromkeys([word, *(stem(word, language) for language in LANGUAGES)])
    return [(form, form == word or len(form) >= STEM_BEGINS) for form in found]


def search(offers: QuerySet[Offer], text: str) -> QuerySet[Offer]:
    """The offers that hold every word of the text, or a word that begins with it."""
    words = list(dict.fromkeys(words_of(text)))[:MOST_WORDS]
    if not words:
        return offers
    if connection.vendor == "postgresql":
        asked = " & ".join(
            "(" + " | ".join(f"{form}:*" if begins else form for form, begins in forms(word)) + ")" for word in words
        )
        found = RawSQL(
            "SELECT offer_id FROM offers_offerdocument WHERE to_tsvector('simple', text) @@ to_tsquery('simple', %s)",
            [asked],
        )
    else:
        asked = " AND ".join(
            "(" + " OR ".join(f'"{form}"*' if begins else f'"{form}"' for form, begins in forms(word)) + ")"
            for word in words
        )
        found = RawSQL("SELECT rowid FROM offers_search WHERE offers_search MATCH %s", [asked])
    return offers.filter(pk__in=found)


def index_all(rows: Iterable[tuple[int, str]]) -> None:
    """Bring SQLite's search table up to date; PostgreSQL keeps its index itself."""
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM offers_search")
        cursor.executemany("INSERT INTO offers_search(rowid, words) VALUES (%s, %s)", list(rows))
