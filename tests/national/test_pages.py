"""The page of an imported procedure, in both languages; the search; the curated one wins."""

import re
from typing import Any

import pytest
from sqlalchemy.orm import Session

from tests.national.conftest import JULY, Bring
from tests.national.crawl import record
from tests.page import Client
from tests.queries import counted
from webapp import clock, editions
from webapp.national import service
from webapp.procedures import service as procedures

CODE = "9.000001"
AT = f"/thu-tuc/{CODE}"


def words(page: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page.text).split())


def shown(client: Client, bring: Bring, ways: str = "", papers: str = "", **others: Any) -> str:
    bring(record(ways=ways, papers=papers, **others))
    page = client.get(AT)
    assert page.status_code == 200
    return words(page)


def test_an_imported_procedure_is_readable_at_once_and_says_where_it_is_from(client: Client, bring: Bring):
    page = shown(client, bring)
    assert "Thông tin lấy từ Cổng Dịch vụ công quốc gia, ngày 10/07/2026, chưa được Một Chạm kiểm lại." in page
    for said in (
        "Đăng ký thả diều nơi công cộng",
        "Không mất tiền",
        "3 ngày làm việc",
        "Đơn đề nghị thả diều",
        "1 bản chính",
        "Giấy xác nhận",
        "Luật Di sản văn hóa",
        "Bước 2: Nhận kết quả.",
    ):
        assert said in page
    assert "Chọn cơ quan thực hiện" not in page


def test_what_can_not_be_done_here_is_said_with_somebody_to_ask(client: Client, bring: Bring):
    page = shown(client, bring)
    assert "Ở đây chưa nộp được việc này." in page
    assert "Cần người giúp?" in page
    assert "Bắt đầu" not in page


def test_free_with_a_doubt_is_never_shown_as_free(client: Client, bring: Bring):
    page = shown(client, bring, "Trực tiếp5 NgàyMiễn phí(Lệ phí 135.000 đồng/lần)")
    assert "Cổng ghi “Miễn phí”, xem ghi chú" in page
    assert "135.000 đồng/lần" in page
    assert "Không mất tiền" not in page


def test_an_amount_is_shown_as_a_fee_only_where_it_stands_undoubted(client: Client, bring: Bring):
    page = shown(client, bring, "Trực tuyến5 Ngày20,000 VNĐTrực tiếp1 Ngày40 VNĐ(4.000 đ/giấy)Dịch vụ bưu chính120 VNĐ")
    assert "20.000 đồng" in page
    assert "Cổng ghi “40 VNĐ”, chưa chắc đúng" in page
    assert "Cổng ghi “120 VNĐ”, chưa chắc đúng" in page


def test_a_bare_number_and_nothing_at_all_are_said_to_be_unknown(client: Client, bring: Bring):
    page = shown(client, bring, "Trực tuyến1Miễn phíTrực tiếpKhông có thông tinKhông có thông tin")
    assert "Cổng ghi “1”, không rõ ngày hay giờ" in page
    assert page.count("Cổng không ghi") == 2


def test_times_that_contradict_are_pointed_out(client: Client, bring: Bring):
    assert "chưa khớp nhau" in shown(client, bring, "Trực tuyến5 NgàyMiễn phíTrực tiếp9 NgàyMiễn phí")


@pytest.mark.parametrize(
    ("years", "said"),
    [(-1, "Ghi chú có mức đã hết hạn ngày {}."), (1, "Ghi chú có mức áp dụng đến hết ngày {}.")],
)
def test_a_promotion_says_until_when(client: Client, bring: Bring, years: int, said: str):
    until = f"31/12/{clock.today().year + years}"
    assert said.format(until) in shown(
        client, bring, f"Trực tiếp5 Ngày115,000 VNĐ(115.000 đồng, áp dụng đến hết ngày {until})"
    )


def test_channels_that_say_the_same_stand_together(client: Client, bring: Bring):
    bring(record())
    assert re.search(r"<h2>Trực tuyến · Đến tận nơi</h2>", client.get(AT).text)


def test_what_was_not_understood_is_shown_as_it_stands(client: Client, bring: Bring):
    page = shown(
        client, bring, ways="<b>Tại chợ</b>, thứ Hai", ghi_chu="Thu tiền mặt", thanh_phan_ho_so="Bước 2. Nộp <script>"
    )
    for said in ("&lt;b&gt;Tại chợ&lt;/b&gt;, thứ Hai", "ghi_chu: Thu tiền mặt", "Bước 2. Nộp &lt;script&gt;"):
        assert said in page


def test_in_english_the_headings_are_english_and_the_portal_s_text_is_marked_as_vietnamese(
    client: Client, bring: Bring
):
    client.set_cookie("lang", "en")
    page = shown(client, bring, "Trực tiếp5 Ngày làm việc20,000 VNĐ")
    for said in (
        "Information from the National Public Service Portal of",
        "5 working days",
        "This cannot be filed here yet.",
    ):
        assert said in page
    assert '<span lang="vi">Đăng ký thả diều nơi công cộng</span>' in client.get(AT).text


def test_one_that_is_no_longer_listed_says_so(client: Client, bring: Bring):
    bring(record(), record("9.000002"))
    bring(record("9.000002"))
    assert "không còn ghi thủ tục này" in words(client.get(AT))
    assert client.get(AT).status_code == 200


def test_the_curated_procedure_wins(client: Client, bring: Bring):
    bring(record("1.004194", "Đăng ký tạm trú theo Cổng"), record())
    assert "theo Cổng" not in client.get("/thu-tuc/1.004194").text
    assert "theo Cổng" not in client.get("/tim?q=dang+ky+tam+tru+theo+cong").text


@pytest.mark.parametrize("path", ["/thu-tuc/9.999999", f"{AT}/lam", f"{AT}/giay-to"])
def test_what_nobody_knows_and_what_can_not_be_done_is_not_there(client: Client, bring: Bring, path: str):
    bring(record())
    assert client.get(path).status_code == 404


def test_a_code_of_a_strange_shape_has_its_page(client: Client, bring: Bring):
    bring(record("TTHC 17-ă"))
    assert client.get("/thu-tuc/TTHC 17-ă").status_code == 200


def test_the_page_may_be_kept_like_a_curated_one(app: Any, client: Client, bring: Bring):
    bring(record())
    curated, imported = (client.get(path).headers.get("Cache-Control") for path in ("/thu-tuc/1.004194", AT))
    assert curated == imported


def test_a_search_finds_imported_ones_without_accents_and_says_where_they_are_from(client: Client, bring: Bring):
    bring(record(), record("1.000894", "Đăng ký kết hôn thả diều"))
    page = client.get("/tim?q=tha dieu").text
    assert f'href="{AT}"' in page
    assert "· Cổng Dịch vụ công quốc gia</small>" in page
    assert client.get(f"/tim?q={CODE}").location == AT


def test_a_search_that_nothing_answers_stays_as_it_was(client: Client, bring: Bring):
    bring(record())
    page = client.get("/tim?q=mua ve may bay di Paris").text
    assert "Chưa tìm thấy" in page
    assert "· Cổng Dịch vụ công quốc gia" not in page


def test_the_page_asks_twice_for_the_record(app: Any, db: Session, database: Any, bring: Bring):
    bring(record())
    db.expire_all()
    with counted(database.engine) as said:
        assert service.get(db, CODE)
    assert len(said) == 2
    assert editions.stamp(db)


def test_it_is_asked_only_where_procedures_know_nothing(db: Session, bring: Bring):
    bring(record())
    with pytest.raises(procedures.UnknownProcedure):
        procedures.current(db, CODE)
    assert service.get(db, CODE).seen_on == JULY
