"""Two questions, then the steps: for each phone, from what somebody has; what no source says is shown as unknown."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
from flask import Flask

from tests.page import Client
from tests.people import BINH, browser
from tests.visitors import fresh
from webapp import clock
from webapp.elsewhere import written
from webapp.units import service as units

WAYS = [(phone, have) for phone in written.PHONES for have in written.HAVE]
AT_HOME = [("android", "tai-nha"), ("iphone", "tai-nha")]


def words(said: Any) -> Iterator[dict[str, str]]:
    """Everything in the file that is said in both languages."""
    if isinstance(said, dict):
        if "vi" in said:
            yield said
        for one in said.values():
            yield from words(one)
    if isinstance(said, list):
        for one in said:
            yield from words(one)


@pytest.mark.parametrize(("phone", "have"), [*WAYS, *AT_HOME])
def test_each_phone_and_each_account_leads_to_steps(client: Client, phone: str, have: str) -> None:
    page = client.get(f"/mo-tai-khoan/{phone}/{have}")
    way = written.way(phone, have)
    assert page.status_code == 200
    for number, step in enumerate(way.steps, 2 if way.bring else 1):
        assert f'id="buoc-{number}"' in page.text
        assert step.title["vi"] in page.text
        assert all(line["vi"] in page.text for line in step.says)


def test_two_taps_lead_there_from_the_front_page(client: Client) -> None:
    assert 'href="/mo-tai-khoan"' in client.get("/").text
    assert 'href="/mo-tai-khoan/iphone"' in client.get("/mo-tai-khoan").text
    assert 'href="/mo-tai-khoan/iphone/muc-1"' in client.get("/mo-tai-khoan/iphone").text


@pytest.mark.parametrize("page", ["/tro-giup", "/dang-nhap"])
def test_help_and_signing_in_lead_there_too(client: Client, page: str) -> None:
    assert 'href="/mo-tai-khoan"' in client.get(page).text


def test_each_phone_is_told_its_own_store(client: Client) -> None:
    android, iphone = (client.get(f"/mo-tai-khoan/{one}/chua-co").text for one in ("android", "iphone"))
    assert "CH Play" in android
    assert "App Store" not in android
    assert "App Store" in iphone


def test_no_smartphone_means_no_app_to_install_but_paper_stays_possible(client: Client) -> None:
    clock.set_to(datetime(2026, 11, 28, 3, tzinfo=UTC))  # what stands there has a last day
    page = client.get("/mo-tai-khoan/phim-bam/chua-co").text
    assert "Cài VNeID" not in page
    assert "Vẫn nộp giấy tại trung tâm" in page


def test_it_says_what_to_bring_and_which_police_takes_it(app: Flask, client: Client) -> None:
    page = client.get("/mo-tai-khoan/android/muc-1").text
    assert "Thẻ căn cước gắn chip còn hạn" in page
    assert "Công an phường Hồng Gai" in page
    assert 'href="/noi-nop/hong-gai"' in page


def test_the_police_of_the_own_ward_come_first(app: Flask, db: Any) -> None:
    citizen = browser(app, db, *BINH)
    app.extensions["home_ward"] = lambda: units.get(db, "ha-tu").gso_code
    page = citizen.get("/mo-tai-khoan/android/muc-1").text
    assert page.index("Công an phường Hà Tu") < page.index("Công an ở đâu?") < page.index("Công an phường Hồng Gai")


def test_what_no_source_says_is_shown_as_unknown(client: Client) -> None:
    page = client.get("/mo-tai-khoan/android/chua-co").text
    assert "Chưa rõ" in page
    assert "Lệ phí: Cổng Dịch vụ công quốc gia không ghi" in page


def test_every_source_of_a_way_stands_on_its_page_with_the_day_it_was_looked_at(client: Client) -> None:
    page = client.get("/mo-tai-khoan/android/chua-co").text
    for one in written.way("android", "chua-co").sources:
        assert one["text"] in page
    assert "xem ngày 31/07/2026" in page


@pytest.mark.parametrize("path", ["nokia", "android/muc-3", "phim-bam/tai-nha", "nokia/chua-co"])
def test_what_nobody_wrote_is_not_there(client: Client, path: str) -> None:
    assert client.get(f"/mo-tai-khoan/{path}").status_code == 404


@pytest.mark.parametrize(("day", "shown"), [("2027-02-28", True), ("2027-03-01", False)])
def test_what_holds_for_a_time_goes_when_it_is_over(client: Client, day: str, shown: bool) -> None:
    clock.set_to(datetime.combine(date.fromisoformat(day), datetime.min.time(), UTC))
    smart, plain = (client.get(f"/mo-tai-khoan/{way}").text for way in ("android/muc-2", "phim-bam/muc-2"))
    for words, page in (
        ("Đưa đủ 5 giấy tờ vào VNeID", smart),
        ("vẫn nộp hồ sơ bằng giấy được", smart),
        ("Vẫn nộp giấy tại trung tâm", plain),
    ):
        assert (words in page) is shown
    assert "Khi có máy: cài VNeID" in plain


def test_a_phone_may_keep_each_of_the_pages(app: Flask) -> None:
    for path in ("", "/android", "/android/chua-co"):
        assert "no-store" not in fresh(app).get(f"/mo-tai-khoan{path}").headers["Cache-Control"]


def test_all_of_it_is_said_in_both_languages_and_on_a_ground() -> None:
    for edition in written._editions():
        said = list(words(edition))
        assert said
        assert all(one["vi"].strip() and one["en"].strip() for one in said)
        assert all(
            one["text"] and one["text_en"] and one["seen"] and one["mark"] in "CMD"
            for one in edition["sources"].values()
        )
        assert all(step["source"] for step in edition["steps"].values())


def test_it_is_read_in_english(client: Client) -> None:
    client.set_cookie("lang", "en")
    page = client.get("/mo-tai-khoan/android/chua-co").text
    assert "Go to the police of a ward or commune" in page
    assert "Police of Hồng Gai Ward" in page
