"""The rooms of the house: who may import whom. Reads the imports of every file, those inside functions too."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

SRC = Path(__file__).resolve().parents[2] / "src"
PACKAGE = SRC / "schakel"
APPS = [
    "core",
    "accounts",
    "organisations",
    "people",
    "offers",
    "journeys",
    "support",
    "community",
    "observatory",
    "programme",
]

# Outside packages the engine may lean on. Nothing that knows the site, the network or the clock of the machine.
ENGINE_MAY = {
    "schakel",
    "lingua",
    "pypdfium2",
    "docx",
    "lxml",
    "numpy",
    "scipy",
    "rapidfuzz",
    "numba",
    "llvmlite",
    "pyarrow",
    "openpyxl",
}
ENGINE_MAY_NOT = {"socket", "urllib.request", "http", "requests", "django", "sqlite3", "random", "logging"}


def imports_of(path: Path) -> Iterator[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def files(folder: str) -> list[Path]:
    return sorted(p for p in (PACKAGE / folder).rglob("*.py") if "migrations" not in p.parts)


def inside(name: str, prefix: str) -> bool:
    return name == prefix or name.startswith(prefix + ".")


def broken(folder: str, forbidden: list[str]) -> list[str]:
    return [
        f"{path.relative_to(SRC)} imports {name}"
        for path in files(folder)
        for name in imports_of(path)
        if any(inside(name, bad) for bad in forbidden)
    ]


def test_engine_knows_nothing_of_the_site() -> None:
    assert (
        broken(
            "engine",
            [
                "schakel.records",
                "schakel.screens",
                "schakel.ui",
                "schakel.config",
                "schakel.cli",
                "schakel.api",
                *ENGINE_MAY_NOT,
            ],
        )
        == []
    )


def test_engine_leans_only_on_named_packages() -> None:
    import sys

    found = [
        f"{path.relative_to(SRC)} imports {name}"
        for path in files("engine")
        for name in imports_of(path)
        if name.split(".")[0] not in ENGINE_MAY | set(sys.stdlib_module_names)
    ]
    assert found == []


@pytest.mark.parametrize("number", range(len(APPS)))
def test_data_apps_import_only_to_their_left(number: int) -> None:
    right = [f"schakel.records.{app}" for app in APPS[number + 1 :]]
    assert broken(f"records/{APPS[number]}", [*right, "schakel.screens", "schakel.ui", "schakel.cli"]) == []


def test_models_never_import_forms_or_views() -> None:
    found = [
        f"{path.relative_to(SRC)} imports {name}"
        for path in files("records")
        if path.stem == "models" or "models" in path.parts
        for name in imports_of(path)
        if inside(name, "django.forms") or inside(name, "django.shortcuts")
    ]
    assert found == []


def test_screens_meet_the_engine_only_in_engine_io() -> None:
    allowed = ("schakel.engine.errors", "schakel.engine.outcomes")
    found = [
        f"{path.relative_to(SRC)} imports {name}"
        for folder in ("screens", "ui")
        for path in files(folder)
        for name in imports_of(path)
        if inside(name, "schakel.engine")
        and name != "schakel.engine"
        and not any(inside(name, good) for good in allowed)
    ]
    assert found == []


def test_commands_that_need_no_site_do_not_import_it() -> None:
    found = [
        f"{path.relative_to(SRC)} imports {name}"
        for path in files("cli")
        if path.stem != "manage"
        for name in imports_of(path)
        if any(inside(name, bad) for bad in ("django", "schakel.records", "schakel.screens", "schakel.ui"))
    ]
    assert found == []


def test_launcher_uses_the_standard_library_only() -> None:
    import sys

    found = [
        f"{path.relative_to(SRC)} imports {name}"
        for path in files("launch")
        for name in imports_of(path)
        if name.split(".")[0] not in sys.stdlib_module_names and not inside(name, "schakel.launch")
    ]
    assert found == []


def test_importing_the_engine_does_no_work() -> None:
    """No module of the engine opens a file or calls out at import: only definitions stand at the top."""
    calls = []
    for path in files("engine"):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
                calls.append(f"{path.relative_to(SRC)}:{node.lineno}")
            for call in ast.walk(node) if isinstance(node, ast.Assign | ast.AnnAssign) else []:
                if (
                    isinstance(call, ast.Call)
                    and isinstance(call.func, ast.Name)
                    and call.func.id in {"open", "print", "load_taxonomy", "read_region"}
                ):
                    calls.append(f"{path.relative_to(SRC)}:{call.lineno}")
    assert calls == []
