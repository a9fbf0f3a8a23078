"""«Giấy tờ của tôi»: what is kept, until when it is taken, whose it is."""

from datetime import date, timedelta

import pytest

from tests.documents.samples import picture
from tests.wallet.conftest import FACE, OLD
from webapp import clock
from webapp.dossiers.service import State
from webapp.i18n import say_date
from webapp.procedures.papers import kind_of, last_day


def test_it_lists_a_paper_with_its_day_and_where_it_went(home):
    home.paper(OLD)
    page = home.wallet_page()
    assert "Giấy phép lái xe" in page
    assert f"Gửi ngày {say_date(clock.today())}" in page
    assert "Đổi giấy phép lái xe" in page


def test_it_says_when_no_term_is_known(home):
    home.paper(OLD)
    assert "Chưa rõ thời hạn. Ngày hết hạn in trên giấy phép." in home.wallet_page()


def test_it_says_until_when_a_paper_with_a_term_is_taken(home):
    home.paper(FACE)
    last = last_day({"valid": {"months": 6}}, clock.today())
    assert f"Dùng được lâu nhất đến {say_date(last)}" in home.wallet_page()


def test_it_shows_an_expired_paper_as_expired(home):
    home.paper(FACE, days_ago=200)
    page = home.wallet_page()
    assert "Hết hạn từ" in page
    assert "Đừng gợi ý nữa" not in page


def test_a_result_comes_back_as_a_paper_counted_from_its_own_day(home):
    home.result()
    page = home.wallet_page()
    assert "Giấy xác nhận tình trạng hôn nhân" in page
    assert "Kết quả nhận ngày" in page
    assert "Dùng được đến" in page


def test_a_result_is_not_there_before_it_is_out(home):
    home.result(state=State.IN_PROGRESS)
    assert "Chưa có giấy tờ nào" in home.wallet_page()


def test_it_shows_the_newest_first(home):
    home.paper(OLD, days_ago=3)
    home.paper(OLD, data=picture(colour="red"))
    page = home.wallet_page()
    days = [f"Gửi ngày {say_date(clock.today() - timedelta(days=n))}" for n in (0, 3)]
    assert 0 < page.index(days[0]) < page.index(days[1])


def test_it_names_the_people_of_a_household(home):
    home.paper(OLD)
    home.paper(OLD, into=home.draft(person=home.another_person()))
    page = home.wallet_page()
    assert "Nguyễn Thị An</h2>" in page
    assert "Nguyễn Văn Ba</h2>" in page


def test_a_paper_taken_away_is_gone(home):
    home.take_away(home.paper(OLD))
    assert "Chưa có giấy tờ nào" in home.wallet_page()


def test_a_stranger_sees_nothing_of_it(home, chi):
    home.paper(OLD)
    assert "Giấy phép lái xe" not in chi.get("/giay-to-cua-toi").text


def test_who_is_not_signed_in_is_asked_to(app):
    answer = app.test_client().get("/giay-to-cua-toi")
    assert answer.status_code == 303
    assert "/dang-nhap" in answer.location


def test_the_account_page_leads_there(home):
    assert 'href="/giay-to-cua-toi"' in home.get("/tai-khoan").text


@pytest.mark.parametrize(
    ("valid", "given", "last"),
    [
        ({"months": 6}, date(2026, 3, 12), date(2026, 9, 12)),
        ({"months": 6}, date(2026, 8, 31), date(2027, 2, 28)),
        ({"months": 12}, date(2028, 2, 29), date(2029, 2, 28)),
        ({"months": 1}, date(2026, 12, 31), date(2027, 1, 31)),
        ({"days": 30}, date(2026, 12, 10), date(2027, 1, 9)),
        (None, date(2026, 3, 12), None),
    ],
)
def test_a_term_ends_on_the_day_of_the_same_number(valid, given, last):
    assert last_day({"valid": valid}, given) == last


def test_a_slot_without_a_kind_is_of_none():
    definition = {"documents": [{"id": "a"}, {"id": "b", "paper": "can-cuoc"}], "result_paper": "so-do"}
    assert [kind_of(definition, slot) for slot in ("a", "b", "c", "result")] == [None, "can-cuoc", None, "so-do"]
