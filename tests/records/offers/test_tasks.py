"""Work in the background does what the command does."""

import pytest

from schakel.records.offers.models import OfferDocument
from schakel.records.offers.tasks import refresh_search
from support import factories


@pytest.mark.django_db
def test_refresh_search_makes_a_document_for_every_offer() -> None:
    factories.offer(title_nl="Netwerken")
    OfferDocument.objects.all().delete()
    assert refresh_search.call() == 1
    assert OfferDocument.objects.count() == 1
