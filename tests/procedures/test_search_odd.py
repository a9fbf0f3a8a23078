"""Whatever somebody types is answered, always the same way, and never at a cost that grows with it."""

import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.procedures.labelled import ask_both, indexes
from webapp.procedures import asked, likeness, load, search
from webapp.procedures.wording import Wording, word, words

NAMES = sorted(say for entry in indexes()[0].entries for say in entry.says if not say.isascii())
WORDS = sorted(
    {
        one.hats
        for one in indexes()[0].vocabulary
        if 3 <= len(one.plain) <= 11 and one.plain.isalpha() and "y" not in one.plain
    }
)


@pytest.fixture(scope="module")
def wording() -> Wording:
    return Wording(load.load().shared.search)


@given(st.text(max_size=200))
@example("🙂" * 100)
@example("e" + "\u0301" * 100_000)
@example("\u202eúrt mạt")
@example("' OR 1=1; DROP TABLE units --")
@example("a" * 100_000)
@example("tamtru" * 50)
@settings(deadline=None, max_examples=60)
def test_anything_is_answered_and_twice_the_same(typed: str) -> None:
    said = ask_both(typed)
    assert said == ask_both(typed)
    assert said.verdict == ("nothing", "clear", "two")[len(said.offered)] if len(said.offered) < 3 else "ask"
    scores = [hit.score for hit in said.found]
    assert all(0 < score <= 1.000001 for score in scores)
    assert len({hit.code for hit in said.found}) == len(said.found)
    assert scores[:1] == sorted(scores, reverse=True)[:1]


@given(st.sampled_from(NAMES))
@settings(deadline=None, max_examples=60)
def test_capitals_and_composed_or_decomposed_accents_change_nothing(name: str) -> None:
    assert ask_both(name.upper()) == ask_both(name) == ask_both(unicodedata.normalize("NFD", name))


@given(st.sampled_from(NAMES))
@settings(deadline=None, max_examples=60)
def test_without_accents_a_name_finds_its_procedure_too(name: str) -> None:
    with_accents, without = ask_both(name), ask_both(search.norm(name))
    assert with_accents.offered[0].code in {hit.code for hit in without.found}


@given(st.sampled_from(WORDS), st.data())
@settings(deadline=None, max_examples=100)
def test_one_slip_is_never_more_than_a_slip_away(plain: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(plain) - 1))
    letter = data.draw(st.sampled_from("aeioubcdghklmnprstvx"))
    for slip in (
        plain[:place] + plain[place + 1 :],
        plain[:place] + letter + plain[place:],
        plain[:place] + letter + plain[place + 1 :],
    ):
        typed, meant = word(search.norm(slip)), word(search.norm(plain))
        if typed.plain and typed.plain.isalpha() and typed.plain != meant.plain:
            assert likeness.other_letters(typed, meant) > 0, (slip, plain)
            assert set(likeness.parts(typed.plain)) & set(likeness.parts(meant.plain)) or len(slip) < 3


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("hòa", "hoà"),
        ("thủy", "thuỷ"),
        ("giâý", "giấy"),
        ("lâù", "lầu"),
        ("ký", "kí"),
        ("Lý", "lí"),
        ("mỹ", "mĩ"),
        ("GIẤY", "giấy"),
    ],
)
def test_where_the_tone_stands_and_y_for_i_make_no_difference(typed: str, written: str) -> None:
    assert words(typed) == words(written)


@pytest.mark.parametrize(
    ("said", "written", "alike"),
    [
        ("sổ", "sổ", 100), ("so", "sổ", 95), ("sỗ", "sổ", 95), ("sô", "sổ", 85), ("sỏ", "sổ", 85), ("số", "sổ", 60), ("số", "so", 30),
        ("chú", "trú", 80), ("xinh", "sinh", 80), ("nại", "lại", 80), ("rấy", "giấy", 80), ("hạng", "hạn", 80), ("chù", "trú", 40),
        ("kêt", "kêu", 55), ("riêg", "riêng", 70), ("qan", "quan", 55), ("nguoi", "ngươi", 95), ("chó", "sổ", 0), ("76", "75", 0),
    ],
)  # fmt: skip
def test_how_alike_two_words_are(said: str, written: str, alike: int) -> None:
    one, other = word(said), word(written)
    assert (likeness.same_letters if one.plain == other.plain else likeness.other_letters)(one, other) == alike


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("mất CMND", "mất căn cước"), ("mat cmnd", "mat căn cước"), ("đổi gplx", "đổi bằng lái"), ("so do", "sổ đỏ"), ("sơ đồ", "sơ đồ"),
        ("mo quan", "mo quan"), ("bị thất lạc bìa đỏ", "mất sổ đỏ"), ("cấp4", "cấp bốn"), ("lost my red book", "mất mi sổ đỏ"),
    ],
)  # fmt: skip
def test_what_is_said_in_several_ways_is_read_in_one(wording: Wording, typed: str, read: str) -> None:
    assert wording.read(typed) == words(read)


def test_words_typed_as_one_come_apart_where_they_are_known_to_stand_together() -> None:
    for typed, apart in (("táchkhẩu", 2), ("dangkytamtru", 4), ("asdfghjkl", 1)):
        assert len(asked.ask(indexes()[0], typed).kinds) == apart, typed


def test_a_question_among_thousands_looks_at_no_more_than_a_few_hundred() -> None:
    listed = indexes()[1]
    many = search.Index(
        [search.Entry(f"{n}.{e.code}", e.says) for n in range(4) for e in listed.entries], listed.wording, curated=False
    )
    most = listed.wording.numbers["ways"]
    for typed in ("cấp giấy phép", "đăng ký thay đổi nội dung giấy chứng nhận", "gia hạn giấy phép"):
        looked = [len(search._touched(index, asked.ask(index, typed))) for index in (listed, many)]
        assert max(looked) <= most
