"""Nothing lies about unused, nothing is trusted that should be escaped, every model can be shown."""

import re
from pathlib import Path

import allauth
import pytest
from django.apps import apps
from django.db.models import Model
from django.urls import URLPattern, URLResolver, get_resolver

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "schakel"
TEMPLATES = sorted(p for p in PACKAGE.rglob("*") if "templates" in p.parts and p.is_file())
OURS = [model for app in apps.get_app_configs() if app.name.startswith("schakel.") for model in app.get_models()]

# A chart is drawn by the engine as SVG of its own numbers and escaped labels: the one text shown as it is.
UNESCAPED = {"figure.chart"}


def sources(*suffixes: str, folder: Path = PACKAGE) -> dict[Path, str]:
    return {p: p.read_text(encoding="utf-8") for p in sorted(folder.rglob("*")) if p.suffix in suffixes}


def name_of(template: Path) -> str:
    return "/".join(template.parts[template.parts.index("templates") + 1 :])


def url_names(resolver: URLResolver, namespace: str = "") -> list[str]:
    found = []
    for part in resolver.url_patterns:
        if isinstance(part, URLResolver):
            inner = f"{namespace}{part.namespace}:" if part.namespace else namespace
            found += url_names(part, inner)
        elif isinstance(part, URLPattern) and part.name:
            found.append(f"{namespace}{part.name}")
    return found


def test_every_template_is_used() -> None:
    texts = sources(".py", ".html", ".svg")
    theirs = Path(allauth.__file__).parent / "templates"
    unused = [
        name_of(template)
        for template in TEMPLATES
        if not (theirs / name_of(template)).exists()  # ours in place of a page of allauth
        and not any(f'"{name_of(template)}"' in text for path, text in texts.items() if path != template)
    ]
    assert unused == []


def test_every_template_that_is_named_exists() -> None:
    known = {name_of(template) for template in TEMPLATES}
    named = {
        name
        for text in sources(".py", ".html").values()
        for name in re.findall(r'"((?:open|ui|account|mine)/[\w/-]+\.(?:html|svg))"', text)
    }
    assert sorted(named - known) == []


def test_every_address_has_a_name_that_is_used() -> None:
    texts = [*sources(".py", ".html").values(), *sources(".py", folder=ROOT / "tests").values()]
    names = url_names(get_resolver())
    assert len(names) > 20
    unused = []
    for name in names:
        short = re.escape(name.rpartition(":")[2])
        used = re.compile(rf"""["']{re.escape(name)}["']|^    "{short}",$|\("{short}", \[""", re.MULTILINE)
        if ":" in name and not any(used.search(text) for text in texts):
            unused.append(name)
    assert unused == []


def test_every_address_is_named_once() -> None:
    names = url_names(get_resolver())
    assert sorted(names) == sorted(set(names))


def test_texts_are_escaped() -> None:
    trusted = [
        f"{path.relative_to(PACKAGE)}: {found}"
        for path, text in sources(".html", ".svg", ".txt").items()
        if path.parent.name != "email"  # mail is plain text: an escaped & would be read as it stands
        for found in re.findall(r"\{\{\s*([^{}|]*?)\s*\|[^{}]*?\bsafe(?:seq)?\b", text)
        + re.findall(r"\{%\s*autoescape off", text)
        if found not in UNESCAPED
    ]
    trusted += [
        f"{path.relative_to(PACKAGE)}: {found}"
        for folder in ("screens", "ui", "records", "config")
        for path, text in sources(".py", folder=PACKAGE / folder).items()
        for found in re.findall(r"mark_safe|SafeString|SafeText|@csrf_exempt|autoescape=False|is_safe=True", text)
    ]
    assert trusted == []


@pytest.mark.parametrize("model", OURS, ids=lambda model: str(model._meta.label))
def test_every_model_can_be_shown(model: type[Model]) -> None:
    options = model._meta
    assert "verbose_name" in options.original_attrs
    assert "verbose_name_plural" in options.original_attrs
    assert options.ordering
    assert model.__str__ is not Model.__str__
    assert model.__doc__
    assert not model.__doc__.startswith(f"{model.__name__}(")
