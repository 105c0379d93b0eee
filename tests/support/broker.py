"""A real, small OIDC broker on this machine: discovery, authorize, token, keys and userinfo, signed with its own key."""

import base64
import hashlib
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT = "schakel"
SECRET = "secret of the broker for tests only"


@lru_cache(maxsize=1)
def keys() -> tuple[rsa.RSAPrivateKey, rsa.RSAPrivateKey]:
    """The broker's own key, and one of nobody."""
    return tuple(rsa.generate_private_key(public_exponent=65537, key_size=2048) for _ in range(2))  # type: ignore[return-value]


class Broker(ThreadingHTTPServer):
    """Tests set `claims` (who signs in), `told` (what userinfo says instead) and `forged` (sign with a key of nobody)."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.key, self.stranger = keys()
        self.claims: dict[str, Any] = {"sub": "broker-1", "email": "sam@example.org", "email_verified": True}
        self.told: dict[str, Any] | None = None
        self.forged = False
        self.issuer = f"http://127.0.0.1:{self.server_address[1]}"
        self.codes: dict[str, dict[str, str]] = {}
        self.asked: list[str] = []

    def id_token(self, nonce: str = "") -> str:
        now = int(time.time())
        claims = {"iss": self.issuer, "aud": CLIENT, "iat": now, "exp": now + 60, **self.claims}
        return jwt.encode(
            claims | ({"nonce": nonce} if nonce else {}),
            self.stranger if self.forged else self.key,
            algorithm="RS256",
            headers={"kid": "k1"},
        )


class Handler(BaseHTTPRequestHandler):
    server: Broker

    def log_message(self, *_: Any) -> None:
        pass

    def _json(self, data: Any, status: int = 200) -> None:
        body = json.dumps(data).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self) -> None:
        broker, url = self.server, urlsplit(self.path)
        broker.asked.append(url.path)
        if url.path == "/.well-known/openid-configuration":
            names = {"authorization_endpoint": "authorize", "token_endpoint": "token", "jwks_uri": "keys"}
            names["userinfo_endpoint"] = "userinfo"
            self._json({"issuer": broker.issuer, **{name: f"{broker.issuer}/{path}" for name, path in names.items()}})
        elif url.path == "/authorize":
            asked = {name: values[0] for name, values in parse_qs(url.query).items()}
            broker.codes["code-1"] = asked
            back = urlencode({"code": "code-1", "state": asked["state"]})
            self.send_response(302)
            self.send_header("Location", f"{asked['redirect_uri']}?{back}")
            self.end_headers()
        elif url.path == "/keys":
            key = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(broker.key.public_key()))
            self._json({"keys": [key | {"kid": "k1", "use": "sig", "alg": "RS256"}]})
        elif url.path == "/userinfo" and self.headers["Authorization"] == "Bearer token-1":
            self._json(broker.told or broker.claims)
        else:
            self._json({"error": "not found"}, 404)

    def do_POST(self) -> None:
        given = {
            name: values[0]
            for name, values in parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode()).items()
        }
        asked = self.server.codes.pop(given.get("code", ""), None)
        proof = base64.urlsafe_b64encode(hashlib.sha256(given.get("code_verifier", "").encode()).digest()).rstrip(b"=")
        if not asked or asked.get("code_challenge") != proof.decode() or given.get("client_secret") != SECRET:
            self._json({"error": "invalid_grant"}, 400)
        else:
            token = self.server.id_token(asked.get("nonce", ""))
            self._json({"access_token": "token-1", "token_type": "Bearer", "expires_in": 60, "id_token": token})


@contextmanager
def broker(settings: Any) -> Iterator[Broker]:
    """A broker that runs, and that the site knows as `proef`."""
    server = Broker()
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    app = {"provider_id": "proef", "name": "Proefmakelaar", "client_id": CLIENT, "secret": SECRET}
    app["settings"] = {"server_url": server.issuer, "token_auth_method": "client_secret_post"}  # type: ignore[assignment]
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}}
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
