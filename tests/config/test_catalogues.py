import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from schakel.config import catalogues

TEMPLATE = """{% translate "Hello" %}{% blocktranslate trimmed count n=n %}
  {{ n }} row{% plural %}{{ n }} rows{% endblocktranslate %}{% translate "May" context "month" %}"""


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """A small package: a subject with its own catalogue, and one above it."""
    for folder in ("locale", "shop/locale", "templates/open/shop", "templates/open/other"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "shop" / "views.py").write_text('from x import gettext as _\n_("Buy")\n_("")\nother("no text")\n')
    (tmp_path / "templates" / "open" / "shop" / "list.html").write_text(TEMPLATE)
    (tmp_path / "templates" / "open" / "other" / "list.html").write_text('{% translate "Elsewhere" %}')
    (tmp_path / "templates" / "open" / "shop" / "mark.svg").write_text("<svg/>")
    return tmp_path


def found(package: Path, folder: str) -> set[str]:
    catalogue = catalogues.extracted(package)[package / folder]
    return {str(m.id[0] if isinstance(m.id, tuple) else m.id) for m in catalogue if m.id}


def test_texts_belong_to_the_subject_they_are_in(package: Path) -> None:
    assert found(package, "shop") == {"Buy", "Hello", "%(n)s row", "May"}
    assert found(package, "") == {"Elsewhere"}


def test_update_keeps_translations_fills_new_ones_and_drops_old_ones(package: Path) -> None:
    path = catalogues.po_path(package / "shop", "nl")
    fill = {"Buy": {"nl": "Koop"}, "%(n)s row": {"nl": ["%(n)s rij", "%(n)s rijen"]}, "May": {"nl": "mei"}}
    written = catalogues.update(package, ["shop"], fill)
    assert written == [path, catalogues.po_path(package / "shop", "de")]
    assert catalogues.untranslated(path) == ["Hello"]
    (package / "shop" / "views.py").write_text("")
    catalogues.update(package, [], {"Hello": {"nl": "Dag", "de": "Hallo"}})
    assert catalogues.untranslated(path) == []
    catalogue = catalogues.read(path, "nl")
    assert catalogue.get("Buy") is None
    assert catalogue.get("May", "month").string == "mei"
    assert catalogue.get("%(n)s row").string == ("%(n)s rij", "%(n)s rijen")
    assert catalogue.get("Hello").string == "Dag"


def test_update_twice_writes_the_same(package: Path) -> None:
    catalogues.update(package, [], {"Buy": {"nl": "Koop"}})
    path = catalogues.po_path(package / "shop", "nl")
    before = [line for line in path.read_text().splitlines() if "Date" not in line]
    catalogues.update(package)
    assert [line for line in path.read_text().splitlines() if "Date" not in line] == before


def test_compiled_catalogues_can_be_read(package: Path) -> None:
    import gettext

    catalogues.update(package, [], {"Buy": {"nl": "Koop"}})
    assert catalogues.compile_all(package) == 4
    with catalogues.po_path(package / "shop", "nl").with_suffix(".mo").open("rb") as file:
        assert gettext.GNUTranslations(file).gettext("Buy") == "Koop"


def test_messages_lists_what_is_to_translate_and_fills_it(package: Path, tmp_path: Path, settings: object) -> None:
    settings.PACKAGE = package  # type: ignore[attr-defined]
    out = StringIO()
    call_command("messages", "shop", stdout=out)
    assert "shop/locale/nl/LC_MESSAGES/django.po: 4 to translate" in out.getvalue()
    assert '"Buy"' in out.getvalue()
    fill = tmp_path / "fill.json"
    fill.write_text(json.dumps({"Buy": {"nl": "Koop", "de": "Kaufen"}}), encoding="utf-8")
    out = StringIO()
    call_command("messages", "shop", fill=fill, stdout=out)
    assert "3 to translate" in out.getvalue()
    out = StringIO()
    call_command("compile_translations", stdout=out)
    assert out.getvalue() == "2 catalogues compiled.\n"
