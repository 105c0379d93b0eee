"""What each kind of letter says. A function gives None for what is no longer true when the letter goes out."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext, ngettext

from schakel.records.journeys import letters, queries
from schakel.records.journeys.actions.enquiries import role_asked
from schakel.records.journeys.house_rules import house_rules
from schakel.records.journeys.models import Booking, DrawEntry, Enquiry, Invitation, Letter, Referral, Request
from schakel.ui.templatetags.schakel import day_date, in_language, long_date


@dataclass(frozen=True, slots=True)
class Words:
    """A letter in one language: subject, sentences, and the links with what each does."""

    subject: str
    lines: tuple[str, ...]
    links: tuple[tuple[str, str], ...] = ()


def link(name: str, *args: Any) -> str:
    """The whole address of a page, in the language of the letter."""
    return settings.ADDRESS + reverse(name, args=args)


def question(found: Request, letter: Letter) -> Words | None:
    page = (gettext("Your own page, which shows where your question is:"), link("open:asked", found.key))
    if letter.kind == "question-answered":
        return Words(
            gettext("Your question is answered"), (gettext("The desk answered your question. Read it here."),), (page,)
        )
    if letter.kind == "question-closed":
        reason = house_rules().text(found.reason, get_language() or "nl")
        return Words(gettext("Your question is closed"), (gettext("The desk closed your question."), reason), (page,))
    if found.state not in Request.OPEN:
        return None
    day = gettext("You hear from us by %(day)s at the latest.") % {"day": long_date(found.answer_by)}
    keep = gettext("Whoever has the address of that page can read it. So keep it to yourself.")
    return Words(gettext("We have your question"), (day, keep), (page,))


def adviser(found: Request, letter: Letter) -> Words | None:
    if found.state not in (Request.State.NEW, Request.State.TAKEN):
        return None
    line = gettext("A question at the desk has to be answered by %(day)s.") % {"day": long_date(found.answer_by)}
    pages = ((gettext("The question:"), link("desk:case", found.key)),)
    return Words(gettext("A question waits for an answer"), (line,), pages)


def referral(found: Referral, letter: Letter) -> Words | None:
    if found.state != Referral.State.ASKED:
        return None
    day = {"day": long_date(found.answer_by)}
    line = gettext("The desk asks you to help somebody. Say yes or no by %(day)s.") % day
    subject = (
        gettext("The desk asks you to help somebody")
        if letter.kind == "referral-asked"
        else gettext("The desk waits for your answer")
    )
    return Words(subject, (line,), ((gettext("Read and answer:"), link("desk:referral", found.key)),))


def invitation(found: Invitation, letter: Letter) -> Words | None:
    title = {"title": titled(found.offer)}
    if letter.kind == "remind-call":
        if found.state != Invitation.State.ACCEPTED or found.contacted or found.contact_by is None:
            return None
        line = gettext("Somebody said yes to talk about %(title)s. Call or write by %(day)s.") % {
            **title,
            "day": long_date(found.contact_by),
        }
        pages = ((gettext("Your invitations:"), link("employer:invitations")),)
        return Words(gettext("Somebody waits for your call"), (line,), pages)
    if found.state != Invitation.State.ASKED:
        return None
    lines = (
        gettext("An employer asks to talk with you about %(title)s.") % title,
        gettext("They do not know who you are until you say yes. Answer by %(day)s.")
        % {"day": long_date(found.answer_by)},
    )
    subject = (
        gettext("An employer wants to talk with you")
        if letter.kind == "invitation-asked"
        else gettext("An employer waits for your answer")
    )
    return Words(subject, lines, ((gettext("Look and answer:"), link("mine:invitations")),))


# Which state a booking must have for its letter to be true, and the subject.
BOOKINGS: dict[str, tuple[str, Callable[[], str]]] = {
    "booked": (Booking.State.BOOKED, lambda: gettext("You have a place: %(title)s")),
    "waiting": (Booking.State.WAITING, lambda: gettext("You are on the waiting list: %(title)s")),
    "moved-up": (Booking.State.BOOKED, lambda: gettext("You moved up and have a place: %(title)s")),
    "cancelled": (Booking.State.CANCELLED, lambda: gettext("Your booking is cancelled: %(title)s")),
    "session-cancelled": (Booking.State.CANCELLED, lambda: gettext("This date is cancelled: %(title)s")),
    "offer-closed": (Booking.State.BOOKED, lambda: gettext("Your place stands: %(title)s")),
    "date-changed": (Booking.State.BOOKED, lambda: gettext("The date or place changed: %(title)s")),
    "remind-booking": (Booking.State.BOOKED, lambda: gettext("Soon: %(title)s")),
}


def booking(found: Booking, letter: Letter) -> Words | None:
    state, subject = BOOKINGS[letter.kind]
    session = found.session
    gone = session.starts <= timezone.now() or session.cancelled is not None
    if found.state != state or (gone and state != Booking.State.CANCELLED):
        return None
    starts = timezone.localtime(session.starts)
    lines = [gettext("When: %(day)s, %(time)s.") % {"day": day_date(starts), "time": f"{starts:%H:%M}"}]
    if session.place:
        lines.append(gettext("Where: %(place)s.") % {"place": session.place.name})
    if found.group:
        lines.append(gettext("Group: %(group)s.") % {"group": found.group})
    if letter.kind == "offer-closed":
        lines.append(gettext("The organisation takes no new bookings for it. This date goes on."))
    if state == Booking.State.WAITING:
        ahead = (queries.place_in_queue(found) or 1) - 1
        lines.append(ngettext("%(n)s person is before you.", "%(n)s people are before you.", ahead) % {"n": ahead})
    if state == Booking.State.CANCELLED:
        lines.append(house_rules().text(found.reason, get_language() or "nl"))
        page = (gettext("Other dates:"), link("open:offer", session.offer.slug))
    elif found.person_id:
        page = (gettext("Cannot come? Cancel here, so that somebody else can:"), link("mine:bookings"))
    else:
        page = (gettext("What it is:"), link("open:offer", session.offer.slug))
    return Words(subject() % {"title": titled(session.offer)}, tuple(lines), (page,))


def evaluate(found: Booking, letter: Letter) -> Words | None:
    if found.state not in (Booking.State.BOOKED, Booking.State.ATTENDED):
        return None
    line = gettext("You spent a day along: %(title)s. Three short questions, no account needed.")
    page = (gettext("Answer the questions:"), answer_page(letter))
    return Words(gettext("How was your day?"), (line % {"title": titled(found.session.offer)},), (page,))


def next_step(found: Booking, letter: Letter) -> Words | None:
    if found.state not in (Booking.State.BOOKED, Booking.State.ATTENDED):
        return None
    line = gettext("A week ago you spent a day along: %(title)s. What do you want now?")
    page = (gettext("Choose your next step:"), answer_page(letter))
    return Words(gettext("What is your next step?"), (line % {"title": titled(found.session.offer)},), (page,))


def host(found: Any, letter: Letter) -> Words | None:
    lines = (
        gettext("Somebody spent a day along with you: %(title)s. Thank you.") % {"title": titled(found.offer)},
        gettext("Do you have another day? One click, no account needed. There we also ask how it was."),
    )
    return Words(gettext("Another day along?"), lines, ((gettext("Offer another date:"), answer_page(letter)),))


def stayed(found: Any, letter: Letter) -> Words | None:
    months = int(letter.episode)
    lines = (
        ngettext(
            "%(n)s month ago you found work with help of the desk.",
            "%(n)s months ago you found work with help of the desk.",
            months,
        )
        % {"n": months},
        gettext("We ask this once now. It only counts in the figures. No account needed."),
    )
    page = answer_page(letter)
    links = (
        (gettext("Yes:"), f"{page}?antwoord=yes"),
        (gettext("No:"), f"{page}?antwoord=no"),
        (gettext("I would rather not say:"), f"{page}?antwoord=unsaid"),
    )
    return Words(gettext("Do you still live or work in the region?"), lines, links)


def draw(found: DrawEntry, letter: Letter) -> Words | None:
    """The outcome itself stands on the student's own page, not in a mail."""
    if not found.period.drawn or found.withdrawn or found.returned:
        return None
    name = {"name": found.period.name}
    page = (gettext("Read what came of it, and why:"), link("draw:period", found.period.key))
    if letter.kind == "draw-held":
        line = gettext("The draw of %(name)s was held.") % name
        return Words(gettext("The internships are shared"), (line,), (page,))
    if found.place is None:
        return None
    line = gettext("In %(name)s a place came free that you wished, and you were next.") % name
    cannot = gettext("Do you no longer want it? Give it back on that page, so that somebody else can.")
    return Words(gettext("You have an internship place now"), (line, cannot), (page,))


def enquiry(found: Enquiry, letter: Letter) -> Words | None:
    """What was asked and answered stands behind the door, not in a mail."""
    exemption, title = found.kind == Enquiry.Kind.EXEMPTION, {"title": titled(found.offer)}
    if letter.kind == "enquiry-answered":
        if found.state not in (Enquiry.State.GRANTED, Enquiry.State.REFUSED):
            return None
        where = link("mine:exemptions") if exemption else link("school:teachers")
        line = gettext("There is an answer to what you asked about %(title)s.") % title
        return Words(gettext("Your question is answered"), (line,), ((gettext("Read the answer:"), where),))
    if found.state != Enquiry.State.ASKED:
        return None
    asks = (
        gettext("Somebody asks for an exemption in %(title)s.")
        if exemption
        else gettext("A school asks for a place for a teacher: %(title)s.")
    )
    day = gettext("Say yes or no by %(day)s.") % {"day": long_date(found.answer_by)}
    room = "school:exemptions" if exemption else f"{role_asked(found)}:teacher-questions"
    page = (gettext("Read and answer:"), link(room))
    subject = gettext("Somebody asks you something") if letter.kind == "enquiry-asked" else gettext("A question waits")
    return Words(subject, (asks % title, day), (page,))


def titled(offer: Any) -> str:
    """The title of an offer, which says so when it is made up."""
    title = in_language(offer, "title") or offer.slug
    return f"{title} ({gettext('fictional')})" if offer.fictional else title


def answer_page(letter: Letter) -> str:
    """The page of the link that only this letter holds."""
    return link("open:after", letters.token_of(letter))


WORDS: dict[str, Callable[[Any, Letter], Words | None]] = {
    **dict.fromkeys(("question-received", "question-answered", "question-closed"), question),
    "remind-request": adviser,
    **dict.fromkeys(("referral-asked", "remind-referral"), referral),
    **dict.fromkeys(("invitation-asked", "remind-invitation", "remind-call"), invitation),
    **dict.fromkeys(BOOKINGS, booking),
    **dict.fromkeys(("draw-held", "draw-place-later"), draw),
    **dict.fromkeys(("enquiry-asked", "enquiry-answered", "remind-enquiry"), enquiry),
    "evaluate": evaluate,
    "next-step": next_step,
    "host-again": host,
    "stayed": stayed,
}
