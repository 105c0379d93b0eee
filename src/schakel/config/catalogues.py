"""Translations without gettext on the machine: extract, update and compile the catalogues with Babel."""

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages import Catalog, pofile
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from django.utils.translation.template import templatize

KEYWORDS = {
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "_": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
LANGUAGES = ("nl", "de")  # the source texts are English


def owners(package: Path) -> list[Path]:
    """Folders that own a catalogue: those with a `locale` folder."""
    return sorted(folder.parent for folder in package.rglob("locale") if folder.is_dir())


def owner_of(file: Path, folders: list[Path]) -> Path | None:
    """The nearest owner above a file. Templates of a subject in `templates/open/<subject>/` belong to the folder of that subject."""
    parts = file.parts
    if "templates" in parts:
        base = Path(*parts[: parts.index("templates")])
        subject = base / parts[parts.index("templates") + 2] if len(parts) > parts.index("templates") + 3 else base
        if subject in folders:
            return subject
    return next((folder for folder in (file.parent, *file.parents) if folder in folders), None)


def messages_in(file: Path) -> Iterator[tuple[int, object, str | None]]:
    """Line, message and context of every text to translate in a Python file or a template."""
    source = file.read_text(encoding="utf-8")
    if file.suffix in (".html", ".txt", ".svg"):
        if "{%" not in source and "{{" not in source:
            return
        source = templatize(source, origin=str(file))
    for line, message, _comments, context in extract("python", BytesIO(source.encode()), KEYWORDS, (), {}):
        yield line, message, context


def extracted(package: Path) -> dict[Path, Catalog]:
    """One fresh catalogue per owner, with every text its files ask for."""
    folders = owners(package)
    catalogues = {folder: Catalog(project="schakel", charset="utf-8") for folder in folders}
    for file in sorted(p for p in package.rglob("*") if p.suffix in (".py", ".html", ".txt", ".svg")):
        owner = owner_of(file, folders)
        if owner is None:
            continue
        for line, message, context in messages_in(file):
            if message:
                catalogues[owner].add(message, locations=[(str(file.relative_to(package)), line)], context=context)
    return catalogues


def po_path(owner: Path, language: str) -> Path:
    return owner / "locale" / language / "LC_MESSAGES" / "django.po"


def read(path: Path, language: str) -> Catalog:
    if not path.exists():
        return Catalog(locale=language, charset="utf-8", project="schakel")
    with path.open("rb") as file:
        return pofile.read_po(file, locale=language)


def update(package: Path, parts: Sequence[str] = (), fill: Mapping[str, Mapping[str, Any]] | None = None) -> list[Path]:
    """Bring the .po files up to date with the source texts; translations stay, those in `fill` are put in. Returns the files written."""
    written = []
    for owner, fresh in extracted(package).items():
        if parts and not any(part in str(owner.relative_to(package)) for part in parts):
            continue
        for language in LANGUAGES:
            path = po_path(owner, language)
            catalogue = read(path, language)
            catalogue.update(fresh, no_fuzzy_matching=True)
            catalogue.obsolete.clear()
            for message in catalogue:
                given = (fill or {}).get(message.id if isinstance(message.id, str) else message.id[0], {})
                if message.id and language in given:
                    message.string = tuple(given[language]) if isinstance(given[language], list) else given[language]
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("wb") as file:
                pofile.write_po(file, catalogue, sort_output=True, width=110, no_location=True)
            written.append(path)
    return written


def untranslated(path: Path) -> list[str]:
    """The source texts of a .po file that have no translation yet."""
    catalogue = read(path, path.parents[1].name)
    return [
        str(message.id)
        for message in catalogue
        if message.id and not (all(message.string) if isinstance(message.string, tuple) else message.string)
    ]


def compile_all(package: Path) -> int:
    """Write a .mo beside every .po, in one move, so that who starts meanwhile never reads half of one; returns how many."""
    paths = sorted(package.rglob("*.po"))
    for path in paths:
        with tempfile.NamedTemporaryFile(dir=path.parent, suffix=".part", delete=False) as out:
            write_mo(out, read(path, path.parents[1].name))
        part = Path(out.name)
        part.chmod(0o644)
        part.replace(path.with_suffix(".mo"))
    return len(paths)
