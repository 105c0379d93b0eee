"""A test client that reads every answer like a linter."""

import re
from collections import Counter
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

REPEATS_ALLOWED = 3
INLINE = [
    (re.compile(r"<[^>]+\sstyle\s*="), "an inline style"),
    (re.compile(r"<script(?![^>]*\ssrc=)", re.IGNORECASE), "an inline script"),
    (re.compile(r"<style", re.IGNORECASE), "a style element"),
    (re.compile(r"<[^>]+\son[a-z]+\s*=", re.IGNORECASE), "an inline event handler"),
    (re.compile(r"\{\{|\{%|%\}|\}\}"), "an unrendered template tag"),
    (re.compile(r'href="javascript:', re.IGNORECASE), "a javascript: link"),
]


class StrictClient(Client):
    """Fails on inline code, a missing policy, duplicate ids, unrendered tags and on the same query asked again and again."""

    def request(self, **request: Any) -> Any:
        with CaptureQueriesContext(connection) as queries:
            response = super().request(**request)
        self._check_queries([query["sql"] for query in queries.captured_queries], request)
        if response.get("Content-Type", "").startswith("text/html") and not response.streaming:
            check_html(response.content.decode())
            assert "default-src 'none'" in response["Content-Security-Policy"]
            assert "unsafe" not in response["Content-Security-Policy"]
        return response

    @staticmethod
    def _check_queries(statements: list[str], request: dict[str, Any]) -> None:
        shapes = Counter(re.sub(r"'[^']*'|\b\d+\b", "?", sql) for sql in statements if sql.startswith("SELECT"))
        for shape, count in shapes.items():
            assert count <= REPEATS_ALLOWED, (
                f"{request.get('PATH_INFO')} asks the same query {count} times (N+1): {shape[:300]}"
            )


def check_html(html: str) -> None:
    """What no page may hold."""
    for pattern, name in INLINE:
        found = pattern.search(html)
        assert not found, f"{name}: …{html[max(0, found.start() - 60) : found.end() + 60]}…"
    ids = Counter(re.findall(r'\sid="([^"]+)"', html))
    double = [name for name, count in ids.items() if count > 1]
    assert not double, f"ids used twice: {double[:5]}"
