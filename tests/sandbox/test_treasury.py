"""The pages of the sandbox treasury: notices to see, write, change and withdraw, receipts with their gaps, an outage to switch on."""

import os
import re
import signal
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.sandbox.conftest import Visitor
from tests.sandbox.pages_of import texts_of_pages
from tests.sandbox.test_treasury_api import FIND, PAID, PAYMENT, RECEIPT, RECORD
from tests.treasury import KEY, LAND, Treasury
from webapp.sandbox import treasury as package
from webapp.sandbox.ground.refusing import Refuses
from webapp.sandbox.treasury import app, notices, receipts, refusals, trouble, world
from webapp.sandbox.treasury.__main__ import main
from webapp.sandbox.treasury.config import TreasuryConfig
from webapp.sandbox.treasury.texts import TEXTS
from webapp.systems.state import plain

FOLDER = Path(package.__file__).parent
LAND_PAGE = f"/thong-bao/{plain(LAND)}"
PAGES = ["/", "/thong-bao/moi", LAND_PAGE, f"{LAND_PAGE}/sua", "/bien-lai", "/api", "/none", "/thong-bao/NONE"]
WRITTEN = {
    "kind": "phat_vphc", "office": "H49.203", "payer": "Trần Văn Bình", "payer_id": "022 090 000 123", "what1": "Đổ rác sai chỗ",
    "amount1": "150.000", "what2": "Chậm nộp", "amount2": "7500", "due": "2026-12-31", "dossier": "h49.203-261123-0001",
    "once": "0190",
}  # fmt: skip


@pytest.fixture
def treasury(tmp_path: Path) -> Iterator[Treasury]:
    made = Treasury(tmp_path)
    yield made
    made.stop()


@pytest.fixture
def visitor(treasury: Treasury) -> Visitor:
    return Visitor(treasury.url)


def test_the_first_page_shows_the_invented_notices(visitor):
    page = visitor.get("/").text
    for words in (LAND, "186.000 đ", "Lệ phí trước bạ", "4.250.000 đ", "Chưa nộp"):
        assert words in page


def test_a_new_notice_can_be_found_by_its_code(treasury, visitor):
    page = visitor.post("/thong-bao", WRITTEN)
    code = page.url.rsplit("/", 1)[1]
    said = treasury.ask(FIND, {"MaThongBao": code})[1]["ThongBao"]
    assert re.fullmatch(r"TB26-\d{4}-\d{4}", said["MaThongBao"])
    assert (said["SoTien"], said["HanNop"], said["MaHoSo"]) == (157_500, "20261231235959", "H49.203-261123-0001")
    assert (said["MaNHThuHuong"], said["DSKhoanNop"][1]["LoaiPhiLePhi"]) == ("970418", "phat")
    assert "157.500 đ" in page.text


def test_saving_the_form_twice_writes_one_notice(visitor):
    assert visitor.post("/thong-bao", WRITTEN).url == visitor.post("/thong-bao", WRITTEN).url


def test_a_notice_can_be_changed_until_it_is_paid(treasury, visitor):
    assert 'value="186.000"' in visitor.get(f"{LAND_PAGE}/sua").text
    assert "157.500 đ" in visitor.post(f"{LAND_PAGE}/sua", WRITTEN).text
    assert treasury.ask(PAID, PAYMENT)[1]["error_code"] == "04"
    treasury.ask(PAID, PAYMENT | {"SoTien": 157_500})
    again = visitor.post(f"{LAND_PAGE}/sua", WRITTEN | {"amount1": "1"})
    assert again.status == 409
    assert "Khoản này đã nộp rồi" in again.text


@pytest.mark.parametrize(
    "changes",
    [
        {"payer": " "}, {"what1": "", "amount1": "", "what2": "", "amount2": ""}, {"amount1": "0"}, {"amount1": "-5"}, {"amount1": "x"},
        {"amount1": "9" * 30}, {"what1": ""}, {"payer_id": "123"}, {"due": "31/12"}, {"dossier": "x y"}, {"kind": "x"}, {"office": "x"},
    ],
)  # fmt: skip
def test_a_form_that_is_not_right_is_shown_again_with_what_was_typed(visitor, changes):
    page = visitor.post("/thong-bao", WRITTEN | changes)
    assert page.status == 422
    assert 'role="alert"' in page.text
    assert 'value="2026-12-31"' in page.text or "due" in changes
    assert page.text.count("TB26-") == 0


def test_a_paid_notice_shows_when_in_twenty_four_hours(treasury, visitor):
    treasury.ask(PAID, PAYMENT)
    page = visitor.get(LAND_PAGE).text
    for words in ("Đã nộp", "MC-1", "15:32 23/11/2026", "MC26T-7"):
        assert words in page


def test_withdrawing_and_setting_back(treasury, visitor):
    visitor.post(f"{LAND_PAGE}/thu-hoi", {})
    assert treasury.state_of(LAND) == "thu_hoi"
    visitor.post(f"{LAND_PAGE}/chua-nop", {})
    treasury.ask(PAID, PAYMENT)
    assert visitor.post(f"{LAND_PAGE}/thu-hoi", {}).status == 409
    visitor.post(f"{LAND_PAGE}/chua-nop", {})
    assert treasury.ask(PAID, PAYMENT | {"MaGiaoDich": "MC-2"})[1]["error_code"] == "0"


def test_a_dossiers_code_can_be_attached(treasury, visitor):
    assert "H49.201-261123-0001" in visitor.post(f"{LAND_PAGE}/ho-so", {"dossier": "H49.201-261123-0001"}).text
    assert treasury.ask(FIND, {"MaThongBao": LAND})[1]["ThongBao"]["MaHoSo"] == "H49.201-261123-0001"
    assert visitor.post(f"{LAND_PAGE}/ho-so", {"dossier": "<b>"}).status == 422


def test_missing_numbers_of_receipts_are_named(treasury, visitor):
    assert "Chưa nhận biên lai nào" in visitor.get("/bien-lai").text
    for number in (2, 3, 5, 9):
        treasury.ask(RECEIPT, RECORD | {"So": number})
    treasury.ask(RECEIPT, RECORD | {"So": 3, "TrangThai": "huy"})
    page = re.sub(r"<[^>]+>|\s+", " ", visitor.get("/bien-lai").text)
    assert re.sub(r"\s+", " ", page).count("Thiếu: 1 , 4 , 6–8 ") == 1
    assert "Đã nhận 4 số, số lớn nhất 9, huỷ 1." in page


def test_numbers_begin_anew_with_the_year_and_the_organisation(treasury, visitor):
    for change in ({}, {"Nam": 2027, "NgayLap": "20270101000000"}, {"MaSoThue": "9999006673"}):
        treasury.ask(RECEIPT, RECORD | change)
    page = visitor.get("/bien-lai").text
    assert page.count("Không thiếu số nào từ 1.") == 3


def test_an_outage_is_switched_on_and_off_and_said(treasury, visitor):
    assert trouble.TROUBLES[trouble.AT_REST] in visitor.post("/tinh-trang", {"which": trouble.AT_REST}).text
    assert treasury.ask(FIND, {"MaThongBao": LAND})[0] == 503
    visitor.post("/tinh-trang", {"which": ""})
    assert treasury.ask(FIND, {"MaThongBao": LAND})[0] == 200
    assert visitor.post("/tinh-trang", {"which": "x"}).status == 400


@pytest.mark.parametrize("origin", ["https://evil.example", "http://[", "null", None])
def test_a_foreign_page_changes_nothing(treasury, visitor, origin):
    assert visitor.post(f"{LAND_PAGE}/thu-hoi", {}, origin=origin).status == 403
    assert treasury.state_of(LAND) == "chua_nop"


@pytest.mark.parametrize("host", ["evil.example", "8.8.8.8", "evil.example:8004", "["])
def test_it_answers_to_names_of_its_own_network_only(treasury, host):
    asked = urllib.request.Request(treasury.url, headers={"Host": host})
    with pytest.raises(urllib.error.HTTPError, match="403"):
        urllib.request.urlopen(asked, timeout=10)


def test_what_people_type_is_text_and_never_markup(visitor):
    page = visitor.post("/thong-bao", WRITTEN | {"payer": "<script>alert(1)</script>", "what1": "{{ 7 * 7 }}"}).text
    assert "<script>alert" not in page + visitor.get("/").text
    assert "{{ 7 * 7 }}" in page


@pytest.mark.parametrize("path", PAGES)
def test_it_is_loud_in_both_languages_with_strict_headers(visitor, path):
    for lang, words in (("vi", "KHO BẠC VÀ THUẾ THỬ NGHIỆM"), ("en", "SANDBOX TREASURY AND TAX")):
        page = visitor.get(f"{path}?lang={lang}")
        assert words in page.text
        assert page.text.count("<h1") == 1
        assert f'<html lang="{lang}"' in page.text
        ids = re.findall(r'\bid="([^"]+)"', page.text)
        assert len(ids) == len(set(ids))
        assert not re.search(r"\sstyle=|\son\w+=|<script", page.text)
        assert "default-src 'none'" in page.headers["Content-Security-Policy"]


def test_every_text_has_its_english_and_none_is_left_over():
    used = texts_of_pages(FOLDER)
    used |= {*trouble.TROUBLES.values(), *notices.STATES.values(), *receipts.STATES.values(), *app.SAID.values()}
    used |= {app.OTHERWISE, app.GO_BACK} | {kind.name for kind in world.KINDS.values()}
    kinds = [one for one in vars(refusals).values() if isinstance(one, type) and issubclass(one, refusals.Refused)]
    used |= {text for one in kinds for text in (one.message, one.advice)}
    assert used == set(TEXTS.english)


def test_what_it_remembers_outlives_the_process(tmp_path):
    for expected in ("0", "02"):
        treasury = Treasury(tmp_path)
        assert treasury.ask(PAID, PAYMENT | {"MaGiaoDich": f"MC-{expected}"})[1]["error_code"] == expected
        treasury.stop()


def test_it_refuses_to_start_outside_the_demo_mode(monkeypatch, capsys, tmp_path):
    monkeypatch.setenv("TREASURY_KEY", KEY)
    monkeypatch.delenv("DEMO", raising=False)
    monkeypatch.setattr(sys, "argv", ["treasury", "--port", "0", "--data", str(tmp_path / "none")])
    assert main() == 2
    assert "set DEMO=1" in capsys.readouterr().err
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize(
    ("argv", "env", "named"),
    [
        ([], {}, "TREASURY_KEY"), (["--port", "none"], {"TREASURY_KEY": KEY}, "TREASURY_PORT"),
        (["--port", "70000"], {"TREASURY_KEY": KEY}, "TREASURY_PORT"),
    ],
)  # fmt: skip
def test_it_names_the_setting_that_is_missing_or_wrong(argv, env, named):
    with pytest.raises(Refuses, match=named):
        TreasuryConfig.read(argv, {"DEMO": "1"} | env)


def test_it_says_when_its_port_is_taken(treasury, monkeypatch, capsys, tmp_path):
    monkeypatch.setenv("TREASURY_KEY", KEY)
    monkeypatch.setenv("DEMO", "1")
    monkeypatch.setattr(sys, "argv", ["treasury", "--port", str(treasury.port), "--data", str(tmp_path)])
    assert main() == 2
    assert "choose another --port" in capsys.readouterr().err


@pytest.mark.parametrize("by", [signal.SIGTERM, signal.SIGINT])
def test_it_serves_and_stops_cleanly(tmp_path, by):
    command = [sys.executable, "-m", "webapp.sandbox.treasury", "--port", "0", "--data", str(tmp_path)]
    env = os.environ | {"DEMO": "1", "TREASURY_KEY": KEY, "CLOCK": "2026-11-23T08:00:00"}
    with subprocess.Popen(command, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        address = process.stdout.readline().split()[-1]
        with urllib.request.urlopen(address, timeout=10) as page:
            assert "KHO BẠC VÀ THUẾ THỬ NGHIỆM" in page.read().decode()
        process.send_signal(by)
        assert process.wait(10) == 0
        assert process.stderr.read() == ""
