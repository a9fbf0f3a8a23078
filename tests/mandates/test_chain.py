"""The chain of the book: whatever is done to it, the check finds it."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.mandates import chain
from webapp.mandates.chain import Fault, Line, check

KEY, OTHER = b"k" * 32, b"o" * 32


def book(count: int, key: bytes = KEY) -> list[Line]:
    made: list[Line] = []
    for number in range(1, count + 1):
        before = made[-1].seal if made else ""
        content = {"number": number, "kind": "given", "who": f"người {number}"}
        made.append(Line(number, content, "1", before, chain.seal(key, before, content)))
    return made


def renumbered(line: Line, number: int) -> Line:
    return replace(line, number=number, content={**line.content, "number": number})


@given(st.integers(0, 12))
def test_a_book_as_it_was_written_has_no_fault(count: int) -> None:
    lines = book(count)
    assert check(lines, {"1": KEY}, [(line.number, line.seal) for line in lines]) == []


@given(st.integers(2, 12), st.data())
def test_an_edited_line_is_found(count: int, data: st.DataObject) -> None:
    lines, at = book(count), data.draw(st.integers(0, count - 1))
    lines[at] = replace(lines[at], content={**lines[at].content, "who": "kẻ gian"})
    assert check(lines, {"1": KEY}, []) == [Fault(at + 1, chain.EDITED)]


@given(st.integers(2, 12), st.data())
def test_a_deleted_line_is_found(count: int, data: st.DataObject) -> None:
    lines, at = book(count), data.draw(st.integers(0, count - 2))
    assert check(lines[:at] + lines[at + 1 :], {"1": KEY}, []) == [Fault(at + 1, chain.MISSING)]


@given(st.integers(3, 12), st.data())
def test_two_lines_that_changed_places_are_found(count: int, data: st.DataObject) -> None:
    lines = book(count)
    one, other = sorted(data.draw(st.lists(st.integers(0, count - 1), min_size=2, max_size=2, unique=True)))
    lines[one], lines[other] = renumbered(lines[other], one + 1), renumbered(lines[one], other + 1)
    found = {fault.number for fault in check(lines, {"1": KEY}, []) if fault.what == chain.EDITED}
    assert found == {one + 1, other + 1}


@given(st.integers(1, 12), st.data())
def test_a_cut_off_end_is_found_by_what_was_told_outside(count: int, data: st.DataObject) -> None:
    lines, left = book(count), data.draw(st.integers(0, count - 1))
    told = [(count, lines[-1].seal)]
    assert check(lines[:left], {"1": KEY}, told) == [Fault(count, chain.CUT_OFF)]


def test_a_line_inserted_in_the_middle_is_found() -> None:
    lines = book(4)
    strange = replace(lines[1], content={**lines[1].content, "who": "kẻ gian"}, seal="0" * 64)
    assert Fault(2, chain.EDITED) in check([lines[0], strange, *lines[2:]], {"1": KEY}, [])


def test_a_deleted_line_whose_followers_moved_up_is_found() -> None:
    lines = book(4)
    assert check([lines[0], *(renumbered(one, one.number - 1) for one in lines[2:])], {"1": KEY}, [])


def test_a_book_written_anew_with_the_key_is_found_by_what_was_told_outside() -> None:
    lines, told = book(3), [(2, book(3)[1].seal)]
    content = {**lines[1].content, "who": "kẻ gian"}
    second = replace(lines[1], content=content, seal=chain.seal(KEY, lines[0].seal, content))
    third = replace(lines[2], before=second.seal, seal=chain.seal(KEY, second.seal, lines[2].content))
    assert check([lines[0], second, third], {"1": KEY}, []) == []
    assert check([lines[0], second, third], {"1": KEY}, told) == [Fault(2, chain.WRITTEN_ANEW)]


@pytest.mark.parametrize("keys", [{}, {"1": OTHER}, {"2": KEY}], ids=["none", "another", "of another name"])
def test_a_wrong_key_is_said_once(keys: dict[str, bytes]) -> None:
    assert check(book(5), keys, []) == [Fault(0, chain.OTHER_KEY)]


def test_the_beginning_of_a_seal_is_enough_to_compare() -> None:
    lines = book(2)
    assert check(lines, {"1": KEY}, [(2, lines[1].seal[:16])]) == []
    assert check(lines, {"1": KEY}, [(2, "f" * 16)]) == [Fault(2, chain.WRITTEN_ANEW)]
