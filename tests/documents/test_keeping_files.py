"""Files at rest: sealed in pieces, and a store that keeps whole files or none."""

import secrets
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest

from webapp.documents import crypt
from webapp.documents.store import StoreError
from webapp.documents.stores.disk import Disk
from webapp.sealing import Unreadable

ONE, OTHER = UUID(int=1), UUID(int=2)
KEY = bytes(range(32))
NAME = "0123456789abcdef" * 2


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


def test_it_does_not_open_under_another_key_or_for_another_document() -> None:
    with pytest.raises(Unreadable):
        opened(sealed(10), key=bytes(32))
    with pytest.raises(Unreadable):
        opened(sealed(10), document_id=OTHER)


def test_the_store_keeps_a_file_in_folders_and_gives_it_back(tmp_path: Path) -> None:
    store = Disk(tmp_path)
    store.put(NAME, iter([b"one", b"two"]))
    assert b"".join(store.open(NAME)) == b"onetwo"
    assert (tmp_path / "01" / "23" / NAME).is_file()


def test_the_store_forgets_a_file_and_does_not_mind_doing_it_again(tmp_path: Path) -> None:
    store = Disk(tmp_path)
    store.put(NAME, [b"x"])
    store.delete(NAME)
    store.delete(NAME)
    with pytest.raises(StoreError) as error:
        list(store.open(NAME))
    assert error.value.permanent


def test_the_store_keeps_nothing_when_writing_breaks_off(tmp_path: Path) -> None:
    def full() -> Iterator[bytes]:
        yield b"x"
        raise OSError(28, "No space left on device")

    with pytest.raises(StoreError) as error:
        Disk(tmp_path).put(NAME, full())
    assert not error.value.permanent
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


@pytest.mark.parametrize("name", ["../../etc/passwd", "", "A" * 32, NAME + "/x", f"{NAME}\n"])
def test_the_store_takes_no_path_for_a_name(tmp_path: Path, name: str) -> None:
    with pytest.raises(StoreError) as error:
        Disk(tmp_path).put(name, [b"x"])
    assert error.value.permanent
