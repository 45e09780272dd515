"""An authenticator in plain Python: makes passkeys and shows them, honestly or not."""

import base64
import hashlib
import json
import secrets

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from fido2 import cbor

PRESENT, VERIFIED, ATTESTED = 0x01, 0x04, 0x40


def coded(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def decoded(text):
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


class Authenticator:
    """One key, for one account of one place."""

    def __init__(self, origin="http://localhost"):
        self.origin = origin
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.id = secrets.token_bytes(32)
        self.user = b""
        self.count = 0

    def client_data(self, kind, challenge):
        told = {"type": kind, "challenge": challenge, "origin": self.origin, "crossOrigin": False}
        return json.dumps(told).encode()

    def data(self, host, flags, attested=b""):
        self.count += 1
        place = hashlib.sha256(host.encode()).digest()
        return place + bytes([flags]) + self.count.to_bytes(4, "big") + attested

    def make(self, options, *, flags=PRESENT | VERIFIED):
        asked = options["publicKey"]
        self.user = decoded(asked["user"]["id"])
        point = self.key.public_key().public_numbers()
        public = {
            1: 2,
            3: -7,
            -1: 1,
            -2: point.x.to_bytes(32, "big"),
            -3: point.y.to_bytes(32, "big"),
        }
        attested = bytes(16) + len(self.id).to_bytes(2, "big") + self.id + cbor.encode(public)
        data = self.data(asked["rp"]["id"], flags | ATTESTED, attested)
        return self.shown(
            {
                "clientDataJSON": coded(self.client_data("webauthn.create", asked["challenge"])),
                "attestationObject": coded(
                    cbor.encode({"fmt": "none", "authData": data, "attStmt": {}})
                ),
            }
        )

    def show(self, options, *, flags=PRESENT | VERIFIED, user=None, host=None):
        asked = options["publicKey"]
        client = self.client_data("webauthn.get", asked["challenge"])
        data = self.data(host or asked["rpId"], flags)
        signed = data + hashlib.sha256(client).digest()
        return self.shown(
            {
                "clientDataJSON": coded(client),
                "authenticatorData": coded(data),
                "signature": coded(self.key.sign(signed, ec.ECDSA(hashes.SHA256()))),
                "userHandle": coded(self.user if user is None else user),
            }
        )

    def shown(self, response):
        return json.dumps(
            {
                "id": coded(self.id),
                "rawId": coded(self.id),
                "type": "public-key",
                "clientExtensionResults": {"credProps": {"rk": True}},
                "response": response,
            }
        )
