"""What an organisation posts: draft, publish, change, close, days."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from schakel.engine.errors import Conflict, InputError, NotFound
from schakel.records.core.models import AuditEvent
from schakel.records.offers import posting, posting_queries, queries
from schakel.records.offers.models import Offer, OfferDocument, Posting, Session
from support import factories as make

pytestmark = pytest.mark.django_db

TEXT = """Netwerkbeheerder, 32 tot 36 uur per week

Wat vragen wij?
- ervaring met Linux
- kennis van firewalls
- Python is een pre
- hbo werk- en denkniveau

Salaris: € 3.000 tot € 4.200 bruto per maand. Je spreekt goed Nederlands.
"""


def drafted(of: Any = None, *, kind: str = "vacancy", text: str = TEXT) -> Posting:
    return posting.draft(organisation=of or make.organisation(), kind=kind, text=text, by="test", now=timezone.now())


def published(of: Any = None, **words: Any) -> Posting:
    made = drafted(of, **words)
    return posting.publish(posting=made.pk, version=made.version, by="test", now=timezone.now())


def told(**fields: Any) -> posting.Told:
    return posting.Told(**{"title": "Netwerkbeheerder", **fields})


def change(one: Posting, **fields: Any) -> Posting:
    return posting.change(
        posting=one.pk, version=one.version, told=told(**fields), by="test", now=timezone.now() + timedelta(seconds=1)
    )


def test_draft_is_filled_in_from_the_text() -> None:
    made = drafted()
    assert made.title == "Netwerkbeheerder"
    assert (made.hours_min, made.hours_max) == (32, 36)
    assert (made.salary_min, made.salary_max) == (3000, 4200)
    assert made.levels == "hbo"
    assert made.state == "draft"


def test_draft_is_no_offer_and_is_found_by_nobody() -> None:
    drafted()
    assert not Offer.objects.exists()


def test_draft_twice_is_one_draft() -> None:
    of = make.organisation()
    assert drafted(of) == drafted(of)
    assert drafted() not in posting_queries.postings_of(of)


def test_draft_with_a_citizen_service_number_is_refused() -> None:
    with pytest.raises(InputError, match="BSN"):
        drafted(text="Bel ons. BSN 111222333 van de contactpersoon.")


def test_draft_of_a_kind_employers_do_not_have_is_refused() -> None:
    with pytest.raises(InputError):
        drafted(kind="programme")


def test_publish_makes_an_offer_with_what_is_asked() -> None:
    of = make.organisation("Maasdal", fictional=True)
    done = published(of)
    offer = done.offer
    assert offer is not None
    assert (offer.title_nl, offer.organisation, offer.fictional) == ("Netwerkbeheerder", of, True)
    asked = dict(offer.skills.order_by("pk").values_list("uri", "role"))
    assert asked["urn:schakel:skill:linux"] == "requires"
    assert asked["urn:schakel:skill:python"] == "wishes"
    assert [one.level for one in offer.levels.order_by("level")] == ["hbo"]
    assert list(queries.find_offers(queries.OfferFilter(text="linux"))) == [offer]
    assert OfferDocument.objects.filter(offer=offer).count() == 1


def test_every_write_leaves_one_event() -> None:
    done = published()
    changed = change(done, title="Beheerder")
    posting.close(posting=changed.pk, version=changed.version, by="test", now=timezone.now())
    actions = list(AuditEvent.objects.filter(subject=f"posting {done.key}").order_by("pk").values_list("action"))
    assert [one for (one,) in actions] == ["offers.draft", "offers.publish", "offers.change", "offers.close"]


def test_correction_changes_the_offer() -> None:
    done = published()
    change(done, answers={"linux": "nee", "python": "required", "geen-vaardigheid": "required"}, levels="mbo-4,hbo")
    offer = Offer.objects.get()
    asked = dict(offer.skills.order_by("pk").values_list("uri", "role"))
    assert "urn:schakel:skill:linux" not in asked
    assert asked["urn:schakel:skill:python"] == "requires"
    assert [one.level for one in offer.levels.order_by("level")] == ["hbo", "mbo-4"]
    assert Posting.objects.get().answers == {"linux": "nee", "python": "required"}


def test_change_from_a_stale_tab_is_refused() -> None:
    done = published()
    change(done)
    with pytest.raises(Conflict):
        change(done)


def test_change_with_amounts_the_wrong_way_round_is_refused() -> None:
    with pytest.raises(InputError):
        change(drafted(), salary_min=4000, salary_max=3000)


def test_publish_needs_a_title_and_a_day_to_come() -> None:
    made = change(drafted(), closes=timezone.localdate() - timedelta(days=1))
    with pytest.raises(InputError, match="last day"):
        posting.publish(posting=made.pk, version=made.version, by="test", now=timezone.now())
    Posting.objects.filter(pk=made.pk).update(title="", closes=None)
    with pytest.raises(InputError, match="title"):
        posting.publish(posting=made.pk, version=made.version, by="test", now=timezone.now())


def test_publish_twice_is_refused_and_close_opens_again() -> None:
    done = published()
    with pytest.raises(Conflict):
        posting.publish(posting=done.pk, version=done.version, by="test", now=timezone.now())
    shut = posting.close(posting=done.pk, version=done.version, by="test", now=timezone.now())
    assert not Offer.objects.filter(queries.still_open(timezone.localdate())).exists()
    with pytest.raises(Conflict):
        posting.close(posting=shut.pk, version=shut.version, by="test", now=timezone.now())
    again = posting.publish(posting=shut.pk, version=shut.version, by="test", now=timezone.now())
    assert again.ended is None
    assert Offer.objects.filter(queries.still_open(timezone.localdate())).count() == 1


def test_discard_only_what_nobody_saw() -> None:
    made = drafted()
    posting.discard(posting=made.pk, version=made.version, by="test")
    assert not Posting.objects.exists()
    done = published()
    with pytest.raises(Conflict):
        posting.discard(posting=done.pk, version=done.version, by="test")
    with pytest.raises(NotFound):
        posting.discard(posting=made.pk, version=1, by="test")


def test_days_of_a_shadow_day() -> None:
    done = published(kind="shadow-day")
    starts = timezone.now() + timedelta(days=9)
    words: dict[str, Any] = {"posting": done.pk, "by": "test", "now": timezone.now()}
    made = posting.add_day(starts=starts, ends=starts + timedelta(hours=3), capacity=4, **words)
    assert posting.add_day(starts=starts, **words) == made
    assert posting_queries.days_of(done) == [made]
    with pytest.raises(InputError):
        posting.add_day(starts=timezone.now() - timedelta(days=1), **words)
    with pytest.raises(InputError):
        posting.add_day(starts=starts + timedelta(days=1), ends=starts, **words)
    with pytest.raises(Conflict):
        posting.add_day(**{**words, "posting": drafted().pk}, starts=starts)
    assert Session.objects.count() == 1


def test_posting_of_another_organisation_is_not_found() -> None:
    mine = published()
    assert posting_queries.posting_by_key(mine.organisation, mine.key) == mine
    assert posting_queries.posting_by_key(make.organisation(), mine.key) is None
    assert posting_queries.open_postings(mine.organisation) == [mine]
    assert mine.offer is not None
    assert posting_queries.posting_of(mine.offer) == mine
    assert posting_queries.posting_of(make.offer()) is None


def test_told_has_a_field_for_each_column() -> None:
    assert replace(told(), weeks=4).weeks == 4
