"""What occupations usually pay, read from open vacancies that tell it; never from what anybody earned."""

from datetime import date
from statistics import median_low

from schakel.engine.transitions import PayBand
from schakel.records.offers.models import Offer
from schakel.records.offers.queries import still_open

LEAST_VACANCIES, LEAST_EMPLOYERS = 5, 3


def usual_pay(today: date) -> dict[str, PayBand]:
    """Occupation (URI) to the middle of what its open vacancies offer, euros a month before tax.

    Only occupations with enough vacancies of enough employers, so that one advert is no norm. What is made up counts
    for nothing.
    """
    told = Offer.objects.filter(
        still_open(today),
        kind=Offer.Kind.VACANCY,
        fictional=False,
        salary_min__isnull=False,
        salary_max__isnull=False,
        occupations__uri__isnull=False,
    )
    rows = told.order_by("occupations__uri", "pk").values_list(
        "occupations__uri", "organisation_id", "salary_min", "salary_max"
    )
    by_work: dict[str, list[tuple[int | None, int, int]]] = {}
    for uri, employer, low, high in rows:
        if low is not None and high is not None:
            by_work.setdefault(uri, []).append((employer, low, high))
    return {
        uri: PayBand(median_low(low for _, low, _ in found), median_low(high for _, _, high in found), "vacancies")
        for uri, found in by_work.items()
        if len(found) >= LEAST_VACANCIES and len({employer for employer, _, _ in found}) >= LEAST_EMPLOYERS
    }
