"""Random profiles and targets over the small taxonomy."""

from __future__ import annotations

from hypothesis import strategies as st

from engine.matching.small import small_taxonomy, uri
from schakel.engine.matching import Profile, SkillClaim, Target, TargetDemand
from schakel.engine.matching.types import TIERS

SKILLS = sorted(one for one, skill in small_taxonomy().skills.items() if not skill.is_group)

claims = st.builds(
    SkillClaim,
    uri=st.sampled_from(SKILLS),
    level=st.sampled_from([None, 0, 1, 2, 3]),
    tier=st.sampled_from(TIERS),
)
profiles = st.builds(
    Profile,
    skills=st.lists(claims, max_size=6, unique_by=lambda claim: claim.uri).map(tuple),
    undecided=st.lists(st.sampled_from(SKILLS), max_size=2, unique=True).map(tuple),
)
demands = st.builds(
    TargetDemand,
    uri=st.sampled_from([*SKILLS, uri("unheard-of")]),
    relevance=st.sampled_from(["essential", "important", "wished"]),
    level=st.sampled_from([None, 1, 2, 3]),
)
targets = st.builds(
    Target,
    uri=st.just("urn:test:random"),
    kind=st.just("vacancy"),
    demands=st.lists(demands, max_size=6, unique_by=lambda demand: demand.uri).map(tuple),
)
