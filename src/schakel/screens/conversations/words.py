"""What a mail about messages says: that there is one, and by when an answer is asked. Never what stands in it."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext, ngettext

from schakel.records.journeys import message_queries as queries
from schakel.records.journeys.models import Conversation, Letter
from schakel.screens.conversations.rooms import NAMES
from schakel.screens.open.after.words import Words, link
from schakel.ui.templatetags.schakel import long_date

Kind = Conversation.Kind


def message(found: Conversation, letter: Letter) -> Words | None:
    """Nothing when the conversation closed, or all was read and answered before the letter went out."""
    to_person = letter.person_id is not None
    waits = queries.waiting(found.pk, to_person=to_person, now=timezone.now())
    if waits is None:
        return None
    lines = []
    if waits.unread:
        told = ngettext("You have %(n)s message to read.", "You have %(n)s messages to read.", waits.unread)
        lines.append(told % {"n": waits.unread})
    if waits.due:
        lines.append(gettext("An answer is asked of you by %(day)s.") % {"day": long_date(waits.due)})
    lines.append(gettext("What it says stands on the site only, not in this mail."))
    address = link(NAMES["" if to_person else found.side].one, found.key)
    return Words(gettext("There is a message for you"), tuple(lines), ((gettext("Read and answer:"), address),))


def topic(kind: str, row: Any) -> dict[str, Any]:
    """What a tie is about: an offer with its title in every language, or words; `day` where there is one."""
    told: dict[str, Any] = {"offer": None, "text": "", "day": None}
    if row is None:
        return told
    if kind == Kind.INVITATION:
        return told | {"offer": row.offer}
    if kind == Kind.BOOKING:
        return told | {"offer": row.session.offer, "day": row.session.starts}
    if kind == Kind.HOST and row.place is not None:
        return told | {"text": row.place.title}
    if kind in (Kind.HOST, Kind.SCHOOL):
        return told | {"text": row.period.name}
    return told | {"text": gettext("a question at the desk")}
