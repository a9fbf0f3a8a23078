"""Who somebody is: by card, photograph or typing; several in one household; firms; one ID number, one person."""

import io
import re

import pytest
from flask import Flask
from PIL import Image
from sqlalchemy import text

from tests.people import Browser
from tests.visitors import CARD, fresh, keep_person, photo_of, rows, settle
from webapp.accounts import card_views
from webapp.accounts.models import Clash, Person

NUMBER = "022085000123"
FIRM = {
    "kind": "business",
    "organisation": "Hộ kinh doanh Bình",
    "tax_code": "5701234567",
    "full_name": "Trần Văn Bình",
}


@pytest.fixture
def binh(app: Flask) -> Browser:
    return settle(fresh(app))


@pytest.fixture
def chi(app: Flask) -> Browser:
    return settle(fresh(app), "0912000003", full_name="Lê Thị Chi")


def fields_of(html: str) -> dict[str, str]:
    """What the form on the page would send."""
    found = dict(re.findall(r'<input[^>]*name="([^"]+)"[^>]*value="([^"]*)"', html))
    chosen = re.search(
        r'name="gender" type="radio" value="(\d)" checked|checked[^>]*name="gender"[^>]*value="(\d)"', html
    )
    return found | ({"gender": chosen[1] or chosen[2]} if chosen else {})


def person(app: Flask, name: str) -> Person:
    return next(one for one in rows(app, Person) if one.facts.get("full_name") == name)


def test_others_can_save_while_a_photograph_is_searched(
    app: Flask, binh: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    def search(_picture: bytes) -> str:
        with app.extensions["sessions"].write.begin() as other:
            other.execute(text("select 1"))  # SQLite would make it wait for whoever has begun to write
        return CARD

    monkeypatch.setattr(card_views.card_reader, "read_qr", search)
    answer = binh.post("/can-cuoc", data={"photo": (io.BytesIO(b"x"), "the.jpg")})
    assert fields_of(answer.text)["id_number"] == NUMBER


def test_it_reads_the_text_of_the_card_and_asks_to_look_it_over(app: Flask, binh: Browser) -> None:
    page = binh.post("/can-cuoc", data={"text": CARD})
    assert "Thông tin này đúng chưa?" in page.text
    assert len(rows(app, Person)) == 1
    sent = fields_of(page.text)
    assert (sent["id_number"], sent["birth_date"], sent["gender"]) == (NUMBER, "02/09/1985", "1")


def test_it_keeps_everything_on_the_card_after_the_look(app: Flask, binh: Browser) -> None:
    sent = fields_of(binh.post("/can-cuoc", data={"text": CARD}).text) | {"full_name": "Trần Văn Năm"}
    binh.post("/can-cuoc/luu", data=sent)
    kept = person(app, "Trần Văn Năm")
    assert kept.source == "card"
    assert kept.facts == {
        "full_name": "Trần Văn Năm", "id_number": NUMBER, "birth_date": "1985-09-02", "gender": "1",
        "residence": "Tổ 3, khu 5, Hồng Gai, Quảng Ninh", "id_issue_date": "2021-04-25", "old_id_number": "123456789",
    }  # fmt: skip


def test_it_reads_a_photograph_of_the_card(binh: Browser) -> None:
    photo = {"photo": (photo_of(CARD), "the.jpg")}
    page = binh.post("/can-cuoc", data=photo, content_type="multipart/form-data")
    assert fields_of(page.text)["id_number"] == NUMBER


@pytest.mark.parametrize("picture", [b"", b"not a picture", b"\xff\xd8\xff\xe0" + bytes(500), b"%PDF-1.4"])
def test_it_says_when_there_is_no_code_in_the_photograph(binh: Browser, picture: bytes) -> None:
    photo = {"photo": (io.BytesIO(picture), "anh.jpg")}
    page = binh.post("/can-cuoc", data=photo, content_type="multipart/form-data")
    assert page.status_code == 422
    assert "Chưa thấy mã vuông" in page.text


def test_it_refuses_a_picture_that_would_unfold_to_gigabytes(binh: Browser) -> None:
    bomb = io.BytesIO()
    Image.new("1", (9000, 9000)).save(bomb, "PNG")
    bomb.seek(0)
    page = binh.post("/can-cuoc", data={"photo": (bomb, "anh.png")}, content_type="multipart/form-data")
    assert page.status_code == 422


@pytest.mark.parametrize("text", ["https://example.vn", "1|2|3|4|5|6|7", "x" * 5000, "\u200b|\u200b"])
def test_it_says_when_the_code_is_not_that_of_a_card(binh: Browser, text: str) -> None:
    page = binh.post("/can-cuoc", data={"text": text})
    assert page.status_code == 422
    assert "không phải mã của thẻ căn cước" in page.text


def test_it_flags_a_name_that_lost_its_diacritics(app: Flask, binh: Browser) -> None:
    page = binh.post("/can-cuoc", data={"text": CARD.replace("Trần Văn Bình", "Tran Van Binh")})
    assert "Xem kỹ lại họ tên" in page.text
    binh.post("/can-cuoc/luu", data=fields_of(page.text))
    assert person(app, "Tran Van Binh").name_doubtful
    assert "Xem lại họ tên" in binh.get("/tai-khoan").text


def test_it_takes_the_flag_away_once_the_name_was_put_right(app: Flask, binh: Browser) -> None:
    page = binh.post("/can-cuoc", data={"text": CARD.replace("Trần Văn Bình", "Tran Van Binh")})
    binh.post("/can-cuoc/luu", data=fields_of(page.text) | {"full_name": "Trần Văn Bính"})
    assert not person(app, "Trần Văn Bính").name_doubtful


def test_it_warns_of_a_number_that_does_not_fit_but_goes_on(app: Flask, binh: Browser) -> None:
    page = binh.post("/can-cuoc", data={"text": CARD.replace("Nam", "Nữ").replace("Bình", "Nhài")})
    assert "chưa khớp với ngày sinh hoặc giới tính" in page.text
    assert binh.post("/can-cuoc/luu", data=fields_of(page.text)).status_code == 303


@pytest.mark.parametrize(
    ("name", "typed", "words"),
    [
        ("full_name", "", "Gõ họ tên như trên căn cước"), ("full_name", "1234", "Họ tên chỉ gồm chữ"),
        ("full_name", "<b>An</b>", "Họ tên chỉ gồm chữ"), ("full_name", "A" * 121, "Dài quá"),
        ("id_number", "123", "đúng 12 chữ số"), ("birth_date", "31/2/1960", "Gõ ngày, tháng, năm"),
        ("birth_date", "1/1/2999", "Gõ ngày, tháng, năm"), ("birth_date", "hôm qua", "Gõ ngày, tháng, năm"),
    ],
)  # fmt: skip
def test_it_says_what_is_wrong_with_what_was_typed(binh: Browser, name: str, typed: str, words: str) -> None:
    page = keep_person(binh, residence="Tổ 3", **{name: typed})
    assert page.status_code == 422
    assert words in page.text
    assert 'value="Tổ 3"' in page.text


@pytest.mark.parametrize("typed", ["2/9/1960", "02-09-1960", "02091960", "1960-09-02", "2.9.1960"])
def test_it_reads_a_birthday_however_it_is_written(app: Flask, binh: Browser, typed: str) -> None:
    keep_person(binh, full_name="Trần Thị Sáu", birth_date=typed)
    assert person(app, "Trần Thị Sáu").facts["birth_date"] == "1960-09-02"


def test_it_keeps_two_people_of_one_household_apart(app: Flask, binh: Browser) -> None:
    keep_person(binh, full_name="Trần Thị Em")
    binh_id, em_id = person(app, "Trần Văn Bình").id, person(app, "Trần Thị Em").id
    assert binh.get("/api/toi").json["person"]["full_name"] == "Trần Thị Em"
    binh.post(f"/tai-khoan/ai/{binh_id}")
    assert binh.get("/api/toi").json["person"]["full_name"] == "Trần Văn Bình"
    assert binh_id != em_id


def test_it_cannot_choose_or_change_a_person_of_another_account(app: Flask, binh: Browser, chi: Browser) -> None:
    hers = person(app, "Lê Thị Chi").id
    assert binh.post(f"/tai-khoan/ai/{hers}").status_code == 404
    assert binh.get(f"/can-cuoc/go-tay?nguoi={hers}").status_code == 404
    assert keep_person(binh, full_name="Kẻ Gian", nguoi=str(hers)).status_code == 404
    assert person(app, "Lê Thị Chi")


def test_it_puts_a_person_right_and_forgets_what_was_emptied(app: Flask, binh: Browser) -> None:
    mine = str(person(app, "Trần Văn Bình").id)
    keep_person(binh, nguoi=mine, residence="Sai chỗ", id_number=NUMBER)
    keep_person(binh, nguoi=mine, residence="", id_number="")
    (kept,) = rows(app, Person)
    assert kept.facts == {"full_name": "Trần Văn Bình"}
    assert kept.id_index is None


def test_it_lets_one_number_be_one_person(app: Flask, binh: Browser, chi: Browser) -> None:
    keep_person(binh, full_name="Trần Văn Bình", id_number=NUMBER)
    page = keep_person(chi, full_name="Chị Khác", id_number=NUMBER)
    assert page.status_code == 409
    assert [one.id_index is not None for one in rows(app, Person)].count(True) == 1


def test_it_tells_nothing_of_the_other_account_but_a_code_to_name(app: Flask, binh: Browser, chi: Browser) -> None:
    keep_person(binh, full_name="Phạm Văn Kín", id_number=NUMBER)
    page = keep_person(chi, full_name="Chị Khác", id_number=NUMBER).text
    (case,) = rows(app, Clash)
    assert case.code in page
    assert "Kín" not in page
    assert "0912" not in re.sub(r"0912000003|/static/\w+/|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "", page)


def test_it_gives_the_same_code_again(app: Flask, binh: Browser, chi: Browser) -> None:
    keep_person(binh, id_number=NUMBER)
    for _ in range(2):
        keep_person(chi, full_name="Chị Khác", id_number=NUMBER)
    assert len(rows(app, Clash)) == 1


def test_it_lets_one_go_on_without_the_number(app: Flask, binh: Browser, chi: Browser) -> None:
    keep_person(binh, id_number=NUMBER)
    page = keep_person(chi, full_name="Chị Khác", id_number=NUMBER, residence="Tổ 9", tiep="/tra-cuu")
    assert "Lưu, chưa ghi số" in page.text
    assert chi.post("/can-cuoc/luu", data=fields_of(page.text)).location == "/tra-cuu"
    assert person(app, "Chị Khác").facts == {"full_name": "Chị Khác", "residence": "Tổ 9"}


def test_it_leads_to_the_person_when_the_number_is_already_in_the_household(app: Flask, binh: Browser) -> None:
    keep_person(binh, id_number=NUMBER)
    page = keep_person(binh, full_name="Gõ Nhầm", id_number=NUMBER)
    assert page.status_code == 409
    assert "Người này đã có trong tài khoản" in page.text
    assert rows(app, Clash) == []


def test_it_stops_somebody_who_tries_out_numbers(binh: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(card_views, "PER_ACCOUNT", (3, 3600))
    answers = [keep_person(binh, id_number=f"02208500012{n}").status_code for n in range(3)]
    assert answers == [303, 303, 429]


def test_it_keeps_a_firm_with_the_person_who_represents_it(app: Flask, binh: Browser) -> None:
    binh.post("/tai-khoan/to-chuc", data=FIRM | {"title": "Chủ hộ"})
    firm = next(one for one in rows(app, Person) if one.kind == "business")
    assert firm.facts == {name: value for name, value in (FIRM | {"title": "Chủ hộ"}).items() if name != "kind"}
    assert binh.get("/api/toi").json["person"]["organisation"] == "Hộ kinh doanh Bình"


@pytest.mark.parametrize(
    ("name", "typed"), [("kind", "citizen"), ("kind", ""), ("tax_code", "12"), ("organisation", "")]
)
def test_it_says_what_is_missing_of_a_firm(binh: Browser, name: str, typed: str) -> None:
    page = binh.post("/tai-khoan/to-chuc", data=FIRM | {name: typed})
    assert page.status_code == 422
    assert "Not a valid choice" not in page.text


def test_it_opens_a_firm_in_the_form_of_a_firm(app: Flask, binh: Browser) -> None:
    binh.post("/tai-khoan/to-chuc", data=FIRM)
    firm = next(one for one in rows(app, Person) if one.kind == "business")
    page = binh.get(f"/can-cuoc/go-tay?nguoi={firm.id}", follow_redirects=True)
    assert "5701234567" in page.text
    binh.post("/tai-khoan/to-chuc", data=FIRM | {"nguoi": str(firm.id), "organisation": "Công ty Bình"})
    assert [one.facts["organisation"] for one in rows(app, Person) if one.kind == "business"] == ["Công ty Bình"]


def test_it_does_not_turn_a_person_into_a_firm(app: Flask, binh: Browser) -> None:
    mine = str(person(app, "Trần Văn Bình").id)
    assert binh.post("/tai-khoan/to-chuc", data=FIRM | {"nguoi": mine}).status_code == 404


def test_it_knows_nobody_before_sign_in(app: Flask) -> None:
    said = fresh(app).get("/api/toi").json
    assert (said["signed_in"], said["person"]) == (False, {})


def test_it_offers_forms_the_facts_and_the_phone(binh: Browser) -> None:
    answer = binh.get("/api/toi")
    assert answer.json["person"] == {"full_name": "Trần Văn Bình", "phone": "0912000002"}
    assert answer.headers["Cache-Control"] == "no-store"
