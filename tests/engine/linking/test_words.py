"""Roots, compounds, both forms of a title, and twins."""

import pytest

from engine.linking import samples
from schakel.engine.linking.titles import PhraseCleaner
from schakel.engine.linking.twins import twins_of
from schakel.engine.linking.words import Words, plain, standing_words


def words(language: str, *labels: str) -> Words:
    rules = samples.rules()
    return Words(language, rules, standing_words(language, rules, [plain(label) for label in labels]))


@pytest.mark.parametrize(
    ("language", "forms"),
    [
        ("nl", ["ontwikkelen", "ontwikkelaar", "ontwikkeling"]),
        ("nl", ["beheren", "beheer", "beheerder"]),
        ("nl", ["ontwerp", "ontwerper", "ontwerpen"]),
        ("de", ["entwickler", "entwicklerin", "entwicklung"]),
        ("en", ["manage", "managing", "manager", "management"]),
        ("en", ["verify", "verifying", "verification", "verifier"]),
        ("en", ["modelling", "modeling"]),
        ("en", ["behaviour", "behavior"]),
        ("en", ["install", "installing"]),
        ("en", ["apply", "application"]),
        ("nl", ["advies", "adviseren", "adviseur"]),
        ("nl", ["inspectie", "inspecteren"]),
        ("de", ["betrieb", "betreiben"]),
        ("de", ["steuern", "steuerung"]),
        ("de", ["entwickeln", "entwicklung", "entwickler"]),
        ("de", ["kraft", "krafte"]),
        ("fr", ["developpeur", "developpeuse", "developpement"]),
        ("fr", ["gestion", "gerer"]),
        ("fr", ["montage", "monter", "monteur"]),
        ("fr", ["verifier", "verification"]),
    ],
)
def test_root_brings_the_forms_of_a_word_together(language: str, forms: list[str]) -> None:
    assert len({words(language).root(form) for form in forms}) == 1


def test_parts_splits_a_compound_by_words_that_stand_by_themselves() -> None:
    dutch = words("nl", "database", "databases beheren", "beheer van software")
    assert dutch.parts("databasebeheer") == (dutch.root("database"), dutch.root("beheer"))
    assert dutch.parts("softwarebeheerder") == (dutch.root("software"), dutch.root("beheerder"))
    assert dutch.parts("tuinslang") == (dutch.root("tuinslang"),)


def test_parts_knows_words_that_only_begin_compounds() -> None:
    german = words(
        "de",
        "Deponieleiter",
        "Leiter Verkauf",
        "Leiter Einkauf",
        "Deponiebetrieb",
        "Betrieb",
        "Betrieb von Bahnen",
        "Müll",
    )
    assert german.parts("mulldeponie") == (german.root("mull"), german.root("deponie"))
    assert "deponie" in german.standing
    assert german.standing["deponie"] == 0


def test_parts_takes_a_root_as_first_part_where_told_so() -> None:
    rules = samples.rules()
    labels = ["prufung von geraten", "verfahren", "verfahren der luftfahrt"]
    standing = standing_words("de", rules, labels)
    assert Words("de", rules, standing, by_root=True).parts("prufverfahren") == ("pruf", "verfahr")
    assert Words("de", rules, standing).parts("prufverfahren") == ("prufverfahr",)


@pytest.mark.parametrize("text", ["IT-Sicherheit", "IKT-Sicherheit", "EDV-Sicherheit", "ICT-Sicherheit"])
def test_plain_writes_ict_one_way(text: str) -> None:
    assert plain(text) == "ict sicherheit"


def test_plain_leaves_the_word_it_alone() -> None:
    assert plain("use it") == "use it"


def test_roots_leaves_out_little_words_where_others_remain() -> None:
    assert words("en").roots(["using", "the", "spreadsheet"]) == [words("en").root("spreadsheet")]
    assert words("en").roots(["the"]) != []


def test_words_come_back_from_their_lines() -> None:
    dutch = words("nl", "database", "databases beheren")
    again = Words.from_lines("nl", samples.rules(), dutch.lines())
    assert again.parts("databasebeheer") == dutch.parts("databasebeheer")
    assert again.lines() == dutch.lines()


def test_twins_need_three_witnesses() -> None:
    data, other, analyse = 0, 1, [2, 3, 4]
    labels = [frozenset((word, verb)) for verb in analyse for word in (data, other)]
    few = twins_of(labels[:4], [0, 0, 1, 1], words=5)
    many = twins_of(labels, [0, 0, 1, 1, 2, 2], words=5)
    assert few.owners.tolist() == []
    assert many.owners[many.starts[data] : many.starts[data + 1]].tolist() == [other]


def test_core_of_a_phrase_never_loses_all_its_words() -> None:
    cleaner = PhraseCleaner(["able to", "strong"], ["required"])
    phrases = ("Strong", "able to", "strong required", "Able to write, required", "")
    assert [cleaner.core(phrase) for phrase in phrases] == ["strong", "able to", "required", "write", ""]


@pytest.mark.parametrize(
    ("text", "expected"), [("  Front-end\tC#  ", "front end c#"), ("\u200b", ""), ("a" * 900, "a" * 400)]
)
def test_plain_folds_and_cuts(text: str, expected: str) -> None:
    assert plain(text) == expected


def test_twins_of_two_words_need_more_witnesses_and_count_less() -> None:
    say, aloud, interact, orally = 0, 1, 2, 3
    labels = [frozenset(pair) | {10 + at} for at in range(4) for pair in ((say, aloud), (interact, orally))]
    concepts = [at // 2 for at in range(8)]
    found = twins_of(labels, concepts, words=14)
    near = dict(zip(found.owners[: found.starts[1]].tolist(), found.weights[: found.starts[1]].tolist(), strict=True))
    assert near == {interact: 250, orally: 250}
    elsewhere = labels + [frozenset((word, 4 + extra)) for word in range(4) for extra in range(4) for _ in range(3)]
    many = [*concepts, *range(4, 4 + len(elsewhere) - 8)]
    assert twins_of(elsewhere, many, words=14).owners.tolist() == []


@pytest.mark.parametrize(
    ("phrase", "core"),
    [("gute Englischkenntnisse", "englisch"), ("Python-Kenntnisse", "python"), ("Kenntnisse", "kenntnisse")],
)
def test_phrase_loses_the_end_of_a_word_that_says_it_is_known(phrase: str, core: str) -> None:
    filler = samples.rules().filler
    found = PhraseCleaner(filler["start"], filler["end"], filler["tails"]).core(phrase)
    assert found.split()[0] == core
