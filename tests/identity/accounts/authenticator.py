"""A device that holds passkeys, written from the standard (WebAuthn level 3, CTAP 2.1), apart from the product's library."""

from __future__ import annotations

import hashlib
import json
import secrets
import struct
from base64 import urlsafe_b64encode
from typing import Any

import cbor2
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec

_PRESENT, _VERIFIED, _ATTESTED = 0x01, 0x04, 0x40


def b64(raw: bytes) -> str:
    return urlsafe_b64encode(raw).rstrip(b"=").decode()


class Device:
    """Holds one passkey; `verifies` whether its owner is asked for a finger, `counts` whether it counts its signatures."""

    def __init__(self, origin: str, *, verifies: bool = True, counts: bool = True) -> None:
        self.origin, self.verifies, self.counts = origin, verifies, counts
        self.key, self.id, self.count = ec.generate_private_key(ec.SECP256R1()), secrets.token_bytes(32), 0

    def create(self, asked: dict[str, Any]) -> str:
        """The answer to what a page asks when a passkey is added."""
        numbers = self.key.public_key().public_numbers()
        public = {1: 2, 3: -7, -1: 1, -2: numbers.x.to_bytes(32, "big"), -3: numbers.y.to_bytes(32, "big")}
        attested = bytes(16) + struct.pack(">H", len(self.id)) + self.id + cbor2.dumps(public)
        data = self._data(asked["rp"]["id"], _ATTESTED) + attested
        statement = cbor2.dumps({"fmt": "none", "attStmt": {}, "authData": data})
        return self._answer(
            {"clientDataJSON": self._client("webauthn.create", asked), "attestationObject": b64(statement)}
        )

    def sign(self, asked: dict[str, Any]) -> str:
        """The answer to what a page asks of whoever signs in."""
        self.count += self.counts
        data, client = self._data(asked["rpId"]), self._client("webauthn.get", asked, encoded=False)
        signature = self.key.sign(data + hashlib.sha256(client.encode()).digest(), ec.ECDSA(hashes.SHA256()))
        return self._answer(
            {"clientDataJSON": b64(client.encode()), "authenticatorData": b64(data), "signature": b64(signature)}
        )

    def _data(self, host: str, more: int = 0) -> bytes:
        flags = _PRESENT | more | (_VERIFIED if self.verifies else 0)
        return hashlib.sha256(host.encode()).digest() + struct.pack(">BI", flags, self.count)

    def _client(self, kind: str, asked: dict[str, Any], *, encoded: bool = True) -> str:
        said = json.dumps({"type": kind, "challenge": asked["challenge"], "origin": self.origin, "crossOrigin": False})
        return b64(said.encode()) if encoded else said

    def _answer(self, response: dict[str, str]) -> str:
        return json.dumps(
            {
                "id": b64(self.id),
                "rawId": b64(self.id),
                "type": "public-key",
                "response": response,
                "clientExtensionResults": {},
            }
        )
