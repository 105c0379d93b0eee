"""Messages, for the person and for an organisation alike.

Who comes: a person with a question about a day, a place or a case they are already in, or the organisation that answers
them. They leave with a message sent, and the day by which the other side answers. What closed stays with the person.
"""

import uuid
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_http_methods, require_safe

from schakel.engine.errors import Conflict, InputError
from schakel.records.journeys import message_queries as queries
from schakel.records.journeys import ties
from schakel.records.journeys.actions import messages as actions
from schakel.records.journeys.house_rules import house_rules
from schakel.records.journeys.models import Conversation, Message
from schakel.records.people.searching import log_looks
from schakel.screens.conversations.forms import MessageForm
from schakel.screens.conversations.rooms import Room
from schakel.screens.conversations.words import topic
from schakel.screens.open.text_form import not_kept

PAGE = 24
BEGIN_MOST = 24


@require_safe
def inbox(request: HttpRequest, room: Room) -> HttpResponse:
    """All conversations of this side: what it must answer first, ended ones last."""
    now, party = timezone.now(), room.party
    rows = _paged(request, queries.conversations(party, now=now))
    shown = [_row(one, room) for one in rows["page_obj"]]
    _looked_at_names(room, [row["one"] for row in shown if row["readable"]])
    of = party.organisation
    figure = queries.replied_in_time([of.pk], today=timezone.localdate()) if of else []
    fresh = queries.not_begun(party.person, now=now)[:BEGIN_MOST] if party.person else []
    context = {
        "rows": shown,
        "unread": queries.unread(party, now=now),
        "figure": figure[0] if figure else None,
        "days": house_rules().days["message"],
        "fresh": [{"tie": one, "about": topic(one.kind, one.row)} for one in fresh],
        "is_person": party.person is not None,
        "names": room.names,
        **rows,
        **room.page(gettext("Messages"), False),
    }
    return not_kept(render(request, "conversations/list.html", context))


@require_http_methods(["GET", "HEAD", "POST"])
def conversation(request: HttpRequest, room: Room, key: UUID) -> HttpResponse:
    """One conversation: read, write, and for the person: stop it."""
    found = _found(room, key)
    if request.method != "POST":
        return _page(request, room, found)
    if "stop" in request.POST or "open" in request.POST:
        return _stop_or_open(request, room, found)
    form = MessageForm(request.POST)
    if not form.is_valid():
        return _page(request, room, found, form=form, status=422)
    try:
        actions.write(conversation=found.pk, **_told(form, room, found.key))
    except Conflict:
        return _page(request, room, _found(room, key), lost=form.cleaned_data["bericht"], status=409)
    except InputError:
        form.add_error("bericht", _too_many())
        return _page(request, room, found, form=form, status=422)
    messages.success(request, gettext("Your message is sent."))
    return redirect(room.names.one, key=key)


@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: HttpRequest, room: Room, kind: str, key: UUID) -> HttpResponse:
    """The first message about an invitation, a booking, a place or a case."""
    tie = ties.tie(kind, key, now=timezone.now())
    if tie is None or not actions.is_in(tie, room.party):
        return _nothing_here(request, room)
    there = queries.about(room.party, tie)
    if there is not None and request.method != "POST":
        return redirect(room.names.one, key=there.key)
    form = MessageForm(request.POST or None, initial=_fresh())
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.begin(tie=tie, **_told(form, room, key))
        except Conflict:  # stopped in the meantime, or what it is about ended
            closed = queries.about(room.party, tie)
            if closed is None:
                return _nothing_here(request, room)
            return _page(request, room, _found(room, closed.key), lost=form.cleaned_data["bericht"], status=409)
        except InputError:
            form.add_error("bericht", _too_many())
        else:
            messages.success(request, gettext("Your message is sent."))
            return redirect(room.names.one, key=made.conversation.key)
    if request.method == "POST":
        status = 422
    _looked_at_names(room, [tie])
    context = {
        "tie": tie,
        "about": topic(tie.kind, tie.row),
        "form": form,
        "days": house_rules().days["message"],
        "is_person": room.party.person is not None,
        "names": room.names,
        **room.page(gettext("Write a message"), True),
    }
    return not_kept(render(request, "conversations/begin.html", context, status=status))


def _stop_or_open(request: HttpRequest, room: Room, found: Conversation) -> HttpResponse:
    if room.party.person is None:
        raise Http404
    words: dict[str, Any] = {"conversation": found.pk, "party": room.party, "by": room.by, "now": timezone.now()}
    if "stop" in request.POST:
        actions.stop(**words)
        messages.info(request, gettext("This conversation is stopped. They can no longer read it or write to you."))
    else:
        try:
            actions.resume(**words)
            messages.success(request, gettext("You can write to each other again."))
        except Conflict:
            messages.error(request, gettext("This cannot be opened again: what it was about has ended."))
    return redirect(room.names.one, key=found.key)


def _told(form: MessageForm, room: Room, key: UUID) -> dict[str, Any]:
    """What an action needs. A form without a good number is told from another by what it says."""
    given = form.cleaned_data
    try:
        token = UUID(given["stempel"])
    except ValueError:
        token = uuid.uuid5(key, f"{room.party.sender} {timezone.localdate()} {given['bericht']}")
    words = {"text": given["bericht"], "asks": given["vraag"], "token": token}
    return {**words, "party": room.party, "by": room.by, "now": timezone.now()}


def _too_many() -> str:
    return gettext("You wrote many messages today. Write again tomorrow; what you wrote is still here.")


def _fresh(*, answers: bool = False) -> dict[str, Any]:
    """An empty form: an answer to what was asked seldom asks something itself."""
    return {"vraag": not answers, "stempel": str(uuid.uuid4())}


def _page(
    request: HttpRequest,
    room: Room,
    found: Conversation,
    *,
    form: MessageForm | None = None,
    lost: str = "",
    status: int = 200,
) -> HttpResponse:
    row = _row(found, room)
    rows = _paged(request, queries.messages_of(found) if row["readable"] else Message.objects.none())
    shown = [_message(one, room, row["live"]) for one in rows["page_obj"]]
    if row["readable"]:
        actions.looked(conversation=found, party=room.party, by=room.by, now=timezone.now())
    context = {
        **row,
        "shown": shown,
        "form": form or MessageForm(initial=_fresh(answers=row["due"] is not None)),
        "wrong": form,
        "lost": lost,
        "days": house_rules().days["message"],
        "is_person": room.party.person is not None,
        "can_open": room.party.person is not None and found.reason == actions.STOPPED and not found.forgotten,
        "names": room.names,
        **rows,
        **room.page(gettext("Conversation"), True),
    }
    return not_kept(render(request, "conversations/conversation.html", context, status=status))


def _message(one: Message, room: Room, live: bool) -> dict[str, Any]:
    mine = one.sender == room.party.sender
    waits = live and one.answer_by is not None and one.answered is None
    late = bool(waits and one.answer_by and one.answer_by < timezone.localdate())
    return {
        "one": one,
        "mine": mine,
        "own": mine and (room.party.person is not None or one.by == room.by),
        "waits": waits,
        "late": late,
    }


def _row(found: Conversation, room: Room) -> dict[str, Any]:
    """What a list or a page shows of a conversation. An organisation reads nothing of one that closed."""
    live: bool = found.live  # type: ignore[attr-defined]
    due = found.due  # type: ignore[attr-defined]
    is_person = room.party.person is not None
    readable = live or is_person
    other = found.organisation if is_person else found.person
    name = found.name if is_person and found.organisation is None else other.name if other and readable else ""
    reason = "" if live else ties.why(found, now=timezone.now())
    return {
        "one": found,
        "live": live,
        "readable": readable,
        "name": name,
        "fictional": bool(other and other.fictional),
        "about": topic(found.kind, getattr(found, ties.SORTS[found.kind].field)),
        "due": due,
        "late": bool(due and due < timezone.localdate()),
        "reason": house_rules().text(reason, get_language() or "nl"),
        "unread_here": found.unread if readable else 0,  # type: ignore[attr-defined]
    }


def _looked_at_names(room: Room, shown: list[Any]) -> None:
    """An organisation saw these names: written down, so that each of them can see it."""
    if room.party.organisation is not None and shown:
        people = [one.person for one in shown]
        log_looks(organisation=room.party.organisation, people=people, what="message", by=room.by)


def _nothing_here(request: HttpRequest, room: Room) -> HttpResponse:
    """The same answer whether it ended or never was theirs; what was written is given back to copy."""
    lost = request.POST.get("bericht", "")[: actions.MESSAGE_MOST]
    if not lost:
        raise Http404
    context = {"lost": lost, "names": room.names, **room.page(gettext("Write a message"), True)}
    return not_kept(render(request, "conversations/gone.html", context, status=404))


def _paged(request: HttpRequest, rows: Any) -> dict[str, Any]:
    found = Paginator(rows, PAGE).get_page(request.GET.get("pagina"))
    numbers = list(found.paginator.get_elided_page_range(found.number, on_each_side=1, on_ends=1))
    return {"page_obj": found, "page_numbers": numbers}


def _found(room: Room, key: UUID) -> Conversation:
    found = queries.conversation(room.party, key, now=timezone.now())
    if found is None:
        raise Http404
    return found
