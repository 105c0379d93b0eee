"""May this account see or change what is about a person?"""

from typing import Any

import rules

from schakel.records.people.models import Person


@rules.predicate
def is_self(user: Any, person: Person | None = None) -> bool:
    """The person is this account's own."""
    if person is None or not getattr(user, "is_authenticated", False) or not user.is_active:
        return False
    return person.user_id is not None and person.user_id == user.pk
