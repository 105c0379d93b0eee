"""The programme, its texts, goals, lines and activities."""

from collections.abc import Iterator, Mapping

from schakel.engine.regions import Region
from schakel.engine.regions.records_plan import Statement
from schakel.records.organisations.models import Organisation
from schakel.records.programme import models
from schakel.records.programme.loading.sync import renew, sync, words

Organisations = Mapping[str, Organisation]
Lines = Mapping[str, models.Line]


def load_programme(region: Region, organisations: Organisations) -> None:
    edition, programme = region.edition, region.programme
    rows = (
        [
            models.Programme(
                slug=region.facts.slug,
                **words("name", programme.name),
                lead=organisations.get(programme.lead),
                start=programme.start,
                years=programme.years,
                where=programme.where,
                source_title=edition.title,
                source_publisher=edition.publisher,
                source_version=edition.version or edition.edition,
                source_status=edition.status,
                source_language=edition.language,
                source_date=edition.date,
            )
        ]
        if programme
        else []
    )
    sync(models.Programme, rows)


def load_texts(region: Region) -> int:
    rows = [*_statements(region), *_problems(region), *_principles(region), *_wordings(region), *_sections(region)]
    for position, row in enumerate(rows):
        row.position = position
    return len(sync(models.PlanText, rows))


def _statements(region: Region) -> Iterator[models.PlanText]:
    pairs: list[tuple[str, Statement | None]] = [("vision", region.vision), ("mission", region.mission)]
    for kind, statement in pairs:
        if statement:
            yield models.PlanText(
                slug=kind,
                kind=kind,
                text=statement.text_nl,
                where=statement.where or statement.source,
                **words("title", statement.title),
                **words("summary", statement.summary),
            )


def _problems(region: Region) -> Iterator[models.PlanText]:
    for record in region.problems:
        yield models.PlanText(
            slug=f"problem:{record.id}",
            kind="problem",
            number=record.number,
            text=record.text_nl,
            quote=record.quote_nl,
            where=record.where or record.source,
            **words("title", record.title),
        )


def _principles(region: Region) -> Iterator[models.PlanText]:
    for record in region.principles:
        yield models.PlanText(
            slug=f"principle:{record.id}",
            kind="principle",
            number=record.number,
            text=record.text_nl,
            part_of=f"principle:{record.part_of}" if record.part_of else "",
            where=record.where or record.source,
            **words("title", record.title),
        )


def _wordings(region: Region) -> Iterator[models.PlanText]:
    for record in region.wordings:
        yield models.PlanText(
            slug=f"wording:{record.id}",
            kind="wording",
            topic=record.topic,
            text=record.text_nl,
            note=record.note,
            where=record.where or record.source,
        )


def _sections(region: Region) -> Iterator[models.PlanText]:
    for record in region.sections:
        yield models.PlanText(
            slug=f"section:{record.id}",
            kind="section",
            title_nl=record.title_nl,
            text=record.intro_nl,
            where=record.where or record.source,
        )


def load_goals(region: Region, lines: Lines) -> dict[str, int]:
    goals = sync(
        models.Goal,
        [
            models.Goal(
                slug=goal.id,
                position=position,
                line=lines.get(goal.line),
                context=goal.kind == "context",
                text=goal.text_nl,
                where=goal.where or goal.source,
                **words("title", goal.title),
            )
            for position, goal in enumerate(region.goals)
        ],
    )
    targets = sync(
        models.Target,
        [
            models.Target(
                slug=target.id,
                position=position,
                goal=goals[target.goal],
                indicator=target.indicator,
                value=target.value,
                unit=target.unit,
                per_year=target.per_year,
                baseline_year=target.baseline_year,
                year=target.year,
                year_basis=target.year_basis,
                context=target.kind == "context" or goals[target.goal].context,
                where=target.where or target.source,
                **words("text", target.text),
            )
            for position, target in enumerate(region.targets)
        ],
    )
    levels = [
        models.TargetLevel(target=targets[target.id], level=level)
        for target in region.targets
        for level in target.levels
    ]
    renew(models.TargetLevel, levels)
    return {"goals": len(goals), "targets": len(targets)}


def load_lines(region: Region) -> tuple[dict[str, models.Line], dict[str, models.Subline]]:
    lines = sync(
        models.Line,
        [
            models.Line(
                slug=line.id,
                position=position,
                printed=line.printed,
                intro=line.intro_nl,
                goal_text=line.goal_text_nl,
                monitoring=line.monitoring_nl,
                actors_text=line.actors_nl,
                lead_in=line.lead_in_nl,
                where=line.where or line.source,
                **words("title", line.title),
            )
            for position, line in enumerate(region.lines)
        ],
    )
    sublines = sync(
        models.Subline,
        [
            models.Subline(
                slug=part.id,
                position=position,
                line=lines[part.line],
                printed=part.printed,
                text=part.text_nl,
                goal_text=part.goal_text_nl,
                results=part.results_nl,
                lead_in=part.lead_in_nl,
                where=part.where or part.source,
                **words("title", part.title),
                **words("summary", part.summary),
            )
            for position, part in enumerate(region.sublines)
        ],
    )
    sync(
        models.Attention,
        [
            models.Attention(
                slug=point.id,
                position=position,
                subline=sublines[point.subline],
                text=point.text_nl,
                where=point.where or point.source,
                **words("title", point.title),
            )
            for position, point in enumerate(region.attentions)
        ],
    )
    return lines, sublines


def load_activities(
    region: Region,
    *,
    sublines: Mapping[str, models.Subline],
    organisations: Organisations,
    initiatives: Mapping[str, models.Initiative],
) -> int:
    activities = sync(
        models.Activity,
        [
            models.Activity(
                slug=activity.id,
                position=position,
                subline=sublines[activity.subline],
                initiative=initiatives.get(activity.initiative),
                title_printed=activity.title_printed,
                example=activity.example,
                text=activity.text_nl,
                goal_text=activity.goal_text_nl,
                actors_text=activity.actors_nl,
                results=activity.results_nl,
                monitoring=activity.monitoring_nl,
                note=activity.note_nl,
                steps=list(activity.steps_nl),
                where=activity.where or activity.source,
                **words("title", activity.title),
            )
            for position, activity in enumerate(region.activities)
        ],
    )
    parts = [activity for activity in region.activities if activity.part_of]
    for part in parts:
        activities[part.id].part_of = activities[part.part_of]
    models.Activity.objects.bulk_update([activities[part.id] for part in parts], ["part_of"])
    renew(
        models.ActivityActor,
        [
            models.ActivityActor(activity=activities[activity.id], organisation=organisations[actor])
            for activity in region.activities
            for actor in activity.actors
            if actor in organisations
        ],
    )
    return len(activities)
