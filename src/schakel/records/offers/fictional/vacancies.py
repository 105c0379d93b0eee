"""Fictional vacancies and internships."""

from schakel.engine.skills.taxonomy import Occupation
from schakel.records.offers.fictional.rows import Draft, save
from schakel.records.offers.fictional.world import FAMILIES, World
from schakel.records.offers.models import Offer, OfferSkill


def make(world: World, *, vacancies: int, internships: int) -> dict[str, int]:
    drafts = [vacancy(world, number) for number in range(vacancies)]
    drafts += [internship(world, number) for number in range(internships)]
    save(drafts)
    return {"vacancies": vacancies, "internships": internships}


def vacancy(world: World, number: int) -> Draft:
    """One vacancy: a role of the wanted level, its demands thinned out as adverts do, in one language."""
    family = FAMILIES[world.by_spread("vacancy_level")]
    role = world.role(levels=family)
    level = next((level for level in role.levels if level in family), role.levels[0] if role.levels else "hbo")
    language = world.by_spread("vacancy_language")
    employer = world.pick(world.employers)
    hours = world.pick([24, 32, 36, 38, 40])
    low, high = world.words["salary"][level]
    skills = demands(world, role)
    required = [uri for uri, part in skills if part == OfferSkill.Role.REQUIRES]
    words = world.words["vacancy"]
    named = ", ".join(world.in_sentence(uri, language) for uri in required[:3])
    filled = {
        "role": world.in_sentence(role.uri, language),
        "level": level.replace("-", " "),
        "employer": employer.name,
        "place": world.town(employer.place, language),
        "hours": hours,
    }
    offer = Offer(
        slug=f"fictief-vacature-{number + 1}",
        kind=Offer.Kind.VACANCY,
        organisation=employer,
        place=employer.place,
        mode=world.by_spread("mode"),
        language=language,
        hours_min=max(16, hours - 8),
        hours_max=hours,
        salary_min=low,
        salary_max=high - world.random.randrange(0, (high - low) // 2, 50),
        fictional=True,
        published_until=world.moment(days=(20, 90), hour=12).date(),
    )
    title = world.pick(words[f"titles_{language}"]).format(**filled)
    setattr(offer, f"title_{language}", f"{title[:1].upper()}{title[1:]}"[:200])
    setattr(
        offer,
        f"summary_{language}",
        words[f"text_{language}"].format(**filled, team=world.random.randint(3, 14), skills=named),
    )
    return Draft(offer, levels=[level], occupations=[role.uri], skills=skills)


def internship(world: World, number: int) -> Draft:
    """One internship or graduation assignment, in three languages."""
    role = world.role()
    employer = world.pick(world.employers)
    skills = [
        (uri, OfferSkill.Role.WISHES if n > 2 else OfferSkill.Role.REQUIRES)
        for n, uri in enumerate(_essential(role)[:6])
    ]
    words = world.words["internship"]
    which = world.random.randrange(2)
    weeks = world.pick([10, 15, 20])
    offer = Offer(
        slug=f"fictief-stage-{number + 1}",
        kind=Offer.Kind.INTERNSHIP,
        organisation=employer,
        place=employer.place,
        mode=world.by_spread("mode"),
        language=world.by_spread("vacancy_language"),
        weeks=weeks,
        hours_min=32,
        hours_max=40,
        fictional=True,
    )
    for code in ("nl", "en", "de"):
        named = ", ".join(world.in_sentence(uri, code) for uri, _role in skills[:3])
        title = words[f"titles_{code}"][which].format(
            role=world.in_sentence(role.uri, code), skill=world.in_sentence(skills[0][0], code)
        )
        setattr(offer, f"title_{code}", title[:200])
        setattr(
            offer,
            f"summary_{code}",
            words[f"text_{code}"].format(
                employer=employer.name, place=world.town(employer.place, code), weeks=weeks, skills=named
            ),
        )
    return Draft(offer, levels=list(role.levels)[-1:], occupations=[role.uri], skills=skills)


def demands(world: World, role: Occupation) -> list[tuple[str, str]]:
    """What an advert asks of a role's demands: most of the essential ones, some of the others, some only wished."""
    important = [demand.uri for demand in role.demands if demand.relevance == "important"]
    wished = [demand.uri for demand in role.demands if demand.relevance == "wished"]
    essential = _essential(role)
    required = world.some(essential, least=max(1, len(essential) * 2 // 3), most=len(essential))
    required += world.some(important, least=0, most=3)
    wishes = [
        uri
        for uri in world.some(important, least=0, most=3) + world.some(wished, least=0, most=3)
        if uri not in required
    ]
    asked = [(uri, str(OfferSkill.Role.REQUIRES)) for uri in required]
    return asked + [(uri, str(OfferSkill.Role.WISHES)) for uri in wishes]


def _essential(role: Occupation) -> list[str]:
    return [demand.uri for demand in role.demands if demand.relevance == "essential"]
