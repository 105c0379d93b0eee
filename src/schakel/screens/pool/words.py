"""What a letter about a pool says: to who acts as an employer for an organisation that is asked to join."""

from django.utils import timezone
from django.utils.translation import gettext

from schakel.records.journeys.models import Letter, MobilityPool, PoolMember
from schakel.screens.open.after.words import Words, link
from schakel.ui.templatetags.schakel import long_date


def pool_invited(found: PoolMember, letter: Letter) -> Words | None:
    """Nothing when it was answered, taken back or closed before the letter went out."""
    if found.state != PoolMember.State.INVITED or found.pool.state != MobilityPool.State.OPEN:
        return None
    asked = gettext("You are asked to join: %(name)s") % {"name": found.pool.name}
    day = gettext("Please answer by %(day)s.") % {"day": long_date(found.answer_by or timezone.localdate())}
    shared = gettext(
        "The organisations in a pool see each other's numbers of roles. "
        "You can leave at any time; your numbers go with you."
    )
    subject = (
        gettext("You are asked to join a mobility pool")
        if letter.kind == "pool-invited"
        else gettext("A mobility pool waits for your answer")
    )
    return Words(
        subject,
        (asked, shared, day),
        ((gettext("Read and answer:"), link("pool:home")),),
    )
