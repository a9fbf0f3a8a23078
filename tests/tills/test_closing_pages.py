"""The end of a shift by its pages: counted blind, compared, explained, closed, printed."""

from tests.people import Browser
from tests.tills.counter import FEE, FLOAT, HA, LAN, Counter
from tests.tills.pages import HOME, closed, newest, shift_of, taken
from webapp.tills.models import Shift


def test_what_must_be_there_is_told_only_after_counting(ha: Browser, counter: Counter) -> None:
    shift = shift_of(ha, counter)
    taken(ha, counter.owed(), counter)
    expected = "520.000"
    at = f"/quay/ca/{shift.id}"
    assert not any(expected in ha.get(page).text for page in (HOME, at, f"{at}/dem"))
    ha.post(f"{at}/dem", data={"id": str(shift.id), "counted": "519.500"})
    assert expected in ha.get(f"{at}/dong").text
    assert "Thiếu 500 đồng" in ha.get(f"{at}/dong").text


def test_a_difference_needs_its_explanation(ha: Browser, counter: Counter) -> None:
    shift = shift_of(ha, counter)
    assert closed(ha, shift, FLOAT + 1, seen=1).status_code == 422
    assert closed(ha, shift, FLOAT + 1, seen=7, note="?").status_code == 422
    assert closed(ha, shift, FLOAT + 1, seen=1, note="Khách bỏ lại").status_code == 303
    assert "Khách bỏ lại" in ha.get(f"/quay/ca/{shift.id}").text


def test_the_sheet_tells_everything_and_prints_on_a_roll_too(ha: Browser, counter: Counter) -> None:
    shift = shift_of(ha, counter)
    taken(ha, counter.owed(), counter, means="pos", reference="000042")
    bill = counter.owed(2)
    taken(ha, bill, counter)
    closed(ha, shift, FLOAT + 2 * FEE)
    page = f"/quay/ca/{shift.id}"
    for html in (ha.get(page).text, ha.get(f"{page}?kho=80mm").text):
        for words in (bill.reference, "000042", "60.000 đồng", "540.000 đồng", "Lệ phí", HA[1], "Hồng Gai", "00000002"):
            assert words in html, words
    assert 'class="roll"' in ha.get(f"{page}?kho=80mm").text


def test_a_closed_shift_takes_gives_and_counts_nothing(ha: Browser, counter: Counter) -> None:
    shift = shift_of(ha, counter)
    taking = taken(ha, counter.owed(), counter)
    closed(ha, shift, FLOAT + FEE)
    said = {"id": str(taking.fact_id), "reason": "Bấm nhầm", "sure": "y"}
    assert ha.post(f"/quay/but-toan/{taking.id}", data=said).status_code == 422
    assert ha.get(f"/quay/ca/{shift.id}/dem").status_code == 303
    assert ha.post(f"/quay/ca/{shift.id}/dem", data={"id": str(shift.id), "counted": "1"}).status_code == 303
    assert newest(counter, Shift, Shift.opened_at).counted == FLOAT + FEE


def test_who_is_in_charge_sees_the_shifts_of_the_unit_and_closes_one_left_open(
    ha: Browser, lan: Browser, counter: Counter
) -> None:
    shift = shift_of(ha, counter)
    assert f"/quay/ca/{shift.id}" in lan.get(HOME).text
    assert closed(lan, shift, FLOAT).status_code == 303
    assert newest(counter, Shift, Shift.opened_at).closed_by == LAN[1]


def test_money_given_back_after_the_count_is_explained_though_the_drawer_agrees(ha: Browser, counter: Counter) -> None:
    """Else a clerk who took money out of the drawer sees how much is missing, and writes it down as given back."""
    shift = shift_of(ha, counter)
    taking = taken(ha, counter.owed(), counter)
    counter.count(shift, FLOAT)
    counter.give_back(counter.db.get_one(type(taking), taking.id))
    assert "trả lại sau khi đếm" in ha.get(f"/quay/ca/{shift.id}/dong").text
    assert closed(ha, shift, FLOAT).status_code == 422
    assert closed(ha, shift, FLOAT, note="Khách nộp nhầm, đã nhận lại tiền").status_code == 303
    assert "theo sổ lúc ấy 520.000 đồng" in ha.get(f"/quay/ca/{shift.id}").text
