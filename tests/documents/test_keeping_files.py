"""Files at rest: sealed in pieces that can't be changed, moved, exchanged or cut off."""

import secrets
from uuid import UUID

import pytest

from webapp.documents import crypt
from webapp.sealing import Unreadable

ONE, OTHER = UUID(int=1), UUID(int=2)
KEY = bytes(range(32))


def sealed(size: int) -> list[bytes]:
    return list(crypt.seal(KEY, ONE, bytes(size)))


def opened(pieces: list[bytes], key: bytes = KEY, document_id: UUID = ONE) -> bytes:
    return b"".join(crypt.unseal(key, document_id, pieces))


@pytest.mark.parametrize("size", [0, 1, crypt.CHUNK - 1, crypt.CHUNK, crypt.CHUNK + 1, 3 * crypt.CHUNK])
def test_it_gives_back_what_was_sealed(size: int) -> None:
    plain = secrets.token_bytes(size)
    assert opened([b"".join(crypt.seal(KEY, ONE, plain))]) == plain


def test_it_does_not_show_the_content() -> None:
    assert b"giay phep" not in b"".join(crypt.seal(KEY, ONE, b"giay phep lai xe"))


def test_it_notices_a_changed_byte_anywhere() -> None:
    pieces = sealed(crypt.CHUNK + 10)
    pieces[1] = pieces[1][:-1] + bytes([pieces[1][-1] ^ 1])
    with pytest.raises(Unreadable):
        opened(pieces)


def test_it_notices_that_the_end_is_missing() -> None:
    with pytest.raises(Unreadable):
        opened(sealed(2 * crypt.CHUNK)[:1])


def test_it_notices_pieces_in_another_order() -> None:
    with pytest.raises(Unreadable):
        opened(sealed(2 * crypt.CHUNK)[::-1])


def test_it_notices_a_piece_too_many() -> None:
    pieces = sealed(2 * crypt.CHUNK)
    with pytest.raises(Unreadable):
        opened([*pieces, pieces[1]])


@pytest.mark.parametrize("cut", [1, 16, crypt.CHUNK, crypt.CHUNK + 15, crypt.CHUNK + 17])
def test_it_notices_a_cut_anywhere(cut: int) -> None:
    with pytest.raises(Unreadable):
        opened([b"".join(sealed(2 * crypt.CHUNK))[:-cut]])


def test_it_notices_a_piece_of_another_file_in_the_same_place() -> None:
    """Of the same document even: an earlier file under its id had a key of its own."""
    earlier = list(crypt.seal(bytes(32), ONE, bytes(2 * crypt.CHUNK)))
    with pytest.raises(Unreadable):
        opened([sealed(2 * crypt.CHUNK)[0], earlier[1]])


def test_no_nonce_is_used_twice_under_a_key(monkeypatch: pytest.MonkeyPatch) -> None:
    used, real = [], crypt._nonce
    monkeypatch.setattr(crypt, "_nonce", lambda number: used.append(real(number)) or real(number))
    sealed(3 * crypt.CHUNK + 1)
    assert len(used) == len(set(used)) == 4


def test_it_does_not_open_under_another_key_or_for_another_document() -> None:
    with pytest.raises(Unreadable):
        opened(sealed(10), key=bytes(32))
    with pytest.raises(Unreadable):
        opened(sealed(10), document_id=OTHER)
