"""Settings of accounts and mail from the environment: what works, and the one line when one is wrong."""

import pytest

from schakel.config import environment
from schakel.config.environment import WrongSetting


def test_without_settings_mail_goes_to_the_console_and_there_is_no_broker(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("SCHAKEL_SMTP", "SCHAKEL_OIDC", "SCHAKEL_PROXIES"):
        monkeypatch.delenv(name, raising=False)
    assert environment.mail() == {"EMAIL_BACKEND": "django.core.mail.backends.console.EmailBackend"}
    assert environment.brokers() == []
    assert (environment.proxies(https=False), environment.proxies(https=True)) == (0, 1)


def test_a_mail_server_is_read_with_its_password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SCHAKEL_SMTP", "smtp://desk%40example.org:p%3Aw@mail.example.org")
    found = environment.mail()
    assert (found["EMAIL_HOST"], found["EMAIL_PORT"], found["EMAIL_USE_TLS"]) == ("mail.example.org", 587, True)
    assert (found["EMAIL_HOST_USER"], found["EMAIL_HOST_PASSWORD"]) == ("desk@example.org", "p:w")
    monkeypatch.setenv("SCHAKEL_SMTP", "smtps://mail.example.org")
    assert (environment.mail()["EMAIL_PORT"], environment.mail()["EMAIL_USE_SSL"]) == (465, True)


def test_brokers_are_named_and_each_has_its_own_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SCHAKEL_OIDC", "eduid, e-herkenning")
    for name, host in (("EDUID", "connect.surfconext.nl"), ("E_HERKENNING", "broker.example.nl")):
        monkeypatch.setenv(f"SCHAKEL_OIDC_{name}_ISSUER", f"https://{host}/")
        monkeypatch.setenv(f"SCHAKEL_OIDC_{name}_CLIENT_ID", "schakel")
    monkeypatch.setenv("SCHAKEL_OIDC_EDUID_LABEL", "eduID")
    first, second = environment.brokers()
    assert (first["provider_id"], first["name"]) == ("eduid", "eduID")
    assert first["settings"] == {"server_url": "https://connect.surfconext.nl"}
    assert (second["provider_id"], second["name"], second["secret"]) == ("e-herkenning", "e-herkenning", "")


@pytest.mark.parametrize(
    ("values", "named"),
    [
        ({"SCHAKEL_SMTP": "mail.example.org:25"}, "SCHAKEL_SMTP"),
        ({"SCHAKEL_PROXIES": "some"}, "SCHAKEL_PROXIES"),
        ({"SCHAKEL_OIDC": "../x"}, "SCHAKEL_OIDC"),
        ({"SCHAKEL_OIDC": "a", "SCHAKEL_OIDC_A_ISSUER": "http://broker.example.nl"}, "SCHAKEL_OIDC_A_ISSUER"),
        ({"SCHAKEL_OIDC": "a", "SCHAKEL_OIDC_A_ISSUER": "https://broker.example.nl"}, "SCHAKEL_OIDC_A_CLIENT_ID"),
    ],
)
def test_a_wrong_setting_is_named_without_secrets(
    monkeypatch: pytest.MonkeyPatch, values: dict[str, str], named: str
) -> None:
    for name, value in values.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(WrongSetting, match=named):
        _ = environment.mail(), environment.proxies(https=False), environment.brokers()
