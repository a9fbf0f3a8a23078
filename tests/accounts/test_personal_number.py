"""What the twelve digits say."""

import re

import pytest

from webapp.accounts.personal_number import birth_year_of, gender_of, is_personal_number, province_of, provinces


@pytest.mark.parametrize(
    ("digit", "gender", "year"),
    [
        ("0", "Nam", 1985),
        ("1", "Nữ", 1985),
        ("2", "Nam", 2085),
        ("3", "Nữ", 2085),
        ("4", "Nam", 2185),
        ("9", "Nữ", 2385),
    ],
)
def test_it_reads_gender_and_century_from_the_fourth_digit(digit: str, gender: str, year: int) -> None:
    number = f"022{digit}85001234"
    assert (gender_of(number), birth_year_of(number)) == (gender, year)


@pytest.mark.parametrize(
    ("number", "place"),
    [("022085001234", "Quảng Ninh"), ("096085001234", "Cà Mau"), ("555085001234", None)],
)
def test_it_names_the_province_of_then_or_nothing(number: str, place: str | None) -> None:
    assert province_of(number) == place


def test_it_has_the_63_provinces_of_then() -> None:
    assert len(provinces()) == len(set(provinces().values())) == 63
    assert all(re.fullmatch(r"0[0-9]{2}", code) for code in provinces())


@pytest.mark.parametrize("text", ["", "02208500123", "0220850012345", "02208500123a", "٠٢٢٠٨٥٠٠١٢٣٤", "022085001234\n"])
def test_it_takes_only_twelve_digits(text: str) -> None:
    assert not is_personal_number(text)
    assert is_personal_number("022085001234")
