"""Who does what once a dossier is handed in: what the definition says, and nothing invented."""

import pytest
from sqlalchemy.orm import Session

from tests.page import Client
from webapp.procedures import service


def test_every_procedure_shows_its_steps_in_order(client: Client, db: Session) -> None:
    for one in service.all_current(db):
        _head, _title, said = client.get(f"/thu-tuc/{one.code}/cac-buoc").text.partition("Ai làm gì, theo thứ tự")
        at = [said.index(str(step["what"]["vi"]).replace("&", "&amp;")) for step in one.definition["steps"]]
        assert at == sorted(at), one.code
        assert said.count("giá trị minh hoạ") == sum(bool(step.get("demo")) for step in one.definition["steps"])


def test_the_term_is_of_the_whole_and_each_case_is_named(client: Client) -> None:
    said = client.get("/thu-tuc/1.010041/cac-buoc").text
    for words in (
        "Khi cần xác minh: 3 ngày làm việc",
        "Trường hợp khác: 1 ngày làm việc",
        "Chưa tìm thấy văn bản chia thời hạn này cho từng bước",
    ):
        assert words in said


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_it_comes_in_both_languages(client: Client, lang: str) -> None:
    client.set_cookie("lang", lang)
    said = client.get("/thu-tuc/1.004194/cac-buoc").text
    assert ("Area officer" if lang == "en" else "Cảnh sát khu vực") in said


def test_a_procedure_that_is_not_published_has_none(client: Client) -> None:
    assert client.get("/thu-tuc/9.999999/cac-buoc").status_code == 404


def test_the_page_of_a_procedure_leads_there(client: Client) -> None:
    assert 'href="/thu-tuc/1.004194/cac-buoc"' in client.get("/thu-tuc/1.004194").text
