"""One number as the source gives it: where it stands, how it is printed, how sure it is."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from schakel.engine.regions import Region, Words
from schakel.engine.regions.records_figures import EducationFigure, LabourFigure, TopOccupation

NOTHING = Words(nl="")
RANK = "rank"  # the unit of a place in a ranking


@dataclass(frozen=True, kw_only=True)
class Observation:
    """A number of a source. `value` None is unknown (never zero); `year` None is not named.

    `label` is what is counted (a subject or an occupation) in the languages there are, empty where `measure` and
    `level` say it all. `file` is the table it was read from, `key` its id there. `text` stands as printed.
    """

    key: str
    file: str
    measure: str
    level: str = ""
    label: Words = field(default=NOTHING)
    area: str = ""
    code: str = ""
    year: int | None = None
    sex: str = "total"
    value: Decimal | None = None
    unit: str
    qualifier: str = "exact"
    status: str = "unknown"
    text: str = ""
    where: str = ""

    @property
    def series(self) -> tuple[str, ...]:
        """What makes two numbers points of one line: everything but the moment, the sex and the number itself."""
        return (self.file, self.measure, self.level, self.label.nl, self.area, self.unit)


def observations(region: Region) -> tuple[Observation, ...]:
    """All numbers of `region`, in the order of its files.

    >>> from schakel.engine.regions import read_region, region_folder
    >>> found = observations(read_region(region_folder("limburg")))
    >>> next(o.value for o in found if o.key == "mbo-entrants-2021")
    Decimal('318')
    """
    names = {occupation.label_nl: _words(occupation) for occupation in region.top_occupations}
    found = [_education(figure) for figure in region.education]
    found += [_labour(figure, names) for figure in region.labour_market]
    found += [_rank(occupation, region.facts.name.nl) for occupation in region.top_occupations]
    return tuple(found)


def plain(value: Decimal | None) -> Decimal | None:
    """A number without superfluous zeros behind the point, so that 353 and 353.0000 are the same text.

    >>> plain(Decimal("353.0000")), plain(Decimal("1E+3")), plain(Decimal("12.50"))
    (Decimal('353'), Decimal('1000'), Decimal('12.5'))
    """
    if value is None:
        return None
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()


def _education(figure: EducationFigure) -> Observation:
    label = Words(nl=figure.subject, en=figure.subject_en, de=figure.subject_de)
    return Observation(
        key=figure.id,
        file="education.csv",
        measure=figure.measure,
        level=figure.level,
        label=label,
        area=figure.area,
        year=figure.year,
        sex=figure.sex,
        value=plain(figure.value),
        unit=figure.unit,
        qualifier=figure.qualifier,
        text=figure.text_nl,
        where=figure.where,
    )


def _labour(figure: LabourFigure, names: dict[str, Words]) -> Observation:
    return Observation(
        key=figure.id,
        file="labour_market.csv",
        measure=figure.measure,
        level=figure.level,
        label=names.get(figure.occupation, Words(nl=figure.occupation)),
        area=figure.subject,
        year=figure.year,
        value=plain(figure.value),
        unit=figure.unit,
        qualifier=figure.qualifier,
        text=figure.text_nl,
        where=figure.where,
    )


def _rank(occupation: TopOccupation, area: str) -> Observation:
    return Observation(
        key=f"rank-{occupation.rank}",
        file="top_occupations.csv",
        measure="occupation-rank",
        level=occupation.level,
        label=_words(occupation),
        area=area,
        code=occupation.isco,
        value=Decimal(occupation.rank),
        unit=RANK,
        text=occupation.label_nl,
        where=occupation.where,
    )


def _words(occupation: TopOccupation) -> Words:
    return Words(nl=occupation.label_nl, en=occupation.label_en, de=occupation.label_de)
