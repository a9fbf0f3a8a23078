"""Our payment reference inside what banks make of the transfer content."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.payments.references import reference_in, references_in

PATTERN = r"MC[0-9A-Z]{8}"


@pytest.mark.parametrize(
    "content",
    [
        "MC7K2P9XQ4", "mc7k2p9xq4", "MC7K2P9XQ4 LE PHI", "IBFT MC7K2P9XQ4", "MCMC7K2P9XQ4", "MC7K2P-9XQ4",
        "MBVCB.123456.MC7K2P9XQ4.CT tu 0123 toi 999", "CHUYEN TIENMC7K2P9XQ4FT26327", "MC7K 2P9X Q4 nop phi",
        "Lệ phí, MC7K2P9XQ4; cảm ơn",
    ],
)  # fmt: skip
def test_it_finds_the_reference_in_altered_content(content: str) -> None:
    assert reference_in(content, PATTERN, known={"MC7K2P9XQ4"}.__contains__) == "MC7K2P9XQ4"


def test_it_prefers_a_whole_word_to_one_put_together() -> None:
    assert references_in("MC12 345678 9 MC7K2P9XQ4", PATTERN)[0] == "MC7K2P9XQ4"


def test_it_names_both_of_two_references() -> None:
    assert references_in("MC7K2P9XQ4 va MC8K2P9XQ5", PATTERN)[:2] == ["MC7K2P9XQ4", "MC8K2P9XQ5"]


@pytest.mark.parametrize("content", ["", "nop tien", "MC7K2P9X", "H492611230001"])
def test_it_finds_nothing_where_there_is_none(content: str) -> None:
    assert reference_in(content, PATTERN) is None


def test_it_takes_a_pattern_with_groups() -> None:
    assert references_in("x H492611230001 y", r"H(49|55)([0-9]{10})") == ["H492611230001"]


@given(
    st.from_regex(r"MC[0-9A-Z]{8}", fullmatch=True),
    st.text(st.characters(codec="ascii"), max_size=20),
    st.text(st.characters(codec="ascii"), max_size=20),
    st.integers(1, 9),
)
def test_it_finds_any_reference_behind_any_text_broken_anywhere(ref: str, before: str, after: str, cut: int) -> None:
    content = f"{before}{ref[:cut]} {ref[cut:]}{after}".lower()
    assert reference_in(content, PATTERN, known={ref}.__contains__) == ref
