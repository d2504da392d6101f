"""The secrets of second factors stand in the database encrypted: a copy of it alone opens no account."""

import base64
import hashlib
import os

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.totp.internal.auth import generate_totp_secret
from cryptography.exceptions import InvalidTag
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

# AES-256-GCM, with a nonce of its own for each secret. What releases before 0.11 encrypted (Fernet) is still read.
MARK, NONCE_BYTES = "v2:", 12


def _keys() -> list[bytes]:
    """Of 256 bits each, the present one first."""
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return [hashlib.sha256(f"second factors: {secret}".encode()).digest() for secret in secrets]


class Adapter(DefaultMFAAdapter):
    def encrypt(self, text: str) -> str:
        nonce = os.urandom(NONCE_BYTES)
        sealed = nonce + AESGCM(_keys()[0]).encrypt(nonce, text.encode(), None)
        return MARK + base64.urlsafe_b64encode(sealed).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """What was encrypted under a key that the site no longer has becomes a secret that nobody knows."""
        try:
            return _opened(encrypted_text)
        except (InvalidToken, StopIteration, ValueError):
            return generate_totp_secret()


def _opened(text):
    if not text.startswith(MARK):
        former = MultiFernet([Fernet(base64.urlsafe_b64encode(key)) for key in _keys()])
        return former.decrypt(text.encode()).decode()
    sealed = base64.urlsafe_b64decode(text.removeprefix(MARK))
    return next(found for key in _keys() if (found := _with(key, sealed)) is not None)


def _with(key, sealed):
    try:
        return AESGCM(key).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], None).decode()
    except InvalidTag:
        return None
