"""`schakel import competentnl`."""

from schakel.cli.imports import Request

KIND = "competentnl"
HELP = "occupations and capabilities of UWV, in Dutch"


def run(request: Request) -> int:
    """Imports it and makes the store anew; see `import_taxonomy`."""
    from schakel.cli.imports._taxonomy import import_taxonomy
    from schakel.engine.store.competentnl import ENDINGS, import_competentnl

    return import_taxonomy(request, import_competentnl, ENDINGS)
