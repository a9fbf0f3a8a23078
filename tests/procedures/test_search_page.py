"""/tim: one clear answer is opened, two are offered side by side, several are asked about, none is no dead end (FACTS 5.6)."""

import re
from typing import Any

import pytest
from sqlalchemy.orm import Session

from webapp.procedures import finding, service

COOK = ("9.000123", "Cấp chứng chỉ hành nghề nấu ăn trên tàu biển", "Hàng hải", "")


@pytest.fixture
def listed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Another room lists a procedure."""
    monkeypatch.setattr(finding, "_lists", [])
    monkeypatch.setattr(finding, "_made", [])
    monkeypatch.setattr(service, "listing", lambda db: finding.listing(db, service.wording(), ["1.004194"]))
    service.more_to_find(lambda _db: [COOK, ("1.004194", "Tạm trú theo bản ghi cũ", "Cư trú", "")])


def search(client: Any, words: str, **more: str) -> Any:
    return client.get("/tim", query_string={"q": words, **more})


def heading(page: Any) -> str:
    return " ".join(re.search(r"<h1>(.*?)</h1>", page.text, re.S)[1].split())


def results(page: Any) -> list[str]:
    return re.findall(r'href="/thu-tuc/([\d.]+)"', page.text.partition("<main")[2])


def test_what_is_clear_is_opened_at_once_with_a_way_back(client: Any) -> None:
    page = search(client, "dang ky o tro")
    assert heading(page) == "Đăng ký tạm trú"
    assert "Phải nộp" in page.text
    assert "Không phải việc này?" in page.text
    back = re.search(r'href="(/tim[^"]+)"', page.text.partition("<main")[2])[1].replace("&amp;", "&")
    others = client.get(back)
    assert heading(others) == "Có phải việc này không?"
    assert results(others)[0] == "1.004194"
    assert 'value="dang ky o tro"' in others.text


def test_the_procedure_s_own_page_knows_nothing_of_a_search(client: Any) -> None:
    assert "Không phải việc này?" not in client.get("/thu-tuc/1.004194").text


@pytest.mark.parametrize("typed", ["1.004194", "1004194", "mã 1.004194 là gì"])
def test_a_code_leads_to_its_page(client: Any, typed: str) -> None:
    answer = search(client, typed)
    assert (answer.status_code, answer.headers["Location"]) == (302, "/thu-tuc/1.004194")


def test_two_are_both_offered(client: Any) -> None:
    page = search(client, "làm lại bằng lái")
    assert heading(page) == "Việc nào trong hai việc này?"
    assert set(re.findall(r'class="btn" href="/thu-tuc/([\d.]+)"', page.text)) == {"3.000347", "3.000348"}


@pytest.mark.parametrize(
    ("words", "question", "answers"),
    [
        ("đăng ký lại", "Đăng ký lại khai sinh, khai tử hay kết hôn?", {"1.004884", "1.005461", "1.004746"}),
        ("tam tru", "Muốn làm việc nào dưới đây?", {"1.004194", "1.002755", "1.010028"}),
        ("so do", "Muốn làm việc nào dưới đây?", {"1.013978", "1.013831", "1.012783", "1.013833"}),
    ],
)
def test_several_are_asked_about(client: Any, words: str, question: str, answers: set[str]) -> None:
    page = search(client, words)
    assert heading(page) == question
    assert answers <= set(results(page))


def test_nothing_found_is_no_dead_end(client: Any) -> None:
    page = search(client, "mua vé máy bay đi Paris")
    assert heading(page) == "Chưa tìm thấy “mua vé máy bay đi Paris”"
    assert "/viec/sinh-con" in page.text
    assert "Cần người giúp?" in page.text
    assert 'value="mua vé máy bay đi Paris"' in page.text


def test_somebody_with_a_tax_notice_still_sees_where_to_pay(client: Any) -> None:
    assert "/nop-thong-bao" in search(client, "nộp thuế trước bạ").text.partition("<main")[2]


def test_what_another_room_lists_is_found_in_its_own_language(client: Any, listed: None) -> None:
    page = search(client, "chứng chỉ nấu ăn trên tàu")
    assert COOK[1] in page.text
    assert results(page)[0] == COOK[0]
    assert f'href="/thu-tuc/{COOK[0]}" lang="vi"' in page.text
    assert search(client, COOK[0]).headers["Location"] == f"/thu-tuc/{COOK[0]}"


def test_what_is_curated_is_not_listed_a_second_time(client: Any, db: Session, listed: None) -> None:
    assert [one.name for one in service.answer(db, "tạm trú theo bản ghi cũ").offered][0] != "Tạm trú theo bản ghi cũ"
    assert results(search(client, "tạm trú", het="1")).count("1.004194") <= 2  # its card names it twice


def test_only_the_page_with_the_box_may_listen(client: Any) -> None:
    assert "microphone=(self)" in search(client, "xyzxyz").headers["Permissions-Policy"]
    assert "microphone=()" in client.get("/tro-giup").headers["Permissions-Policy"]


def test_what_a_phone_searches_through_is_all_that_the_server_does(client: Any, db: Session) -> None:
    known = client.get("/thu-tuc.json?lang=en").json
    assert known["search"] == service.search_words()
    assert [one["code"] for one in known["procedures"]] == sorted(one.code for one in service.all_current(db))
    one = next(one for one in known["procedures"] if one["code"] == "1.004873")
    assert {"giấy chưa vợ", "Proof of being single"} <= set(one["says"])
    assert one["name"] == "Certificate of marital status"
