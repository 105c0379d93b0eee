"""Pages with a full house: 50,000 profiles and 10,000 offers, all made up.

Each page is asked for in turns with the others, by Django's own client in this process (middleware, sessions and templates
included, no network), after one visit to warm up. The employer, person, adviser and school have hundreds of everything (`house`). `ours` is the slowest of twenty visits but one (p95), the peer is the goal of
500 milliseconds: a ratio of 1 or more reaches it. The database is the one of `DATABASE_URL`, else SQLite in
`SCHAKEL_HOME/crowd`; the crowd is added where it is missing, and stays for the next time.
"""

import os
import statistics
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from house import furnish
from race import result

PEOPLE, OFFERS, ROUNDS = 50_000, 10_000, 20
QUICK = (2_000, 400, 3)
MOST_MS = 500.0
VISITOR = {
    "offers": "/aanbod/",
    "offers, a word": "/aanbod/?q=linux",
    "offers, two words": "/aanbod/?q=cursus+netwerken",
    "offers, filters": "/aanbod/?soort=vacancy&niveau=hbo&taal=nl&bron=fictief",
    "offers, filters and a place": "/aanbod/?soort=vacancy&soort=internship&prijs=onbekend&tijd=online&gemeente=GM0935",
    "offers, a skill": "/aanbod/?vaardigheid=sql",
    "offers, the last page": "/aanbod/?pagina=9999",
    "agenda": "/agenda/",
    "agenda, a kind and a place": "/agenda/?soort=module&gemeente=GM0935",
    "occupations": "/beroepen/",
    "occupation": "/beroepen/system-administrator/",
    "start": "/",
    "initiatives": "/initiatieven/",
    "programme": "/programma/",
    "figures": "/cijfers/",
    "material": "/onderwijs/lesmateriaal/",
}
PERSON = {
    "person: ranked offers": "/mijn/aanbod/",
    "person: ranked offers, one kind": "/mijn/aanbod/?soort=vacancy",
    "person: routes": "/mijn/routes/",
    "person: start": "/mijn/",
    "person: bookings": "/mijn/boekingen/",
    "person: invitations": "/mijn/uitnodigingen/",
    "person: messages": "/mijn/berichten/",
    "person: path": "/mijn/pad/",
    "person: who looked": "/mijn/wie-keek/",
}
EMPLOYER = {
    "employer: search, one skill": "/werkgever/mijn/mensen/?q=SQL",
    "employer: search, three demands": "/werkgever/mijn/mensen/?q=Linux%2C+SQL&niveau=mbo-4&taal=nl&gemeente=GM0935&km=30",
    "employer: search, a language": "/werkgever/mijn/mensen/?taal=nl&pagina=40",
    "employer: postings": "/werkgever/mijn/",
    "employer: invitations": "/werkgever/mijn/uitnodigingen/",
    "employer: guests": "/werkgever/mijn/gasten/",
    "employer: onboarding": "/werkgever/mijn/inwerken/",
    "employer: messages": "/werkgever/mijn/berichten/",
    "employer: how it was": "/werkgever/mijn/hoe-het-was/",
    "employer: in time": "/werkgever/mijn/op-tijd/",
}
ADVISER = {
    "desk: inbox": "/loket/",
    "desk: inbox, late": "/loket/?welke=laat&pagina=3",
    "desk: caseload": "/loket/?welke=mij",
    "desk: next actions": "/loket/?welke=vandaag",
    "desk: in time": "/loket/op-tijd/",
    "desk: messages": "/loket/berichten/",
    "desk: results": "/loket/resultaten/",
}
SCHOOL = {
    "school: offers": "/onderwijs/mijn/",
    "school: groups": "/onderwijs/mijn/groepen/",
    "school: exemptions": "/onderwijs/mijn/vrijstellingen/",
    "school: teachers": "/onderwijs/mijn/docenten/",
    "school: internships": "/onderwijs/mijn/stages/",
    "school: recognition": "/onderwijs/mijn/erkenning/",
    "school: messages": "/onderwijs/mijn/berichten/",
}


def races(*, quick: bool) -> Iterator[dict[str, Any]]:
    """One row per page."""
    people, offers, rounds = QUICK if quick else (PEOPLE, OFFERS, ROUNDS)
    _start(quick)
    from django.core.management import call_command
    from django.db import connection, transaction

    from schakel.config.warming import warm_up

    with open(os.devnull, "w") as nowhere:
        call_command("migrate", verbosity=0)
        call_command("load_region", stdout=nowhere)
        call_command("load_crowd", people=people, offers=offers, stdout=nowhere)
    warm_up()  # as server and worker do at their start
    facts = {"people": people, "offers": offers, "database": connection.vendor, "load": round(os.getloadavg()[0], 1)}
    with transaction.atomic():
        taken = _visit(_actors(), rounds)
        transaction.set_rollback(True)
    for name, seconds in taken.items():
        ours = _share([clock for clock, _cpu in seconds], 0.95)
        p50 = round(statistics.median(clock for clock, _cpu in seconds) * 1000, 1)
        # What this process itself computed: little changed by others on the machine, and without a database elsewhere.
        cpu = round(statistics.median(cpu for _clock, cpu in seconds) * 1000, 1)
        more = {**facts, "p50_ms": p50, "p95_ms": round(ours * 1000, 1), "cpu_ms": cpu, "goal_ms": MOST_MS}
        yield result(name, ours=ours, peer=MOST_MS / 1000, peer_name="the goal", goal=1.0, **more)


def _start(quick: bool) -> None:
    """Django in this process, with a database of its own."""
    if "DJANGO_SETTINGS_MODULE" in os.environ:
        return
    home = Path(os.environ.get("SCHAKEL_HOME") or "var") / ("crowd-quick" if quick else "crowd")
    home.mkdir(parents=True, exist_ok=True)
    os.environ["SCHAKEL_HOME"] = str(home.resolve())
    os.environ["DJANGO_SETTINGS_MODULE"] = "schakel.config.settings"
    os.environ.setdefault("SCHAKEL_SECRET_KEY", "only for measuring")
    os.environ["SCHAKEL_HOSTS"] = "testserver"
    os.environ["SCHAKEL_DEMO"] = "1"  # the made-up adviser needs no second step
    import django

    django.setup()
    from django.conf import settings

    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }


def _actors() -> list[tuple[Any, dict[str, str]]]:
    """A visitor, a person, an employer, an adviser and a school, each with their pages."""
    from django.test import Client
    from django.utils import timezone

    from schakel.records.accounts.models import User
    from schakel.records.offers.fictional.crowd import PREFIX, crowd_people
    from schakel.records.organisations.models import Membership, Organisation

    def browser(name: str) -> tuple[Client, User]:
        made, client = User.objects.create_user(f"{PREFIX}-{name}@schakel.example", fictional=True), Client()
        client.force_login(made)
        return client, made

    employer = Organisation.objects.filter(slug__startswith=PREFIX).order_by("pk").first()
    person = crowd_people().filter(profile__skills__isnull=False).order_by("pk").first()
    assert employer is not None, "the crowd was not loaded"
    assert person is not None, "the crowd was not loaded"
    found: list[tuple[Any, dict[str, str]]] = [(Client(), VISITOR)]
    client, account = browser("person")
    person.user = account
    person.save(update_fields=["user"])
    found.append((client, PERSON))
    for role, pages in (("employer", EMPLOYER), ("adviser", ADVISER), ("school", SCHOOL)):
        client, account = browser(role)
        Membership.objects.create(user=account, organisation=employer, role=role, since=timezone.now())
        if role == "adviser":
            furnish(organisation=employer, person=person, adviser=account)
        found.append((client, pages))
    return found


def _visit(actors: list[tuple[Any, dict[str, str]]], rounds: int) -> dict[str, list[tuple[float, float]]]:
    """Seconds per page, by the clock and of the processor: every page once to warm up, then all of them in turns."""
    taken: dict[str, list[tuple[float, float]]] = {}
    for number in range(rounds + 1):
        for client, pages in actors:
            for name, path in pages.items():
                start, cpu = time.perf_counter(), time.process_time()
                answer = client.get(path)
                seconds = time.perf_counter() - start, time.process_time() - cpu
                assert answer.status_code == 200, f"{path}: {answer.status_code}"
                if number:
                    taken.setdefault(name, []).append(seconds)
    return taken


def _share(seconds: list[float], share: float) -> float:
    """The least of these that this share of them does not exceed."""
    ordered = sorted(seconds)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]
