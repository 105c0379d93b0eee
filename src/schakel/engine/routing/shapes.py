"""Planned routes as plain data for the command line and the API. The keys are a contract; more may be added."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from schakel.engine.matching.explain import Speaker
from schakel.engine.routing.pay import PayPath, Stretch
from schakel.engine.routing.timetable import Beside
from schakel.engine.routing.types import Rejected, Route, Step
from schakel.engine.support.checking import Check
from schakel.engine.support.types import Scheme

Shape = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Voice:
    """Who says what: `speaker` has the sentences of matching, `words` those of planning."""

    speaker: Speaker
    words: Speaker

    @property
    def language(self) -> str:
        """The language of the answer."""
        return self.words.language

    def of(self, texts: Mapping[str, str], fallback: str) -> str:
        """The text in this language, in Dutch where it has none, else the fallback."""
        return texts.get(self.language) or texts.get("nl") or fallback


def route_shape(route: Route, voice: Voice, *, pay: PayPath | None = None, beside: Beside | None = None) -> Shape:
    """One route. `price` is before and `net_price` after support; both, and `weeks`, are null when a part is unknown."""
    gap, cost = route.gap_to_bound, route.cost
    without = (route.price_without_exemptions, route.weeks_without_exemptions)
    return {
        "names": list(route.names),
        "label": ", ".join(_name(name, voice) for name in route.names),
        "steps": [step_shape(step, voice) for step in route.steps],
        "price": route.list_price,
        "price_known_part": sum(step.list_price or 0 for step in route.steps),
        "net_price": route.price,
        "net_price_least": route.least_price,
        "net_price_known_part": cost.price,
        "prices_unknown": cost.prices_unknown,
        "weeks": route.weeks,
        "weeks_known_part": -(-cost.days // 7),
        "times_unknown": cost.times_unknown,
        "travel_km_known_part": cost.travel,
        "travels_unknown": cost.travels_unknown,
        "risk": min(cost.risk, 1000) / 1000,
        "covered": list(route.covered),
        "gap_to_bound": None if gap is None else gap / 1000,
        "without_exemptions": dict(zip(("price", "weeks"), without, strict=True)) if _exempted(route) else None,
        "side_by_side": None if beside is None else _beside(beside),
        "pay": None if pay is None else pay_shape(pay, voice),
        "why": " ".join(_route_sentences(route, voice, beside=beside)),
    }


def _name(name: str, voice: Voice) -> str:
    return (voice.words if name == "safest" else voice.speaker).say(f"route.{name}")


def _exempted(route: Route) -> bool:
    return any(step.exemption is not None for step in route.steps)


def _beside(beside: Beside) -> Shape:
    return {
        "weeks": beside.weeks,
        "hours_per_week": beside.hours_most,
        "starts": [day.isoformat() for day in beside.starts],
        "ends": [day.isoformat() for day in beside.ends],
    }


def _route_sentences(route: Route, voice: Voice, *, beside: Beside | None) -> Iterator[str]:
    say, list_price, net, least = voice.words.say, route.list_price, route.price, route.least_price
    if net is not None and list_price is not None and net < list_price:
        yield say("route.net", net=net, price=list_price)
    if least is not None and net is not None and least < net:
        yield say("route.net-least", least=least)
    price, weeks = route.price_without_exemptions, route.weeks_without_exemptions
    if _exempted(route) and price is not None and weeks is not None:
        yield say("route.without-exemptions", price=price, weeks=weeks)
    if route.cost.risk:
        yield say("route.risk", share=-(-min(route.cost.risk, 1000) // 10))
    if beside is not None:
        yield say("route.side-by-side", weeks=beside.weeks, hours=beside.hours_most)


def step_shape(step: Step, voice: Voice) -> Shape:
    """One step: what it closes, what it costs before and after support, who pays, what was not taken."""
    offer, money = step.offer, step.money
    hours = None if step.weeks is None or offer.hours_per_week is None else step.weeks * offer.hours_per_week
    return {
        "offer": offer.id,
        "label": voice.of(offer.labels, offer.id),
        "kind": offer.kind,
        "session": step.session,
        "start": step.start.isoformat() if step.start else None,
        "end": step.end.isoformat() if step.end else None,
        "dates_are_earliest": step.earliest,
        "weeks": step.weeks,
        "hours": hours,
        "price": step.list_price,
        "net_price": step.pays,
        "net_price_least": step.pays if money is None else money.least,
        "closes": list(step.closes),
        "opens": list(step.opens),
        "exempted": list(step.exempted),
        "exemption": _exemption(step),
        "support": [] if money is None else list(_support(step, voice)),
        "travel_km": step.travel_km,
        "risk": step.risk / 1000,
        "rejected": [_rejected(one, voice) for one in step.rejected],
        "why": " ".join(_step_sentences(step, voice)),
    }


def _exemption(step: Step) -> Shape | None:
    found = step.exemption
    if found is None:
        return None
    return {
        "outcomes": list(found.outcomes),
        "granted": found.granted,
        "chance": None if found.chance is None else found.chance / 1000,
        "fee": found.fee_eur,
        "price_without": found.price_without,
        "weeks_without": found.weeks_without,
        "source": found.source,
    }


def _support(step: Step, voice: Voice) -> Iterator[Shape]:
    """Every scheme that pays, may pay or lends; those that are refused say why."""
    money = step.money
    if money is None:
        return
    for one in money.paid:
        yield {**_scheme(one.scheme, voice), "result": "pays", "amount": one.amount, "ask": []}
    for result, checks in (("ask", money.asked), ("loan", money.loans), ("refused", money.refused)):
        for check in checks:
            amount = check.scheme.amount(money.price) if result == "ask" else None
            yield {**_scheme(check.scheme, voice), "result": result, "amount": amount, **_answers(check, voice)}


def _scheme(scheme: Scheme, voice: Voice) -> Shape:
    return {
        "scheme": scheme.id,
        "label": voice.of(scheme.names, scheme.id),
        "payer": scheme.payer,
        "source": scheme.source,
        "verified": scheme.verified,
        "note": voice.of(scheme.notes, ""),
    }


def _answers(check: Check, voice: Voice) -> Shape:
    refused = [one for one in check.reasons if one.result == "fail"]
    return {
        "ask": [voice.of(one.ask, one.fact) for one in check.questions],
        "refused_by": [one.detail or one.key for one in refused],
    }


def _rejected(one: Rejected, voice: Voice) -> Shape:
    label, say = voice.of(one.offer.labels, one.offer.id), voice.words.say
    text = " ".join((say_price(one, label, voice), _time(one, say))).strip()
    return {"offer": one.offer.id, "label": label, "euros": one.euros, "weeks": one.weeks, "text": text}


def say_price(one: Rejected, label: str, voice: Voice) -> str:
    """How much more or less a way not taken costs, in a sentence."""
    if one.euros is None:
        return voice.words.say("rejected.price-unknown", offer=label)
    if one.euros == 0:
        return voice.words.say("rejected.same-price", offer=label)
    key = "rejected.dearer" if one.euros > 0 else "rejected.cheaper"
    return voice.words.say(key, offer=label, euros=abs(one.euros))


def _time(one: Rejected, say: Any) -> str:
    if one.weeks is None:
        return str(say("rejected.time-unknown"))
    if one.weeks == 0:
        return ""
    return str(say("rejected.later" if one.weeks > 0 else "rejected.sooner", weeks=abs(one.weeks)))


def _step_sentences(step: Step, voice: Voice) -> Iterator[str]:
    for key, uris in (("closes", step.closes), ("opens", step.opens), ("exempted", step.exempted)):
        if uris:
            yield voice.speaker.say(f"step.{key}", skills=voice.speaker.skills(uris))
    yield from _exemption_sentence(step, voice)
    yield from _money_sentences(step, voice)
    if not step.language_known:
        language = step.offer.language or ""
        yield voice.words.say("step.language-unknown", language=language, cefr=step.offer.cefr)


def _exemption_sentence(step: Step, voice: Voice) -> Iterable[str]:
    found = step.exemption
    if found is None or step.list_price is None or found.price_without is None:
        return ()
    key = "step.exemption-granted" if found.granted else "step.exemption-ask"
    skills = voice.speaker.skills(found.outcomes)
    return (voice.words.say(key, skills=skills, price=step.list_price, whole=found.price_without),)


def _money_sentences(step: Step, voice: Voice) -> Iterator[str]:
    if step.money is None:
        return
    for one in step.money.paid:
        yield voice.words.say("step.paid", scheme=voice.of(one.scheme.names, one.scheme.id), amount=one.amount)


def to_ask(routes: Iterable[Route], voice: Voice) -> list[Shape]:
    """Every scheme that may help to pay a step of these routes, once, with what must be asked; loans last."""
    found: dict[str, Check] = {}
    for step in (step for route in routes for step in route.steps if step.money is not None):
        for check in (*step.money.asked, *step.money.loans) if step.money else ():
            found.setdefault(check.scheme.id, check)
    rows = sorted(found.values(), key=lambda one: (one.scheme.kind == "loan", one.scheme.id))
    return [
        {**_scheme(one.scheme, voice), "kind": one.scheme.kind, **_answers(one, voice), "text": _hint(one, voice)}
        for one in rows
    ]


def _hint(check: Check, voice: Voice) -> str:
    name, note = voice.of(check.scheme.names, check.scheme.id), voice.of(check.scheme.notes, "")
    if check.scheme.kind == "loan":
        return f"{voice.words.say('step.loan', scheme=name)} {note}".strip()
    asked = " ".join(voice.of(one.ask, "") for one in check.questions[:1])
    return f"{voice.words.say('step.ask', scheme=name, question=asked)} {note}".strip()


def pay_shape(path: PayPath, voice: Voice) -> Shape:
    """The pay path: months at one pay, sums as [low, high], null where a part is unknown."""
    low, high = path.difference or (None, None)
    known = low is not None
    return {
        "months": path.months,
        "stretches": [_stretch(one) for one in path.stretches],
        "staying": _pair(path.staying),
        "earned": _pair(path.earned),
        "difference": _pair(path.difference),
        "drop": _pair(path.drop),
        "back_by_month": path.back_by,
        "compensation": [
            {**_scheme(one.scheme, voice), "result": one.result, **_answers(one, voice)} for one in path.compensation
        ],
        "text": voice.words.say("pay.more", months=path.months, low=low, high=high)
        if known
        else voice.words.say("pay.unknown", months=path.months),
    }


def _stretch(one: Stretch) -> Shape:
    pay = None if one.pay is None else [one.pay.low, one.pay.high]
    return {"from_month": one.first + 1, "to_month": one.last + 1, "why": one.why, "pay": pay}


def _pair(pair: tuple[int, int] | None) -> list[int] | None:
    return None if pair is None else list(pair)
