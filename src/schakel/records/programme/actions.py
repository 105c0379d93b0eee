"""Writes of the programme."""

from django.db import transaction

from schakel.engine.regions import Region
from schakel.records.core.actions import record_event
from schakel.records.organisations.models import Organisation
from schakel.records.programme.loading import money, plan, surroundings


@transaction.atomic
def load_region(*, by: str, region: Region) -> dict[str, int]:
    """Make the programme equal to the plan in the region folder, with its findings; safe to repeat."""
    organisations = {
        organisation.slug: organisation
        for organisation in Organisation.objects.filter(fictional=False).order_by("slug")
    }
    plan.load_programme(region, organisations)
    counts = {"texts of the plan": plan.load_texts(region)}
    lines, sublines = plan.load_lines(region)
    counts |= plan.load_goals(region, lines)
    counts |= {"lines": len(lines), "parts of lines": len(sublines)}
    initiatives = surroundings.load_initiatives(region)
    surroundings.load_initiative_details(
        region, initiatives, organisations=organisations, lines=lines, sublines=sublines
    )
    counts["initiatives"] = len(initiatives)
    counts["activities"] = plan.load_activities(
        region, sublines=sublines, organisations=organisations, initiatives=initiatives
    )
    counts["bodies"] = surroundings.load_bodies(region, organisations)
    counts |= surroundings.load_cases_and_gaps(region, organisations, lines)
    counts["budget rows"] = money.load_costs(region, lines, sublines)
    counts["cover rows"] = money.load_cover(region, organisations)
    counts["stated totals"] = money.load_stated(region)
    counts["findings"] = money.load_findings(region)
    record_event(by=by, action="programme.load_region", subject=region.facts.slug, details=counts)
    return counts
