"""Background work on mobility pools."""

from django.utils import timezone
from django_tasks import task

from schakel.records.journeys.actions import pool_plan


@task()  # type: ignore[untyped-decorator,unused-ignore]
def compute_pool(pool: int) -> bool:
    """Make the plan of a large pool; returns whether there is one now."""
    return pool_plan.work(pool=pool, now=timezone.now()) is not None
