"""Requests no page of ours would send: each gets a clear page or JSON error, changes nothing, and never breaks the server."""

import io
import json
import re
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import pytest
from flask import Flask
from PIL import Image
from sqlalchemy import inspect, text
from werkzeug.datastructures import MultiDict

from tests.dossiers.conftest import IN_PERSON, complete, filled_in, rented, submitted
from tests.people import Browser
from tests.visitors import ask_code, at_home, fresh

UNMOVED = {
    "throttle",
    "alembic_version",
    "one_time_codes",
    "bank_notices",
}  # counters; notices are kept before they are judged
MARKS = re.compile("[ăâđêôơưáàảãạếềểễệốồổỗộớờởỡợứừửữựíìỉĩịýỳỷỹỵ]")
BIG = "x" * 600_000


@dataclass
class Attack:
    """One request. `path` and `data` may hold {mine}, {theirs} (dossiers), {person} (another's person). `who`: binh or nobody."""

    name: str
    method: str
    path: str
    status: set[int]
    who: str = "binh"
    kwargs: dict[str, Any] = field(default_factory=dict)


def a(name: str, method: str, path: str, *status: int, who: str = "binh", **kwargs: Any) -> Attack:
    return Attack(name, method, path, set(status), who, kwargs)


PAPER = "/ho-so/{theirs}/giay-to/cho-o"


def sent(file: bytes, name: str, field: str = "file", **fields: str) -> dict[str, Any]:
    """A multipart body, written out here: the test client's own would leave temporary files open."""
    parts = [
        f'--x\r\nContent-Disposition: form-data; name="{n}"\r\n\r\n{value}\r\n'.encode() for n, value in fields.items()
    ]
    head = (
        f'--x\r\nContent-Disposition: form-data; name="{field}"; filename="{name}"\r\nContent-Type: image/jpeg\r\n\r\n'
    )
    return {
        "data": b"".join([*parts, head.encode(), file, b"\r\n--x--\r\n"]),
        "content_type": "multipart/form-data; boundary=x",
    }


def bomb() -> bytes:
    """A PNG of a few kB that would be 100 million pixels."""
    held = io.BytesIO()
    Image.new("1", (10_000, 10_000)).save(held, "PNG")
    return held.getvalue()


def posted(code: str = "1.004194", **fields: Any) -> dict[str, Any]:
    return {"code": code} | fields


ATTACKS = [
    # where it came from
    a("no Origin", "POST", "/ho-so/{mine}/rut", 403, origin=None),
    a("a foreign Origin", "POST", "/ho-so/{mine}/rut", 403, origin="https://evil.example"),
    a("a null Origin", "POST", "/ho-so/{mine}/rut", 403, origin="null"),
    a("an Origin that begins like ours", "POST", "/ho-so/{mine}/rut", 403, origin="http://localhost.evil.example"),
    a("an Origin with another port", "POST", "/ho-so/{mine}/rut", 403, origin="http://localhost:666"),
    a("a foreign Referer", "POST", "/ho-so/{mine}/rut", 403, origin=None, headers={"Referer": "https://evil.example/"}),
    a("a cross-site fetch", "POST", "/ho-so/{mine}/rut", 403, origin=None, headers={"Sec-Fetch-Site": "cross-site"}),
    a("a foreign JSON save", "PUT", "/api/ho-so/{mine}", 403, origin="https://evil.example", json={"fields": {}}),
    a("signing out from elsewhere", "POST", "/dang-xuat/tat-ca", 403, origin="https://evil.example"),
    a("a foreign host", "GET", "/tai-khoan", 400, headers={"Host": "evil.example"}),
    # other people's things
    a("reading another's draft", "GET", "/ho-so/{theirs}/don", 404),
    a("reading another's draft as JSON", "GET", "/api/ho-so/{theirs}", 404),
    a("overwriting another's draft", "PUT", "/api/ho-so/{theirs}", 404, json={"fields": {"name": "x"}, "code": "1.004194"}),
    a("posting over another's draft", "POST", "/ho-so/", 404, data=posted(id="{theirs}", name="x")),
    a("handing in another's", "POST", "/ho-so/{theirs}/nop", 404, data={"agree": "y"}),
    a("withdrawing another's", "POST", "/ho-so/{theirs}/rut", 404),
    a("taking another's back", "POST", "/ho-so/{theirs}/sua", 404),
    a("another's papers", "GET", "/ho-so/{theirs}/giay-to", 404),
    a("another's bill", "GET", "/ho-so/{theirs}/thanh-toan", 404),
    a("another's status", "GET", "/ho-so/{theirs}", 404),
    a("choosing another's person", "POST", "/tai-khoan/ai/{person}", 404),
    a("acting for another's person", "GET", "/tai-khoan/nguoi-lam?cho={person}", 404),
    a("acting for nobody", "POST", "/tai-khoan/nguoi-lam/la-gi", 404, data={"cho": "x", "ground": "parent"}),
    a("another's person holds the phone", "POST", "/tai-khoan/nguoi-lam/{person}", 404, data={"cho": "{person}"}),
    a("a code for no id", "POST", "/gia-dinh/nhan", 404, data={"id": "x"}),
    a("letting another's person go", "POST", "/gia-dinh/chuyen", 422, data={"person": "{person}", "code": "ABCD-2345"}),
    a("letting go by a code that is none", "POST", "/gia-dinh/chuyen/{person}", 404, data={"person": "{person}"}),
    a("changing another's person", "POST", "/can-cuoc/luu", 404, data={"full_name": "Kẻ Gian", "nguoi": "{person}"}),
    a("the desk without a role", "GET", "/ban-lam-viec/{theirs}", 403),
    a("receiving without a role", "POST", "/ban-lam-viec/{theirs}/tiep-nhan", 403, data={"seen": "1"}),
    # replays
    a("handing in again", "POST", "/ho-so/{mine}/nop", 303, data={"agree": "y"}),
    a("the form of a dossier handed in", "POST", "/ho-so/", 303, data=posted(id="{mine}", name="đổi")),
    a("a save after handing in", "PUT", "/api/ho-so/{mine}", 409, json={"fields": {"name": "x"}, "code": "1.004194"}),
    # wrong types and shapes
    a("JSON that is a list", "PUT", f"/api/ho-so/{uuid4()}", 400, json=[1, 2]),
    a("JSON cut off", "PUT", f"/api/ho-so/{uuid4()}", 400, data=b'{"fields": {', content_type="application/json"),
    a("JSON as text", "PUT", f"/api/ho-so/{uuid4()}", 400, data=b"fields=1", content_type="text/plain"),
    a("JSON with numbers for texts", "PUT", f"/api/ho-so/{uuid4()}", 400, json={"code": "1.004194", "fields": {"name": 5}}),
    a("JSON 50,000 deep", "PUT", f"/api/ho-so/{uuid4()}", 400, data=b"[" * 50_000, content_type="application/json"),
    a("JSON in no encoding", "PUT", f"/api/ho-so/{uuid4()}", 400, data=b'{"fields": "\xff\xfe"}', content_type="application/json"),
    a("JSON with NaN", "PUT", f"/api/ho-so/{uuid4()}", 400, data=b'{"code": "1.004194", "fields": {"a": NaN}}',
      content_type="application/json"),
    a("a code that is a list", "PUT", f"/api/ho-so/{uuid4()}", 400, json={"code": ["1.004194"], "fields": {}}),
    a("a revision that is text", "PUT", f"/api/ho-so/{uuid4()}", 400, json={"code": "1.004194", "fields": {}, "revision": "x"}),
    a("an id that is none", "POST", "/ho-so/", 400, data=posted(id="1; drop table dossiers", name="x")),
    a("an id twice", "POST", "/ho-so/", 404, data=[("id", "{theirs}"), ("id", "{mine}"), ("code", "1.004194"), ("name", "x")]),
    a("a form sent as JSON", "POST", "/dang-nhap", 400, 422, json={"phone": "0912000002"}),
    a("a multipart without its boundary", "POST", "/ho-so/", 400, 404, data=b"--x", content_type="multipart/form-data"),
    a("a multipart cut off", "POST", "/can-cuoc", 400, 422, data=b'--x\r\nContent-Disposition: form-data; name="te',
      content_type="multipart/form-data; boundary=x"),
    a("null bytes in a form", "POST", "/can-cuoc/luu", 400, data={"full_name": "Trần\x00Văn"}),
    a("null bytes in a query", "GET", "/tim?q=%00", 400),
    a("null bytes in a path", "GET", "/thu-tuc/1.004194%00", 400, 404),
    a("bytes in no encoding", "POST", "/dang-nhap", 400, 422, data=b"phone=%ff%fe\xff", content_type="application/x-www-form-urlencoded"),
    a("an unknown procedure", "POST", "/ho-so/", 404, data=posted("9.999999", name="x")),
    a("a procedure with a path in it", "GET", "/thu-tuc/..%2f..%2fetc%2fpasswd/lam", 404),
    a("a form where one must go in person", "PUT", f"/api/ho-so/{uuid4()}", 409, json={"code": IN_PERSON, "fields": {"a": "x"}}),
    a("an unknown kind of firm", "POST", "/tai-khoan/to-chuc", 422, data={"kind": "emperor", "organisation": "x"}),
    a("an ID number with letters", "POST", "/can-cuoc/luu", 422, data={"full_name": "Trần Văn Bình", "id_number": "02208500012x"}),
    a("a birthday to come", "POST", "/can-cuoc/luu", 422, data={"full_name": "Trần Văn Bình", "birth_date": "1/1/2999"}),
    a("markup for a name", "POST", "/can-cuoc/luu", 422, data={"full_name": "<script>alert(1)</script>"}),
    a("a card that is none", "POST", "/can-cuoc", 422, data={"text": "|||||||"}),
    a("a card of 600 kB", "POST", "/can-cuoc", 413, 422, data={"text": BIG}),
    a("a program for a photograph", "POST", "/can-cuoc", 422, **sent(b"MZ\x90" + bytes(99), "anh.jpg", "photo")),
    # size
    a("a form of 2 MB", "POST", "/dang-nhap", 413, data={"phone": "0" * 2_000_000}),
    a("JSON of 2 MB", "PUT", f"/api/ho-so/{uuid4()}", 400, 413, json={"code": "1.004194", "fields": {"a": "x" * 2_000_000}}),
    a("one field of 600 kB", "POST", "/dang-nhap", 413, 422, data={"phone": BIG}),
    a("5,000 fields", "PUT", f"/api/ho-so/{uuid4()}", 400, json={"code": "1.004194", "fields": {str(n): "" for n in range(5000)}}),
    a("5,000 parts", "POST", "/ho-so/", 413, **sent(b"x", "p", **{f"f{n}": "x" for n in range(5000)})),
    a("50 MB", "POST", "/can-cuoc", 413, **sent(bytes(50_000_000), "anh.jpg", "photo")),
    # papers (Chi's draft asks for one: «cho-o»)
    a("a program named .jpg", "POST", PAPER, 415, who="chi", **sent(b"MZ\x90\x00" + bytes(500), "anh.jpg")),
    a("a page of HTML named .pdf", "POST", PAPER, 415, who="chi", **sent(b"<html><script>1</script>", "don.pdf")),
    a("a picture that is a web page too", "POST", PAPER, 415, who="chi", **sent(b"GIF89a<script>", "a.gif")),
    a("a decompression bomb", "POST", PAPER, 413, 415, 422, who="chi", **sent(bomb(), "anh.png")),
    a("an empty file", "POST", PAPER, 415, 422, who="chi", **sent(b"", "anh.jpg")),
    a("no file at all", "POST", PAPER, 400, 415, 422, who="chi", data={}, content_type="multipart/form-data"),
    a("a file cut in half", "POST", PAPER, 415, 422, who="chi", **sent(b"\xff\xd8\xff\xe0" + bytes(99), "anh.jpg")),
    a("a paper nobody asked for", "POST", "/ho-so/{theirs}/giay-to/..%2f..%2fetc", 404, who="chi", **sent(b"x", "a.jpg")),
    a("a paper for another's dossier", "POST", PAPER, 404, **sent(b"x", "../../../../etc/passwd")),
    a("a path for a file name", "POST", PAPER, 415, who="chi", **sent(b"x", "..\\..\\../etc/passwd")),
    a("a paper of 26 MB", "POST", PAPER, 413, who="chi", **sent(b"\xff\xd8\xff\xe0" + bytes(26_300_000), "anh.jpg")),
    a("a paper after handing in", "POST", "/ho-so/{mine}/giay-to/cho-o", 404, 409, **sent(b"x", "a.jpg")),
    a("a paper id that is none", "GET", "/ho-so/{theirs}/giay-to/00000000-0000-4000-8000-000000000000", 404, who="chi"),
    # guessing
    a("a code without asking for one", "POST", "/dang-nhap/ma", 303, who="nobody", data={"code": "000000"}),
    a("a wrong code", "POST", "/dang-nhap/ma", 422, who="asked", data={"code": "00000x"}),
    a("a phone with a second one behind it", "POST", "/dang-nhap", 422, data={"phone": "0912000002\r\nBcc: 0912000003"}),
    a("a look-up with a wildcard", "POST", "/tra-cuu", 404, 422, who="nobody", data={"code": "%", "digits": "%%%%"}),
    a("a look-up by injection", "POST", "/tra-cuu", 404, 422, who="nobody", data={"code": "' or 1=1 --", "digits": "0002"}),
    a("a passkey of nonsense", "POST", "/api/van-tay/xac-nhan", 400, 404, who="nobody", json={"id": "AAAA", "response": []}),
    a("a bank notice without a signature", "POST", "/thong-bao/sepay", 400, 401, 403, who="nobody", json={"id": 1}),
    a("a forged cookie", "GET", "/tai-khoan", 303, who="nobody", headers={"Cookie": "motcham=eyJfdXNlcl9pZCI6IjEifQ.x.y"}),
    # ways of asking and paths
    a("a method that does not exist", "BREW", "/", 405),
    a("deleting a dossier", "DELETE", "/api/ho-so/{mine}", 405),
    a("getting where one posts", "GET", "/dang-xuat", 405),
    a("a path out of the static files", "GET", "/static/..%2f..%2fwebapp/config.py", 404),
    a("a path out by dots", "GET", "/static/../webapp/config.py", 404),
    a("a file of the system", "GET", "//etc/passwd", 400, 404),
    a("a file beside the app", "GET", "/demo-secrets.json", 404),
    a("a template left in a path", "GET", "/thu-tuc/{{7*7}}", 404),
    a("an endless path", "GET", "/" + "a" * 9000, 404, 414),
    a("a negative page", "GET", "/ban-lam-viec?trang=-1", 403),
]  # fmt: skip


@pytest.fixture
def app(app: Flask) -> Flask:
    app.config["TESTING_RAISES"] = False  # what nobody foresaw must show as 500 here
    return app


@pytest.fixture
def people(app: Flask) -> tuple[dict[str, Browser], dict[str, str]]:
    """Bình with a dossier handed in, Chi with a draft, somebody unknown, somebody who asked for a code."""
    binh, chi = at_home(app), at_home(app, "0912000003", "Lê Thị Chi")
    asked = fresh(app)
    ask_code(asked, "0912000044")
    known = {"mine": str(submitted(binh)), "theirs": str(filled_in(chi, complete(name="Lê Thị Chi") | rented()))}
    known["person"] = re.findall(r"/tai-khoan/ai/([0-9a-f-]{36})", chi.get("/tai-khoan/ai").text)[0]
    return {"binh": binh, "chi": chi, "nobody": fresh(app), "asked": asked}, known


def filled(value: Any, known: dict[str, str]) -> Any:
    if isinstance(value, str):
        return re.sub(r"\{(mine|theirs|person)\}", lambda found: known[found[1]], value)
    if isinstance(value, dict):
        return {name: filled(one, known) for name, one in value.items()}
    if isinstance(value, list) and value and isinstance(value[0], tuple):
        return MultiDict([(name, filled(one, known)) for name, one in value])
    return value


def kept(app: Flask) -> dict[str, list[Any]]:
    """Every row of every table that holds what people gave."""
    engine = app.extensions["sessions"].engine
    with engine.connect() as connection:
        tables = sorted(set(inspect(connection).get_table_names()) - UNMOVED)
        found = {name: connection.execute(text(f'select * from "{name}"')).all() for name in tables}
    return {name: sorted(map(repr, lines)) for name, lines in found.items()}


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.name.replace(" ", "_"))
def test_it_answers_clearly_and_changes_nothing(app: Flask, people: Any, attack: Attack) -> None:
    browsers, known = people
    before = kept(app)
    answer = browsers[attack.who].open(
        filled(attack.path, known), method=attack.method, **{n: filled(v, known) for n, v in attack.kwargs.items()}
    )
    assert answer.status_code in attack.status, answer.text[:600]
    assert kept(app) == before
    assert "Traceback" not in answer.text
    if answer.status_code >= 400:
        said(answer)


def said(answer: Any) -> None:
    """A page in Vietnamese with its heading, or JSON with a title."""
    if answer.is_json:
        assert json.loads(answer.text)
        return
    assert answer.text.count("<h1") == 1
    assert MARKS.search(re.sub(r"<[^>]*>", "", answer.text))
    assert not re.search(r"werkzeug|sqlalchemy|File &#34;|Exception", answer.text)


def test_it_tries_at_least_forty_of_them() -> None:
    assert len({attack.name for attack in ATTACKS}) == len(ATTACKS) >= 40
