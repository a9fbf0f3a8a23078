"""Sealing of personal data: authenticated encryption under keys derived from a master key, and blind indexes for look-ups.

Every purpose has a key of its own (HKDF), so a text sealed as a phone number can't be passed off as a name. The associated
data binds a value to its purpose; a changed byte is an error, never a different text.

While the master key is being changed there are several: the first one seals, all of them open (webapp.rotation).
"""

import base64
import hashlib
import hmac
import os
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.ciphers.algorithms import AES256
from cryptography.hazmat.primitives.ciphers.modes import ECB
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.keywrap import InvalidUnwrap, aes_key_unwrap, aes_key_wrap


class Unreadable(Exception):
    """The sealed bytes were changed, or the key is another one."""


@dataclass(frozen=True)
class Index:
    """In a column's `info["blind"]`: of which sealed column of its row it is the blind index, and of which field in it."""

    purpose: str
    column: str
    field: str | None = None


_masters: tuple[bytes, ...] = ()
VEIL = 26  # characters


def use_master_key(key: bytes, old: tuple[bytes, ...] = ()) -> None:
    """Set the process's master key (32 bytes) and those of before, which still open; called once by create_app."""
    global _masters
    wanted = tuple(dict.fromkeys((key, *old)))
    if wanted != _masters:
        _masters = wanted
        _derive.cache_clear()


def several() -> bool:
    """Whether the master key is being changed."""
    return len(_masters) > 1


@lru_cache(maxsize=256)
def _derive(purpose: str, age: int = 0) -> bytes:
    if not _masters:
        raise RuntimeError("no master key: create_app sets it")
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=f"mot-cham/{purpose}".encode()).derive(_masters[age])


def _keys(purpose: str) -> Iterator[bytes]:
    """The newest first; the others are derived only when it did not fit."""
    yield _derive(purpose)
    for age in range(1, len(_masters)):
        yield _derive(purpose, age)


def seal(plain: bytes, purpose: str) -> bytes:
    """12-byte nonce, then ciphertext with its 16-byte tag."""
    nonce = os.urandom(12)
    return nonce + AESGCM(_derive(purpose)).encrypt(nonce, plain, purpose.encode())


def unseal(sealed: bytes, purpose: str) -> bytes:
    return _opened(sealed, purpose)[0]


def renewed(sealed: bytes, purpose: str) -> bytes | None:
    """The same value under the key of now; None when it is under it already. Raises `Unreadable`."""
    plain, age = _opened(sealed, purpose)
    return seal(plain, purpose) if age else None


def _opened(sealed: bytes, purpose: str) -> tuple[bytes, int]:
    for age, key in enumerate(_keys(purpose)):
        try:
            return AESGCM(key).decrypt(sealed[:12], sealed[12:], purpose.encode()), age
        except InvalidTag:
            continue
        except ValueError:  # too short for any key
            break
    raise Unreadable(purpose)


def blind(purpose: str, value: str) -> str:
    """A keyed fingerprint (64 hex characters) to find a sealed value again without storing it."""
    return blinds(purpose, value)[0]


def blinds(purpose: str, value: str) -> list[str]:
    """The fingerprints under every key, the one to write first: look-ups take any of them."""
    keys = _keys(f"index/{purpose}")
    return [hmac.new(key, value.encode(), hashlib.sha256).hexdigest() for key in keys]


def veil(one: UUID, purpose: str) -> str:
    """A random identifier as 26 letters and digits from which nobody else gets it back: for addresses on paper, without a row of their
    own. The same is always the same; a guessed one opens to an identifier that nothing has."""
    block = _block(_derive(f"veil/{purpose}")).encryptor().update(one.bytes)
    return base64.b32encode(block).decode().rstrip("=").lower()


def unveil(text: str, purpose: str) -> list[UUID]:
    """What it may be, under the newest key first; [] for what is no veil."""
    if len(text) != VEIL or not text.isascii():
        return []
    try:
        block = base64.b32decode(text.upper() + "=" * 6)
    except ValueError:
        return []
    return [UUID(bytes=_block(key).decryptor().update(block)) for key in _keys(f"veil/{purpose}")]


def _block(key: bytes) -> Cipher[ECB]:
    """One block of 16 bytes is all there ever is: no second one to be compared with."""
    return Cipher(AES256(key), ECB())  # noqa: S305


def new_file_key() -> tuple[bytes, bytes]:
    """A fresh 32-byte key for one file and the same key wrapped (40 bytes) for keeping beside it."""
    key = os.urandom(32)
    return key, aes_key_wrap(_derive("files"), key)


def open_file_key(wrapped: bytes) -> bytes:
    return _unwrapped(wrapped)[0]


def renewed_file_key(wrapped: bytes) -> bytes | None:
    """The same file key wrapped under the key of now; None when it is already. Raises `Unreadable`."""
    key, age = _unwrapped(wrapped)
    return aes_key_wrap(_derive("files"), key) if age else None


def _unwrapped(wrapped: bytes) -> tuple[bytes, int]:
    for age, key in enumerate(_keys("files")):
        try:
            return aes_key_unwrap(key, wrapped), age
        except InvalidUnwrap:
            continue
    raise Unreadable("file key")
