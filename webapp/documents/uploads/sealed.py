"""One part of an upload in the store: at most 128 KiB, sealed under a key of its own.

The key is derived from the upload's key, the part's number and the random name it is kept under. So two tabs that send the
same part at once never use one key twice, and a part that was moved, swapped or taken from another upload can't be opened.
"""

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from uuid import UUID

from webapp import sealing
from webapp.documents import crypt
from webapp.documents.store import Store, StoreError

MOST = 128 * 1024  # bytes that a killed server may forget


@dataclass(frozen=True)
class Part:
    """In the store, not yet in the database."""

    number: int
    size: int
    stored_as: str


def put(store: Store, upload_id: UUID, key: bytes, number: int, plain: bytes) -> Part:
    """Keep the bytes for good; `key` is the upload's own, unwrapped. Raises `StoreError`."""
    name = secrets.token_hex(16)
    store.put(name, crypt.seal(_key(key, number, name), upload_id, plain))
    return Part(number, len(plain), name)


def open_part(store: Store, upload_id: UUID, key: bytes, number: int, stored_as: str) -> bytes:
    """The plain bytes. Raises `Unreadable` when they were changed or are gone, `StoreError` when it may pass."""
    try:
        return b"".join(crypt.unseal(_key(key, number, stored_as), upload_id, store.open(stored_as)))
    except StoreError as error:
        if not error.permanent:
            raise
        raise sealing.Unreadable(f"upload {upload_id}, part {number}: {error}") from error


def _key(key: bytes, number: int, name: str) -> bytes:
    bound = b"mot-cham/upload part/" + number.to_bytes(8, "big") + bytes.fromhex(name)
    return hmac.new(key, bound, hashlib.sha256).digest()
