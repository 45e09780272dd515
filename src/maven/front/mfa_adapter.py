"""What the library of passkeys asks of the house: names, and how secrets rest in the store."""

import base64
import hashlib

from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings

NAME = "Maven Toolkit"


class MFAAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Seeds of codes are encrypted at rest; the key comes from the instance's secret."""

    def encrypt(self, text: str) -> str:
        return keyring().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return keyring().decrypt(encrypted_text.encode()).decode()

    def _get_site_name(self) -> str:
        return NAME


def keyring() -> MultiFernet:
    """Reads what former secrets encrypted, writes with the present one."""
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(key_from(secret)) for secret in secrets])


def key_from(secret: str) -> bytes:
    digest = hashlib.sha256(b"maven.front.mfa" + secret.encode()).digest()
    return base64.urlsafe_b64encode(digest)
