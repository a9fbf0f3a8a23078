"""The short reference that forgives no slip, and the official code in both its shapes."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.dossiers.codes import (
    ALPHABET,
    NotAnOfficialCode,
    OfficialCode,
    is_reference,
    new_reference,
    normalise,
    official_code,
    parse_official,
    shown,
)

references = st.binary(min_size=8, max_size=16).map(new_reference)


def test_it_has_no_characters_that_look_alike() -> None:
    assert not set(ALPHABET) & set("0O1IL")
    assert len(set(ALPHABET)) == len(ALPHABET) == 31


@given(references)
def test_it_makes_eight_characters_with_a_right_check_character(reference: str) -> None:
    assert len(reference) == 8
    assert is_reference(reference)
    assert normalise(reference) == reference


@given(references, st.integers(0, 7), st.sampled_from(ALPHABET))
def test_it_notices_every_single_wrong_character(reference: str, at: int, wrong: str) -> None:
    typed = reference[:at] + wrong + reference[at + 1 :]
    assert is_reference(typed) == (typed == reference)


@given(references, st.integers(0, 6))
def test_it_notices_every_swap_of_two_neighbours(reference: str, at: int) -> None:
    typed = reference[:at] + reference[at + 1] + reference[at] + reference[at + 2 :]
    assert is_reference(typed) == (typed == reference)


@pytest.mark.parametrize("seed", [bytes(8), b"\xff" * 8, b"\xff" * 16, bytes(range(8))])
def test_it_notices_all_of_them_in_a_few_references_without_chance(seed: bytes) -> None:
    reference = new_reference(seed)
    wrong = {reference[:at] + char + reference[at + 1 :] for at in range(8) for char in ALPHABET} - {reference}
    assert len(wrong) == 8 * 30
    assert not any(is_reference(typed) for typed in wrong)


@given(references, st.sampled_from(["{} {}", "{}-{}", "{}–{}", " {}  {} ", "{}.{}", "{}\u2011{}", "{}\n{}", "{}－{}"]))
def test_it_finds_the_reference_however_it_was_typed(reference: str, layout: str) -> None:
    assert normalise(layout.format(reference[:4], reference[4:]).lower()) == reference
    assert normalise(shown(reference)) == reference


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("o0q", "QQQ"), ("17", "77"), ("ilj", "JJJ"), ("đâưẽ", "DAUE"), ("", ""), ("２a", "2A")],
)
def test_it_takes_characters_that_cannot_be_for_what_they_look_like(typed: str, meant: str) -> None:
    assert normalise(typed) == meant


@given(references)
def test_it_understands_a_reference_read_with_the_wrong_eyes(reference: str) -> None:
    misread = reference.replace("Q", "0").replace("7", "1").replace("J", "I")
    assert normalise(misread) == reference


def test_it_shows_two_groups_of_four() -> None:
    assert shown("ABCD2345") == "ABCD-2345"


@given(st.text())
def test_it_takes_any_text_without_falling_over(text: str) -> None:
    cleaned = normalise(text)
    assert is_reference(cleaned) in (True, False)
    assert not set(cleaned) & set("0O1IL- ")


@pytest.mark.parametrize("text", ["", "2222222", "222222222", "abcdefgh", "2222222O", "22222222\n"])
def test_it_is_no_reference_with_another_length_or_alphabet(text: str) -> None:
    assert not is_reference(text)


def test_it_wants_enough_chance() -> None:
    with pytest.raises(ValueError, match="random"):
        new_reference(b"1234567")


def test_it_uses_the_whole_alphabet_for_the_check_character() -> None:
    last = {new_reference(number.to_bytes(8, "big"))[-1] for number in range(2000)}
    assert last == set(ALPHABET)


@pytest.mark.parametrize(
    ("text", "agency", "day", "number"),
    [
        ("000.00.16.H49-230804-0001", "000.00.16.H49", date(2023, 8, 4), 1),
        ("H49.12-261123-0001", "H49.12", date(2026, 11, 23), 1),
        ("H55.242-261123-0042", "H55.242", date(2026, 11, 23), 42),
        ("H49-261123-9999", "H49", date(2026, 11, 23), 9999),
        (" h49.12 – 261123 – 0001 ", "H49.12", date(2026, 11, 23), 1),
        ("H49.12 261123 0001", "H49.12", date(2026, 11, 23), 1),
        ("H49-280229-0001", "H49", date(2028, 2, 29), 1),
    ],
)
def test_it_reads_both_shapes_of_the_official_code(text: str, agency: str, day: date, number: int) -> None:
    assert parse_official(text) == OfficialCode(agency, day, number)


@pytest.mark.parametrize(
    "text",
    [
        "", "H49.12", "H49.12-261123", "H49.12-261123-001", "H49.12-261123-00001", "H49.12-261323-0001",
        "H49.12-270229-0001",
        "H49.12-261123-0000", "49.12-261123-0001", "H49.-261123-0001", "00.00.16.H49-230804-0001",
        "H49.12-２６１１２-0001",
        "H49.12-261123-0001-x", "x" * 500, "H49.12-٢٦١١٢٣-0001",
    ],
)  # fmt: skip
def test_it_refuses_what_is_no_official_code(text: str) -> None:
    with pytest.raises(NotAnOfficialCode):
        parse_official(text)


def test_it_writes_the_short_shape() -> None:
    assert official_code("H49.12", date(2026, 11, 23), 1) == "H49.12-261123-0001"


@pytest.mark.parametrize(
    ("agency", "number"),
    [("H49.12", 0), ("H49.12", 10_000), ("H49.12", -1), ("", 1), ("h49", 1), ("H49 12", 1)],
)
def test_it_refuses_to_write_what_it_could_not_read(agency: str, number: int) -> None:
    with pytest.raises(NotAnOfficialCode):
        official_code(agency, date(2026, 11, 23), number)


@given(
    st.from_regex(r"(000\.00\.[0-9]{2}\.)?[A-Z][0-9]{2}(\.[0-9]{1,4}){0,2}", fullmatch=True),
    st.dates(date(2000, 1, 1), date(2099, 12, 31)),
    st.integers(1, 9999),
)
def test_it_reads_back_what_it_writes(agency: str, day: date, number: int) -> None:
    code = official_code(agency, day, number)
    assert parse_official(code) == OfficialCode(agency, day, number)
    assert str(parse_official(code.lower())) == code
