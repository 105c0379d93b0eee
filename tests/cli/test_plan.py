import argparse
import io
import json
from pathlib import Path

import pytest

from schakel.cli.commands import plan
from schakel.engine.errors import NotFound

REGIONS = Path(__file__).parents[1] / "reference" / "regions"


def run(*words: str) -> tuple[int, str]:
    parser = argparse.ArgumentParser()
    plan.add_arguments(parser)
    out = io.StringIO()
    return plan.run(parser.parse_args(words), out), out.getvalue()


def test_plan_check_prints_json_with_decimal_strings_and_exit_code_1() -> None:
    code, text = run("check", "--json")
    report = json.loads(text)
    assert code == 1
    finding = {item["id"]: item for item in report["findings"]}["unbalanced:total"]
    assert set(finding) == {"id", "where", "stated", "computed", "difference", "class", "status", "note"}
    assert (finding["stated"], finding["computed"], finding["difference"]) == ("20182680", "20109240", "73440")
    assert report["totals"]["by_year"][4]["cumulative"] == "73440"


def test_plan_check_prints_a_page_for_people() -> None:
    code, text = run("check")
    assert code == 1
    assert "20.109.240" in text
    assert "difference -442.720" in text


def test_plan_check_of_a_region_that_adds_up_is_good() -> None:
    code, text = run("check", "--region", "oostmark", "--regions", str(REGIONS))
    assert code == 0
    assert "300,50" in text
    assert "No findings" in text


def test_plan_check_of_an_unknown_region_says_which_there_are() -> None:
    with pytest.raises(NotFound, match="limburg"):
        run("check", "--region", "atlantis")
