"""`schakel import esco`."""

from schakel.cli.imports import Request

KIND = "esco"
HELP = "occupations and skills of Europe: the CSV download, any language, folders or .zip"


def run(request: Request) -> int:
    """Imports it and makes the store anew; see `import_taxonomy`."""
    from schakel.cli.imports._taxonomy import import_taxonomy
    from schakel.engine.store.esco import ENDINGS, import_esco

    return import_taxonomy(request, import_esco, ENDINGS)
