"""What a person types in a box, linked to skills by the engine."""

import pytest

from schakel.records.people.engine_io.linking import SUGGESTIONS, can_claim, link_words, linker, skill_uri_of


@pytest.mark.parametrize(
    ("phrase", "language", "skill"),
    [("Python", "nl", "python"), ("  python ", "en", "python"), ("Kubernetes", "de", "kubernetes")],
)
def test_a_name_is_found(phrase: str, language: str, skill: str) -> None:
    (linked,) = link_words(phrase, language)
    assert [one.id for one in linked.found] == [skill]
    assert linked.nearest == ()


def test_each_phrase_is_linked_once_in_order() -> None:
    linked = link_words("Docker, Python\nDocker; Linux en Git", "nl")
    assert [one.phrase for one in linked] == ["Docker", "Python", "Linux en Git"]
    assert len(linked[2].found) == 2


@pytest.mark.parametrize(
    ("phrase", "language", "near"),
    [
        ("Kubernetis", "nl", "kubernetes"),
        ("Javasript", "nl", "javascript"),
        ("Postgresqll", "en", "postgresql"),
        ("Jita", "nl", "jira"),
    ],
)
def test_a_name_with_an_error_gets_the_nearest_to_choose_from(phrase: str, language: str, near: str) -> None:
    (linked,) = link_words(phrase, language)
    ids = [one.id for one in (*linked.found, *linked.nearest)]
    assert near in ids
    assert len(linked.nearest) <= SUGGESTIONS


def test_words_in_another_order_or_form_get_the_nearest_too() -> None:
    (linked,) = link_words("websites die iemand ontwikkelde", "nl")
    assert linked.found or linked.nearest


@pytest.mark.parametrize("phrase", ["xqzwv", "qq", "🙂", "1234567890"])
def test_what_says_nothing_we_know_gets_nothing(phrase: str) -> None:
    (linked,) = link_words(phrase, "nl")
    assert linked.found == ()
    assert linked.nearest == ()


def test_only_skills_one_can_claim_are_offered() -> None:
    for phrase in ("Duitsche taal", "programmeertalenn", "spoken Englisch"):
        for linked in link_words(phrase, "nl"):
            assert all(can_claim(skill_uri_of(one.id) or "") for one in (*linked.found, *linked.nearest))


def test_the_index_is_made_once() -> None:
    assert linker() is linker()
