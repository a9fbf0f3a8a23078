"""Amounts in words, as people say and write them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.number_words import date_in_words, in_words


@pytest.mark.parametrize(
    ("dong", "words"),
    [
        (0, "Không đồng"), (1, "Một đồng"), (4, "Bốn đồng"), (5, "Năm đồng"), (10, "Mười đồng"), (11, "Mười một đồng"), (14, "Mười bốn đồng"), (104, "Một trăm linh bốn đồng"),
        (15, "Mười lăm đồng"), (20, "Hai mươi đồng"), (21, "Hai mươi mốt đồng"), (24, "Hai mươi tư đồng"),
        (25, "Hai mươi lăm đồng"), (50, "Năm mươi đồng"), (55, "Năm mươi lăm đồng"), (100, "Một trăm đồng"),
        (101, "Một trăm linh một đồng"), (105, "Một trăm linh năm đồng"), (110, "Một trăm mười đồng"),
        (115, "Một trăm mười lăm đồng"), (121, "Một trăm hai mươi mốt đồng"), (555, "Năm trăm năm mươi lăm đồng"),
        (1_000, "Một nghìn đồng"), (1_005, "Một nghìn không trăm linh năm đồng"),
        (1_015, "Một nghìn không trăm mười lăm đồng"), (1_100, "Một nghìn một trăm đồng"), (7_000, "Bảy nghìn đồng"),
        (15_000, "Mười lăm nghìn đồng"), (21_000, "Hai mươi mốt nghìn đồng"), (105_000, "Một trăm linh năm nghìn đồng"),
        (507_000, "Năm trăm linh bảy nghìn đồng"), (1_000_000, "Một triệu đồng"),
        (1_000_005, "Một triệu không trăm linh năm đồng"), (1_005_000, "Một triệu không trăm linh năm nghìn đồng"),
        (123_456_789, "Một trăm hai mươi ba triệu bốn trăm năm mươi sáu nghìn bảy trăm tám mươi chín đồng"),
        (10_000_000, "Mười triệu đồng"), (44_044_000, "Bốn mươi tư triệu không trăm bốn mươi tư nghìn đồng"),
        (500_000_000, "Năm trăm triệu đồng"), (1_000_000_000, "Một tỷ đồng"),
        (1_000_000_001, "Một tỷ không trăm linh một đồng"), (21_500_000_000, "Hai mươi mốt tỷ năm trăm triệu đồng"),
        (1_234_000_000_000, "Một nghìn hai trăm ba mươi tư tỷ đồng"),
        (1_000_000_000_000, "Một nghìn tỷ đồng"), (2_000_005_000_000_000, "Hai triệu không trăm linh năm tỷ đồng"),
    ],
)  # fmt: skip
def test_it_says_an_amount(dong: int, words: str) -> None:
    assert in_words(dong) == words


@pytest.mark.parametrize("dong", [-1, 10**18])
def test_it_refuses_what_no_bill_can_be(dong: int) -> None:
    with pytest.raises(ValueError):
        in_words(dong)


@given(st.integers(0, 10**9 - 1), st.integers(0, 10**9 - 1))
def test_it_never_says_two_amounts_alike(one: int, other: int) -> None:
    assert (in_words(one) == in_words(other)) == (one == other)


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 11, 20), "Ngày hai mươi tháng mười một năm hai nghìn không trăm hai mươi sáu"),
        (date(2005, 4, 5), "Ngày mùng năm tháng tư năm hai nghìn không trăm linh năm"),
        (date(1999, 1, 31), "Ngày ba mươi mốt tháng một năm một nghìn chín trăm chín mươi chín"),
        (date(2024, 10, 10), "Ngày mùng mười tháng mười năm hai nghìn không trăm hai mươi tư"),
        (date(2025, 12, 24), "Ngày hai mươi tư tháng mười hai năm hai nghìn không trăm hai mươi lăm"),
    ],
)
def test_it_says_a_date(day: date, words: str) -> None:
    assert date_in_words(day) == words
