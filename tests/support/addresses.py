"""Every address of the site, as the resolver knows it."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from django.urls import get_resolver
from django.urls.resolvers import URLPattern
from django.utils.translation import override


class Address(NamedTuple):
    """`name` with its namespace; `path` in Dutch with `<kind:name>` where something is to be filled in."""

    name: str
    path: str

    @property
    def parts(self) -> list[tuple[str, str]]:
        """What is to be filled in: (kind, name), in order."""
        pieces = self.path.split("<")[1:]
        return [tuple(piece.partition(">")[0].split(":")) for piece in pieces]  # type: ignore[misc]

    def filled(self, **words: str) -> str:
        """The path with these words in it."""
        path = self.path
        for kind, name in self.parts:
            path = path.replace(f"<{kind}:{name}>", words[name])
        return f"/{path}"


def addresses() -> list[Address]:
    """All of them, each once."""
    with override("nl"):
        return sorted(set(_walk(get_resolver())))


def _walk(resolver: Any, path: str = "", spaces: tuple[str, ...] = ()) -> Iterator[Address]:
    for one in resolver.url_patterns:
        here = path + str(one.pattern)
        if isinstance(one, URLPattern):
            yield Address(":".join([*spaces, one.name or here]), here)
        else:
            yield from _walk(one, here, (*spaces, one.namespace) if one.namespace else spaces)
