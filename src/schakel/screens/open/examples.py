"""One page of each kind behind the lists, of what is in the database: for checks that must try every kind of page."""

from schakel.records.core.region import taxonomy
from schakel.records.observatory import queries as observatory
from schakel.records.offers.models import Offer
from schakel.records.programme import initiative_queries as initiatives
from schakel.records.programme import queries as programme


def examples() -> list[tuple[str, list[str]]]:
    """Names of pages and their arguments."""
    found: list[tuple[str, list[str]]] = []
    for offers in (
        Offer.objects.filter(fictional=False),
        Offer.objects.filter(kind="vacancy"),
        Offer.objects.filter(kind="module"),
    ):
        first = offers.order_by("slug").first()
        if first:
            found.append(("offer", [first.slug]))
    for kind in ("ict", "source"):
        occupation = next((o for o in taxonomy().occupations.values() if o.kind == kind), None)
        if occupation:
            found.append(("occupation", [occupation.id]))
    found += [("programme-budget", []), ("programme-partners", []), ("programme-gaps", [])]
    found += [("programme-line", [line.slug]) for line in programme.lines()[:1]]
    found += [("initiative", [initiative.slug]) for initiative in initiatives.initiatives()[:1]]
    found += [("figure", [figure.id]) for figure in observatory.figures()]
    return found
