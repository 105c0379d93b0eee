"""An organisation searches people on what they published: what it sees, and the trace each look leaves.

No name, no score, no order of fit: see DESIGN, rule 1. The order is drawn per organisation and day; the draw is logged.
"""

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.utils.crypto import salted_hmac

from schakel.records.core.actions import record_event
from schakel.records.core.models import AuditEvent
from schakel.records.organisations.models import Organisation
from schakel.records.people.actions import subject_of
from schakel.records.people.models import Person, Profile

SALT = "schakel.people.searching"


def seed_of(organisation: Organisation, day: date) -> str:
    """What the neutral order is drawn by: another one for each organisation and each day."""
    return f"{organisation.slug} {day.isoformat()}"


def reference_of(person: Person, organisation: Organisation) -> str:
    """How a result names a person: two organisations cannot lay their results side by side."""
    return str(salted_hmac(SALT, f"{organisation.pk} {person.key}").hexdigest()[:16])


def shown(numbers: Sequence[int]) -> list[Profile]:
    """The profiles with these numbers that are published, in this order, with skills and languages."""
    rows = Profile.objects.filter(pk__in=numbers, published=True).select_related("person")
    found = {one.pk: one for one in rows.prefetch_related("skills", "languages").order_by("pk")}
    return [found[pk] for pk in numbers if pk in found]


@transaction.atomic
def log_search(*, organisation: Organisation, seen: Sequence[Profile], seed: str, by: str) -> None:
    """Write the search down, and for everybody who was shown that somebody looked."""
    details = {"seed": seed, "shown": len(seen), "organisation": organisation.slug}
    record_event(by=by, action="people.search", subject=f"organisation {organisation.slug}", details=details)
    log_looks(organisation=organisation, people=[one.person for one in seen], what="profile", by=by)


def log_looks(*, organisation: Organisation, people: Sequence[Person], what: str, by: str) -> None:
    """For each of these people: somebody of this organisation looked at what is theirs."""
    look = {"what": what, "organisation": organisation.slug}
    AuditEvent.objects.bulk_create(
        AuditEvent(actor=by, action="people.look", subject=subject_of(one), details=look) for one in people
    )
