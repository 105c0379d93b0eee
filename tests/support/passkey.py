"""A security key in software: makes a credential and signs with it, as a browser and a key do together."""

import hashlib
import json
import secrets
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import Aaguid, AttestationObject, AttestedCredentialData, AuthenticatorData

ORIGIN = "http://testserver"
PRESENT_AND_VERIFIED = AuthenticatorData.FLAG.UP | AuthenticatorData.FLAG.UV


class SoftKey:
    """One key for one account."""

    def __init__(self) -> None:
        self.id = secrets.token_bytes(16)
        self.secret = ec.generate_private_key(ec.SECP256R1())
        self.handle = b""

    def create(self, options: dict[str, Any]) -> str:
        """The answer to a request for a new credential."""
        asked = options["creation_options"]["publicKey"]
        self.handle = asked["user"]["id"].encode()
        public = AttestedCredentialData.create(
            Aaguid.NONE, self.id, ES256.from_cryptography_key(self.secret.public_key())
        )
        flags = PRESENT_AND_VERIFIED | AuthenticatorData.FLAG.AT
        data = AuthenticatorData.create(_hash(asked["rp"]["id"].encode()), flags, 0, public)
        return self._credential(
            clientDataJSON=self._client("webauthn.create", asked["challenge"]),
            attestationObject=AttestationObject.create("none", data, {}),
        )

    def sign(self, options: dict[str, Any], *, counter: int = 1) -> str:
        """The answer to a request to sign."""
        asked = options["request_options"]["publicKey"]
        client = self._client("webauthn.get", asked["challenge"])
        data = AuthenticatorData.create(_hash(asked["rpId"].encode()), PRESENT_AND_VERIFIED, counter)
        signature = self.secret.sign(data + _hash(client), ec.ECDSA(hashes.SHA256()))
        return self._credential(clientDataJSON=client, authenticatorData=data, signature=signature)

    def _client(self, kind: str, challenge: str) -> bytes:
        return json.dumps({"type": kind, "challenge": challenge, "origin": ORIGIN, "crossOrigin": False}).encode()

    def _credential(self, **response: bytes) -> str:
        parts: dict[str, str] = {name: websafe_encode(value) for name, value in response.items()}
        if "signature" in parts:
            parts["userHandle"] = self.handle.decode()
        name = websafe_encode(self.id)
        extra = {"clientExtensionResults": {"credProps": {"rk": True}}}
        return json.dumps({"id": name, "rawId": name, "type": "public-key", "response": parts, **extra})


def _hash(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()
