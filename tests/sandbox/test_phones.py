"""The sandbox phones: what arrived is shown as a phone shows it, trouble comes when asked for, strangers are turned away."""

import json
import os
import re
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.phones import SECRETS, Phones
from tests.sandbox.conftest import Page, Visitor
from tests.sandbox.pages_of import texts_of_pages
from webapp.sandbox import phone as package
from webapp.sandbox.ground.refusing import Refuses
from webapp.sandbox.phone import inbox
from webapp.sandbox.phone.__main__ import main
from webapp.sandbox.phone.app import SAID
from webapp.sandbox.phone.config import PhoneConfig
from webapp.sandbox.phone.texts import ENGLISH

FOLDER = Path(package.__file__).parent
PHONE = "/may/0912345678"
PAGES = ["/", PHONE, "/none"]
KEY = {"Authorization": f"Bearer {SECRETS['sms_key']}"}
SMS = {"id": "m1", "to": "84912345678", "from": "MotCham", "text": "Ma Mot Cham: 123456"}
ZNS = {
    "phone": "84912345678", "template_id": "demo-103", "tracking_id": "m1",
    "template_data": {"code": "H49A-BCDE", "status": "đã có kết quả"},
}  # fmt: skip
ENV = {"DEMO": "1"} | {f"PHONE_{name.upper()}": value for name, value in SECRETS.items()}


class Caller(Visitor):
    """Also an app that sends."""

    def send(self, path: str, said: object, **headers: str) -> Page:
        raw = json.dumps(said).encode()
        return self._open(urllib.request.Request(self.base + path, raw, {"Content-Type": "application/json"} | headers))

    def token(self) -> str:
        form = f"refresh_token={SECRETS['refresh_token']}&app_id=sandbox&grant_type=refresh_token".encode()
        asked = urllib.request.Request(f"{self.base}/v4/oa/access_token", form, {"secret_key": SECRETS["app_secret"]})
        return str(self._open(asked).json["access_token"])

    def zalo(self, **changes: object) -> int:
        """The error number."""
        return int(self.send("/message/template", ZNS | changes, access_token=self.token()).json["error"])


@pytest.fixture
def phones(tmp_path: Path) -> Iterator[Caller]:
    made = Phones(tmp_path)
    yield Caller(made.url)
    made.stop()


def test_a_text_message_is_shown_with_its_parts(phones):
    assert phones.send("/sms", SMS, **KEY).json == {"id": "sms-1"}
    page = phones.get(PHONE).text
    assert "Ma Mot Cham: 123456" in page
    assert "19 ký tự, 1 phần tin" in page
    assert "0912 345 678" in phones.get("/").text


def test_a_long_text_with_diacritics_says_so(phones):
    phones.send("/sms", SMS | {"text": "Hồ sơ " * 30}, **KEY)
    assert "180 ký tự, 3 phần tin · có dấu" in phones.get(PHONE).text


def test_a_zalo_card_shows_the_registered_text_filled_in(phones):
    assert phones.zalo() == 0
    page = phones.get(PHONE).text
    assert "Hồ sơ H49A-BCDE có tin mới" in page
    assert "Hồ sơ H49A-BCDE: đã có kết quả. Mở Một Chạm" in page


def test_a_repetition_is_shown_once(phones):
    for _twice in range(2):
        assert phones.send("/sms", SMS, **KEY).json == {"id": "sms-1"}
        phones.zalo()
    assert len(phones.get("/messages.json").json) == 2
    assert len(phones.get("/messages.json?phone=0900000000").json) == 0


@pytest.mark.parametrize(("which", "status"), [("permanent", 422), ("temporary", 503), ("slow", 200)])
def test_trouble_comes_to_the_next_text_message_only(phones, which, status):
    phones.post("/su-co", {"kind": "sms", "which": which})
    assert inbox.TROUBLES[which] in phones.get("/").text
    assert phones.send("/sms", SMS, **KEY).status == status
    assert phones.send("/sms", SMS, **KEY).status == 200
    assert (inbox.TROUBLES[which] in phones.get(PHONE).text) == (which != "slow")


@pytest.mark.parametrize(("which", "error"), [("permanent", -118), ("temporary", -100), ("slow", 0)])
def test_trouble_comes_to_the_next_zalo_message_only(phones, which, error):
    phones.post("/su-co", {"kind": "zns", "which": which})
    assert [phones.zalo(), phones.zalo(tracking_id="m2")] == [error, 0]


def test_an_expired_token_is_refused_until_a_new_one_is_fetched(phones):
    old = phones.token()
    phones.post("/su-co", {"kind": "zns", "which": "expired"})
    assert phones.send("/message/template", ZNS, access_token=old).json["error"] == -124
    assert phones.zalo() == 0


def test_trouble_can_be_taken_back(phones):
    phones.post("/su-co", {"kind": "sms", "which": "permanent"})
    phones.post("/su-co", {"kind": "sms", "which": ""})
    assert phones.send("/sms", SMS, **KEY).status == 200


@pytest.mark.parametrize("said", [{"kind": "sms", "which": "expired"}, {"kind": "x", "which": "slow"}, {}])
def test_trouble_that_does_not_exist_is_refused(phones, said):
    assert phones.post("/su-co", said).status == 400


def test_everything_can_be_deleted(phones):
    phones.send("/sms", SMS, **KEY)
    phones.post("/xoa", {})
    assert phones.get("/messages.json").json == []
    assert "Chưa có tin nào" in phones.get("/").text


@pytest.mark.parametrize("key", ["", "Bearer", "Bearer wrong", "Bearer \u00e9"])
def test_a_text_message_without_the_key_is_refused(phones, key):
    assert phones.send("/sms", SMS, Authorization=key).status == 401
    assert phones.get("/messages.json").json == []


@pytest.mark.parametrize(
    "said", [[], {}, SMS | {"to": "0912345678"}, SMS | {"text": ""}, SMS | {"id": None}, SMS | {"to": 1}]
)
def test_a_text_message_that_is_not_whole_is_refused(phones, said):
    assert phones.send("/sms", said, **KEY).status == 422


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"phone": "0912345678"}, -108), ({"template_id": "none"}, -109), ({"template_data": {}}, -112), ({"template_data": "x"}, -112),
        ({"template_data": {"code": "x", "status": "y" * 31}}, -112), ({"template_data": {"code": "x", "status": 1}}, -112),
        ({"template_data": {"code": "x", "status": "y", "more": "z"}}, -112),
    ],
)  # fmt: skip
def test_zalo_refuses_what_does_not_fit_the_registered_text(phones, changes, error):
    assert phones.zalo(**changes) == error


def test_no_token_is_given_to_strangers(phones):
    for form in (b"", b"refresh_token=first&app_id=other", b"refresh_token=wrong&app_id=sandbox"):
        asked = urllib.request.Request(f"{phones.base}/v4/oa/access_token", form, {"secret_key": SECRETS["app_secret"]})
        assert "access_token" not in phones._open(asked).json


@pytest.mark.parametrize("origin", ["https://evil.example", None])
def test_a_foreign_page_presses_no_button(phones, origin):
    assert phones.post("/xoa", {}, origin=origin).status == 403


@pytest.mark.parametrize("phone", ["84912345678", "0212345678", "x", "091234567", "09123456789"])
def test_a_number_that_is_none_has_no_phone(phones, phone):
    assert phones.get(f"/may/{phone}").status == 404


def test_what_people_send_is_text_and_never_markup(phones):
    phones.send("/sms", SMS | {"text": "<script>alert(1)</script>"}, **KEY)
    assert "<script>alert" not in phones.get(PHONE).text + phones.get("/").text


@pytest.mark.parametrize("path", PAGES)
def test_it_is_loud_in_both_languages_with_strict_headers(phones, path):
    phones.send("/sms", SMS, **KEY)
    for lang, words in (("vi", "ĐIỆN THOẠI THỬ NGHIỆM"), ("en", "SANDBOX PHONES")):
        page = phones.get(f"{path}?lang={lang}")
        assert words in page.text
        assert page.text.count("<h1") == 1
        assert f'<html lang="{lang}"' in page.text
        ids = re.findall(r'\bid="([^"]+)"', page.text)
        assert len(ids) == len(set(ids))
        assert not re.search(r"\sstyle=|\son\w+=", page.text)
        assert "default-src 'none'" in page.headers["Content-Security-Policy"]


def test_every_text_has_its_english_and_none_is_left_over():
    used = texts_of_pages(FOLDER)
    used |= {*inbox.TROUBLES.values(), *SAID.values(), "Yêu cầu này không đọc được."}
    assert used == set(ENGLISH)


def test_it_refuses_to_start_outside_the_demo_mode(monkeypatch, capsys, tmp_path):
    for name, value in ENV.items():
        monkeypatch.setenv(name, value)
    monkeypatch.delenv("DEMO")
    monkeypatch.setattr(sys, "argv", ["phone", "--port", "0", "--data", str(tmp_path / "none")])
    assert main() == 2
    assert "set DEMO=1" in capsys.readouterr().err
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize("name", [f"PHONE_{name.upper()}" for name in SECRETS])
def test_it_names_the_setting_that_is_missing(name):
    with pytest.raises(Refuses, match=name):
        PhoneConfig.read([], {one: value for one, value in ENV.items() if one != name})


@pytest.mark.parametrize("argv", [["--port", "none"], ["--port", "70000"], ["--slow", "x"]])
def test_it_names_the_setting_that_is_wrong(argv):
    with pytest.raises(Refuses, match="PHONE_PORT"):
        PhoneConfig.read(argv, ENV)


@pytest.mark.parametrize("by", [signal.SIGTERM, signal.SIGINT])
def test_it_serves_and_stops_cleanly(tmp_path, by):
    command = [sys.executable, "-m", "webapp.sandbox.phone", "--port", "0", "--data", str(tmp_path)]
    env = os.environ | ENV | {"CLOCK": "2026-11-23T08:00:00"}
    with subprocess.Popen(command, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        address = process.stdout.readline().split()[-1]
        with urllib.request.urlopen(address, timeout=10) as page:
            assert "ĐIỆN THOẠI THỬ NGHIỆM" in page.read().decode()
        process.send_signal(by)
        assert process.wait(10) == 0
        assert process.stderr.read() == ""
