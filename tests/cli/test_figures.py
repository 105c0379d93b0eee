import argparse
import io
import json
from pathlib import Path

import pytest

from schakel.cli.commands import figures
from schakel.engine.errors import InputError, NotFound

REGIONS = str(Path(__file__).parents[1] / "reference" / "regions")


def run(*words: str) -> tuple[int, str]:
    parser = argparse.ArgumentParser()
    figures.add_arguments(parser)
    out = io.StringIO()
    return figures.run(parser.parse_args(words), out), out.getvalue()


def test_list_prints_one_object_per_figure() -> None:
    code, text = run("list", "--json")
    found = [json.loads(line) for line in text.splitlines()]
    assert code == 0
    assert len({figure["id"] for figure in found}) == len(found) >= 9
    assert {"digest", "title", "source"} <= set(found[0])


def test_show_prints_the_rows_for_people_and_programs() -> None:
    assert "bijna 389" in run("show", "instroom-ict")[1]
    assert "almost 389" in run("show", "instroom-ict", "--language", "en")[1]
    document = json.loads(run("show", "instroom-ict", "--json")[1])
    row = next(row for row in document["rows"] if row["key"] == "hbo-entrants-2017")
    assert (row["value"], row["qualifier"], row["where"]) == ("389", "almost", "3.3b")
    assert list(document["source"]["snapshots"][0]) == ["file", "sha256"]


def test_verify_is_good_for_what_was_published() -> None:
    code, text = run("verify", "--json")
    assert code == 0
    assert {json.loads(line)["result"] for line in text.splitlines()} == {"same"}


def test_verify_of_a_region_that_published_nothing_says_so() -> None:
    code, text = run("verify", "--region", "oostmark", "--regions", REGIONS)
    assert code == 0
    assert "not published yet" in text


def test_publish_prints_what_verify_reads() -> None:
    assert run("publish", "--region", "oostmark", "--regions", REGIONS)[1].startswith(
        "id,version,digest\ngediplomeerden-ict,1,"
    )


def test_a_figure_that_is_not_there_or_not_named_is_a_plain_problem() -> None:
    with pytest.raises(NotFound, match="instroom-ict"):
        run("show", "nope")
    with pytest.raises(InputError, match="needs the id"):
        run("show")
