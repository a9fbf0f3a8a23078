"""Bytes on their way in: whatever is cut, killed or sent twice, the offset counts bytes that are kept."""

import io
import secrets
from collections.abc import Callable
from uuid import UUID

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session
from werkzeug.exceptions import ClientDisconnected

from tests.documents.uploads.conftest import HELLO, Tus
from webapp.documents import uploads
from webapp.documents.models import Upload, UploadPart
from webapp.documents.service import StoreError
from webapp.documents.uploads import receiving, sealed, views
from webapp.sealing import Unreadable

BIG = secrets.token_bytes(3 * sealed.MOST + 1000)


def take(app: Flask, path: str, start: int, read: Callable[[int], bytes]) -> int:
    """What the view does once it knows whose it is."""
    made = app.extensions["sessions"]
    with app.app_context(), made.read() as db:
        upload = db.get_one(Upload, UUID(path.rsplit("/", 1)[1]))
    return uploads.append(made, app.extensions["documents_store"], upload, start, read)


def cut(data: bytes, fault: Exception | None = None) -> Callable[[int], bytes]:
    """A connection that ends after `data`, with an error or as if nothing more came."""
    body = io.BytesIO(data)

    def read(most: int) -> bytes:
        block = body.read(min(most, 10_000))
        if not block and fault:
            raise fault
        return block

    return read


@pytest.mark.parametrize("fault", [None, ClientDisconnected(), ConnectionResetError()])
@pytest.mark.parametrize("came", [0, 1, sealed.MOST, sealed.MOST + 1, len(BIG) - 1])
def test_a_cut_connection_keeps_what_came(app: Flask, tus: Tus, kept, came: int, fault: Exception | None) -> None:
    path = tus.made(len(BIG))
    assert take(app, path, 0, cut(BIG[:came], fault)) == tus.offset(path) == came
    assert kept(path) == BIG[:came]


def test_each_part_counts_as_soon_as_it_is_kept(app: Flask, tus: Tus, kept) -> None:
    path, seen = tus.made(len(BIG)), []
    body = io.BytesIO(BIG)

    def read(most: int) -> bytes:
        seen.append(tus.offset(path))
        return body.read(most)

    take(app, path, 0, read)
    assert set(seen) == {0, sealed.MOST, 2 * sealed.MOST, 3 * sealed.MOST}


def test_a_server_that_dies_in_a_piece_has_told_the_truth(app: Flask, tus: Tus, kept, files) -> None:
    path, body = tus.made(len(BIG)), io.BytesIO(BIG)

    def read(most: int) -> bytes:
        if body.tell() > 2 * sealed.MOST:
            raise KeyboardInterrupt
        return body.read(min(most, 50_000))

    with pytest.raises(KeyboardInterrupt):
        take(app, path, 0, read)
    assert tus.offset(path) == 2 * sealed.MOST == len(kept(path))
    assert kept(path) == BIG[: 2 * sealed.MOST]
    assert len(files()) == 2


def test_of_two_tabs_one_wins_and_the_other_hears_where_to_go_on(app: Flask, tus: Tus, kept, files) -> None:
    path, first = tus.made(len(BIG)), io.BytesIO(BIG)

    def read(most: int) -> bytes:
        if first.tell() == 0:  # meanwhile the other tab sends the same and is quicker
            take(app, path, 0, cut(BIG[: sealed.MOST + 500]))
        return first.read(most)

    with pytest.raises(uploads.AnotherOffset) as told:
        take(app, path, 0, read)
    assert told.value.offset == tus.offset(path) == sealed.MOST + 500
    assert kept(path) == BIG[: sealed.MOST + 500]
    assert len(files()) == 2


def test_an_upload_deleted_meanwhile_keeps_nothing(app: Flask, tus: Tus, files) -> None:
    path, body = tus.made(), io.BytesIO(HELLO)

    def read(most: int) -> bytes:
        if body.tell() == 0:
            tus.ask("DELETE", path)
        return body.read(most)

    with pytest.raises(uploads.AnotherOffset):
        take(app, path, 0, read)
    assert files() == []


def test_a_body_longer_than_it_said_is_kept_to_its_last_whole_part(app: Flask, tus: Tus, kept) -> None:
    path = tus.made(sealed.MOST + 5)
    with pytest.raises(uploads.TooMuch):
        take(app, path, 0, cut(BIG))
    assert kept(path) == BIG[: sealed.MOST]


def test_a_full_disk_is_said_and_the_offset_stays(app: Flask, tus: Tus, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tus.made()
    store = app.extensions["documents_store"]

    def refuse(name: str, blocks: object) -> None:
        raise StoreError("no space", permanent=False)

    monkeypatch.setattr(store, "put", refuse)
    answer = tus.patch(path, HELLO)
    assert (answer.status_code, answer.json["reason"], answer.headers["Retry-After"]) == (503, "store", "60")
    assert tus.offset(path) == 0


def test_a_sender_that_never_ends_is_not_waited_for(tus: Tus, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(views, "PATIENCE", -1.0)
    answer = tus.patch(tus.made(), HELLO)
    assert (answer.status_code, answer.headers["Upload-Offset"]) == (204, "0")


def test_what_is_kept_is_sealed(tus: Tus, files) -> None:
    tus.whole(b"giay phep lai xe " * 50)
    assert b"giay phep" not in b"".join(path.read_bytes() for path in files())


def test_a_changed_part_is_noticed(tus: Tus, kept, files) -> None:
    path = tus.whole()
    sealed = bytearray(files()[0].read_bytes())
    sealed[3] ^= 1
    files()[0].write_bytes(sealed)
    with pytest.raises(Unreadable):
        kept(path)


def test_two_parts_that_changed_places_are_noticed(tus: Tus, kept, files) -> None:
    path = tus.whole(BIG[: 2 * sealed.MOST])
    one, other = files()
    one_bytes, other_bytes = one.read_bytes(), other.read_bytes()
    one.write_bytes(other_bytes)
    other.write_bytes(one_bytes)
    with pytest.raises(Unreadable):
        kept(path)


@pytest.mark.parametrize("number", [0, 1, 3])
def test_a_part_that_is_missing_is_noticed(tus: Tus, kept, db: Session, number: int) -> None:
    path = tus.whole(BIG)
    db.query(UploadPart).filter(UploadPart.number == number).delete()
    db.commit()
    with pytest.raises(Unreadable):
        kept(path)


def test_a_file_that_is_gone_is_noticed(tus: Tus, kept, files) -> None:
    path = tus.whole()
    files()[0].unlink()
    with pytest.raises(Unreadable):
        kept(path)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    data=st.binary(min_size=1, max_size=3000),
    pieces=st.lists(st.integers(0, 1500), max_size=8),
    part=st.integers(1, 700),
)
def test_any_pieces_cut_anywhere_give_the_same_bytes(
    app: Flask, tus: Tus, kept, monkeypatch: pytest.MonkeyPatch, data: bytes, pieces: list[int], part: int
) -> None:
    monkeypatch.setattr(receiving, "MOST", part)
    path, at = tus.made(len(data)), 0
    for size in [*pieces, len(data)]:
        at = take(app, path, at, cut(data[at : at + size], ConnectionResetError()))
        assert at == tus.offset(path)
        if at == len(data):
            break
    assert kept(path) == data
