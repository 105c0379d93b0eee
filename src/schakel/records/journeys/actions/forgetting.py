"""Nothing of silent people and organisations is kept forever: after `keep_silent` days their contact data goes.

What happened stays for the figures, without who it was. Open questions are never touched: the desk owes them an answer.
"""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from schakel.records.core.actions import record_event
from schakel.records.journeys.actions.after import EVALUATION
from schakel.records.journeys.house_rules import house_rules
from schakel.records.journeys.models import (
    Ambassador,
    DrawEntry,
    Enquiry,
    Invitation,
    Letter,
    Referral,
    Request,
    RequestNote,
)
from schakel.records.journeys.models.messages import Conversation, Message
from schakel.records.offers.models import Posting
from schakel.records.organisations.models import Invitation as AskedToAct
from schakel.records.organisations.models import Membership, Organisation


@transaction.atomic
def forget_silent(*, by: str, now: datetime) -> dict[str, int]:
    """Erase contact data older than the days of the house rules; returns how many of each. Twice changes nothing."""
    before = now - timedelta(days=house_rules().days["keep_silent"])
    counts = {
        "requests": _forget_requests(before, now),
        "contacts_given": _forget_contacts(before),
        "ambassadors_asked": _forget_ambassadors(before),
        "enquiries": _forget_enquiries(before),
        "messages": _forget_messages(before, now),
        "invitations_to_act": _forget_asked(before),
        "organisations": _forget_organisations(before),
        "letters": _forget_letters(before),
    }
    if any(counts.values()):
        record_event(by=by, action="journeys.forget_silent", details=counts)
    return counts


def _forget_requests(before: datetime, now: datetime) -> int:
    """Of a question that ended so long ago stay the channel, the subject, the days and how it ended."""
    old = Request.objects.filter(ended__lt=before, forgotten=None)
    numbers = list(old.order_by("pk").values_list("pk", flat=True))
    RequestNote.objects.filter(request__in=numbers).delete()
    Referral.objects.filter(request__in=numbers).update(consent="", note="")
    blank = {"name": "", "email": "", "phone": "", "text": "", "answer": "", "forgotten": now}
    return Request.objects.filter(pk__in=numbers).update(**blank)


def _forget_contacts(before: datetime) -> int:
    """The address somebody gave an employer or a host with a yes, and what the employer wrote."""
    old = Invitation.objects.filter(answered__lt=before).exclude(contact="", message="")
    shown = DrawEntry.objects.filter(shown__lt=before).exclude(contact="")
    return old.update(contact="", message="") + shown.update(contact="")


def _forget_ambassadors(before: datetime) -> int:
    """Who was asked to be a contact and never said yes or no."""
    gone, _rows = Ambassador.objects.filter(agreed=None, asked__lt=before).delete()
    return gone


def _forget_enquiries(before: datetime) -> int:
    """What somebody wrote to a school or company, and what it wrote back. That it was granted stays: routes reckon with it."""
    old = Enquiry.objects.filter(answered__lt=before).exclude(text="", document="", contact="", answer="")
    return old.update(text="", document="", contact="", answer="")


def _forget_messages(before: datetime, now: datetime) -> int:
    """The texts of conversations in which nothing was written for so long; that one answered in time stays."""
    old = Conversation.objects.filter(last__lt=before, forgotten=None)
    numbers = list(old.order_by("pk").values_list("pk", flat=True))
    Message.objects.filter(conversation__in=numbers).update(text="", by="")
    silent = Conversation.objects.filter(pk__in=numbers)
    silent.filter(closed=None).update(closed=now, reason="message-silent")
    return silent.update(forgotten=now)


def _forget_asked(before: datetime) -> int:
    """E-mail addresses of who was asked to act for an organisation and never did."""
    gone, _rows = AskedToAct.objects.filter(accepted=None, expires__lt=before).delete()
    return gone


def silent_organisations(before: datetime) -> QuerySet[Organisation]:
    """Organisations that left somebody without an answer so long ago, and gave no sign of life since.

    A sign of life is an answer to the desk, a call to who said yes, a message, an offer that was changed, or somebody
    who signed in.
    """
    of = OuterRef("pk")
    left = Q(Exists(Referral.objects.filter(partner=of, state=Referral.State.ASKED, answer_by__lt=before.date())))
    left |= Q(
        Exists(
            Invitation.objects.filter(
                offer__organisation=of,
                state=Invitation.State.ACCEPTED,
                contacted=None,
                contact_by__lt=before.date(),
            )
        )
    )
    asked = Message.objects.filter(conversation__organisation=of, sender=Message.Sender.PERSON, answered=None)
    left |= Q(Exists(asked.filter(answer_by__lt=before.date())))
    said = Message.objects.filter(conversation__organisation=of, sender=Message.Sender.ORGANISATION, at__gte=before)
    wrote = Exists(said)
    alive = Exists(Referral.objects.filter(partner=of, answered__gte=before).exclude(state=Referral.State.WITHDRAWN))
    called = Exists(Invitation.objects.filter(offer__organisation=of, contacted__gte=before))
    posted = Exists(Posting.objects.filter(organisation=of, changed__gte=before))
    acts = Exists(
        Membership.objects.filter(
            Q(since__gte=before) | Q(user__last_login__gte=before) | Q(user__devices__seen__gte=before), organisation=of
        )
    )
    return Organisation.objects.filter(left).exclude(alive | called | posted | acts | wrote).order_by("pk")


def _forget_organisations(before: datetime) -> int:
    """Who acts for it, what it wrote about itself and its drafts go. What the region's plan says of it is public and stays."""
    numbers = list(silent_organisations(before).values_list("pk", flat=True))
    held = Organisation.objects.filter(pk__in=numbers).filter(
        Q(memberships__isnull=False) | ~Q(own_words="") | ~Q(kvk="") | Q(postings__state=Posting.State.DRAFT)
    )
    touched = sorted(set(held.order_by("pk").values_list("pk", flat=True)))
    Membership.objects.filter(organisation__in=touched).delete()
    AskedToAct.objects.filter(organisation__in=touched).delete()
    Posting.objects.filter(organisation__in=touched, state=Posting.State.DRAFT).delete()
    Organisation.objects.filter(pk__in=touched).update(own_words="", kvk="")
    return len(touched)


def _forget_letters(before: datetime) -> int:
    """Which letters went to whom, and what was answered. What somebody thought of a day stays, without to whom it went."""
    old = Letter.objects.filter(made__lt=before)
    opinions = old.filter(kind__in=EVALUATION, reply__isnull=False)
    parted = opinions.exclude(account=None, person=None).update(account=None, person=None)
    _gone, rows = old.exclude(pk__in=opinions.values("pk")).delete()
    return parted + rows.get("journeys.Letter", 0)
