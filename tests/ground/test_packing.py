"""What goes out small: packed files and pages, and nothing twice that a browser has already."""

import gzip
import shutil
import threading
from pathlib import Path

import brotli
import pytest
from flask import Flask
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from tests.page import Client
from tests.people import KHANH, UNIT, browser
from webapp import assets, packing

BR = {"Accept-Encoding": "gzip, br"}


def address(app: Flask, path: str) -> str:
    return f"/static/{app.config['ASSET_VERSION']}/{path}"


@pytest.fixture(scope="session")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the first app's packed files are kept for the next: they are the same for all."""
    return tmp_path_factory.mktemp("packed") / "static"


@pytest.fixture
def packed(app: Flask, kept: Path, monkeypatch: pytest.MonkeyPatch) -> Flask:
    """The app with its small files packed; the large ones of others would only take time."""
    few = {name: body for name, body in assets.contents().items() if not name.startswith("vendor/")}
    monkeypatch.setattr(assets, "tree", lambda: assets.grow(few))
    here = app.config["CONFIG"].data / "static"
    if kept.exists():
        shutil.copytree(kept, here)
    assets.pack(app)
    if not kept.exists():
        shutil.copytree(here, kept)
    return app


@pytest.mark.parametrize(("wanted", "undo"), [("br", brotli.decompress), ("gzip", gzip.decompress)])
def test_a_static_file_goes_out_packed(wanted: str, undo, packed: Flask, client: Client) -> None:
    path = address(packed, "css/app.css")
    plain, small = client.get(path), client.get(path, headers={"Accept-Encoding": wanted})
    assert small.headers["Content-Encoding"] == wanted
    assert small.headers["Content-Type"] == plain.headers["Content-Type"] == "text/css; charset=utf-8"
    assert small.headers["Vary"] == plain.headers["Vary"] == "Accept-Encoding"
    assert small.content_length == len(small.data) < len(plain.data) / 3
    assert plain.data == assets.sheet()
    assert undo(small.data) == assets.lean("css/app.css", plain.data)
    assert small.headers["ETag"] != plain.headers["ETag"]
    assert "immutable" in small.headers["Cache-Control"]


def test_a_browser_that_says_nothing_gets_it_as_it_is(packed: Flask, client: Client) -> None:
    for headers in ({}, {"Accept-Encoding": "identity"}, {"Accept-Encoding": "br;q=0"}, {"Accept-Encoding": "zstd"}):
        answer = client.get(address(packed, "js/app.js"), headers=headers)
        assert "Content-Encoding" not in answer.headers
        assert answer.data == (assets.STATIC / "js/app.js").read_bytes()


def test_a_script_goes_out_without_the_lines_that_are_comments_only(packed: Flask, client: Client) -> None:
    path = address(packed, "js/app.js")
    assert client.get(path).data.startswith(b"//")
    small = brotli.decompress(client.get(path, headers=BR).data)
    assert b"\n//" not in small
    assert small.startswith(b"const")


def test_a_part_of_a_file_is_a_part_of_what_it_is(packed: Flask, client: Client) -> None:
    answer = client.get(address(packed, "css/app.css"), headers=BR | {"Range": "bytes=10-19"})
    assert (answer.status_code, answer.data) == (206, assets.sheet()[10:20])
    assert "Content-Encoding" not in answer.headers


def test_asking_for_the_head_tells_the_same(packed: Flask, client: Client) -> None:
    path = address(packed, "css/app.css")
    got, head = client.get(path, headers=BR), client.head(path, headers=BR)
    assert head.data == b""
    assert {k: v for k, v in head.headers.items() if k != "Date"} == {
        k: v for k, v in got.headers.items() if k != "Date"
    }


def test_what_is_no_static_file_is_not_there(packed: Flask, client: Client) -> None:
    for path in ("css/tokens.css", "nichts.js", "../webapp/config.py", ".hidden"):
        assert client.get(address(packed, path)).status_code == 404


@pytest.mark.parametrize(
    "path", ["/", "/thu-tuc/1.004194", "/thu-tuc/1.004194/lam", "/tra-cuu", "/sw.js", "/manifest.webmanifest"]
)
def test_a_public_page_goes_out_packed_and_not_twice(path: str, client: Client) -> None:
    first = client.get(path, headers=BR)
    assert first.headers.get("Content-Encoding") == "br" or first.content_length < packing.LEAST
    again = client.get(path, headers=BR | {"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert "Accept-Encoding" in first.headers["Vary"]


def test_a_public_page_differs_by_cookie_for_whoever_keeps_it(client: Client) -> None:
    """The worker asks the browser's own cache for the first page: not the one from before signing in (keeping.js)."""
    for path in ("/", "/thu-tuc/1.004194", "/tra-cuu", "/noi-nop"):
        assert "Cookie" in client.get(path).headers["Vary"]


def test_a_look_up_by_reference_is_not_kept(client: Client) -> None:
    assert client.get("/tra-cuu").headers["Cache-Control"] == "no-cache"
    assert client.get("/tra-cuu?ma=MC7K-2P9X").headers["Cache-Control"] == "no-store"


def test_without_packed_files_everything_still_comes(app: Flask, client: Client) -> None:
    answer = client.get(address(app, "css/app.css"), headers=BR)
    assert brotli.decompress(answer.data) == assets.sheet()


def test_another_site_learns_nothing_from_sizes(app: Flask, db: Session) -> None:
    """Words it chose, in an address, beside what is personal: not packed together."""
    khanh = browser(app, db, *KHANH, ("officer", UNIT))

    def asked(path: str, site: str) -> TestResponse:
        return khanh.get(path, headers=BR | {"Sec-Fetch-Site": site})

    assert "Content-Encoding" not in asked("/tim?q=Khanh", "cross-site").headers
    assert asked("/tim?q=Khanh", "same-origin").headers["Content-Encoding"] == "br"
    assert asked("/tai-khoan", "cross-site").headers["Content-Encoding"] == "br"


def test_uploads_are_left_alone(client: Client) -> None:
    answer = client.open("/tai-len", method="OPTIONS", headers=BR)
    assert "Content-Encoding" not in answer.headers
    assert "ETag" not in answer.headers


def test_two_processes_may_pack_at_once(tmp_path: Path) -> None:
    files = {f"{number}.css": b"a { color: red }\n" * 50 for number in range(40)}
    both = [threading.Thread(target=packing.pack, args=(tmp_path, "v1", files)) for _ in range(2)]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert sorted(path.name for path in (tmp_path / "static").iterdir()) == ["v1"]
    assert len(list((tmp_path / "static" / "v1" / "br").iterdir())) == 40


def test_an_earlier_version_goes_when_the_next_is_packed(tmp_path: Path) -> None:
    for version in ("v1", "v2"):
        packing.pack(tmp_path, version, {"a.css": b"a { color: red }\n" * 50})
    assert [path.name for path in (tmp_path / "static").iterdir()] == ["v2"]


def test_what_packing_makes_no_smaller_stays_as_it_is(tmp_path: Path) -> None:
    packing.pack(tmp_path, "v1", {"a.png": b"a" * 500, "b.css": b"b"})
    assert list((tmp_path / "static" / "v1").rglob("*.*")) == []
