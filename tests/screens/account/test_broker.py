"""Signing in through a real OIDC broker that runs beside the test."""

import http.client
import logging
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from allauth.socialaccount.models import SocialAccount
from django.core.cache import cache

from schakel.records.accounts.models import User
from support import factories
from support.broker import Broker, broker

pytestmark = [pytest.mark.django_db, pytest.mark.enable_socket]


@pytest.fixture
def makelaar(settings: Any) -> Iterator[Broker]:
    cache.clear()
    with broker(settings) as server:
        yield server


def there_and_back(client: Any, server: Broker, path: str = "/account/via/proef/") -> Any:
    """To the broker and back, as a browser goes."""
    away = client.get(path)
    assert away.status_code == 302, away.content
    url = urlsplit(away["Location"])
    assert f"{url.scheme}://{url.netloc}" == server.issuer
    connection = http.client.HTTPConnection(url.netloc, timeout=5)
    connection.request("GET", f"{url.path}?{url.query}")
    back = urlsplit(connection.getresponse().headers["Location"])
    connection.close()
    return client.get(f"{back.path}?{back.query}")


def test_the_sign_in_page_names_the_broker(client: Any, makelaar: Broker) -> None:
    assert "Proefmakelaar" in client.get("/account/inloggen/").content.decode()


def test_who_comes_first_gets_an_account_and_no_more_is_kept_than_needed(client: Any, makelaar: Broker) -> None:
    makelaar.claims |= {"bsn": "111222333", "name": "Sam de Vries", "birthdate": "1990-01-01"}
    answer = there_and_back(client, makelaar)
    assert (answer.status_code, answer["Location"]) == (302, "/mijn/")
    assert client.get("/account/").status_code == 200
    account = SocialAccount.objects.get()
    assert account.user.email == "sam@example.org"
    assert account.extra_data == {
        "userinfo": {"sub": "broker-1"},
        "id_token": {"sub": "broker-1", "iss": makelaar.issuer},
    }
    assert "/keys" in makelaar.asked  # the signature was checked


def test_who_comes_again_is_known_by_sub_also_with_another_address(client: Any, makelaar: Broker) -> None:
    there_and_back(client, makelaar)
    client.post("/account/uitloggen/")
    makelaar.claims |= {"email": "other@example.org"}
    there_and_back(client, makelaar)
    assert client.get("/account/").status_code == 200
    assert [one.email for one in User.objects.all()] == ["sam@example.org"]


def test_an_address_of_somebody_else_opens_no_account(client: Any, makelaar: Broker) -> None:
    theirs = factories.user("sam@example.org", password="een lang wachtwoord")
    there_and_back(client, makelaar)
    assert SocialAccount.objects.filter(user=theirs).count() == 0
    assert client.get("/account/")["Location"].startswith("/account/inloggen/")


@pytest.mark.parametrize("wrong", ["forged", "told", "issuer"])
def test_a_broker_that_is_not_to_be_trusted_lets_nobody_in(
    client: Any, makelaar: Broker, wrong: str, caplog: pytest.LogCaptureFixture
) -> None:
    if wrong == "forged":
        makelaar.forged = True
    elif wrong == "told":
        makelaar.told = {"sub": "somebody-else", "email": "boss@example.org", "email_verified": True}
    else:
        makelaar.claims |= {"iss": "https://somewhere.else"}
    with caplog.at_level(logging.DEBUG):
        there_and_back(client, makelaar)
    assert User.objects.count() == 0
    assert client.get("/account/").status_code == 302
    assert "boss@example.org" not in caplog.text


def test_a_state_that_is_not_ours_is_refused(client: Any, makelaar: Broker) -> None:
    answer = client.get("/account/via/proef/terug/?code=code-1&state=made-up")
    assert User.objects.count() == 0
    assert answer.status_code in (200, 401, 403)
    assert "Inloggen lukte niet" in answer.content.decode()


def test_an_unknown_broker_is_not_found(client: Any, makelaar: Broker) -> None:
    assert client.get("/account/via/niemand/").status_code == 404


def test_a_second_factor_is_asked_after_the_broker_too(client: Any, makelaar: Broker) -> None:
    there_and_back(client, makelaar)
    factories.with_app(User.objects.get())
    client.post("/account/uitloggen/")
    assert there_and_back(client, makelaar)["Location"] == "/account/twee-stappen/code/"
    assert client.get("/account/").status_code == 302


def test_an_account_can_be_tied_to_a_broker_and_loosened(client: Any, makelaar: Broker) -> None:
    mine = factories.user("me@example.org", password="een lang wachtwoord")
    client.force_login(mine)
    assert "Proefmakelaar" in client.get("/account/via/").content.decode()
    there_and_back(client, makelaar, "/account/via/proef/?process=connect")
    tied = SocialAccount.objects.get()
    assert tied.user == mine
    assert "Proefmakelaar" in client.get("/account/via/").content.decode()
    client.post("/account/via/", {"account": tied.pk})
    assert SocialAccount.objects.count() == 0
