"""Looking over what is doubted: the list, a record with its raw text, settled with words; said otherwise, hidden, taken back."""

import re
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.national.conftest import Bring
from tests.national.crawl import record
from tests.page import Client
from tests.people import BINH, KHANH, UNIT, Browser, browser
from webapp.db import uuid7
from webapp.national import reviewing
from webapp.national.models import NationalDoubt, NationalEdit

LIST, CODE = "/ban-lam-viec/danh-muc", "9.000001"
AT, PUBLIC = f"{LIST}/{CODE}", f"/thu-tuc/{CODE}"
WRONG = "Trực tiếp1 Ngày làm việc40 VNĐ(4.000 đ/giấy)"


def doubt(db: Session) -> NationalDoubt:
    """The only one, as it stands now; nobody is kept from writing."""
    db.expire_all()
    found = db.scalars(select(NationalDoubt)).one()
    db.commit()
    return found


def change(lan: Browser, part: str, value: str, channel: str = "", **more: str) -> Any:
    return lan.post(f"{AT}/sua", data={"id": str(uuid7()), "part": part, "channel": channel, "value": value} | more)


def test_the_list_shows_what_is_doubted_by_kind(lan: Browser, bring: Bring):
    bring(record(ways=WRONG), record("9.000002", ways="Trực tiếp1Miễn phí"))
    page = lan.get(LIST).text
    assert "Số tiền khác với ghi chú (1)" in page
    assert "Thời hạn không ghi đơn vị (1)" in page
    only = lan.get(f"{LIST}?loai=amount_contradicts_note").text
    assert f'href="{AT}"' in only
    assert "9.000002" not in only


@pytest.mark.parametrize("query", ["?loai=khong-co", "?sau=x", "?sau=_", "?loai=%00&sau=%ff"])
def test_an_address_somebody_made_up_is_a_calm_page(lan: Browser, query: str):
    assert lan.get(LIST + query).status_code in (200, 400)


def test_a_long_list_comes_page_by_page_and_every_doubt_once(db: Session, bring: Bring, lan: Browser):
    bring(*(record(f"9.{number:06}", ways="Trực tiếp1Miễn phí") for number in range(70)))
    seen, after = [], ""
    while True:
        page = reviewing.listed(db, "", after)
        seen += [found.code for found, _name in page.rows]
        if page.end is None:
            break
        after = page.end
    assert seen == sorted(set(seen))
    assert len(seen) == 70
    db.commit()
    assert "Xem tiếp" in lan.get(LIST).text
    assert "Về đầu danh sách" in lan.get(f"{LIST}?sau={after}").text


def test_a_record_opens_with_its_raw_text_beside_what_was_read(lan: Browser, bring: Bring):
    bring(record(ways=WRONG))
    page = lan.get(AT).text
    assert "Trực tiếp1 Ngày làm việc40 VNĐ(4.000 đ/giấy)" in page
    assert "Cổng ghi “40 VNĐ”, chưa chắc đúng" in page


def test_a_doubt_is_settled_with_words_once(db: Session, lan: Browser, bring: Bring):
    bring(record(ways=WRONG))
    at = f"{LIST}/nghi-van/{doubt(db).id}"
    for words in ("Đúng là 4.000 đồng", "lần nữa"):
        assert lan.post(at, data={"words": words}).status_code == 303
    assert (doubt(db).state, doubt(db).words) == ("settled", "Đúng là 4.000 đồng")
    assert CODE not in lan.get(LIST).text


def test_settling_without_words_is_asked_again(db: Session, lan: Browser, bring: Bring):
    bring(record(ways=WRONG))
    answer = lan.post(f"{LIST}/nghi-van/{doubt(db).id}", data={"words": " "}, follow_redirects=True)
    assert "Ghi đã xem lại thế nào rồi bấm lại." in answer.text
    assert doubt(db).state == "open"


def test_a_fee_and_a_time_said_otherwise_are_what_people_see(client: Client, lan: Browser, bring: Bring):
    bring(record(ways=WRONG))
    assert change(lan, "fee", "4.000 đồng (Thông tư 64/2025/TT-BTC)", "in_person").status_code == 303
    change(lan, "term", "trong ngày", "in_person")
    change(lan, "name", "giấy chơi diều ngoài bãi")
    page = client.get(PUBLIC).text
    for said in (
        "4.000 đồng (Thông tư 64/2025/TT-BTC)",
        "trong ngày",
        "Nhiều người gọi là “giấy chơi diều ngoài bãi”",
        "Một Chạm đã sửa chỗ này",
    ):
        assert said in page
    assert f'href="{PUBLIC}"' in client.get("/tim?q=chơi diều ngoài bãi").text


def test_the_same_form_sent_twice_is_one_correction(db: Session, lan: Browser, bring: Bring):
    bring(record())
    same = str(uuid7())
    for _ in range(2):
        assert change(lan, "name", "thả diều", id=same).status_code == 303
    assert len(db.scalars(select(NationalEdit)).all()) == 1


def test_a_second_correction_takes_the_place_of_the_first_which_stays_in_the_book(
    db: Session, lan: Browser, bring: Bring
):
    bring(record())
    for value in ("diều", "thả diều"):
        change(lan, "name", value)
    rows = db.scalars(select(NationalEdit).order_by(NationalEdit.made_at)).all()
    assert [(one.value, one.withdrawn_at is None) for one in rows] == [("diều", False), ("thả diều", True)]


def test_a_correction_taken_back_shows_the_portal_s_words_again(client: Client, lan: Browser, bring: Bring):
    bring(record(ways=WRONG))
    change(lan, "fee", "4.000 đồng", "in_person")
    form = re.search(r'action="([^"]+/bo)"', lan.get(AT).text)
    assert form
    for _ in range(2):
        assert lan.post(form[1]).status_code == 303
    assert "Một Chạm đã sửa" not in client.get(PUBLIC).text


def test_a_hidden_record_is_not_there_for_people_and_can_be_shown_again(client: Client, lan: Browser, bring: Bring):
    bring(record())
    change(lan, "hidden", "")
    assert client.get(PUBLIC).status_code == 404
    assert PUBLIC not in client.get("/tim?q=thả diều").text
    assert "Đang ẩn" in lan.get(AT).text
    form = re.search(r'action="([^"]+/bo)"', lan.get(AT).text)
    assert form
    lan.post(form[1])
    assert client.get(PUBLIC).status_code == 200


@pytest.mark.parametrize(
    ("part", "channel", "status"), [("phi", "", 404), ("fee", "post", 404), ("name", "online", 404), ("name", "", 422)]
)
def test_a_part_that_is_not_there_and_an_empty_value_change_nothing(
    db: Session, lan: Browser, bring: Bring, part: str, channel: str, status: int
):
    bring(record())
    assert change(lan, part, "" if status == 422 else "x", channel).status_code == status
    assert db.scalars(select(NationalEdit)).all() == []


def test_a_form_without_its_id_is_none_of_ours(lan: Browser, bring: Bring):
    bring(record())
    assert change(lan, "name", "x", id="x").status_code == 400


@pytest.mark.parametrize("path", [f"{LIST}/9.999999", f"{LIST}/x"])
def test_a_code_that_was_never_imported_is_not_there(lan: Browser, path: str):
    assert lan.get(path).status_code == 404


@pytest.mark.parametrize("path", ["nghi-van/{}", "sua/{}/bo"])
def test_a_doubt_or_correction_that_is_not_there_is_not_found(lan: Browser, path: str):
    assert lan.post(f"{LIST}/{path.format(uuid7())}", data={"words": "x"}).status_code == 404


@pytest.mark.parametrize(("who", "role"), [(BINH, []), (KHANH, [("officer", UNIT)])])
def test_others_do_not_look_over(
    app: Flask, db: Session, bring: Bring, who: tuple[str, str], role: list[tuple[str, str]]
):
    bring(record())
    other = browser(app, db, *who, *role)
    assert [other.get(path).status_code for path in (LIST, AT)] == [403, 403]
    assert change(other, "name", "x").status_code == 403


def test_the_desk_of_a_supervisor_leads_there(app: Flask, db: Session, lan: Browser):
    assert f'href="{LIST}"' in lan.get("/ban-lam-viec").text
    assert f'href="{LIST}"' not in browser(app, db, *KHANH, ("officer", UNIT)).get("/ban-lam-viec").text
