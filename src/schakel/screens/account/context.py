"""What the frame shows of who is signed in."""

from typing import Any

from django.http import HttpRequest


def account(request: HttpRequest) -> dict[str, Any]:
    """`acting` is None for a visitor."""
    return {"acting": getattr(request, "acting", None)}
