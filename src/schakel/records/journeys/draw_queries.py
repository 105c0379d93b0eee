"""Reads of internship periods: for the school without any order of students, for each student the own outcome."""

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from schakel.records.journeys import engine_io_draw as engine
from schakel.records.journeys.engine_io_draw import Result
from schakel.records.journeys.models import DrawEntry, DrawPeriod, DrawPlace
from schakel.records.organisations.models import Organisation
from schakel.records.people.models import Person


def periods_of(school: Organisation) -> QuerySet[DrawPeriod]:
    """The periods of a school, the last one first, with `students`: how many take part."""
    found = DrawPeriod.objects.filter(school=school).annotate(
        students=Count("entries", filter=Q(entries__isnull=False, entries__withdrawn=None), distinct=True)
    )
    return found.order_by("-opens", "-pk")


def period_of(school: Organisation, key: str) -> DrawPeriod | None:
    """A period of this school."""
    return periods_of(school).select_related("school").filter(key=key).first()


def period_by_key(key: str) -> DrawPeriod | None:
    """A period, for a student who has its address."""
    return DrawPeriod.objects.select_related("school").filter(key=key).order_by("pk").first()


def places_of(period: DrawPeriod) -> list[DrawPlace]:
    """All places of a period by title, those that no longer take part too, with `held`: how many are given away."""
    holds = Q(entries__isnull=False, entries__returned=None, entries__withdrawn=None)
    found = period.places.select_related("offer__organisation", "offer__place", "period")
    return list(found.annotate(held=Count("entries", filter=holds, distinct=True)).order_by("title", "pk"))


def entry_of(period: DrawPeriod, person: Person) -> DrawEntry | None:
    """What a student has in a period, with the wishes, best liked first."""
    found = period.entries.select_related("place__offer__organisation").prefetch_related("wishes__place__offer")
    return found.filter(person=person).order_by("pk").first()


def entries_of(person: Person) -> QuerySet[DrawEntry]:
    """The periods a student takes part in, the last one first."""
    return (
        DrawEntry.objects.filter(person=person)
        .select_related("period__school", "place__offer")
        .order_by("-made", "-pk")
    )


@dataclass(frozen=True, slots=True)
class Names:
    """After the draw: the students by place, and those without one. By name: nobody comes first."""

    at: dict[int, list[DrawEntry]]
    without: list[DrawEntry]
    returned: list[DrawEntry]

    @property
    def people(self) -> list[Person]:
        """Everybody whose name is shown."""
        shown = [*self.without, *self.returned, *(one for here in self.at.values() for one in here)]
        return [one.person for one in shown]


def names_after(period: DrawPeriod) -> Names:
    """Who goes where: for the school alone, and only after the draw."""
    rows = period.entries.filter(withdrawn=None).select_related("person").order_by("person__name", "key")
    names = Names({}, [], [])
    for one in rows if period.drawn else []:
        if one.place_id is None:
            names.without.append(one)
        elif one.returned:
            names.returned.append(one)
        else:
            names.at.setdefault(one.place_id, []).append(one)
    return names


def result_of(period: DrawPeriod) -> Result | None:
    """How the draw went for all; None before it."""
    return engine.result_of(period.record) if period.drawn else None


def same_again(period: DrawPeriod) -> bool:
    """Draw again from what was kept, and compare."""
    return bool(period.drawn) and engine.same_again(period.record, commitment_shown=period.commitment)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a student reads after the draw. `later`: the place came free afterwards. `dropped`: wishes that left."""

    sentences: tuple[str, ...]
    later: bool
    dropped: tuple[str, ...]


def outcome_of(period: DrawPeriod, entry: DrawEntry, language: str) -> Outcome | None:
    """The explanation for one student; None before the draw, or for who left before it."""
    drawn = {row["student"]: row["place"] for row in period.record.get("placed", [])}
    if not period.drawn or str(entry.key) not in drawn:
        return None
    in_draw = {row["key"] for row in period.record["places"]}
    names = {str(one.key): one.title_in(language) for one in period.places.select_related("offer").order_by("pk")}
    dropped = tuple(one.place.title_in(language) for one in entry.wishes.all() if str(one.place.key) not in in_draw)
    sentences = engine.explained(period.record, str(entry.key), names=names, language=language)
    return Outcome(sentences, drawn[str(entry.key)] is None and entry.place_id is not None, dropped)
