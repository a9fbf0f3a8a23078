"""Sealing of personal data: authenticated encryption under keys derived from the master key, and blind indexes for look-ups.

Every purpose has a key of its own (HKDF), so a text sealed as a phone number can't be passed off as a name. The associated
data binds a value to its purpose; a changed byte is an error, never a different text.
"""

import hashlib
import hmac
import os
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.keywrap import InvalidUnwrap, aes_key_unwrap, aes_key_wrap


class Unreadable(Exception):
    """The sealed bytes were changed, or the key is another one."""


_master: bytes | None = None


def use_master_key(key: bytes) -> None:
    """Set the process's master key (32 bytes); called once by create_app."""
    global _master
    if key != _master:
        _master = key
        _derive.cache_clear()


@lru_cache(maxsize=64)
def _derive(purpose: str) -> bytes:
    if _master is None:
        raise RuntimeError("no master key: create_app sets it")
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=f"mot-cham/{purpose}".encode()).derive(_master)


def seal(plain: bytes, purpose: str) -> bytes:
    """12-byte nonce, then ciphertext with its 16-byte tag."""
    nonce = os.urandom(12)
    return nonce + AESGCM(_derive(purpose)).encrypt(nonce, plain, purpose.encode())


def unseal(sealed: bytes, purpose: str) -> bytes:
    try:
        return AESGCM(_derive(purpose)).decrypt(sealed[:12], sealed[12:], purpose.encode())
    except (InvalidTag, ValueError) as error:
        raise Unreadable(purpose) from error


def blind(purpose: str, value: str) -> str:
    """A keyed fingerprint (64 hex characters) to find a sealed value again without storing it."""
    return hmac.new(_derive(f"index/{purpose}"), value.encode(), hashlib.sha256).hexdigest()


def new_file_key() -> tuple[bytes, bytes]:
    """A fresh 32-byte key for one file and the same key wrapped (40 bytes) for keeping beside it."""
    key = os.urandom(32)
    return key, aes_key_wrap(_derive("files"), key)


def open_file_key(wrapped: bytes) -> bytes:
    try:
        return aes_key_unwrap(_derive("files"), wrapped)
    except InvalidUnwrap as error:
        raise Unreadable("file key") from error
