"""Write of a new edition of a taxonomy: what offers and profiles hold by URI goes along."""

from collections import Counter
from collections.abc import Iterable, Mapping

from django.db import transaction

from schakel.engine.store.editions import Change
from schakel.records.core.actions import record_event
from schakel.records.offers.models import OfferOccupation, OfferSkill
from schakel.records.people.models import Profile, SkillClaim

Holder = OfferSkill | OfferOccupation | SkillClaim
_TIERS: list[str] = [SkillClaim.Tier.CLAIMED, SkillClaim.Tier.EVIDENCED, SkillClaim.Tier.VALIDATED]


@transaction.atomic
def carry_over_edition(*, by: str, changes: Iterable[Change]) -> dict[str, int]:
    """Bring every stored URI that was moved or merged to its one successor; returns how many rows of each kind.

    Two rows that become the same are made one, which keeps the higher level and the better evidence. What was split, or
    is gone, stays as it is: a person decides; ``to decide`` counts the rows.
    """
    known = tuple(changes)
    to = {change.uri: change.to[0] for change in known if change.what in ("moved", "merged") and len(change.to) == 1}
    counts = Counter(
        {
            "skills of offers": _carry(OfferSkill, to, ("offer_id", "role")),
            "occupations of offers": _carry(OfferOccupation, to, ("offer_id",)),
            "claims of people": _carry(SkillClaim, to, ("profile_id",)),
            "profiles": _carry_profiles(to),
            "to decide": _to_decide(known),
        }
    )
    record_event(by=by, action="offers.carry_over_edition", details=dict(counts))
    return dict(counts)


def _carry(
    model: type[OfferSkill] | type[OfferOccupation] | type[SkillClaim], to: Mapping[str, str], same: tuple[str, ...]
) -> int:
    """Rows of one model; ``same`` are the fields that, with the URI, may stand once."""
    rows: list[Holder] = list(model._default_manager.filter(uri__in=[*to, *to.values()]).order_by("pk"))
    kept = {(row.uri, *(getattr(row, name) for name in same)): row for row in rows if row.uri not in to}
    carried = 0
    for row in rows:
        if row.uri in to:
            carried += 1
            row.uri = to[row.uri]
            other = kept.setdefault((row.uri, *(getattr(row, name) for name in same)), row)
            if other is row:
                row.save(update_fields=["uri"])
            else:
                _strengthen(other, row)
                row.delete()
    return carried


def _strengthen(kept: Holder, gone: Holder) -> None:
    if isinstance(kept, OfferOccupation) or isinstance(gone, OfferOccupation):
        return
    levels = [row.level for row in (kept, gone) if row.level is not None]
    kept.level = max(levels, default=None)
    fields = ["level"]
    if isinstance(kept, SkillClaim) and isinstance(gone, SkillClaim):
        kept.tier = max(kept.tier, gone.tier, key=_TIERS.index)
        fields.append("tier")
    kept.save(update_fields=fields)


def _carry_profiles(to: Mapping[str, str]) -> int:
    carried = 0
    for field in ("occupation", "goal"):
        for profile in Profile.objects.filter(**{f"{field}__in": list(to)}).order_by("pk"):
            setattr(profile, field, to[getattr(profile, field)])
            profile.save(update_fields=[field])
            carried += 1
    return carried


def _to_decide(changes: Iterable[Change]) -> int:
    open_ends = [change.uri for change in changes if change.what in ("split", "gone")]
    counted = [
        model._default_manager.filter(uri__in=open_ends).count() for model in (OfferSkill, OfferOccupation, SkillClaim)
    ]
    counted += [Profile.objects.filter(**{f"{field}__in": open_ends}).count() for field in ("occupation", "goal")]
    return sum(counted)
