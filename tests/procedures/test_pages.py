"""The pages, as people see them."""

import re
from datetime import datetime
from typing import Any

import pytest
from flask import Flask, render_template_string
from werkzeug.datastructures import MultiDict

from webapp import clock
from webapp.procedures import service


@pytest.fixture(autouse=True)
def _november() -> None:
    clock.set_to(datetime(2026, 11, 20, 10, 0))


def words(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def test_nothing_found_offers_a_human(client: Any) -> None:
    page = client.get("/tim?q=mua vé máy bay đi Paris")
    assert "Chưa tìm thấy" in page.text
    assert "tel:19005454" in page.text.replace(" ", "")


@pytest.mark.parametrize("query", ["", "<script>alert(1)</script>", "%", "' OR 1=1 --", "a" * 5000])
def test_any_query_gets_a_calm_page(client: Any, query: str) -> None:
    page = client.get("/tim", query_string={"q": query})
    assert page.status_code == 200
    assert "<script>alert" not in page.text


def test_a_query_with_a_null_byte_is_refused_calmly(client: Any) -> None:
    assert client.get("/tim", query_string={"q": "\x00"}).status_code == 400


def test_a_life_event_and_a_field_list_their_procedures(client: Any) -> None:
    assert "/thu-tuc/1.001193" in client.get("/viec/sinh-con").text
    assert "/thu-tuc/1.004194" in client.get("/linh-vuc/cu-tru").text


@pytest.mark.parametrize("path", ["/viec/khong-co", "/linh-vuc/khong-co", "/thu-tuc/9.999999", "/thu-tuc/x"])
def test_what_does_not_exist_is_not_found(client: Any, path: str) -> None:
    assert client.get(path).status_code == 404


def test_price_date_papers_place_and_way_in_come_before_the_start(client: Any) -> None:
    told = words(client.get("/thu-tuc/1.004194").text)
    for part in (
        "Phải nộp: 7.000 đồng",
        "Có kết quả: thứ Năm 26/11",
        "3 ngày làm việc",
        "Công an phường, xã",
        "Nộp ngay tại đây",
        "Bắt đầu",
    ):
        assert part in told


def test_the_way_the_date_is_counted_names_the_holiday(client: Any) -> None:
    told = words(client.get("/thu-tuc/1.004194").text)
    assert "Không tính:" in told
    assert "24/11" in told


def test_a_declaration_changes_the_price_and_says_why(client: Any) -> None:
    told = words(client.get("/thu-tuc/1.004194?khai=five_papers").text)
    assert "Không mất tiền" in told
    assert "Nghị quyết 66.22/2026/NQ-CP" in told
    clock.set_to(datetime(2027, 3, 1, 9, 0))
    assert "Phải nộp: 7.000 đồng" in words(client.get("/thu-tuc/1.004194?khai=five_papers").text)


def test_an_answer_the_price_depends_on_changes_it(client: Any) -> None:
    told = words(client.get("/thu-tuc/1.002755?residence_case=danh_sach").text)
    assert "Phải nộp: 5.000 đồng" in told
    assert "Tạm tính cho 1" in told


@pytest.mark.parametrize(
    ("address", "heard"),
    [
        ("3.000333", "200.000 đồng"), ("1.004194?residence_case=danh_sach", "5.000 đồng"),
        ("1.004194?khai=elderly", "7.000 đồng một"), ("1.001776", "Không mất tiền"), ("1.014027", "Không mất tiền"),
    ],
)  # fmt: skip
def test_an_amount_from_memory_is_not_told_but_whom_to_ask(client: Any, address: str, heard: str) -> None:
    told = words(client.get(f"/thu-tuc/{address}").text)
    assert "Lệ phí: chưa rõ mức" in told
    assert "Số tiền chưa đối chiếu được với văn bản" in told
    assert f"Phải nộp: {heard}" not in told
    assert "Không mất tiền" not in told.partition("Cần người giúp?")[0]


@pytest.mark.parametrize("code", ["1.003197", "1.010028", "2.001159"])
def test_what_no_source_calls_free_is_not_called_free(client: Any, code: str) -> None:
    told = words(client.get(f"/thu-tuc/{code}").text)
    assert "Lệ phí: chưa có thông tin" in told
    assert "Không mất tiền" not in told.partition("Cần người giúp?")[0]


@pytest.mark.parametrize("code", ["2.000908", "1.010041", "1.011607"])
def test_what_a_source_calls_free_is_called_free(client: Any, code: str) -> None:
    assert "Không mất tiền" in words(client.get(f"/thu-tuc/{code}").text).partition("Cần người giúp?")[0]


def test_an_amount_nobody_told_is_said_to_be_unknown(client: Any) -> None:
    told = words(client.get("/thu-tuc/1.004873").text)
    assert "Lệ phí: chưa rõ mức" in told
    assert "Hội đồng nhân dân tỉnh quy định" in told
    assert "Bắt đầu" in told


def test_what_must_be_done_in_person_offers_no_start_but_the_way_there(client: Any) -> None:
    page = client.get("/thu-tuc/2.000815")
    assert "Phải đến tận nơi" in page.text
    assert 'action="/ho-so/"' not in page.text
    assert "Xem nơi đến gần nhất" in page.text


@pytest.mark.parametrize(
    "query",
    [
        "?khai=x",
        "?khai=five_papers&khai=five_papers",
        "?residence_case=zzz",
        "?members-0-x=1&agency=1",
        "?khai=" + "a" * 3000,
    ],
)
def test_nonsense_in_the_address_does_no_harm(client: Any, query: str) -> None:
    assert client.get("/thu-tuc/1.004194" + query).status_code == 200


@pytest.fixture
def rendered(app: Flask) -> str:
    """The questions of temporary residence, as the form page shows them."""
    with app.test_request_context(), app.extensions["sessions"].read() as db:
        form = service.current(db, "1.004194").form()
        source = "{% from 'procedures/fields.html' import render_group %}"
        source += "{% for group, fields in form.groups %}{{ render_group(group, fields) }}{% endfor %}"
        return render_template_string(source, form=form)


def controls(html: str) -> dict[str, str]:
    return {name: tag for tag, name in re.findall(r'(<(?:input|select)[^>]*name="([^"]+)"[^>]*>)', html)}


def test_the_questions_tell_scripts_their_conditions_and_fillings(rendered: str) -> None:
    assert 'data-when=\'{"household_mode": "nhap_ho"}\'' in rendered
    assert 'data-fill="person.full_name"' in rendered


def test_rows_can_be_filled_in_without_javascript(rendered: str) -> None:
    assert "members-2-member_name" in controls(rendered)
    assert "members-__n__-member_name" in controls(rendered)


def test_the_browser_insists_only_on_questions_that_are_always_asked(rendered: str) -> None:
    control = controls(rendered)
    assert re.search(r"\srequired", control["name"])
    assert not re.search(r"\srequired", control["head_name"])
    assert "data-required" in control["head_name"]
    assert not re.search(r"\srequired", control["members-0-member_name"])


def test_errors_stand_beside_their_questions_and_on_top(app: Flask) -> None:
    with app.test_request_context(), app.extensions["sessions"].read() as db:
        form = service.current(db, "1.004194").form(MultiDict({"name": "An", "birth_date": "31/02/2024"}))
        form.validate()
        source = "{% from 'procedures/fields.html' import form_errors, render_field %}"
        source += "{{ form_errors(form) }}{{ render_field(form.birth_date) }}"
        shown = render_template_string(source, form=form)
    assert 'href="#birth_date"' in shown
    assert 'value="31/02/2024"' in shown
    assert 'aria-invalid="true"' in shown


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_every_published_procedure_opens_in_both_languages(client: Any, catalogue: Any, lang: str) -> None:
    client.set_cookie("lang", lang)
    for code in catalogue.procedures:
        page = client.get(f"/thu-tuc/{code}")
        assert page.status_code == 200, code
        assert not re.search(r"\bNone\b|\{'vi'|Undefined", words(page.text)), code
