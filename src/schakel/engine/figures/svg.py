"""A drawing as SVG: inside a page (coloured by the theme's classes) or as a file that carries its own colours."""

from __future__ import annotations

from xml.sax.saxutils import escape, quoteattr

from schakel.engine.figures.drawing import Drawing, Shape, wrap

INK, MUTED, PAPER = "#0f2a2e", "#465a5c", "#ffffff"
FONT = "system-ui, 'Segoe UI', 'Noto Sans', Arial, sans-serif"
# What the theme does with a class, as attributes: a file has to look right without any style sheet.
ATTRIBUTES = {
    "axis": {"stroke": INK, "stroke-width": "1.5"},
    "grid": {"stroke": "#ddd6c4", "stroke-width": "1"},
    "line": {"fill": "none", "stroke-linecap": "round", "stroke-width": "3.5"},
    "dash": {"stroke-dasharray": "5 5"},
    "dot": {"stroke": PAPER, "stroke-width": "2"},
    "t-bold": {"font-weight": "700"},
    "t-muted": {"fill": MUTED},
    "t-1": {"fill": "#0b5a60"},
    "t-2": {"fill": "#7a4a00"},
    "t-3": {"fill": "#9c2f1e"},
    "s-1": {"stroke": "#0b5a60"},
    "s-2": {"stroke": "#c47a00"},
    "s-3": {"stroke": "#9c2f1e"},
    "f-1": {"fill": "#0b5a60"},
    "f-2": {"fill": "#c47a00"},
    "f-3": {"fill": "#9c2f1e"},
}
MARGIN = 24


def in_page(drawing: Drawing, *, id: str, title: str, description: str) -> str:
    """The chart for a page; `id` makes the ids in it unique there.

    >>> in_page(Drawing(10, 5, ()), id="a", title="T", description="D")[:49]
    '<svg class="schakel-chart" viewBox="0 0 10 5" rol'
    """
    shapes = "".join(_shape(shape, own_colours=False) for shape in drawing.shapes)
    return (
        f'<svg class="schakel-chart" viewBox="0 0 {drawing.width} {drawing.height}" role="img"'
        f' aria-labelledby="{id}-t {id}-d"><title id="{id}-t">{escape(title)}</title>'
        f'<desc id="{id}-d">{escape(description)}</desc>{shapes}</svg>'
    )


def as_file(drawing: Drawing, *, title: str, note: str, source: str, language: str) -> str:
    """The chart as a file of its own: with its title, what is counted and the source, on white, without any style.

    >>> 'style' in as_file(Drawing(300, 5, ()), title="T", note="N", source="S", language="nl")
    False
    """
    width = drawing.width + 2 * MARGIN
    heads = wrap(title, drawing.width * 0.9)
    notes = wrap(note, drawing.width * 1.15)
    sources = wrap(source, drawing.width * 1.3)
    top = MARGIN + 24 * len(heads) + 19 * len(notes) + 14
    height = top + drawing.height + 17 * len(sources) + MARGIN
    lines = _lines(heads, MARGIN + 16, step=24, look=f'font-size="19" font-weight="700" fill="{INK}"')
    lines += _lines(notes, MARGIN + 24 * len(heads) + 14, step=19, look=f'font-size="14" fill="{MUTED}"')
    lines += _lines(sources, top + drawing.height + 17, step=17, look=f'font-size="12" fill="{MUTED}"')
    shapes = "\n".join(_shape(shape, own_colours=True) for shape in drawing.shapes)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<svg xmlns="http://www.w3.org/2000/svg"'
        f' width="{width}" height="{height}" viewBox="0 0 {width} {height}" font-family="{FONT}" lang="{language}" xml:lang="{language}" role="img">\n'
        f"<title>{escape(title)}</title>\n<desc>{escape(note)} {escape(source)}</desc>\n"
        f'<rect width="{width}" height="{height}" fill="{PAPER}"/>\n' + "\n".join(lines) + "\n"
        f'<g transform="translate({MARGIN} {top})" font-size="14">\n{shapes}\n</g>\n</svg>\n'
    )


def _lines(texts: list[str], y: int, *, step: int, look: str) -> list[str]:
    return [f'<text x="{MARGIN}" y="{y + step * n}" {look}>{escape(text)}</text>' for n, text in enumerate(texts)]


def _shape(shape: Shape, *, own_colours: bool) -> str:
    attributes = {name: f"{value:.1f}".removesuffix(".0") for name, value in shape.place.items()}
    if shape.anchor:
        attributes["text-anchor"] = shape.anchor
    if shape.lang:
        attributes["xml:lang" if own_colours else "lang"] = shape.lang
    if own_colours:
        attributes |= {"fill": INK} if shape.tag == "text" else {}
        for role in shape.roles.split():
            attributes |= ATTRIBUTES[role]
    elif shape.roles:
        attributes["class"] = shape.roles
    written = " ".join(f"{name}={quoteattr(value)}" for name, value in attributes.items())
    return f"<text {written}>{escape(shape.text)}</text>" if shape.tag == "text" else f"<{shape.tag} {written}/>"
