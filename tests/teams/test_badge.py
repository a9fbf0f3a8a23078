"""The badge, and the public page behind its QR: who it is while it is valid, and no more than needed when it is not."""

import io
import re

import pytest
import zxingcpp
from flask import Flask
from PIL import Image
from sqlalchemy.orm import Session

from tests.page import Client
from tests.people import BINH, Browser, browser
from tests.teams.conftest import AT, BADGE, DUNG, TEAM, Helper
from tests.visitors import fresh
from webapp import qr
from webapp.accounts import service as accounts

NEVER = "Người giúp không bao giờ hỏi"


def test_the_badge_shows_name_unit_photo_code_and_valid_today(dung: Helper) -> None:
    page = dung.client.get(BADGE).text
    code = dung.member.code
    assert code
    for words in (DUNG[1], "Tổ công nghệ số cộng đồng khu 1", "data:image/jpeg;base64,", f"{code[:4]}-{code[4:]}"):
        assert words in page
    assert "Hôm nay còn hiệu lực" in page


def test_its_qr_leads_to_the_public_page(dung: Helper) -> None:
    address = f"http://localhost/nguoi-giup/{dung.member.code}"
    drawn = re.search(r'class="qr".*?<path d="([^"]+)"', dung.client.get(BADGE).text)
    assert drawn
    assert drawn[1] == qr.svg_path(address)[1]
    assert zxingcpp.read_barcodes(Image.open(io.BytesIO(qr.png(address))))[0].text == address


def test_whoever_was_in_no_team_has_no_badge(app: Flask, db: Session) -> None:
    assert browser(app, db, *BINH).get(BADGE).status_code == 404


def test_anybody_sees_that_the_badge_is_valid_today_and_whose_it_is(app: Flask, dung: Helper) -> None:
    page = fresh(app).get(f"/nguoi-giup/{dung.member.code}").text
    for words in ("Còn hiệu lực hôm nay", DUNG[1], "Tổ công nghệ số cộng đồng khu 1", "data:image/jpeg;base64,", NEVER):
        assert words in page
    assert "1900 54 54 81" in page  # the hotline
    assert "Báo người giúp giả" in page
    assert DUNG[0] not in page


def test_the_page_is_kept_nowhere_and_in_no_search_engine(app: Flask, dung: Helper) -> None:
    answer = fresh(app).get(f"/nguoi-giup/{dung.member.code}")
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["X-Robots-Tag"] == "noindex"


@pytest.mark.parametrize("action", ["tam-dung", "ket-thuc"])
def test_not_valid_it_says_since_when_and_neither_name_nor_photo(
    app: Flask, dung: Helper, yen: Browser, action: str
) -> None:
    yen.post(f"{AT}/{dung.id}/{action}", data={"reason": "Lý do riêng"})
    page = fresh(app).get(f"/nguoi-giup/{dung.member.code}").text
    assert "KHÔNG còn hiệu lực" in page
    assert re.search(r"từ thứ \w+ \d\d/\d\d", page)
    for words in (DUNG[1], "data:image/jpeg", "Lý do riêng", "Còn hiệu lực hôm nay"):
        assert words not in page
    assert "Tổ công nghệ số cộng đồng khu 1" in page  # whom to call


def test_a_role_taken_away_on_the_server_makes_it_invalid(app: Flask, dung: Helper, db: Session) -> None:
    account = accounts.account_by_phone(db, DUNG[0])
    assert account
    accounts.revoke(db, account, "helper", TEAM, by="thử")
    db.commit()
    page = fresh(app).get(f"/nguoi-giup/{dung.member.code}").text
    assert "KHÔNG còn hiệu lực" in page
    assert DUNG[1] not in page


@pytest.mark.parametrize("code", ["AAAAAAAA", "0000", "nguoi-la-khong-co", "x" * 300])
def test_a_code_that_nobody_has_says_so(app: Flask, code: str) -> None:
    answer = fresh(app).get(f"/nguoi-giup/{code}")
    assert answer.status_code == 404
    assert "Không có thẻ nào mang mã này" in answer.text
    assert NEVER in answer.text


def test_guessing_is_stopped_before_anything_is_looked_up(app: Flask, dung: Helper) -> None:
    client = fresh(app)
    assert {client.get("/nguoi-giup/AAAAAAAA").status_code for _ in range(60)} == {404}
    assert client.get(f"/nguoi-giup/{dung.member.code}").status_code == 429


@pytest.mark.parametrize("typed", ["{0}{1}", "{0}-{1}", " {0} {1} ", "lower"])
def test_the_printed_code_can_be_typed_in_any_way(app: Flask, dung: Helper, typed: str) -> None:
    code = str(dung.member.code)
    said = code.lower() if typed == "lower" else typed.format(code[:4], code[4:])
    answer = fresh(app).get("/nguoi-giup", query_string={"ma": said})
    assert answer.headers["Location"] == f"/nguoi-giup/{code}"


def test_what_can_not_be_a_code_is_named(app: Flask) -> None:
    answer = fresh(app).get("/nguoi-giup?ma=abc<b>")
    assert answer.status_code == 422
    assert "Mã có đúng 8 chữ và số" in answer.text
    assert "abc<b>" not in answer.text


def test_what_helpers_never_ask_has_a_page_and_help_leads_there(client: Client) -> None:
    page = client.get("/nguoi-giup/khong-bao-gio-hoi").text
    for words in ("OTP", "VNeID", "tiền mặt", "Căn cước"):
        assert words in page
    assert page.count("sprite.svg#") >= 6
    assert 'href="/nguoi-giup/khong-bao-gio-hoi"' in client.get("/tro-giup").text
