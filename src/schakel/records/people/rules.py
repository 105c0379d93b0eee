"""May this account see or change what is about a person?"""

from typing import Any

from schakel.records.core.predicates import predicate
from schakel.records.people.models import Person


@predicate
def is_self(user: Any, person: Person | None = None) -> bool:
    """The person is this account's own."""
    if person is None or not getattr(user, "is_authenticated", False) or not user.is_active:
        return False
    return person.user_id is not None and person.user_id == user.pk
