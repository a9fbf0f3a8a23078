"""Two phones, one draft: whatever they do in whatever order, nothing that was typed is dropped."""

from dataclasses import replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from webapp.dossiers.merging import Merged, Saying, by_question, decide, merge, question

QUESTIONS, HANDS = ("name", "address", "note"), ("a", "b", "c")


def now(merged: Merged, said: Saying, revision: int) -> Merged:
    return merge(merged.fields, merged.touched, merged.undecided, said, revision)


def first(**fields: Any) -> Merged:
    return now(Merged(), Saying(fields, 0, None, "a"), 1)


def test_it_puts_together_what_two_phones_changed_apart() -> None:
    merged = now(first(name="An", note="x"), Saying({"name": "An", "note": "y"}, 1, frozenset({"note"}), "b"), 2)
    merged = now(merged, Saying({"name": "Ân", "note": "x"}, 1, frozenset({"name"}), "a"), 3)
    assert merged.fields == {"name": "Ân", "note": "y"}
    assert not merged.undecided


def test_it_keeps_both_answers_to_the_same_question() -> None:
    merged = now(first(name="An"), Saying({"name": "Ân"}, 1, None, "b"), 2)
    merged = now(merged, Saying({"name": "Ấn"}, 1, None, "c"), 3)
    assert merged.fields == {"name": "Ân"}
    assert merged.undecided == {"name": {"c": {"name": "Ấn"}}}


def test_it_takes_the_same_answer_from_both_as_one() -> None:
    merged = now(first(name="An"), Saying({"name": "Ân"}, 1, None, "b"), 2)
    assert not now(merged, Saying({"name": "Ân"}, 1, None, "c"), 3).undecided


def test_it_never_sets_a_phone_against_itself() -> None:
    """The answer to the first sending was lost, so the phone still thinks that its older revision is the newest."""
    merged = now(first(name="A"), Saying({"name": "An"}, 0, None, "a"), 2)
    assert (merged.fields, merged.undecided) == ({"name": "An"}, {})


def test_it_is_not_misled_by_an_earlier_sending_that_comes_late() -> None:
    merged = now(first(name="A"), Saying({"name": "An Nguyễn"}, 1, None, "a", 7), 2)
    late = now(merged, Saying({"name": "An"}, 1, None, "a", 6), 3)
    assert late.fields == {"name": "An Nguyễn"}
    assert now(late, Saying({"name": "An N."}, 1, None, "a", 8), 4).fields == {"name": "An N."}
    assert now(late, Saying({"note": "x", "name": "An Nguyễn"}, 2, None, "b", 1), 4).fields["note"] == "x"


def test_it_decides_an_address_as_a_whole() -> None:
    merged = first(**{"address-ward": "1", "address-detail": "số 8"})
    merged = now(merged, Saying({"address-ward": "2", "address-detail": "số 8"}, 1, None, "b"), 2)
    merged = now(merged, Saying({"address-ward": "1", "address-detail": "số 9"}, 1, None, "a"), 3)
    assert merged.fields == {"address-ward": "2", "address-detail": "số 8"}
    assert merged.undecided["address"] == {"a": {"address-ward": "1", "address-detail": "số 9"}}
    assert question("nop-unit") != question("nop-declared")


def test_it_holds_to_what_a_person_chose() -> None:
    merged = now(first(name="An"), Saying({"name": "Ân"}, 1, None, "b"), 2)
    merged = now(merged, Saying({"name": "Ấn"}, 1, None, "c"), 3)
    chosen = decide(merged.fields, merged.touched, merged.undecided, "name", "c", 4)
    assert (chosen.fields, chosen.undecided) == ({"name": "Ấn"}, {})
    kept = decide(merged.fields, merged.touched, merged.undecided, "name", None, 4)
    assert (kept.fields, kept.undecided) == ({"name": "Ân"}, {})


def test_it_lets_who_saw_the_answer_change_it() -> None:
    merged = now(first(name="An"), Saying({"name": "Ân"}, 1, None, "b"), 2)
    assert merged.fields == {"name": "Ân"}
    assert not merged.undecided


savings = st.lists(
    st.tuples(
        st.sampled_from(HANDS),
        st.booleans(),  # hears the answer
        st.dictionaries(st.sampled_from(QUESTIONS), st.sampled_from(["", "x", "y", "z"]), min_size=1),
    ),
    max_size=12,
)


@given(savings)
def test_it_drops_nothing_that_a_phone_typed_last(rounds: list[tuple[str, bool, dict[str, str]]]) -> None:
    """Each hand types, sends, and does or does not hear the answer; in the end what it typed last without hearing of another
    answer is kept or stands beside it, unless that very hand has seen and replaced it."""
    merged, revision = Merged(), 0
    base = {hand: (0, dict[str, Any]()) for hand in HANDS}
    local = {hand: dict[str, Any]() for hand in HANDS}
    for hand, hears, typed in rounds:
        local[hand] |= typed
        known, before = base[hand]
        mine, was = by_question(local[hand]), by_question(before)
        changed = frozenset(name for name in QUESTIONS if mine.get(name) != was.get(name))
        said = Saying(dict(local[hand]), known, changed, hand)
        merged = now(merged, said, revision := revision + 1)
        for name in changed:
            there = by_question(merged.fields).get(name, {})
            answers = [there, *merged.undecided.get(name, {}).values()]
            assert mine.get(name, {}) in answers
        assert now(merged, said, revision + 1) == replace(merged, touched=now(merged, said, revision + 1).touched)
        if hears:
            local[hand] = dict(merged.fields) | {
                n: local[hand].get(n, "") for n in merged.undecided if hand in merged.undecided[n]
            }
            base[hand] = (revision, dict(local[hand]))
