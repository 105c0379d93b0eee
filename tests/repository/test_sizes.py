"""Files one can read in one go, functions that do one thing."""

import ast
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FILE_LIMIT, TEST_FILE_LIMIT, FUNCTION_LIMIT = 600, 1000, 60


def python_files(folder: str) -> list[Path]:
    return sorted(p for p in (ROOT / folder).rglob("*.py") if "migrations" not in p.parts)


def test_files_are_not_too_long() -> None:
    long = [f"{p.relative_to(ROOT)}" for p in python_files("src") if len(p.read_text().splitlines()) > FILE_LIMIT]
    long += [
        f"{p.relative_to(ROOT)}" for p in python_files("tests") if len(p.read_text().splitlines()) > TEST_FILE_LIMIT
    ]
    assert long == []


def test_functions_are_not_too_long() -> None:
    long = []
    for path in python_files("src"):
        for node in ast.walk(ast.parse(path.read_text())):
            if (
                isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
                and (node.end_lineno or 0) - node.lineno + 1 > FUNCTION_LIMIT
            ):
                long.append(f"{path.relative_to(ROOT)}:{node.lineno} {node.name}")
    assert long == []
