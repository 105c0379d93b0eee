"""`schakel import onet`."""

from schakel.cli.imports import Request

KIND = "onet"
HELP = "technology skills of O*NET: names of tools, hot and in demand"


def run(request: Request) -> int:
    """Imports it and makes the store anew; see `import_taxonomy`."""
    from schakel.cli.imports._taxonomy import import_taxonomy
    from schakel.engine.store.onet import ENDINGS, import_onet

    return import_taxonomy(request, import_onet, ENDINGS)
