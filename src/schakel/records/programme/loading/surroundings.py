"""What surrounds the activities: bodies, cases, gaps and the initiatives of the annex."""

from collections.abc import Mapping

from schakel.engine.regions import Region
from schakel.engine.regions.records_people import Initiative
from schakel.records.core.models import Place
from schakel.records.organisations.actions import place_by_name_or_code
from schakel.records.organisations.models import Organisation
from schakel.records.programme import models
from schakel.records.programme.loading.sync import renew, sync, words

Organisations = Mapping[str, Organisation]


def load_bodies(region: Region, organisations: Organisations) -> int:
    bodies = sync(
        models.Body,
        [
            models.Body(
                slug=body.id,
                position=position,
                chair=body.chair,
                task=body.task_nl,
                text=body.text_nl,
                where=body.where or body.source,
                **words("name", body.name),
            )
            for position, body in enumerate(region.bodies)
        ],
    )
    renew(
        models.BodyMember,
        [
            models.BodyMember(
                body=bodies[body.id],
                organisation=organisations.get(member),
                name="" if member in organisations else member,
            )
            for body in region.bodies
            for member in body.members
        ],
    )
    return len(bodies)


def load_cases_and_gaps(
    region: Region, organisations: Organisations, lines: Mapping[str, models.Line]
) -> dict[str, int]:
    cases = sync(
        models.Case,
        [
            models.Case(
                slug=case.id,
                position=position,
                organisation=organisations.get(case.organisation),
                line=lines.get(case.line),
                text=case.text_nl,
                where=case.where or case.source,
                **words("title", case.title),
                **words("summary", case.summary),
            )
            for position, case in enumerate(region.cases)
        ],
    )
    gaps = sync(
        models.Gap,
        [
            models.Gap(
                slug=gap.id,
                position=position,
                kind=gap.kind,
                line=lines.get(gap.line),
                text=gap.text_nl,
                where=gap.where or gap.source,
                **words("title", gap.title),
            )
            for position, gap in enumerate(region.gaps)
        ],
    )
    return {"cases": len(cases), "gaps": len(gaps)}


def load_initiatives(region: Region) -> dict[str, models.Initiative]:
    places = {place.code: place for place in Place.objects.order_by("code")}
    rows = [_initiative(record, position, places) for position, record in enumerate(region.initiatives)]
    return sync(models.Initiative, rows)


def _initiative(record: Initiative, position: int, places: Mapping[str, Place]) -> models.Initiative:
    place = place_by_name_or_code(record.municipality, places) if record.municipality else None
    return models.Initiative(
        slug=record.id,
        number=record.number,
        position=position,
        name=record.name,
        address=record.address,
        municipality=place.name if place else record.municipality,
        place=place,
        activities_text=record.activities_nl,
        audience_text=record.audience_nl,
        level_text=record.level_nl,
        achieved_text=record.achieved_nl,
        expected_text=record.expected_nl,
        note=record.note,
        where=record.where or record.source,
        **words("summary", record.summary),
    )


def load_initiative_details(
    region: Region,
    initiatives: Mapping[str, models.Initiative],
    *,
    organisations: Organisations,
    lines: Mapping[str, models.Line],
    sublines: Mapping[str, models.Subline],
) -> None:
    pairs = [(initiatives[record.id], record) for record in region.initiatives]
    renew(
        models.InitiativeAudience,
        [models.InitiativeAudience(initiative=i, code=code) for i, r in pairs for code in r.audiences],
    )
    renew(
        models.InitiativeLevel, [models.InitiativeLevel(initiative=i, code=code) for i, r in pairs for code in r.levels]
    )
    renew(
        models.InitiativeScope, [models.InitiativeScope(initiative=i, code=code) for i, r in pairs for code in r.scope]
    )
    renew(
        models.InitiativeLine,
        [models.InitiativeLine(initiative=i, line=lines[id]) for i, r in pairs for id in r.lines if id in lines],
    )
    renew(
        models.InitiativeSubline,
        [
            models.InitiativeSubline(initiative=i, subline=sublines[id])
            for i, r in pairs
            for id in r.sublines
            if id in sublines
        ],
    )
    renew(
        models.InitiativePartner,
        [
            models.InitiativePartner(initiative=i, organisation=organisations[id])
            for i, r in pairs
            for id in r.partners
            if id in organisations
        ],
    )
