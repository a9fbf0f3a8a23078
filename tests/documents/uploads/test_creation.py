"""Creation, creation with bytes, metadata, expiration, termination."""

from datetime import timedelta
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select

from tests.documents.uploads.conftest import HELLO, PIECE, Tus, packed
from webapp import clock, retention
from webapp.documents.service import LIMITS
from webapp.outbox import Job


def test_a_post_makes_an_upload_with_an_absolute_address(tus: Tus) -> None:
    answer = tus.create()
    place = urlsplit(answer.headers["Location"])
    assert (answer.status_code, answer.text) == (201, "")
    assert (place.scheme, place.netloc) == ("http", "localhost")
    assert UUID(place.path.removeprefix("/tai-len/")).version == 7


def test_the_address_has_the_scheme_that_people_use(tus: Tus, app) -> None:
    config = app.config["CONFIG"]
    object.__setattr__(config, "public_url", "https://localhost")
    assert tus.create().headers["Location"].startswith("https://localhost/tai-len/")


def test_two_creations_are_two_uploads(tus: Tus) -> None:
    assert tus.made() != tus.made()


@pytest.mark.parametrize("length", [None, "", "-1", "x", "1.5", "12 12", "0x10", "²", "9" * 40])
def test_a_length_is_a_plain_number(tus: Tus, length: str | None) -> None:
    assert tus.create(length).status_code in (400, 413)


def test_the_largest_file_is_taken_and_one_byte_more_is_not(tus: Tus) -> None:
    assert tus.create(LIMITS.file_bytes).status_code == 201
    assert tus.create(LIMITS.file_bytes + 1).status_code == 413
    assert tus.create(10**18).status_code == 413


def test_a_length_for_later_is_not_offered(tus: Tus) -> None:
    assert tus.ask("POST", Upload_Defer_Length=1).status_code == 400
    assert tus.create(5, Upload_Defer_Length=1).status_code == 400


def test_an_empty_file_is_finished_at_once(tus: Tus, row, kept) -> None:
    path = tus.made(0)
    assert dict(tus.head(path).headers).items() >= {"Upload-Offset": "0", "Upload-Length": "0"}.items()
    assert (row(path).state, kept(path)) == ("received", b"")


def test_metadata_come_back_as_they_were_sent(tus: Tus) -> None:
    sent = "filename dGVzdC50eHQ=,filetype dGV4dC9wbGFpbg==,is_confidential"
    assert tus.head(tus.made(5, Upload_Metadata=sent)).headers["Upload-Metadata"] == sent


def test_without_metadata_none_come_back(tus: Tus) -> None:
    assert "Upload-Metadata" not in tus.head(tus.made()).headers


@pytest.mark.parametrize("sent", ["empty ", "empty", "a YQ==,b ", "a YQ==, b Yg==", ""])
def test_a_value_may_be_empty(tus: Tus, sent: str) -> None:
    assert tus.create(5, Upload_Metadata=sent).status_code == 201


@pytest.mark.parametrize(
    "sent",
    ["a !!!", "a YQ", "a YQ==,a YQ==", ",", "a YQ==,", " YQ==,", "tên dGVu".encode().decode("latin1"), "a YQ== YQ==",
     "a\tYQ==", "id eA==", "dossier eA==", "sha256 eA==", "overruled eA==", "filename /w=="],
)  # fmt: skip
def test_wrong_metadata_are_refused(tus: Tus, sent: str) -> None:
    assert tus.create(5, Upload_Metadata=sent).status_code == 400


@pytest.mark.parametrize("sent", ["a " + "A" * 8000, ",".join(f"k{n}" for n in range(50))])
def test_metadata_are_bounded(tus: Tus, sent: str) -> None:
    assert tus.create(5, Upload_Metadata=sent).status_code == 413


def test_what_the_phone_says_is_kept(tus: Tus, row) -> None:
    said = packed(filename="../đơn.pdf", sha256="A" * 64, overruled="blur,dark")
    found = row(tus.made(5, Upload_Metadata=said))
    assert (found.filename, found.sha256, found.overruled) == ("đơn.pdf", "a" * 64, ["blur", "dark"])


def test_bytes_may_come_with_the_creation(tus: Tus, kept) -> None:
    answer = tus.ask("POST", data=HELLO[:5], Upload_Length=12, Content_Type=PIECE)
    assert (answer.status_code, answer.headers["Upload-Offset"]) == (201, "5")
    path = urlsplit(answer.headers["Location"]).path
    tus.patch(path, HELLO[5:], 5)
    assert kept(path) == HELLO


def test_a_whole_file_may_come_with_the_creation(tus: Tus, row) -> None:
    answer = tus.ask("POST", data=HELLO, Upload_Length=12, Content_Type=PIECE)
    assert answer.headers["Upload-Offset"] == "12"
    assert row(urlsplit(answer.headers["Location"]).path).state == "received"


def test_the_body_of_a_creation_has_the_type_of_a_piece(tus: Tus) -> None:
    assert tus.ask("POST", data=HELLO, Upload_Length=12, Content_Type="text/plain").status_code == 415


def test_the_body_of_a_creation_is_not_longer_than_the_upload(tus: Tus) -> None:
    assert tus.ask("POST", data=HELLO, Upload_Length=5, Content_Type=PIECE).status_code == 413


def test_every_answer_says_until_when(tus: Tus) -> None:
    until = clock.now() + retention.term("upload_unfinished")
    made = tus.create()
    path = urlsplit(made.headers["Location"]).path
    for answer in (made, tus.patch(path, HELLO[:5]), tus.head(path)):
        assert abs(parsedate_to_datetime(answer.headers["Upload-Expires"]) - until) < timedelta(minutes=1)


def test_an_expired_upload_is_gone(tus: Tus) -> None:
    path = tus.made()
    clock.set_to(clock.now() + retention.term("upload_unfinished") + timedelta(hours=1))
    assert [tus.head(path).status_code, tus.patch(path, HELLO).status_code] == [410, 410]
    assert tus.patch(tus.made(), HELLO).status_code == 204


def test_a_deleted_upload_is_unknown(tus: Tus, app) -> None:
    path = tus.made()
    tus.patch(path, HELLO[:5])
    assert tus.ask("DELETE", path).status_code == 204
    assert {tus.head(path).status_code, tus.patch(path, b"x", 5).status_code} == {404}
    assert tus.ask("DELETE", path).status_code == 404


def test_a_finished_upload_can_be_deleted_too(tus: Tus, db) -> None:
    path = tus.whole()
    assert tus.ask("DELETE", path).status_code == 204
    assert [job.kind for job in db.scalars(select(Job))] == ["upload.forget"]


def test_a_phone_made_id_becomes_the_address(tus: Tus) -> None:
    made = uuid4()
    assert tus.made(5, Upload_Metadata=packed(id=str(made))) == f"/tai-len/{made}"


def test_the_same_creation_again_changes_nothing(tus: Tus, kept) -> None:
    said = packed(id=str(uuid4()), filename="a.pdf")
    path = tus.made(12, Upload_Metadata=said)
    tus.patch(path, HELLO[:5])
    again = tus.create(12, Upload_Metadata=said)
    assert (again.status_code, again.headers["Upload-Offset"]) == (201, "5")
    assert kept(path) == HELLO[:5]


def test_the_same_creation_with_bytes_keeps_what_is_there(tus: Tus, kept) -> None:
    said = packed(id=str(uuid4()))
    path = tus.made(12, Upload_Metadata=said)
    tus.patch(path, HELLO[:5])
    again = tus.ask("POST", data=b"other", Upload_Length=12, Upload_Metadata=said, Content_Type=PIECE)
    assert (again.status_code, again.headers["Upload-Offset"]) == (201, "5")
    assert kept(path) == HELLO[:5]


def test_another_length_under_a_known_id_is_refused(tus: Tus) -> None:
    said = packed(id=str(uuid4()))
    tus.made(12, Upload_Metadata=said)
    assert tus.create(13, Upload_Metadata=said).status_code == 409
