"""What the frame shows of who is signed in."""

from typing import Any

from django.http import HttpRequest

from schakel.screens.account.rooms import room_of


def account(request: HttpRequest) -> dict[str, Any]:
    """`acting` is None for a visitor; `acting_room` is empty for who acts for no organisation."""
    acting = getattr(request, "acting", None)
    return {"acting": acting, "acting_room": room_of(acting.membership) if acting else ""}
