"""The pages of the places, and the list for the ward picker, through HTTP."""

import re
from datetime import datetime

import pytest
from sqlalchemy.orm import Session

from tests.page import Client
from webapp import clock
from webapp.units import service


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        ("2026-11-23 09:00", "Đang mở cửa, đến 11:30"),
        ("2026-11-23 12:00", "Đang nghỉ, mở lại lúc 13:30 hôm nay"),
        ("2026-11-24 09:00", "Đang nghỉ, mở lại lúc 7:30 ngày mai"),
        ("2026-11-21 12:00", "Đang nghỉ, mở lại lúc 7:30 thứ Hai 23/11"),
    ],
)
def test_the_page_says_in_words_when_the_place_opens(client: Client, moment: str, words: str) -> None:
    clock.set_to(datetime.fromisoformat(moment))
    assert words in client.get("/noi-nop/hong-gai").text


def test_the_list_shows_every_place_with_a_link(client: Client, db: Session) -> None:
    page = client.get("/noi-nop").text
    for unit in service.all_units(db):
        assert unit.name_vi in page
        assert f'href="/noi-nop/{unit.id}"' in page


def test_the_list_says_the_hours_in_words_with_their_label(client: Client) -> None:
    page = client.get("/noi-nop?loai=trung-tam").text
    assert page.count("Thứ Hai đến thứ Sáu: 7:30–11:30, 13:30–17:00") == 12
    assert len(re.findall(r"Số liệu minh hoạ: [^.<]*giờ mở cửa", page)) == 12


@pytest.mark.parametrize(
    ("kind", "shown", "hidden"),
    [
        ("trung-tam", "hong-gai", "buu-dien-ha-tu"),
        ("buu-dien", "buu-dien-ha-tu", "hong-gai"),
        ("to-cong-nghe-so", "to-so-ha-tu-1", "hong-gai"),
        ("thanh-nien", "thanh-nien-ha-long", "ha-long"),
    ],
)
def test_a_link_narrows_the_list_to_one_kind(client: Client, kind: str, shown: str, hidden: str) -> None:
    page = client.get(f"/noi-nop?loai={kind}").text
    assert f'href="/noi-nop/{shown}"' in page
    assert f'href="/noi-nop/{hidden}"' not in page


def test_a_kind_nobody_knows_shows_all(client: Client) -> None:
    page = client.get("/noi-nop?loai=khac").text
    assert 'href="/noi-nop/hong-gai"' in page
    assert 'href="/noi-nop/buu-dien-ha-tu"' in page


def test_a_demo_value_is_labelled_beside_it_and_a_fact_is_not(client: Client) -> None:
    centre = client.get("/noi-nop/hong-gai").text
    assert "0203 000 0101 <small" in centre
    office = client.get("/noi-nop/buu-dien-ha-tu").text
    assert "1900 54 54 81" in office
    assert "1900 54 54 81 <small" not in office


def test_a_place_without_an_address_says_so_and_offers_a_call_and_a_map(client: Client) -> None:
    page = client.get("/noi-nop/buu-dien-ha-tu").text
    assert "Chưa có địa chỉ chính xác." in page
    assert 'href="tel:1900545481"' in page
    assert "https://www.google.com/maps/search/?api=1&amp;query=B%C6%B0u" in page


def test_a_team_without_a_phone_leads_to_its_centre(client: Client) -> None:
    page = client.get("/noi-nop/to-so-hong-gai-1").text
    assert "Chưa có số riêng. Gọi Trung tâm phường Hồng Gai: 0203 000 0101" in page
    assert 'href="tel:02030000101"' in page


def test_a_centre_names_who_helps_nearby(client: Client) -> None:
    page = client.get("/noi-nop/ha-tu").text
    assert 'href="/noi-nop/buu-dien-ha-tu"' in page
    assert 'href="/noi-nop/to-so-ha-tu-1"' in page
    assert "/noi-nop/to-so-hong-gai-1" not in page


def test_the_page_speaks_english_too(client: Client) -> None:
    client.set_cookie("lang", "en")
    assert "Public Administration Service Centre of Hồng Gai Ward" in client.get("/noi-nop/hong-gai").text


@pytest.mark.parametrize("path", ["/noi-nop/khong-co", "/noi-nop/..%2f", "/don-vi/99.json", "/don-vi/Hà Nội.json"])
def test_it_answers_404_for_a_place_that_is_not_there(client: Client, path: str) -> None:
    assert client.get(path).status_code == 404


def test_a_closed_place_has_no_page(client: Client, db: Session) -> None:
    db.get_one(service.Unit, "cao-xanh").active = False
    db.commit()
    assert client.get("/noi-nop/cao-xanh").status_code == 404


def test_the_wards_of_a_province_come_as_a_cacheable_list(client: Client) -> None:
    answer = client.get("/don-vi/22.json")
    assert ["06685", "phường Hồng Gai"] in answer.get_json()
    assert len(answer.get_json()) == 54
    assert answer.headers["Cache-Control"] == "public, max-age=86400"
    assert "Set-Cookie" not in answer.headers
    again = client.get("/don-vi/22.json", headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304


def test_the_language_of_the_list_is_in_its_address_not_in_a_cookie(client: Client) -> None:
    client.set_cookie("lang", "en")
    assert client.get("/don-vi/22.json").get_json()[0] == ["07090", "phường An Sinh"]
    assert client.get("/don-vi/22.json?lang=en").get_json()[0] == ["07090", "An Sinh Ward"]
