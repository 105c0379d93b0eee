"""A new edition of a taxonomy: stored URIs go along, nothing is thrown away."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from schakel.engine.store.editions import Change
from schakel.records.core.models import AuditEvent
from schakel.records.offers.carry_over import carry_over_edition
from schakel.records.offers.models import OfferOccupation, OfferSkill
from schakel.records.people.models import Profile, SkillClaim
from support import factories

pytestmark = pytest.mark.django_db

CHANGES = (
    Change("moved", "urn:e:old", "old", ("urn:e:new",)),
    Change("merged", "urn:e:small", "small", ("urn:e:big",)),
    Change("split", "urn:e:wide", "wide", ("urn:e:one", "urn:e:two")),
    Change("gone", "urn:e:gone", "gone"),
    Change("renamed", "urn:e:kept", "kept", ("urn:e:kept",)),
)


def uris(model: type[OfferSkill | OfferOccupation | SkillClaim]) -> list[str]:
    return sorted(model._default_manager.values_list("uri", flat=True))


def profile(**fields: str) -> Profile:
    return Profile.objects.create(person=factories.person(), **fields)


def test_skills_and_occupations_of_offers_go_along() -> None:
    offer = factories.offer()
    for uri in ("urn:e:old", "urn:e:wide", "urn:e:gone", "urn:e:kept"):
        OfferSkill.objects.create(offer=offer, uri=uri, role="teaches")
    OfferOccupation.objects.create(offer=offer, uri="urn:e:small")
    counts = carry_over_edition(by="test", changes=CHANGES)
    assert uris(OfferSkill) == ["urn:e:gone", "urn:e:kept", "urn:e:new", "urn:e:wide"]
    assert uris(OfferOccupation) == ["urn:e:big"]
    assert (counts["skills of offers"], counts["occupations of offers"], counts["to decide"]) == (1, 1, 2)


def test_rows_that_become_the_same_are_made_one() -> None:
    offer = factories.offer()
    for uri, role, level in (
        ("urn:e:big", "teaches", 1),
        ("urn:e:small", "teaches", 3),
        ("urn:e:small", "requires", None),
    ):
        OfferSkill.objects.create(offer=offer, uri=uri, role=role, level=level)
    carry_over_edition(by="test", changes=CHANGES)
    found = OfferSkill.objects.order_by("role").values_list("uri", "role", "level")
    assert list(found) == [("urn:e:big", "requires", None), ("urn:e:big", "teaches", 3)]


def test_a_claim_keeps_its_best_evidence() -> None:
    mine, other = profile(), profile()
    SkillClaim.objects.create(profile=mine, uri="urn:e:big", level=2, tier="claimed")
    SkillClaim.objects.create(profile=mine, uri="urn:e:small", level=1, tier="validated")
    SkillClaim.objects.create(profile=other, uri="urn:e:small", level=1, tier="evidenced")
    assert carry_over_edition(by="test", changes=CHANGES)["claims of people"] == 2
    found = SkillClaim.objects.order_by("profile").values_list("profile", "uri", "level", "tier")
    assert list(found) == [(mine.pk, "urn:e:big", 2, "validated"), (other.pk, "urn:e:big", 1, "evidenced")]


def test_two_that_both_move_to_a_new_one_are_made_one() -> None:
    mine = profile()
    for uri, level in (("urn:e:a", None), ("urn:e:b", 2)):
        SkillClaim.objects.create(profile=mine, uri=uri, level=level)
    both = [Change("merged", uri, "", ("urn:e:c",)) for uri in ("urn:e:a", "urn:e:b")]
    carry_over_edition(by="test", changes=both)
    assert list(SkillClaim.objects.values_list("uri", "level")) == [("urn:e:c", 2)]


def test_occupation_and_goal_of_a_profile_go_along() -> None:
    mine = profile(occupation="urn:e:old", goal="urn:e:gone")
    counts = carry_over_edition(by="test", changes=CHANGES)
    mine.refresh_from_db()
    assert (mine.occupation, mine.goal) == ("urn:e:new", "urn:e:gone")
    assert (counts["profiles"], counts["to decide"]) == (1, 1)


def test_it_is_in_the_audit_trail_and_safe_to_repeat() -> None:
    profile(occupation="urn:e:old")
    carry_over_edition(by="test", changes=CHANGES)
    again = carry_over_edition(by="test", changes=CHANGES)
    assert set(again.values()) == {0}
    assert AuditEvent.objects.filter(actor="test", action="offers.carry_over_edition").count() == 2


def test_command_takes_the_list_of_the_import(tmp_path: Path) -> None:
    profile(occupation="urn:e:old")
    (tmp_path / "list.csv").write_text("what,uri,label,to,note\nmoved,urn:e:old,old,urn:e:new,\n")
    out = StringIO()
    call_command("carry_over_edition", str(tmp_path / "list.csv"), stdout=out)
    assert "1 profiles" in out.getvalue()


@pytest.mark.parametrize("content", [None, "a,b\n"])
def test_command_refuses_what_is_no_list(tmp_path: Path, content: str | None) -> None:
    if content is not None:
        (tmp_path / "list.csv").write_text(content)
    with pytest.raises(CommandError, match=r"list\.csv"):
        call_command("carry_over_edition", str(tmp_path / "list.csv"))
