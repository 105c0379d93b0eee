"""Questions to the organisation behind an offer: exemptions of people, places for teachers of schools.

Who is asked has a day to answer by and gets one reminder; who asks hears yes or no, with a reason of the reviewed list.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from schakel.engine.errors import Conflict, InputError, NotFound
from schakel.records.core.actions import record_event
from schakel.records.journeys import letters
from schakel.records.journeys.house_rules import house_rules
from schakel.records.journeys.models import Enquiry
from schakel.records.journeys.validators import checked_text
from schakel.records.offers.models import CourseModule, Offer, Posting
from schakel.records.organisations.models import Membership, Organisation, Role
from schakel.records.people.models import Person
from schakel.records.people.searching import log_looks

State = Enquiry.State
DOCUMENT_MOST, CONTACT_MOST = 300, 254
OTHER = "other"


@transaction.atomic
def ask_exemption(
    *, offer: Offer, person: Person, modules: Sequence[UUID], text: str, document: str, by: str, now: datetime
) -> Enquiry:
    """Ask the school for an exemption from modules. Who waits for an answer already gets that question back."""
    words = checked_text(text, place="text")
    paper = _short(document, "document", DOCUMENT_MOST)
    posting = _open_posting(offer, now)
    there = Enquiry.objects.filter(offer=offer, person=person, state=State.ASKED).order_by("pk").first()
    if there is not None:
        return there
    held = granted_to(person.pk).get(offer.slug, frozenset())
    wanted = CourseModule.objects.filter(posting=posting, key__in=modules).order_by("number", "pk")
    asked = [{"key": str(one.key), "title": one.title} for one in wanted if str(one.key) not in held]
    if not asked:
        raise InputError("No module is asked", place="modules", remedy="Choose at least one module")
    made = _ask(Enquiry(kind=Enquiry.Kind.EXEMPTION, person=person, modules=asked, document=paper), offer, words, now)
    _written(made, by=by)
    return made


@transaction.atomic
def ask_for_teacher(*, offer: Offer, school: Organisation, text: str, contact: str, by: str, now: datetime) -> Enquiry:
    """A school asks for a place for a teacher, without who it is. Asking again gives the question that waits."""
    words = checked_text(text, place="text")
    reached = _short(checked_text(contact, place="contact"), "contact", CONTACT_MOST)
    if offer.kind not in Posting.FOR_TEACHERS or offer.organisation_id == school.pk:
        raise Conflict("This is not for teachers of your school", place=offer.slug, remedy="Choose one from the list")
    _check_open(offer, now)
    there = Enquiry.objects.filter(offer=offer, school=school, state=State.ASKED).order_by("pk").first()
    if there is not None:
        return there
    made = _ask(Enquiry(kind=Enquiry.Kind.TEACHER, school=school, contact=reached), offer, words, now)
    _written(made, by=by)
    return made


def _open_posting(offer: Offer, now: datetime) -> Posting:
    _check_open(offer, now)
    posting = Posting.objects.filter(offer=offer, state=Posting.State.PUBLISHED).order_by("pk").first()
    if posting is None:
        raise Conflict("This school keeps no rules here", place=offer.slug, remedy="Ask the school itself")
    return posting


def _check_open(offer: Offer, now: datetime) -> None:
    """The offer's row is the lock: two clicks make one question."""
    found = Offer.objects.select_for_update(of=("self",)).get(pk=offer.pk)
    if found.published_until is not None and found.published_until < now.date():
        raise Conflict("This offer is closed", place=found.slug, remedy="Choose another one")
    acts = Membership.objects.filter(organisation=found.organisation_id, role__in=[Role.SCHOOL, Role.EMPLOYER])
    if not found.fictional and not acts.exists():
        raise Conflict("Nobody of this organisation answers here", place=found.slug, remedy="Ask the desk for help")


def _ask(made: Enquiry, offer: Offer, text: str, now: datetime) -> Enquiry:
    made.offer, made.text, made.asked = offer, text, now
    made.answer_by = (now + timedelta(days=house_rules().days[made.kind])).date()
    made.save()
    return made


def _written(made: Enquiry, *, by: str) -> None:
    record_event(by=by, action="journeys.ask", subject=_subject(made), details={"offer": made.offer.slug})
    if made.offer.organisation_id:
        letters.write_organisation("enquiry-asked", made, made.offer.organisation_id, role_asked(made))


def role_asked(found: Enquiry) -> str:
    """In which role the organisation answers: as a school where somebody acts for it as one."""
    if found.kind == Enquiry.Kind.EXEMPTION:
        return Role.SCHOOL
    acts = Membership.objects.filter(organisation=found.offer.organisation_id, role=Role.SCHOOL)
    return Role.SCHOOL if acts.exists() else Role.EMPLOYER


@transaction.atomic
def grant(*, enquiry: int, words: str, by: str, now: datetime, modules: Iterable[UUID] = ()) -> Enquiry:
    """Say yes. For an exemption to these of the modules asked; from now on routes reckon with them. Twice is once."""
    clean = checked_text(words, place="words", needed=False)
    found = _locked(enquiry)
    given = {str(one) for one in modules}
    keys = [one["key"] for one in found.modules if one["key"] in given]
    if found.state == State.GRANTED and found.granted == keys:
        return found
    _check_asked(found)
    if found.kind == Enquiry.Kind.EXEMPTION and not keys:
        raise InputError("Nothing is granted", place="modules", remedy="Choose at least one module, or say no")
    found.granted = keys
    _end(found, State.GRANTED, now=now, words=clean)
    record_event(by=by, action="journeys.grant", subject=_subject(found), details={"modules": len(keys)})
    _answered(found)
    return found


@transaction.atomic
def refuse(*, enquiry: int, reason: str, words: str, by: str, now: datetime) -> Enquiry:
    """Say no, with a reason from the reviewed list; another reason needs words of one's own. Twice is once."""
    clean = checked_text(words, place="words", needed=False)
    found = _locked(enquiry)
    house_rules().checked(reason, found.kind)
    if reason == OTHER and not clean:
        raise InputError("The reason is not told", place="words", remedy="Write why")
    if found.state == State.REFUSED and found.reason == reason:
        return found
    _check_asked(found)
    _end(found, State.REFUSED, now=now, words=clean, reason=reason)
    record_event(by=by, action="journeys.refuse", subject=_subject(found), details={"reason": reason})
    _answered(found)
    return found


@transaction.atomic
def withdraw(*, enquiry: int, by: str, now: datetime) -> Enquiry:
    """Who asked takes the question back. Twice changes nothing."""
    found = _locked(enquiry)
    if found.state == State.WITHDRAWN:
        return found
    _check_asked(found)
    _end(found, State.WITHDRAWN, now=now)
    record_event(by=by, action="journeys.withdraw_enquiry", subject=_subject(found))
    return found


def end_of(offer: Offer | None, *, now: datetime) -> int:
    """The offer closes: who still waits hears it. Call it inside the transaction that closes it."""
    rows = Enquiry.objects.select_for_update(of=("self",)).select_related("offer", "person__user")
    waiting = list(rows.filter(offer=offer, state=State.ASKED).order_by("pk")) if offer else []
    for found in waiting:
        _end(found, State.REFUSED, now=now, reason="offer-gone")
        _answered(found)
    return len(waiting)


def granted_to(person: int) -> dict[str, frozenset[str]]:
    """The slug of an offer to the keys of modules its school exempted this person from."""
    held: dict[str, frozenset[str]] = {}
    rows = Enquiry.objects.filter(person=person, state=State.GRANTED).order_by("pk")
    for offer, keys in rows.values_list("offer__slug", "granted"):
        held[offer] = held.get(offer, frozenset()) | frozenset(keys)
    return held


def looked_at(shown: Iterable[Enquiry], *, organisation: Organisation, by: str) -> None:
    """Questions of people were shown to the organisation: written down, so that each of them can see it."""
    people = [one.person for one in shown if one.person is not None]
    log_looks(organisation=organisation, people=people, what="exemption", by=by)


def _answered(found: Enquiry) -> None:
    if found.person is not None:
        letters.write_person("enquiry-answered", found, found.person)
    elif found.school_id:
        letters.write_organisation("enquiry-answered", found, found.school_id, Role.SCHOOL)


def _end(found: Enquiry, state: str, *, now: datetime, words: str = "", reason: str = "") -> None:
    found.state, found.answered, found.answer, found.reason = state, now, words, reason
    found.save(update_fields=["state", "answered", "answer", "reason", "granted"])


def _check_asked(found: Enquiry) -> None:
    if found.state != State.ASKED:
        raise Conflict("This was answered already, or has ended", place=_subject(found), remedy="Load the page again")


def _short(text: str, place: str, most: int) -> str:
    clean = checked_text(text, place=place, needed=False)
    if len(clean) > most:
        raise InputError("This is too long", place=place, remedy=f"At most {most} characters")
    return clean


def _subject(found: Enquiry) -> str:
    return f"enquiry {found.key}"


def _locked(enquiry: int) -> Enquiry:
    rows = Enquiry.objects.select_for_update(of=("self",)).select_related("offer", "person__user", "school")
    found = rows.filter(pk=enquiry).order_by("pk").first()
    if found is None:
        raise NotFound("There is no such question", remedy="Look in your list")
    return found
