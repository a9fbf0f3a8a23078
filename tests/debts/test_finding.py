"""A notice is found by the code on the paper, and its page says what it asks for."""

from datetime import timedelta

import pytest

from tests.debts.conftest import Payer
from tests.debts.register import LAND, debt
from tests.page import Client
from tests.people import BINH, browser
from webapp import clock
from webapp.i18n import say_date


def test_the_page_says_what_is_asked_for_by_whom_and_until_when(payer: Payer) -> None:
    page = payer.read(payer.found())
    assert "Phải nộp 186.000 đồng" in page
    for said in (
        "Thuế cơ sở Hạ Long",
        "Đất ở 120 m²",
        say_date(debt().due),
        "THUE CO SO HA LONG",
        "48/2010/QH12",
        LAND,
    ):
        assert said in page


def test_whoever_has_the_paper_knows_the_name_already_so_initials_are_enough(payer: Payer) -> None:
    page = payer.read(payer.found())
    assert ("N.T.A" in page, "022*******11" in page, "Nguyễn Thị An" in page) == (True, True, False)


def test_neither_code_nor_name_stands_in_the_address(payer: Payer) -> None:
    page = payer.found()
    assert page.startswith("/nop-thong-bao/")
    assert not {"TB26", "0001"} & set(page.replace("/", "-").split("-"))


@pytest.mark.parametrize(
    "typed", [" tb26 2026 0001 ", "tb2620260001", "TB26–2026–0001"], ids=["spaces", "bare", "dashes"]
)
def test_a_code_is_found_however_it_is_typed(payer: Payer, typed: str) -> None:
    assert payer.find(typed).status_code == 303


def test_the_form_sent_twice_is_one(payer: Payer) -> None:
    assert payer.found() == payer.found()
    assert len(payer.rows()) == 1


def test_an_id_that_is_taken_gives_another_page_and_leaves_the_first(payer: Payer) -> None:
    payer.book.write(debt(code="TB26-9999-0001", name="Lệ phí trước bạ"))
    first = payer.found()
    data = {"code": "TB26-9999-0001", "id": first.rpartition("/")[2]}
    second = payer.browser.post("/nop-thong-bao", data=data).headers["Location"]
    assert second != first
    assert "Thuế sử dụng đất" in payer.read(first)


@pytest.mark.parametrize(
    "code", ["TB26-0000-0000", "' OR 1=1 --", "<script>", "%00", "../../x", "９９９", "đ" * 40, "---"],
    ids=["none", "sql", "html", "nul", "path", "wide digits", "letters", "dashes"],
)  # fmt: skip
def test_any_other_code_gets_one_answer(payer: Payer, code: str) -> None:
    answer = payer.find(code)
    assert answer.status_code == 404
    assert "Không thấy thông báo nào có mã này" in answer.text
    assert "<script>" not in answer.text.replace("<script src", "")


@pytest.mark.parametrize(
    ("code", "words"), [("  ", "Gõ mã ghi trên thông báo"), ("9" * 500, "Dài quá")], ids=["empty", "long"]
)
def test_no_code_and_far_too_long_a_one_are_asked_for_again(payer: Payer, code: str, words: str) -> None:
    answer = payer.find(code)
    assert (answer.status_code, words in answer.text, payer.book.asked) == (422, True, 0)


def test_whoever_guesses_is_stopped_whether_or_not_there_is_one(payer: Payer) -> None:
    answers = [payer.find(f"TB26-0000-{number:04}").status_code for number in range(20)]
    assert set(answers) == {404}
    assert (payer.find("TB26-0000-0021").status_code, payer.find(LAND).status_code) == (429, 429)
    assert payer.book.asked == 20


def test_one_code_is_not_asked_for_again_and_again(payer: Payer) -> None:
    assert [payer.find(key=str(number)).status_code for number in range(11)] == [303] * 10 + [429]


def test_an_outage_is_said_and_what_was_typed_stays(payer: Payer) -> None:
    payer.book.silent = True
    answer = payer.find()
    assert answer.status_code == 503
    assert "Mã vừa gõ vẫn còn" in answer.text
    assert f'value="{LAND}"' in answer.text
    assert payer.rows() == []


def test_a_province_without_a_register_says_so(client: Client) -> None:
    assert "Tỉnh chưa kết nối" in client.get("/nop-thong-bao").text
    answer = client.post("/nop-thong-bao", data={"code": LAND})
    assert (answer.status_code, "Cần người giúp?" in answer.text) == (503, True)


def test_what_a_register_writes_is_only_ever_text(payer: Payer) -> None:
    payer.book.change(name="<script>alert(1)</script>", unit="{{ config }}", legal_source="</dd><h1>x</h1>")
    page = payer.read(payer.found())
    assert ("<script>alert" in page, "<h1>x" in page, "{{ config }}" in page) == (False, False, True)


def test_neither_browser_nor_proxy_keeps_what_was_found(payer: Payer) -> None:
    page = payer.found()
    assert "no-store" in payer.browser.get(page).headers["Cache-Control"]
    assert "no-store" in payer.browser.get(payer.go(page)).headers["Cache-Control"]


def test_a_late_one_says_how_late_and_can_still_be_paid(payer: Payer) -> None:
    payer.book.change(due=clock.today() - timedelta(days=3))
    page = payer.found()
    assert "Quá hạn 3 ngày" in payer.read(page)
    assert payer.go(page).startswith("/tra-giup/")


def test_without_a_day_none_is_made_up(payer: Payer) -> None:
    payer.book.change(due=None)
    assert "không ghi" in payer.read(payer.found())


def test_paid_elsewhere_there_is_no_button(payer: Payer) -> None:
    payer.book.change(state="paid")
    page = payer.read(payer.found())
    assert ("Thông báo này đã được nộp" in page, '/nop"' in page) == (True, False)


def test_withdrawn_says_so_and_names_a_human(payer: Payer) -> None:
    payer.book.change(state="withdrawn")
    page = payer.read(payer.found())
    assert ("Đừng nộp theo thông báo này" in page, "Cần người giúp?" in page, '/nop"' in page) == (True, True, False)


def test_a_page_nobody_found_is_not_there(payer: Payer) -> None:
    assert payer.browser.get("/nop-thong-bao/01930000-0000-7000-8000-000000000000").status_code == 404


def test_what_was_found_signed_in_stands_on_the_account(payer: Payer) -> None:
    binh = browser(payer.app, payer.till.db, *BINH)
    assert "Chưa có thông báo nào" in binh.get("/tai-khoan/thong-bao").text
    page = payer.found(client=binh)
    there = binh.get("/tai-khoan/thong-bao").text
    assert (page in there, f"Hạn nộp {say_date(debt().due)}" in there) == (True, True)


def test_what_a_stranger_found_stands_on_nobody_s(payer: Payer) -> None:
    payer.found()
    binh = browser(payer.app, payer.till.db, *BINH)
    assert "Chưa có thông báo nào" in binh.get("/tai-khoan/thong-bao").text
