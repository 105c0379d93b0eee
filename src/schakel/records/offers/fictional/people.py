"""Fictional people: where they come from, what they can do, what they wish."""

import uuid
from collections.abc import Sequence
from datetime import timedelta

from schakel.engine.skills.taxonomy import Occupation
from schakel.records.offers.fictional.world import BATCH, World
from schakel.records.people.models import LanguageClaim, Person, Profile, SkillClaim


def make(world: World, count: int) -> int:
    """Add people in a few large statements."""
    people = [
        Person(
            key=uuid.UUID(int=world.random.getrandbits(128), version=4),
            name=f"Fictief persoon {number + 1}",
            fictional=True,
        )
        for number in range(count)
    ]
    save(world, people)
    return count


def save(world: World, people: Sequence[Person]) -> None:
    """Write these people, each with a profile drawn for them."""
    Person.objects.bulk_create(people, batch_size=BATCH)
    drafts = [profile(world, person) for person in people]
    Profile.objects.bulk_create([draft for draft, _skills, _languages in drafts], batch_size=BATCH)
    skills = [SkillClaim(profile=draft, **row) for draft, rows, _languages in drafts for row in rows]
    languages = [
        LanguageClaim(profile=draft, language=code, cefr=cefr) for draft, _skills, rows in drafts for code, cefr in rows
    ]
    SkillClaim.objects.bulk_create(skills, batch_size=BATCH)
    LanguageClaim.objects.bulk_create(languages, batch_size=BATCH)


def profile(world: World, person: Person) -> tuple[Profile, list[dict[str, object]], list[tuple[str, str]]]:
    """One profile with its skills and languages. Some of what a person could tell is left out, as people do."""
    origin = world.by_spread("person_origin")
    comes_from = world.role() if origin != "source" or not world.sources else world.pick(world.sources)
    goal = _goal(world, comes_from)
    level = world.pick(comes_from.levels) if comes_from.levels else ""
    hours = world.pick([16, 24, 32, 36, 40])
    draft = Profile(
        person=person,
        place=world.place(),
        level=level if world.random.random() < 0.9 else "",
        occupation=comes_from.uri if origin != "student" else "",
        goal=goal.uri if world.random.random() < 0.6 else "",
        hours_min=max(8, hours - 8),
        hours_max=hours,
        travel_km=world.pick(world.words["travel"]["kilometres"]),
        available_from=world.today + timedelta(days=world.random.randint(0, 180)),
        published=world.random.random() < 0.7,
    )
    return draft, _skills(world, origin, comes_from, goal), _languages(world)


def _goal(world: World, comes_from: Occupation) -> Occupation:
    ahead = [world.taxonomy.occupations[uri] for uri in comes_from.leads_to if uri in world.taxonomy.occupations]
    goals = [occupation for occupation in ahead if occupation.kind == "ict"]
    return world.pick(goals) if goals else world.role()


def _skills(world: World, origin: str, comes_from: Occupation, goal: Occupation) -> list[dict[str, object]]:
    known = list(comes_from.carries_over) or [demand.uri for demand in comes_from.demands]
    share = {"source": (0.6, 0.95), "ict": (0.5, 0.9), "student": (0.15, 0.5)}[origin]
    own = world.some(known, least=max(1, int(len(known) * share[0])), most=max(1, int(len(known) * share[1])))
    asked = [demand.uri for demand in goal.demands if demand.uri not in own]
    own += world.some(asked, least=0, most=3)
    tiers = [SkillClaim.Tier.CLAIMED, SkillClaim.Tier.CLAIMED, SkillClaim.Tier.EVIDENCED, SkillClaim.Tier.VALIDATED]
    return [
        {"uri": uri, "level": world.pick([None, 1, 2, 2, 3]), "tier": world.pick(tiers)} for uri in dict.fromkeys(own)
    ]


def _languages(world: World) -> list[tuple[str, str]]:
    rows = [("nl", world.pick(["B1", "B2", "C1", "C2", "C2", "C2"]))]
    if world.random.random() < 0.8:
        rows.append(("en", world.pick(["A2", "B1", "B2", "C1"])))
    if world.random.random() < 0.35:
        rows.append(("de", world.pick(["A2", "B1", "B2", "C1"])))
    return rows
