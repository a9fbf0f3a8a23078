"""Checksums of pieces: nothing counts before all of it was found right."""

import base64
import hashlib

import pytest

from tests.documents.uploads.conftest import HELLO, PIECE, Tus
from webapp.documents.models import Upload

BIG = bytes(range(256)) * 2000  # several parts


def summed(data: bytes, name: str = "sha1") -> str:
    return f"{name} {base64.b64encode(hashlib.new(name, data).digest()).decode()}"


def test_the_sum_is_the_one_everybody_knows() -> None:
    assert summed(HELLO) == "sha1 E7X121m3do5RTtnrOi5XTG9Uq0A="


@pytest.mark.parametrize("name", ["sha1", "md5", "sha256"])
@pytest.mark.parametrize("data", [HELLO, BIG])
def test_a_right_sum_is_taken(tus: Tus, kept, name: str, data: bytes) -> None:
    path = tus.made(len(data))
    answer = tus.patch(path, data, Upload_Checksum=summed(data, name))
    assert (answer.status_code, answer.headers["Upload-Offset"]) == (204, str(len(data)))
    assert kept(path) == data


@pytest.mark.parametrize("data", [HELLO, BIG])
def test_of_a_piece_with_a_wrong_sum_nothing_is_kept(tus: Tus, files, data: bytes) -> None:
    path = tus.made(len(data))
    assert tus.patch(path, data, Upload_Checksum=summed(b"other")).status_code == 460
    assert (tus.offset(path), files()) == (0, [])


def test_a_sum_of_another_length_is_a_wrong_sum(tus: Tus) -> None:
    path = tus.made()
    assert tus.patch(path, HELLO, Upload_Checksum="sha1 " + "A" * 28).status_code == 460
    assert tus.offset(path) == 0


def test_the_same_piece_can_be_sent_again(tus: Tus, kept) -> None:
    path = tus.made()
    tus.patch(path, b"Hello, toes?", Upload_Checksum=summed(HELLO))
    assert tus.patch(path, HELLO, Upload_Checksum=summed(HELLO)).status_code == 204
    assert kept(path) == HELLO


@pytest.mark.parametrize(
    "said", ["crc32 AAAA", "sha1", "sha1 ", "sha1 !!", "E7X121m3do5RTtnrOi5XTG9Uq0A=", "", "SHA1 AAAA", "sha1AAAA"]
)  # fmt: skip
def test_a_sum_that_is_none_is_refused(tus: Tus, said: str) -> None:
    path = tus.made()
    assert tus.patch(path, HELLO, Upload_Checksum=said).status_code == 400
    assert tus.offset(path) == 0


def test_of_several_sums_the_first_known_one_counts(tus: Tus) -> None:
    assert tus.patch(tus.made(), HELLO, Upload_Checksum=f"crc32 AAAA,{summed(HELLO, 'md5')}").status_code == 204


def test_an_empty_piece_has_a_sum_too(tus: Tus) -> None:
    path = tus.made()
    assert tus.patch(path, b"", Upload_Checksum=summed(b"")).status_code == 204
    assert tus.patch(path, b"", Upload_Checksum=summed(b"x")).status_code == 460


def test_the_bytes_of_a_creation_have_a_sum_too(tus: Tus) -> None:
    right = tus.ask("POST", data=HELLO, Upload_Length=12, Content_Type=PIECE, Upload_Checksum=summed(HELLO))
    assert (right.status_code, right.headers["Upload-Offset"]) == (201, "12")


def test_a_creation_with_a_wrong_sum_makes_nothing(tus: Tus, db, files) -> None:
    wrong = tus.ask("POST", data=HELLO, Upload_Length=12, Content_Type=PIECE, Upload_Checksum=summed(b"x"))
    assert wrong.status_code == 460
    assert (db.query(Upload).count(), files()) == (0, [])
