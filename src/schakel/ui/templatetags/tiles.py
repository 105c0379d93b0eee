"""The tile map: one block a municipality, where the region's files put it."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import template

register = template.Library()

SIDE, STEP, MARGIN = 25, 28, 2
LABEL_GAP, TEXT_GAP, LABEL_WIDTH = 20, 26, 110


@register.simple_tag
def tile_map(places: Iterable[Any], labels: Mapping[str, str]) -> dict[str, Any]:
    """Positions of the blocks in SVG units. `labels` gives some places (by code) a label; sub-regions get shades in turn.

    A label is drawn to the right of the map, so at most one a row is drawn; the others light up all the same.
    """
    rows = [place for place in places if place.tile_column and place.tile_row]
    if not rows:
        return {"tiles": [], "labelled": [], "width": 1, "height": 1, "label_x": 0, "text_x": 0}
    shades = {name: number % 3 for number, name in enumerate(sorted({place.sub_region for place in rows}))}
    tiles = []
    for place in rows:
        x, y = (place.tile_column - 1) * STEP + MARGIN, (place.tile_row - 1) * STEP + MARGIN
        mid = y + SIDE // 2
        tiles.append(
            {
                "code": place.code,
                "name": place.name,
                "x": x,
                "y": y,
                "x2": x + SIDE,
                "mid": mid,
                "text_y": mid + 4,
                "shade": shades[place.sub_region],
                "label": labels.get(place.code, ""),
                "row": place.tile_row,
            }
        )
    right = max(tile["x2"] for tile in tiles)
    labelled = {tile["row"]: tile for tile in sorted(tiles, key=lambda tile: tile["x"]) if tile["label"]}
    return {
        "tiles": tiles,
        "labelled": [labelled[row] for row in sorted(labelled)],
        "width": right + TEXT_GAP + LABEL_WIDTH,
        "height": max(tile["y"] for tile in tiles) + SIDE + MARGIN,
        "label_x": right + LABEL_GAP,
        "text_x": right + TEXT_GAP,
    }
