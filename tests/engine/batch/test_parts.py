"""Parts that are finished are kept: a run that was stopped goes on, and the bytes are the same."""

import json
import multiprocessing
from collections.abc import Iterator
from pathlib import Path

import pytest

from schakel.engine.batch.parts import Part, RunFolder, cut
from schakel.engine.batch.plans import LabelPlan, digest_of
from schakel.engine.batch.reading import BatchDocument
from schakel.engine.batch.running import in_pool, in_process, run_batch
from schakel.engine.errors import EngineError, InputError

SETTINGS = {"command": "test", "part": 2}


def go(path: Path, documents: list[BatchDocument], plan: LabelPlan, execute=in_process) -> list[tuple[int, bool]]:  # type: ignore[no-untyped-def]
    told: list[tuple[int, bool]] = []
    folder = RunFolder(path, SETTINGS, digest_of(plan))
    progress = lambda part, done, before: told.append((part.number, before))  # noqa: E731
    run_batch(cut(documents, 2), folder, plan, execute=execute, progress=progress)
    return told


def content(path: Path) -> dict[str, bytes]:
    return {one.relative_to(path).as_posix(): one.read_bytes() for one in sorted(path.rglob("*")) if one.is_file()}


def stops_after(parts: int):  # type: ignore[no-untyped-def]
    def execute(given: Iterator[Part], plan: LabelPlan) -> Iterator[object]:
        for number, found in enumerate(in_process(given, plan)):
            if number == parts:
                raise KeyboardInterrupt
            yield found

    return execute


def test_parts_are_cut_in_order(documents: list[BatchDocument]) -> None:
    parts = list(cut(documents, 4))
    assert [(part.number, part.batch.num_rows) for part in parts] == [(0, 4), (1, 4), (2, 1)]
    assert list(cut([], 4)) == []


def test_run_lists_all_that_could_not_be_read(tmp_path: Path, documents: list[BatchDocument], plan: LabelPlan) -> None:
    assert go(tmp_path / "a", documents, plan) == [(number, False) for number in range(5)]
    files = content(tmp_path / "a")
    assert files["problems.csv"].decode().splitlines() == [
        "row,doc,problem",
        "2,d2,There are no words in the text",
        "5,d5,There are no words in the text",
        "7,d7,The line is cut",
    ]
    run = json.loads(files["run.json"])
    assert (run["documents"], run["parts"], run["problems"], run["rows"]) == (9, 5, 3, 11)


@pytest.mark.parametrize("parts", [0, 1, 4])
def test_stopped_run_goes_on_and_ends_in_the_same_bytes(
    tmp_path: Path, documents: list[BatchDocument], plan: LabelPlan, parts: int
) -> None:
    go(tmp_path / "whole", documents, plan)
    with pytest.raises(KeyboardInterrupt):
        go(tmp_path / "cut", documents, plan, stops_after(parts))
    told = go(tmp_path / "cut", documents, plan)
    assert sorted(told) == [(number, number < parts) for number in range(5)]
    assert content(tmp_path / "cut") == content(tmp_path / "whole")


@pytest.mark.parametrize("damage", ["parquet", "json", "half"])
def test_damaged_part_is_made_again(
    tmp_path: Path, documents: list[BatchDocument], plan: LabelPlan, damage: str
) -> None:
    run = tmp_path / "run"
    go(run, documents, plan)
    before = content(run)
    file = run / "parts" / ("part-00001.json" if damage == "json" else "part-00001.parquet")
    file.write_bytes(file.read_bytes()[: 10 if damage == "half" else 0])
    assert [number for number, kept in go(run, documents, plan) if not kept] == [1]
    assert content(run) == before


def test_changed_document_is_read_again_and_the_rest_is_kept(
    tmp_path: Path, documents: list[BatchDocument], plan: LabelPlan
) -> None:
    go(tmp_path / "run", documents, plan)
    documents[3] = documents[3]._replace(text="C#")
    assert [number for number, kept in go(tmp_path / "run", documents, plan) if not kept] == [1]
    go(tmp_path / "new", documents, plan)
    assert content(tmp_path / "run") == content(tmp_path / "new")


def test_parts_of_an_input_that_grew_shorter_go(
    tmp_path: Path, documents: list[BatchDocument], plan: LabelPlan
) -> None:
    go(tmp_path / "run", documents, plan)
    go(tmp_path / "run", documents[:4], plan)
    go(tmp_path / "new", documents[:4], plan)
    assert content(tmp_path / "run") == content(tmp_path / "new")


def test_folder_of_another_run_is_refused(tmp_path: Path, documents: list[BatchDocument], plan: LabelPlan) -> None:
    go(tmp_path / "run", documents, plan)
    with pytest.raises(InputError, match="another run"):
        RunFolder(tmp_path / "run", {**SETTINGS, "part": 3}, "x")
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "brief.txt").write_text("Beste")
    with pytest.raises(InputError, match="new folder"):
        RunFolder(tmp_path / "letters", SETTINGS, "x")
    assert [one.name for one in (tmp_path / "letters").iterdir()] == ["brief.txt"]
    with pytest.raises(InputError, match="new folder"):
        RunFolder(tmp_path / "letters" / "brief.txt", SETTINGS, "x")


def test_what_a_killed_process_left_half_is_cleared(
    tmp_path: Path, documents: list[BatchDocument], plan: LabelPlan
) -> None:
    (tmp_path / "run").mkdir()
    (tmp_path / "run" / ".abc.part").write_text("half")
    go(tmp_path / "run", documents, plan)
    (tmp_path / "run" / "parts" / ".def.part").write_text("half")
    go(tmp_path / "run", documents, plan)
    go(tmp_path / "new", documents, plan)
    assert content(tmp_path / "run") == content(tmp_path / "new")


@pytest.mark.slow
def test_pool_gives_the_same_bytes_in_the_same_order(
    tmp_path: Path, documents: list[BatchDocument], plan: LabelPlan
) -> None:
    go(tmp_path / "one", documents, plan)
    told = go(tmp_path / "two", documents, plan, in_pool(2))
    assert told == [(number, False) for number in range(5)]
    assert content(tmp_path / "one") == content(tmp_path / "two")


@pytest.mark.slow
def test_pool_whose_worker_stops_says_so_and_keeps_what_is_finished(
    tmp_path: Path, documents: list[BatchDocument], plan: LabelPlan
) -> None:
    def killed(given: Iterator[Part], plan: LabelPlan) -> Iterator[object]:
        for number, found in enumerate(in_pool(2)(given, plan)):
            if number == 1:
                for child in multiprocessing.active_children():
                    child.kill()
            yield found

    many = [document._replace(row=row) for row, document in enumerate(documents * 40)]
    with pytest.raises(EngineError, match="what is finished is kept"):
        go(tmp_path / "run", many, plan, killed)
    assert [kept for _, kept in go(tmp_path / "run", many, plan)].count(True) >= 1
    go(tmp_path / "new", many, plan)
    assert content(tmp_path / "run") == content(tmp_path / "new")
