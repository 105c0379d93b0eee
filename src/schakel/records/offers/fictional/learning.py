"""Fictional shadow days, modules and events, with their sessions."""

from datetime import timedelta
from decimal import Decimal

from schakel.engine.skills.taxonomy import Occupation
from schakel.records.offers.fictional.rows import Draft, save
from schakel.records.offers.fictional.world import LANGUAGES, World
from schakel.records.offers.models import Offer, OfferSkill, Session
from schakel.records.organisations.models import Organisation


def make(world: World, *, shadow_days: int, modules: int, events: int) -> dict[str, int]:
    provider = Organisation.objects.create(
        slug="fictief-leerwerkplaats",
        name=world.words["module"]["provider"],
        kind=Organisation.Kind.PRIVATE_TRAINER,
        place=world.place(),
        fictional=True,
    )
    drafts = [shadow_day(world, number) for number in range(shadow_days)]
    drafts += [module(world, number, uri, provider) for number, uri in enumerate(taught(world, modules))]
    drafts += [event(world, number) for number in range(events)]
    save(drafts)
    return {
        "shadow days": shadow_days,
        "modules": modules,
        "events": events,
        "sessions": sum(len(draft.sessions) for draft in drafts),
    }


def taught(world: World, count: int) -> list[str]:
    """Skills to make modules of: what the most asked roles find essential, each once as long as there are others."""
    weight: dict[str, int] = {}
    for role, times in zip(world.roles, world.role_weights, strict=True):
        for demand in role.demands:
            if demand.relevance == "essential" and world.taxonomy.skills[demand.uri].kind not in (
                "soft",
                "spoken-language",
                "certificate",
                "group",
            ):
                weight[demand.uri] = weight.get(demand.uri, 0) + times
    best = sorted(weight, key=lambda uri: (-weight[uri], uri))
    return [best[number % len(best)] for number in range(count)] if best else []


def shadow_day(world: World, number: int) -> Draft:
    role = world.role()
    employer = world.pick(world.employers)
    offer = Offer(
        slug=f"fictief-meeloopdag-{number + 1}",
        kind=Offer.Kind.SHADOW_DAY,
        organisation=employer,
        place=employer.place,
        mode=Offer.Mode.ON_SITE,
        language=world.pick(["nl", "nl", "nl", "en", "de"]),
        price=Decimal(0),
        fictional=True,
    )
    _texts(world, offer, world.words["shadow_day"], role=role, employer=employer.name)
    capacity = world.random.randint(1, 8)
    begins = world.moment(days=(3, 120), hour=9)
    session = Session(
        key=f"{offer.slug}-1",
        starts=begins,
        ends=begins + timedelta(hours=7),
        daytime="day",
        place=employer.place,
        capacity=capacity,
        taken=world.random.randint(0, capacity),
        fictional=True,
    )
    levels = list(role.levels)[:1]
    shown = [(demand.uri, OfferSkill.Role.TEACHES) for demand in role.demands if demand.relevance == "essential"][:3]
    return Draft(offer, levels=levels, occupations=[role.uri], skills=shown, sessions=[session])


def module(world: World, number: int, uri: str, provider: Organisation) -> Draft:
    words = world.words["module"]
    weeks, hours = world.pick(words["weeks"]), world.pick(words["hours"])
    place = world.place()
    offer = Offer(
        slug=f"fictief-module-{number + 1}",
        kind=Offer.Kind.MODULE,
        organisation=provider,
        place=place,
        mode=world.by_spread("mode"),
        language=world.pick(["nl", "nl", "nl", "en"]),
        weeks=weeks,
        hours_min=hours,
        hours_max=hours,
        price=Decimal(world.pick(words["prices"])),
        fictional=True,
    )
    for code in LANGUAGES:
        label = world.label(uri, code)
        setattr(offer, f"title_{code}", words[f"title_{code}"].format(skill=label[:1].upper() + label[1:])[:200])
        setattr(offer, f"summary_{code}", words[f"text_{code}"].format(weeks=weeks, hours=hours))
    sessions = []
    for run in range(world.random.randint(1, 3)):
        evening = world.random.random() < 0.5
        capacity = world.random.randint(8, 20)
        begins = world.moment(days=(10 + 90 * run, 80 + 90 * run), hour=19 if evening else 9)
        sessions.append(
            Session(
                key=f"{offer.slug}-{run + 1}",
                starts=begins,
                ends=begins + timedelta(weeks=weeks),
                daytime="evening" if evening else "day",
                place=place,
                capacity=capacity,
                taken=world.random.randint(0, capacity),
                fictional=True,
            )
        )
    skill = world.taxonomy.skills[uri]
    return Draft(offer, levels=list(skill.levels)[:2], skills=[(uri, OfferSkill.Role.TEACHES)], sessions=sessions)


def event(world: World, number: int) -> Draft:
    words = world.words["event"][number % len(world.words["event"])]
    place = world.place()
    offer = Offer(
        slug=f"fictief-bijeenkomst-{number + 1}",
        kind=Offer.Kind.EVENT,
        place=place,
        mode=Offer.Mode.ON_SITE,
        language="nl",
        price=Decimal(0),
        fictional=True,
    )
    for code in LANGUAGES:
        setattr(offer, f"title_{code}", words[f"title_{code}"])
        setattr(offer, f"summary_{code}", words[f"text_{code}"])
    begins = world.moment(days=(2, 150), hour=world.pick([10, 14, 19]))
    capacity = world.random.randint(15, 80)
    session = Session(
        key=f"{offer.slug}-1",
        starts=begins,
        ends=begins + timedelta(hours=2),
        daytime="evening" if begins.hour > 17 else "day",
        place=place,
        capacity=capacity,
        taken=world.random.randint(0, capacity),
        fictional=True,
    )
    return Draft(offer, sessions=[session])


def _texts(world: World, offer: Offer, words: dict[str, str], *, role: Occupation, employer: str) -> None:
    for code in LANGUAGES:
        town = world.town(offer.place, code)
        filled = {"role": world.in_sentence(role.uri, code), "employer": employer, "place": town}
        setattr(offer, f"title_{code}", words[f"title_{code}"].format(**filled)[:200])
        setattr(offer, f"summary_{code}", words[f"text_{code}"].format(**filled))
