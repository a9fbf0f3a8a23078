"""The core of tus 1.0: what each method answers, which headers it needs, how it refuses."""

from datetime import timedelta
from email.utils import parsedate_to_datetime

import pytest

from tests.documents.uploads.conftest import HELLO, PIECE, Tus
from webapp.documents.service import LIMITS

NOWHERE = "/tai-len/00000000-0000-4000-8000-000000000000"


@pytest.mark.parametrize("path", ["/tai-len", NOWHERE])
def test_options_tells_what_is_offered(tus: Tus, path: str) -> None:
    answer = tus.ask("OPTIONS", path, Tus_Resumable=None)
    assert answer.status_code == 204
    assert answer.headers["Tus-Version"].split(",")[0] == "1.0.0"
    assert answer.headers["Tus-Extension"] == "creation,creation-with-upload,expiration,checksum,termination"
    assert answer.headers["Tus-Max-Size"] == str(LIMITS.file_bytes)
    assert answer.headers["Tus-Checksum-Algorithm"] == "sha1,md5,sha256"


def test_options_minds_no_version(tus: Tus) -> None:
    assert tus.ask("OPTIONS", Tus_Resumable="0.2.2").status_code == 204


def test_options_grants_no_other_site_anything(tus: Tus) -> None:
    answer = tus.ask("OPTIONS", Origin="https://example.org", Access_Control_Request_Method="PATCH")
    assert not [name for name, _value in answer.headers if name.startswith("Access-Control")]


def test_head_tells_where_to_go_on(tus: Tus) -> None:
    answer = tus.head(tus.made(100))
    assert (answer.status_code, answer.text) == (200, "")
    wanted = {"Upload-Offset": "0", "Upload-Length": "100", "Cache-Control": "no-store", "Tus-Resumable": "1.0.0"}
    assert wanted.items() <= dict(answer.headers).items()
    assert answer.headers["Upload-Expires"].endswith(" GMT")


@pytest.mark.parametrize("method", ["HEAD", "PATCH", "DELETE"])
def test_an_unknown_upload_is_404(tus: Tus, method: str) -> None:
    answer = tus.ask(method, NOWHERE, Content_Type="application/offset+octet-stream", Upload_Offset=0)
    assert (answer.status_code, answer.headers["Tus-Resumable"]) == (404, "1.0.0")


@pytest.mark.parametrize("name", ["x", "..", "%00", "1" * 200])
def test_a_name_that_is_none_is_404(tus: Tus, name: str) -> None:
    answer = tus.head(f"/tai-len/{name}")
    assert answer.status_code in (400, 404)
    assert answer.mimetype == "application/json"


@pytest.mark.parametrize("version", [None, "0.2.2", "2.0.0", "1.0", ""])
@pytest.mark.parametrize("method", ["HEAD", "PATCH", "DELETE", "POST"])
def test_another_version_is_refused_with_ours(tus: Tus, method: str, version: str | None) -> None:
    path = "/tai-len" if method == "POST" else tus.made()
    answer = tus.ask(method, path, Tus_Resumable=version, Upload_Length=5)
    assert answer.status_code == 412
    assert answer.headers["Tus-Version"] == answer.headers["Tus-Resumable"] == "1.0.0"


def test_a_refused_version_changes_nothing(tus: Tus) -> None:
    path = tus.made()
    tus.patch(path, HELLO, Tus_Resumable="9.9.9")
    tus.ask("DELETE", path, Tus_Resumable=None)
    assert tus.offset(path) == 0


def test_patch_keeps_bytes_and_says_how_many(tus: Tus, kept) -> None:
    path = tus.made()
    answer = tus.patch(path, HELLO[:5])
    assert (answer.status_code, answer.text, answer.headers["Upload-Offset"]) == (204, "", "5")
    assert answer.headers["Tus-Resumable"] == "1.0.0"
    assert kept(path) == HELLO[:5]


@pytest.mark.parametrize(
    "kind", [None, "", "application/octet-stream", "text/plain", "multipart/form-data; boundary=x"]
)
def test_patch_takes_its_own_type_only(tus: Tus, kind: str | None) -> None:
    path = tus.made()
    assert tus.patch(path, HELLO, Content_Type=kind).status_code == 415
    assert tus.offset(path) == 0


@pytest.mark.parametrize("offset", [None, "", "-1", "x", "1.5", "0x1", "١", "+0", "1e1", "0,0"])
def test_patch_needs_a_plain_offset(tus: Tus, offset: str | None) -> None:
    said = tus.patch(tus.made(), HELLO, Upload_Offset=offset and offset.encode().decode("latin1"))
    assert said.status_code == 400
    assert "Upload-Offset" in said.json["what"]


@pytest.mark.parametrize("offset", [1, 5, 13, 10**29])
def test_another_offset_is_a_conflict_that_tells_the_right_one(tus: Tus, offset: int) -> None:
    path = tus.made(100)
    tus.patch(path, b"abc")
    answer = tus.patch(path, b"defg", offset)
    assert (answer.status_code, answer.headers["Upload-Offset"]) == (409, "3")
    assert tus.offset(path) == 3


def test_patch_never_goes_past_the_length(tus: Tus) -> None:
    path = tus.made(5)
    assert tus.patch(path, HELLO).status_code == 413
    assert tus.offset(path) == 0


def test_a_body_of_unknown_length_never_goes_past_it_either(tus: Tus) -> None:
    path = tus.made(5)
    assert tus.patch(path, HELLO, Content_Length=None, Transfer_Encoding="chunked").status_code in (204, 413)
    assert tus.offset(path) <= 5


def test_an_empty_piece_is_no_mistake(tus: Tus) -> None:
    answer = tus.patch(tus.made(), b"")
    assert (answer.status_code, answer.headers["Upload-Offset"]) == (204, "0")


def test_a_finished_upload_takes_nothing_more(tus: Tus) -> None:
    path = tus.whole()
    answer = tus.patch(path, b"more", len(HELLO))
    assert (answer.status_code, answer.headers["Upload-Offset"]) == (409, str(len(HELLO)))
    assert tus.patch(path, HELLO).status_code == 409


def test_an_empty_piece_at_the_end_is_harmless(tus: Tus) -> None:
    assert tus.patch(tus.whole(), b"", len(HELLO)).status_code == 204


@pytest.mark.parametrize("method", ["GET", "PUT", "PATCH", "DELETE", "HEAD"])
def test_other_methods_are_refused_without_a_page(tus: Tus, method: str) -> None:
    answer = tus.ask(method, Content_Type="application/offset+octet-stream")
    assert answer.status_code in (405, 403)  # 403: an address that takes no such method has no proof of its own either
    assert answer.mimetype == "application/json"
    assert answer.headers["Tus-Resumable"] == "1.0.0"


def test_errors_say_what_is_wrong(tus: Tus) -> None:
    answer = tus.create(-1)
    assert answer.json == {"error": 400, "reason": "header", "what": "Upload-Length must be a whole number, 0 or more."}


@pytest.mark.parametrize(("meant", "status"), [("HEAD", 200), ("patch", 204), ("DELETE", 204), ("OPTIONS", 204)])
def test_a_post_may_say_that_it_is_something_else(tus: Tus, meant: str, status: int) -> None:
    answer = tus.ask("POST", tus.made(), HELLO, X_HTTP_Method_Override=meant, Upload_Offset=0,
                     Content_Type="application/offset+octet-stream")  # fmt: skip
    assert answer.status_code == status


def test_an_unknown_method_in_disguise_is_refused(tus: Tus) -> None:
    assert tus.ask("POST", tus.made(), X_HTTP_Method_Override="BREW").status_code in (403, 405)
    for none in ("P4TCH", "PATCH /", "é"):
        assert tus.ask("POST", Upload_Length=3, X_HTTP_Method_Override=none).status_code in (403, 405)


def test_elsewhere_nothing_is_disguised(tus: Tus) -> None:
    assert tus.client.get("/", headers={"X-HTTP-Method-Override": "DELETE"}).status_code == 200


def test_every_answer_says_the_same_term(tus: Tus) -> None:
    """The last byte makes it shorter: the answer to it knows that already."""
    path = tus.made()
    begun = tus.head(path).headers["Upload-Expires"]
    last = tus.patch(path, HELLO).headers["Upload-Expires"]
    assert last == tus.head(path).headers["Upload-Expires"] != begun
    at_once = tus.ask("POST", data=HELLO, Upload_Length=12, Content_Type=PIECE)
    apart = parsedate_to_datetime(at_once.headers["Upload-Expires"]) - parsedate_to_datetime(last)
    assert abs(apart) < timedelta(minutes=1)  # its upload began a moment later
