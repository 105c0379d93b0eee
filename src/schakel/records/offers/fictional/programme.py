"""A fictional school with one programme in modules and rules for exemptions, and what fictional companies offer teachers."""

import uuid
from datetime import datetime, time, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from schakel.records.offers.fictional.rows import Draft, save
from schakel.records.offers.fictional.world import LANGUAGES, World
from schakel.records.offers.models import CourseModule, Offer, OfferSkill, Posting, PriorLearning, Session
from schakel.records.organisations.models import Organisation

SKILL, OCCUPATION = "urn:schakel:skill:", "urn:schakel:occupation:"


def make(world: World) -> int:
    """Add the programme with its modules and rules, and a placement, a masterclass and a post for teachers.

    Returns how many sessions these have.
    """
    words = world.words["programme"]
    school = Organisation.objects.create(
        slug="fictief-hogeschool", name=words["school"], kind=Organisation.Kind.HBO, place=world.place(), fictional=True
    )
    taught = list(dict.fromkeys(skill for row in words["module"] for skill in row["teaches"]))
    draft = _draft(world, words, school, taught=taught)
    drafts = [draft, *(_for_teachers(world, number, row) for number, row in enumerate(world.words["teachers"]))]
    save(drafts)
    posting = _posting(world, words, Offer.objects.get(slug=words["slug"]), school=school, taught=taught)
    modules = _modules(world, words["module"], posting)
    for row in words["rule"]:
        _rule(world, row, posting, modules=modules)
    return sum(len(one.sessions) for one in drafts)


def _now(world: World) -> datetime:
    return timezone.make_aware(datetime.combine(world.today, time(9)))


def _key(world: World) -> uuid.UUID:
    return uuid.UUID(int=world.random.getrandbits(128), version=4)


def _draft(world: World, words: dict[str, Any], school: Organisation, *, taught: list[str]) -> Draft:
    offer = Offer(
        slug=words["slug"],
        kind=Offer.Kind.PROGRAMME,
        organisation=school,
        place=school.place,
        mode=Offer.Mode.HYBRID,
        language="nl",
        weeks=words["weeks"],
        hours_min=words["hours"],
        hours_max=words["hours"],
        price=Decimal(sum(row["price"] for row in words["module"])),
        entry=words["entry_nl"],
        fictional=True,
    )
    for code in LANGUAGES:
        setattr(offer, f"title_{code}", words[f"title_{code}"])
        setattr(offer, f"summary_{code}", words[f"text_{code}"])
    begins = world.moment(days=(70, 90), hour=9)
    run = Session(key=f"{offer.slug}-1", starts=begins, place=school.place, capacity=24, daytime="day", fictional=True)
    skills = [(SKILL + skill, OfferSkill.Role.TEACHES) for skill in taught]
    occupations = [OCCUPATION + words["occupation"]]
    return Draft(offer, levels=[words["level"]], occupations=occupations, skills=skills, sessions=[run])


def _posting(world: World, words: dict[str, Any], offer: Offer, *, school: Organisation, taught: list[str]) -> Posting:
    now = _now(world)
    return Posting.objects.create(
        key=_key(world),
        organisation=school,
        offer=offer,
        kind=offer.kind,
        state=Posting.State.PUBLISHED,
        title=offer.title_nl,
        text=words["text_nl"],
        answers=dict.fromkeys(taught, "erbij"),
        occupation=words["occupation"],
        levels=words["level"],
        place=offer.place,
        mode=offer.mode,
        spoken=offer.language,
        weeks=offer.weeks,
        hours_min=offer.hours_min,
        hours_max=offer.hours_max,
        price=offer.price,
        entry=offer.entry,
        made=now,
        changed=now,
        published=now,
    )


def _modules(world: World, rows: list[dict[str, Any]], posting: Posting) -> list[CourseModule]:
    made = CourseModule.objects.bulk_create(
        CourseModule(
            posting=posting,
            key=_key(world),
            number=number,
            title=row["title_nl"],
            hours=row["hours"],
            price=Decimal(row["price"]),
            teaches=row["teaches"],
        )
        for number, row in enumerate(rows, 1)
    )
    for module, row in zip(made, rows, strict=True):
        module.needs.set([made[number - 1] for number in row.get("needs", [])])
    return made


def _rule(world: World, row: dict[str, Any], posting: Posting, *, modules: list[CourseModule]) -> None:
    made = PriorLearning.objects.create(
        posting=posting,
        key=_key(world),
        level=row.get("level", ""),
        studies=row.get("studies", ""),
        skills=[[skill, 2] for skill in row.get("skills", [])],
        occupation=OCCUPATION + row["occupation"] if "occupation" in row else "",
        years=row.get("years"),
        source=row["source"],
        valid_until=world.today + timedelta(days=700),
        made=_now(world),
    )
    made.modules.set([modules[number - 1] for number in row["modules"]])


def _for_teachers(world: World, number: int, words: dict[str, Any]) -> Draft:
    employer = world.pick(world.employers)
    offer = Offer(
        slug=f"fictief-docenten-{number + 1}",
        kind=words["kind"],
        organisation=employer,
        place=employer.place,
        mode=Offer.Mode.ON_SITE,
        language="nl",
        price=Decimal(0),
        fictional=True,
    )
    for code in LANGUAGES:
        setattr(offer, f"title_{code}", words[f"title_{code}"])
        setattr(offer, f"summary_{code}", words[f"text_{code}"])
    runs = []
    if words["kind"] != Offer.Kind.TEACHER_POST:
        begins = world.moment(days=(20, 60), hour=13)
        runs = [Session(key=f"{offer.slug}-1", starts=begins, place=employer.place, capacity=12, fictional=True)]
    skills = [(SKILL + skill, OfferSkill.Role.TEACHES) for skill in words["teaches"]]
    return Draft(offer, skills=skills, sessions=runs)
