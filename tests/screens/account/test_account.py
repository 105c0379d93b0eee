"""Making an account, signing in, two steps, devices."""

import base64
import json
import logging
import re
import time
from datetime import timedelta
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core import mail
from django.core.cache import cache
from django.utils import timezone

from schakel.records.accounts.models import Device, User
from schakel.records.core.models import AuditEvent
from support import factories, pages
from support.passkey import SoftKey

pytestmark = pytest.mark.django_db
PASSWORD = "een lang wachtwoord"
PREFIXES = pages.PREFIXES


@pytest.fixture(autouse=True)
def _nothing_tried_yet() -> None:
    cache.clear()


def code_in_mail() -> str:
    found = re.search(r"^([A-Z0-9-]{6,9})$", str(mail.outbox[-1].body), re.MULTILINE)
    assert found, mail.outbox[-1].body
    return found.group(1)


def data_of(page: Any) -> Any:
    """What a page gives the passkey script."""
    found = re.search(r'data-options="([^"]+)"', page.content.decode())
    assert found
    return json.loads(base64.b64decode(found.group(1)))


def add_key(client: Any, key: SoftKey) -> Authenticator:
    options = data_of(client.get("/account/sleutels/nieuw/"))
    answer = client.post("/account/sleutels/nieuw/", {"name": "Mijn sleutel", "credential": key.create(options)})
    assert answer.status_code == 302, pages.text(answer)
    return Authenticator.objects.get(type=Authenticator.Type.WEBAUTHN)


def app_code(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


@pytest.mark.parametrize("language", PREFIXES)
def test_an_account_is_made_with_a_code_from_the_mail(client: Any, language: str) -> None:
    here = PREFIXES[language]
    assert client.get(f"{here}/account/nieuw/").status_code == 200
    answer = client.post(f"{here}/account/nieuw/", {"email": "Sam@Example.org", "password1": PASSWORD})
    assert answer["Location"] == f"{here}/account/e-mail/code/"
    assert "sam@example.org" in pages.text(client.get(answer["Location"]))
    assert client.get(f"{here}/account/").status_code == 302
    done = client.post(answer["Location"], {"code": code_in_mail()})
    assert done["Location"] == f"{here}/mijn/"
    assert client.get(done["Location"])["Location"] == f"{here}/mijn/begin/"
    assert "sam@example.org" in pages.text(client.get(f"{here}/account/"))
    assert User.objects.get().language == language
    assert not User.objects.get().fictional


def test_a_wrong_code_opens_nothing(client: Any) -> None:
    client.post("/account/nieuw/", {"email": "sam@example.org", "password1": PASSWORD})
    answer = client.post("/account/e-mail/code/", {"code": "ABC123"})
    assert 'aria-invalid="true"' in answer.content.decode()
    assert client.get("/account/").status_code == 302


@pytest.mark.parametrize("password", ["kort", "password1234", "123456789012", "sam@example.org"])
def test_a_weak_password_is_refused(client: Any, password: str) -> None:
    answer = client.post("/account/nieuw/", {"email": "sam@example.org", "password1": password})
    assert answer.status_code == 200
    assert User.objects.count() == 0


def test_nobody_learns_who_has_an_account(client: Any) -> None:
    factories.user("sam@example.org", password=PASSWORD)
    there = client.post("/account/nieuw/", {"email": "sam@example.org", "password1": PASSWORD})
    new = client.post("/account/nieuw/", {"email": "new@example.org", "password1": PASSWORD})
    assert there["Location"] == new["Location"]
    assert "heb je er al een" in mail.outbox[0].body or "Je hebt er al een" in mail.outbox[0].body
    client = type(client)()
    wrong = client.post("/account/inloggen/", {"login": "sam@example.org", "password": "niet dit wachtwoord"})
    nobody = client.post("/account/inloggen/", {"login": "nobody@example.org", "password": "niet dit wachtwoord"})
    assert pages.text(wrong) == pages.text(nobody)


def test_signing_in_comes_back_to_where_one_was_but_never_elsewhere(client: Any) -> None:
    factories.user("sam@example.org", password=PASSWORD)
    given = {"login": "SAM@example.org", "password": PASSWORD}
    assert client.post("/account/inloggen/?next=/agenda/", {**given, "next": "/agenda/"})["Location"] == "/agenda/"
    client.post("/account/uitloggen/")
    assert client.get("/account/").status_code == 302
    answer = client.post("/account/inloggen/", {**given, "next": "https://elsewhere.example/"})
    assert answer["Location"] == "/mijn/"


def test_trying_passwords_is_stopped(client: Any) -> None:
    factories.user("sam@example.org", password=PASSWORD)
    for _ in range(6):
        answer = client.post("/account/inloggen/", {"login": "sam@example.org", "password": "steeds iets anders"})
    assert "Te veel" in pages.text(answer)
    right = client.post("/account/inloggen/", {"login": "sam@example.org", "password": PASSWORD})
    assert right.status_code != 302


def test_asking_for_accounts_without_end_gives_a_page_that_says_wait(client: Any) -> None:
    answers = [client.post("/account/nieuw/", {"email": f"a{n}@example.org", "password1": PASSWORD}) for n in range(22)]
    assert answers[-1].status_code == 429
    assert "Wacht" in pages.text(answers[-1])


def test_a_lost_password_is_replaced_with_a_code(client: Any) -> None:
    factories.user("sam@example.org", password=PASSWORD)
    assert client.get("/account/wachtwoord/vergeten/").status_code == 200
    answer = client.post("/account/wachtwoord/vergeten/", {"email": "sam@example.org"})
    assert answer["Location"] == "/account/wachtwoord/vergeten/code/"
    assert client.get(answer["Location"]).status_code == 200
    answer = client.post(answer["Location"], {"code": code_in_mail()})
    assert answer["Location"] == "/account/wachtwoord/vergeten/nieuw/"
    assert client.get(answer["Location"]).status_code == 200
    answer = client.post(answer["Location"], {"password1": "nog een lang woord", "password2": "nog een lang woord"})
    assert client.get(answer["Location"]).status_code == 200
    assert client.post("/account/inloggen/", {"login": "sam@example.org", "password": PASSWORD}).status_code == 200
    given = {"login": "sam@example.org", "password": "nog een lang woord"}
    assert client.post("/account/inloggen/", given).status_code == 302


def test_an_unknown_address_that_lost_a_password_gets_a_mail_too(client: Any) -> None:
    client.post("/account/wachtwoord/vergeten/", {"email": "nobody@example.org"})
    assert mail.outbox[0].subject == "Geen account met dit adres"
    assert "/account/nieuw/" in mail.outbox[0].body


def test_the_app_is_set_up_and_asked_for_and_an_emergency_code_works(client: Any) -> None:
    sam = factories.user("sam@example.org", password=PASSWORD)
    client.post("/account/inloggen/", {"login": "sam@example.org", "password": PASSWORD})
    client.post("/account/bevestigen/", {"password": PASSWORD})
    page = client.get("/account/twee-stappen/app/")
    assert "data:image/svg+xml" in page.content.decode()
    secret = page.context["form"].secret
    assert client.post("/account/twee-stappen/app/", {"code": "000000"}).status_code == 200
    client.get("/account/twee-stappen/app/")
    secret = client.session["mfa.totp.secret"]
    answer = client.post("/account/twee-stappen/app/", {"code": app_code(secret)})
    assert answer["Location"] == "/account/twee-stappen/noodcodes/"
    codes = re.findall(r"schakel-key\">(\w+)<", client.get(answer["Location"]).content.decode())
    assert len(codes) == 10
    stored = str(list(Authenticator.objects.filter(user=sam).values_list("data", flat=True)))
    assert secret not in stored  # unreadable in the database
    assert client.get("/account/twee-stappen/noodcodes/bewaren/").content.decode().split() == codes
    client.post("/account/uitloggen/")
    given = {"login": "sam@example.org", "password": PASSWORD}
    assert client.post("/account/inloggen/", given)["Location"] == "/account/twee-stappen/code/"
    assert client.get("/account/").status_code == 302
    assert client.get("/account/twee-stappen/code/").status_code == 200
    assert client.post("/account/twee-stappen/code/", {"code": "123456"}).status_code == 200
    assert client.post("/account/twee-stappen/code/", {"code": codes[0]})["Location"] == "/mijn/"
    assert client.get("/account/twee-stappen/").status_code == 200
    client.post("/account/uitloggen/")
    client.post("/account/inloggen/", given)
    assert client.post("/account/twee-stappen/code/", {"code": codes[0]}).status_code == 200  # works once


def test_every_page_of_an_account_opens_in_every_language(client: Any) -> None:
    sam = factories.user("sam@example.org", password=PASSWORD)
    client.force_login(sam)
    client.post("/account/bevestigen/", {"password": PASSWORD})
    key = add_key(client, SoftKey())
    paths = [
        "",
        "e-mail/",
        "wachtwoord/",
        "twee-stappen/",
        "twee-stappen/nodig/",
        "twee-stappen/app/",
        "twee-stappen/noodcodes/nieuw/",
        "sleutels/",
        "sleutels/nieuw/",
        f"sleutels/{key.pk}/",
        f"sleutels/{key.pk}/weg/",
        "via/",
        "via/gestopt/",
        "via/fout/",
        "apparaten/",
        "uitloggen/",
        "bevestigen/",
        "sleutels/bevestigen/",
        "twee-stappen/bevestigen/",
        "gesloten/",
        "wachtwoord/vergeten/klaar/",
    ]
    for prefix in PREFIXES.values():
        for path in paths:
            answer = client.get(f"{prefix}/account/{path}")
            assert answer.status_code in (200, 302) or (answer.status_code, path) == (401, "via/fout/"), path
            if answer.status_code == 302:
                assert path in ("twee-stappen/bevestigen/", "gesloten/"), (path, answer["Location"])
    key.delete()
    factories.with_app(sam)
    for prefix in PREFIXES.values():
        for path in ("twee-stappen/app/weg/", "twee-stappen/bevestigen/"):
            assert client.get(f"{prefix}/account/{path}").status_code == 200, path


def test_something_important_asks_for_the_password_again(client: Any) -> None:
    sam = factories.user("sam@example.org", password=PASSWORD)
    client.force_login(sam)
    answer = client.get("/account/sleutels/nieuw/")
    assert answer["Location"].startswith("/account/bevestigen/")
    assert client.get(answer["Location"]).status_code == 200
    back = client.post(answer["Location"], {"password": PASSWORD})
    assert back["Location"] == "/account/sleutels/nieuw/"


def test_addresses_are_added_checked_and_removed(client: Any) -> None:
    client.force_login(factories.user("sam@example.org", password=PASSWORD))
    client.post("/account/bevestigen/", {"password": PASSWORD})
    answer = client.post("/account/e-mail/", {"email": "work@example.org", "action_add": "1"})
    client.post(answer["Location"], {"code": code_in_mail()})
    assert "work@example.org" in pages.text(client.get("/account/e-mail/"))
    client.post("/account/e-mail/", {"email": "work@example.org", "action_primary": "1"})
    client.post("/account/e-mail/", {"email": "sam@example.org", "action_remove": "1"})
    client.get("/account/e-mail/")  # says what was done
    assert "sam@example.org" not in pages.text(client.get("/account/e-mail/"))


def test_devices_are_named_and_ended(client: Any) -> None:
    sam = factories.user("sam@example.org", password=PASSWORD)
    phone, laptop = type(client)(), type(client)()
    given = {"login": "sam@example.org", "password": PASSWORD}
    phone.post("/account/inloggen/", given, HTTP_USER_AGENT="Mozilla/5.0 (Linux; Android 14) Chrome/126 Safari/537")
    laptop.post("/account/inloggen/", given, HTTP_USER_AGENT="Mozilla/5.0 (X11; Linux) Firefox/128.0")
    client.post("/account/inloggen/", given)
    text = pages.text(client.get("/account/apparaten/"))
    assert "Chrome, Android" in text
    assert "Firefox, Linux" in text
    assert "127.0.0.1" not in text
    other = Device.objects.get(browser="Chrome")
    client.post("/account/apparaten/", {"apparaat": other.key})
    assert phone.get("/account/").status_code == 302
    assert laptop.get("/account/").status_code == 200
    client.post("/account/apparaten/", {"alle": "1"})
    assert laptop.get("/account/").status_code == 302
    assert client.get("/account/").status_code == 200
    assert AuditEvent.objects.filter(action="accounts.end_all_devices", actor=sam.actor).count() == 1


def test_a_device_of_somebody_else_stays(client: Any) -> None:
    theirs = type(client)()
    theirs.force_login(factories.user())
    client.force_login(factories.user())
    key = Device.objects.earliest("pk").key
    client.post("/account/apparaten/", {"apparaat": key})
    assert theirs.get("/account/").status_code == 200
    assert client.post("/account/apparaten/", {"apparaat": "nonsense"}).status_code == 404


def test_a_device_not_seen_for_a_month_is_signed_out(client: Any) -> None:
    client.force_login(factories.user())
    Device.objects.update(seen=timezone.now() - timedelta(days=31))
    assert client.get("/account/").status_code == 302


def test_a_signed_in_page_is_kept_by_no_cache_and_shows_who_one_is(client: Any) -> None:
    assert "Log in" in client.get("/agenda/").content.decode()
    client.force_login(factories.user())
    answer = client.get("/agenda/")
    assert answer["Cache-Control"] == "no-store"
    assert "Mijn pagina" in answer.content.decode()


def test_nothing_personal_is_logged(client: Any, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        client.post("/account/nieuw/", {"email": "sam@example.org", "password1": PASSWORD})
        client.post("/account/inloggen/", {"login": "sam@example.org", "password": "niet goed, dit"})
    assert "sam@example.org" not in caplog.text
    assert "sam@" not in str(list(AuditEvent.objects.values()))


def test_a_passkey_signs_in_alone_and_as_second_step(client: Any) -> None:
    key = SoftKey()
    client.force_login(factories.user("sam@example.org", password=PASSWORD))
    client.post("/account/bevestigen/", {"password": PASSWORD})
    add_key(client, key)
    client.post("/account/uitloggen/")
    asked = client.get(
        "/account/sleutels/inloggen/", HTTP_ACCEPT="application/json", HTTP_X_REQUESTED_WITH="XMLHttpRequest"
    )
    answer = client.post("/account/sleutels/inloggen/", {"credential": key.sign(asked.json())})
    assert answer["Location"] == "/mijn/"
    assert client.get("/account/").status_code == 200
    client.post("/account/uitloggen/")
    client.post("/account/inloggen/", {"login": "sam@example.org", "password": PASSWORD})
    options = data_of(client.get("/account/twee-stappen/code/"))
    answer = client.post("/account/twee-stappen/code/", {"credential": key.sign(options, counter=2)})
    assert answer["Location"] == "/mijn/"


def test_a_passkey_of_nobody_opens_nothing(client: Any) -> None:
    asked = client.get(
        "/account/sleutels/inloggen/", HTTP_ACCEPT="application/json", HTTP_X_REQUESTED_WITH="XMLHttpRequest"
    )
    client.post("/account/sleutels/inloggen/", {"credential": SoftKey().sign(asked.json())})
    client.post("/account/sleutels/inloggen/", {"credential": "nonsense"})
    assert client.get("/account/").status_code == 302


def test_a_key_is_renamed_and_removed(client: Any) -> None:
    client.force_login(factories.user("sam@example.org", password=PASSWORD))
    client.post("/account/bevestigen/", {"password": PASSWORD})
    key = add_key(client, SoftKey())
    client.post(f"/account/sleutels/{key.pk}/", {"name": "Blauwe sleutel"})
    assert "Blauwe sleutel" in pages.text(client.get("/account/sleutels/"))
    client.post(f"/account/sleutels/{key.pk}/weg/")
    assert "nog geen" in pages.text(client.get("/account/sleutels/"))
