"""Finding offers by words: full-text search of the database itself, the same answers on SQLite (FTS5) and PostgreSQL.

A word is folded (lower case, no accents) and kept beside its stems in the three languages, so that "netwerken" finds "netwerk" and
"Zoë" finds "zoe". All words asked for must be there; the last letters of a word may still be missing. Little words ("een", "in") are
not asked for when there are others.
"""

import tomllib
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple

from django.db import connection
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from schakel.engine.text.stems import stem
from schakel.engine.text.tokens import normalise, tokenise
from schakel.records.offers.models import Offer
from schakel.reference import REFERENCE

LANGUAGES = ("nl", "en", "de")
MOST_WORDS = 8
LONGEST_WORD = 60  # what is longer is cut on both sides: no word of ours is
WORD_BEGINS = 2  # "C" and "R" are languages, not the beginning of all that begins with them
STEM_BEGINS = 5  # a shorter stem is the beginning of too many other words

CREATE_SQLITE = "CREATE VIRTUAL TABLE IF NOT EXISTS offers_search USING fts5(words, tokenize='unicode61', prefix='2 3')"
DROP_SQLITE = "DROP TABLE IF EXISTS offers_search"
# Our own words go in as they are: PostgreSQL's parser would cut some of them in its own way.
CREATE_POSTGRES = (
    "CREATE INDEX IF NOT EXISTS offers_search ON offers_offerdocument"
    " USING gin (array_to_tsvector(string_to_array(text, ' ')))"
)
DROP_POSTGRES = "DROP INDEX IF EXISTS offers_search"


class Words(NamedTuple):
    """`kinds`: what people call each kind of offer. `little`: folded words that say nothing about one."""

    kinds: Mapping[str, list[str]]
    little: frozenset[str]


@lru_cache(maxsize=1)
def words() -> Words:
    """The words of `reference/search`, read once."""
    read = tomllib.loads((REFERENCE / "search" / "words.toml").read_text(encoding="utf-8"))
    return Words(read["kinds"], frozenset(plain(word) for group in read["little"].values() for word in group))


def plain(word: str) -> str:
    """A word as both sides keep it: folded, letters and digits only ("C#" becomes "csharp", "C++" "cplusplus", ".NET" "net").

    >>> plain("C#"), plain(".NET"), plain("Zoë")
    ('csharp', 'net', 'zoe')
    """
    spelled = normalise(word).replace("#", "sharp").replace("+", "plus")
    return "".join(letter for letter in spelled if letter.isalnum())[:LONGEST_WORD]


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
    return [(form, len(form) >= (WORD_BEGINS if form == word else STEM_BEGINS)) for form in found]


def asked_words(text: str) -> list[str]:
    """The words a question is about: each once, without little words when there are others, eight at most.

    >>> asked_words("een cursus Python in Maastricht"), asked_words("in")
    (['cursus', 'python', 'maastricht'], ['in'])
    """
    every = list(dict.fromkeys(words_of(text)))
    return ([word for word in every if word not in words().little] or every)[:MOST_WORDS]


def search(offers: QuerySet[Offer], text: str) -> QuerySet[Offer]:
    """The offers that hold every word of the text, or a word that begins with it. A text without words asks nothing."""
    asked = asked_words(text)
    if not asked:
        return offers
    if connection.vendor == "postgresql":
        query = " & ".join(_either(word, mark="'{}'", longer=":*", glue=" | ") for word in asked)
        found = RawSQL(
            "SELECT offer_id FROM offers_offerdocument"
            " WHERE array_to_tsvector(string_to_array(text, ' ')) @@ %s::tsquery",
            [query],
        )
    else:
        query = " AND ".join(_either(word, mark='"{}"', longer="*", glue=" OR ") for word in asked)
        found = RawSQL("SELECT rowid FROM offers_search WHERE offers_search MATCH %s", [query])
    return offers.filter(pk__in=found)


def _either(word: str, *, mark: str, longer: str, glue: str) -> str:
    """One word in the language of a database. Forms hold letters and digits only, so nothing in them needs escaping."""
    return "(" + glue.join(mark.format(form) + (longer if begins else "") for form, begins in forms(word)) + ")"


def index_all(rows: Iterable[tuple[int, str]]) -> None:
    """Bring SQLite's search table up to date; PostgreSQL keeps its index itself."""
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM offers_search")
        cursor.executemany("INSERT INTO offers_search(rowid, words) VALUES (%s, %s)", list(rows))


def index_one(pk: int, text: str) -> None:
    """Bring one offer in SQLite's search table up to date."""
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM offers_search WHERE rowid = %s", [pk])
        cursor.execute("INSERT INTO offers_search(rowid, words) VALUES (%s, %s)", [pk, text])
