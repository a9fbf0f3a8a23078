"""Mobile numbers as people write them."""

import pytest

from webapp.accounts.phone import NotAPhone, masked, normalise


@pytest.mark.parametrize(
    "typed",
    [
        "0912345678", "0912 345 678", "0912.345.678", "0912-345-678", "(0912) 345678", "+84912345678", "+84 912 345 678",
        "+84 (0) 912 345 678", "+840912345678", "0084912345678", "84912345678", "840912345678", "912345678", " 0912345678 ",
        "０９１２３４５６７８", "0912\u200b345\u00a0678", "0912–345–678", "0912/345/678",
    ],
)  # fmt: skip
def test_it_reads_a_number_however_it_is_written(typed: str) -> None:
    assert normalise(typed) == "0912345678"


@pytest.mark.parametrize("first", ["03", "05", "07", "08", "09"])
def test_it_takes_every_mobile_prefix_and_keeps_no_list_of_ranges(first: str) -> None:
    assert normalise(first + "00000000") == first + "00000000"


@pytest.mark.parametrize(
    "typed",
    [
        "", " ", "abc", "091234567", "09123456789", "0212345678", "02033825181", "1900545481", "113", "+1912345678",
        "0912345678;0912345679", "٠٩١٢٣٤٥٦٧٨" * 2, "0" * 5000, "+", "84", "O912345678",
    ],
)  # fmt: skip
def test_it_refuses_what_is_no_mobile_number(typed: str) -> None:
    with pytest.raises(NotAPhone):
        normalise(typed)


def test_it_masks_the_middle_for_pages_that_others_may_see() -> None:
    assert masked("0912345678") == "0912 ••• 678"
