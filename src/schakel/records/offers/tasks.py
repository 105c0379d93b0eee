"""Background work on offers."""

from django_tasks import task

from schakel.records.core.region import taxonomy
from schakel.records.offers import actions


@task()  # type: ignore[untyped-decorator,unused-ignore]
def refresh_search() -> int:
    """Make the search documents anew, after offers were changed by hand."""
    return actions.refresh_search(by="task refresh_search", taxonomy=taxonomy())
