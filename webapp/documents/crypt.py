"""A file as sealed chunks: AES-256-GCM over 1 MiB pieces, each bound to its document, its number and being the last.

A piece that was changed, moved, repeated or cut off can't be opened. The nonce is the piece's number: the key
belongs to one file written once (webapp.sealing.new_file_key), so no nonce is ever used twice under a key.
"""

from collections.abc import Iterable, Iterator
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from webapp.sealing import Unreadable

CHUNK = 1024 * 1024
TAG = 16


def seal(key: bytes, document_id: UUID, plain: bytes) -> Iterator[bytes]:
    """The sealed pieces of `plain`; each is 16 bytes longer than what it holds."""
    cipher = AESGCM(key)
    starts = range(0, max(len(plain), 1), CHUNK)
    for number, start in enumerate(starts):
        last = number == len(starts) - 1
        yield cipher.encrypt(_nonce(number), plain[start : start + CHUNK], _bound(document_id, number, last))


def unseal(key: bytes, document_id: UUID, sealed: Iterable[bytes]) -> Iterator[bytes]:
    """The plain pieces, from sealed bytes cut anyhow. Raises `Unreadable` at the first that was changed."""
    cipher = AESGCM(key)
    for number, (piece, last) in enumerate(_pieces(sealed)):
        try:
            yield cipher.decrypt(_nonce(number), piece, _bound(document_id, number, last))
        except (InvalidTag, ValueError) as error:
            raise Unreadable(f"document {document_id}, piece {number}") from error


def _pieces(sealed: Iterable[bytes]) -> Iterator[tuple[bytes, bool]]:
    held = bytearray()
    for block in sealed:
        held += block
        while len(held) > CHUNK + TAG:
            yield bytes(held[: CHUNK + TAG]), False
            del held[: CHUNK + TAG]
    yield bytes(held), True


def _nonce(number: int) -> bytes:
    return number.to_bytes(12, "big")


def _bound(document_id: UUID, number: int, last: bool) -> bytes:
    return document_id.bytes + number.to_bytes(8, "big") + bytes([last])
