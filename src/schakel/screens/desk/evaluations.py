"""Tables of what guests and hosts answered: for advisers of all, for a host of its own days."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext, gettext_lazy

from schakel.records.journeys.queries_evaluations import SIDES, Evaluation
from schakel.screens.open.after.forms import QUESTIONS

SIDE_WORDS = {"evaluate": gettext_lazy("Guests, after a day"), "host-again": gettext_lazy("Hosts, after a day")}


def tables(found: list[Evaluation], *, id_: str, first: str, names: Mapping[str, Any]) -> list[dict[str, Any]]:
    """One table per side; `first` is the heading of the groups, `names` their words."""
    return [
        {
            "id": f"{id_}-{side}",
            "title": f"{SIDE_WORDS[side]} · {first} ({gettext('share that said yes')})",
            "first": first,
            "rows": [
                {
                    "group": names.get(one.share.name, one.share.name),
                    "question": QUESTIONS[side][one.question],
                    "share": one.share,
                }
                for one in found
                if one.side == side
            ],
        }
        for side in SIDES
    ]
