"""What a school writes of its own offers beside the text: taking over what the plan says, modules, exemption rules.

Every change takes the posting's row and its version, so that two colleagues never write over each other. Doing the same
twice gives what there is.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction

from schakel.engine.errors import Conflict, InputError, NotFound
from schakel.records.core.actions import record_event
from schakel.records.offers.actions import OCCUPATION, SKILL
from schakel.records.offers.models import CourseModule, Offer, OfferSkill, Posting, PriorLearning
from schakel.records.offers.posting import changed_posting, subject_of_posting
from schakel.records.organisations.models import Organisation
from schakel.records.people.engine_io.linking import is_occupation, skill_uri_of
from schakel.records.people.models import SkillClaim
from schakel.records.people.validators import checked_words

MODULES_MOST = 40
RULES_MOST = 40
TIERS: tuple[str, ...] = (SkillClaim.Tier.CLAIMED, SkillClaim.Tier.EVIDENCED, SkillClaim.Tier.VALIDATED)


@dataclass(frozen=True, slots=True)
class ModuleTold:
    """What a form says of a module. `teaches` are skill ids, `needs` keys of modules one needs first; None is unknown."""

    title: str
    number: int = 0
    hours: int | None = None
    price: Decimal | None = None
    teaches: tuple[str, ...] = ()
    needs: tuple[UUID, ...] = ()


@dataclass(frozen=True, slots=True)
class RuleTold:
    """What a form says of an exemption rule: at least one of diploma (`level`), `skills` and work (`occupation`)."""

    modules: tuple[UUID, ...]
    source: str
    level: str = ""
    studies: str = ""
    skills: tuple[tuple[str, int | None], ...] = ()
    tier: str = SkillClaim.Tier.EVIDENCED
    occupation: str = ""
    years: int | None = None
    valid_from: date | None = None
    valid_until: date | None = None


@transaction.atomic
def take_over(*, offer: Offer, organisation: Organisation, by: str, now: datetime) -> Posting:
    """The school writes this offer itself from now on; what stood there stays until it changes it. Twice is once."""
    found = Offer.objects.select_for_update(of=("self",)).get(pk=offer.pk)
    if found.organisation_id != organisation.pk or found.kind not in Posting.SCHOOL_KINDS:
        raise Conflict("This offer is not of your school", place=found.slug, remedy="Look in your list")
    there = Posting.objects.filter(offer=found).order_by("pk").first()
    if there is not None:
        return there
    language = next((one for one in ("nl", "en", "de") if getattr(found, f"title_{one}")), "nl")
    taught = found.skills.filter(role=OfferSkill.Role.TEACHES).order_by("pk").values_list("uri", flat=True)
    work = found.occupations.order_by("pk").values_list("uri", flat=True).first() or ""
    made = Posting.objects.create(
        organisation=organisation,
        offer=found,
        kind=found.kind,
        state=Posting.State.PUBLISHED,
        title=getattr(found, f"title_{language}") or found.slug,
        language=language,
        answers={uri.removeprefix(SKILL): "erbij" for uri in taught},
        occupation=work.removeprefix(OCCUPATION),
        levels=",".join(found.levels.order_by("level").values_list("level", flat=True)),
        place_id=found.place_id,
        mode=found.mode,
        spoken=found.language,
        weeks=found.weeks,
        hours_min=found.hours_min,
        hours_max=found.hours_max,
        price=found.price,
        entry=found.entry,
        closes=found.published_until,
        made=now,
        changed=now,
        published=now,
    )
    record_event(by=by, action="offers.take_over", subject=subject_of_posting(made), details={"offer": found.slug})
    return made


@transaction.atomic
def put_module(
    *, posting: int, version: int, told: ModuleTold, by: str, now: datetime, key: UUID | None = None
) -> CourseModule:
    """Add a module, or change the one with this key. The same again gives the module there is."""
    clean = _checked_module(told)
    same = CourseModule.objects.filter(posting_id=posting, title=clean["title"]).order_by("pk").first()
    if key is None and same is not None and _says(same, told):
        return same
    found = changed_posting(posting, version)
    others = found.modules.exclude(key=key) if key else found.modules.all()
    if others.filter(title=clean["title"]).exists():
        raise InputError("There is a module of this name already", place="title", remedy="Give it another name")
    if key is None and others.count() >= MODULES_MOST:
        raise InputError(f"A programme has at most {MODULES_MOST} modules", place="title", remedy="Put some together")
    module = _module(found, key) if key else CourseModule(posting=found)
    for name, value in clean.items():
        setattr(module, name, value)
    module.number = told.number or module.number or others.count() + 1
    module.save()
    needs = list(others.filter(key__in=told.needs).order_by("number", "pk"))
    if _circle(module, needs):
        raise InputError("A module would need itself first", place="needs", remedy="Take one of the two out")
    module.needs.set(needs)
    _in_order(found)
    _touch(found, now)
    record_event(by=by, action="offers.put_module", subject=subject_of_posting(found), details={"module": module.pk})
    return module


@transaction.atomic
def remove_module(*, posting: int, version: int, key: UUID, by: str, now: datetime) -> None:
    """Take a module out; a rule that is left without modules goes with it. Twice changes nothing."""
    if not CourseModule.objects.filter(posting_id=posting, key=key).exists():
        return
    found = changed_posting(posting, version)
    _module(found, key).delete()
    found.exemptions.filter(modules__isnull=True).delete()
    _in_order(found)
    _touch(found, now)
    record_event(by=by, action="offers.remove_module", subject=subject_of_posting(found))


@transaction.atomic
def put_rule(
    *, posting: int, version: int, told: RuleTold, by: str, now: datetime, key: UUID | None = None
) -> PriorLearning:
    """Write down who need not do which modules, or change the rule with this key. The same again gives the rule there is.

    Questions that were answered keep their answer: what was granted stands with the question.
    """
    clean = _checked_rule(told)
    same = _same_rule(posting, clean, told) if key is None else None
    if same is not None:
        return same
    found = changed_posting(posting, version)
    modules = list(found.modules.filter(key__in=told.modules).order_by("number", "pk"))
    if not modules:
        raise InputError("The rule exempts from nothing", place="modules", remedy="Choose at least one module")
    if key is None and found.exemptions.count() >= RULES_MOST:
        raise InputError(f"A programme has at most {RULES_MOST} rules", place="source", remedy="Put some together")
    rule = _rule(found, key) if key else PriorLearning(posting=found, made=now)
    for name, value in clean.items():
        setattr(rule, name, value)
    rule.save()
    rule.modules.set(modules)
    _touch(found, now)
    record_event(by=by, action="offers.put_rule", subject=subject_of_posting(found), details={"rule": rule.pk})
    return rule


def _same_rule(posting: int, clean: dict[str, object], told: RuleTold) -> PriorLearning | None:
    """The rule that says this already."""
    for there in PriorLearning.objects.filter(posting_id=posting, source=clean["source"]).order_by("pk"):
        same = all(getattr(there, name) == value for name, value in clean.items())
        if same and set(there.modules.order_by("pk").values_list("key", flat=True)) == set(told.modules):
            return there
    return None


@transaction.atomic
def remove_rule(*, posting: int, version: int, key: UUID, by: str, now: datetime) -> None:
    """Take a rule out. Exemptions that were granted by it stand. Twice changes nothing."""
    if not PriorLearning.objects.filter(posting_id=posting, key=key).exists():
        return
    found = changed_posting(posting, version)
    found.exemptions.filter(key=key).delete()
    _touch(found, now)
    record_event(by=by, action="offers.remove_rule", subject=subject_of_posting(found))


def _checked_module(told: ModuleTold) -> dict[str, object]:
    if told.price is not None and told.price < 0:
        raise InputError("A price is not below zero", place="price", remedy="Fill in 0 or more")
    return {
        "title": checked_words(told.title, place="title", most=160),
        "hours": told.hours,
        "price": told.price,
        "teaches": _known(told.teaches),
    }


def _checked_rule(told: RuleTold) -> dict[str, object]:
    if told.tier not in TIERS:
        raise InputError(f"There is no proof '{told.tier}'", place="tier", remedy=f"Choose one of {', '.join(TIERS)}")
    if told.occupation and not is_occupation(told.occupation):
        raise InputError("We do not know this work", place="occupation", remedy="Choose one from the list")
    if not (told.level or told.skills or told.occupation):
        raise InputError("The rule asks nothing", place="level", remedy="Name a diploma, skills or work")
    if told.occupation and not told.years:
        raise InputError("How many years of work is not told", place="years", remedy="Fill in how many years")
    if told.valid_from and told.valid_until and told.valid_until < told.valid_from:
        raise InputError("It ends before it begins", place="valid_until", remedy="Choose a later day")
    return {
        "level": told.level,
        "studies": ", ".join(_names(told.studies)),
        "skills": [[id_, level] for id_, level in told.skills if skill_uri_of(id_)],
        "tier": told.tier,
        "occupation": f"{OCCUPATION}{told.occupation}" if told.occupation else "",
        "years": told.years if told.occupation else None,
        "source": checked_words(told.source, place="source", most=300),
        "valid_from": told.valid_from,
        "valid_until": told.valid_until,
    }


def _names(studies: str) -> list[str]:
    clean = checked_words(studies, place="studies", most=1000, needed=False)
    return [" ".join(one.split()) for one in clean.replace("\n", ",").split(",") if one.strip()]


def _known(ids: Iterable[str]) -> list[str]:
    return [id_ for id_ in dict.fromkeys(ids) if skill_uri_of(id_)]


def _says(module: CourseModule, told: ModuleTold) -> bool:
    """Whether a module says this already."""
    return (module.hours, module.price, list(module.teaches)) == (told.hours, told.price, _known(told.teaches))


def _circle(module: CourseModule, needs: Sequence[CourseModule]) -> bool:
    """Whether a module would come before itself."""
    waiting, seen = [one.pk for one in needs], set[int]()
    while waiting:
        one = waiting.pop()
        if one == module.pk:
            return True
        if one not in seen:
            seen.add(one)
            waiting += CourseModule.objects.filter(opens=one).order_by("pk").values_list("pk", flat=True)
    return False


def _in_order(posting: Posting) -> None:
    """Number the modules one after another."""
    rows = list(posting.modules.order_by("number", "pk"))
    for number, module in enumerate(rows, 1):
        module.number = number
    CourseModule.objects.bulk_update(rows, ["number"])


def _module(posting: Posting, key: UUID) -> CourseModule:
    found = posting.modules.filter(key=key).order_by("pk").first()
    if found is None:
        raise NotFound("There is no such module", remedy="Look in the list")
    return found


def _rule(posting: Posting, key: UUID) -> PriorLearning:
    found = posting.exemptions.filter(key=key).order_by("pk").first()
    if found is None:
        raise NotFound("There is no such rule", remedy="Look in the list")
    return found


def _touch(posting: Posting, now: datetime) -> None:
    posting.changed = now
    posting.save(update_fields=["changed", "version"])
