import random
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.procedures.conftest import HEARD, definition, fee, question, relief
from webapp.procedures.fees import Quote, deciding, quote, tariff
from webapp.procedures.load import Catalogue

DAY = date(2026, 11, 23)


def price(
    rules: dict[str, Any],
    answers: dict | None = None,
    declared: set[str] | None = None,
    channel: str = "online",
    on: date = DAY,
) -> Quote:
    return quote(rules, answers or {}, declared or set(), channel, on)


@pytest.mark.parametrize(
    ("day", "total"), [("2026-02-28", 0), ("2026-03-01", 10_000), ("2026-06-30", 10_000), ("2026-07-01", 0)]
)
def test_a_rule_counts_on_its_first_and_last_day_only_to_there(day: str, total: int) -> None:
    rules = definition(fees=[fee(**{"from": "2026-03-01", "to": "2026-06-30"})])
    assert price(rules, on=date.fromisoformat(day)).total == total


@pytest.mark.parametrize(("day", "total"), [("2026-12-31", 5_000), ("2027-01-01", 10_000)])
def test_a_reduction_ends_with_its_last_day(day: str, total: int) -> None:
    rules = definition(fees=[fee()], reliefs=[relief(to="2026-12-31")])
    assert price(rules, on=date.fromisoformat(day)).total == total


@pytest.mark.parametrize(("channel", "total"), [("online", 7_000), ("in_person", 15_000), ("post", 0)])
def test_each_channel_has_its_own_fee(channel: str, total: int) -> None:
    rules = definition(fees=[fee("a", 7_000, channel="online"), fee("b", 15_000, channel="in_person")])
    assert price(rules, channel=channel).total == total


def test_a_fee_for_any_channel_counts_everywhere() -> None:
    rules = definition(fees=[fee(channel="any")])
    assert {price(rules, channel=one).total for one in ("online", "in_person", "post")} == {10_000}


def test_the_number_of_copies_multiplies() -> None:
    rules = definition(question("copies", "number"), fees=[fee(amount=8_000, per="copy", count_from="copies")])
    assert price(rules, {"copies": 3}).total == 24_000
    assert price(rules, {"copies": 0}).total == 0


def test_one_copy_is_assumed_until_somebody_answers_and_it_is_said() -> None:
    rules = definition(question("copies", "number"), fees=[fee(amount=8_000, per="copy", count_from="copies")])
    assert price(rules).total == 8_000
    assert "assumed" in [step.what for step in price(rules).lines[0].reasons]


def test_copies_that_are_not_wanted_cost_nothing() -> None:
    wanted = [question("wanted", "yes_no"), question("copies", "number", when={"wanted": "yes"})]
    rules = definition(*wanted, fees=[fee(amount=8_000, per="copy", count_from="copies")])
    assert price(rules, {"wanted": "no", "copies": 5}).total == 0


def test_an_unknown_amount_leaves_the_total_unknown_and_the_rest_summed() -> None:
    rules = definition(fees=[fee("a", None), fee("b", 4_000)])
    found = price(rules)
    assert (found.total, found.known_total, found.unknown) == (None, 4_000, ("a",))
    assert found.lines[0].reasons[0].who == "hdnd_tinh"


def test_a_full_exemption_makes_an_unknown_fee_nothing() -> None:
    rules = definition(fees=[fee("a", None)], reliefs=[relief(percent=100, declares="merit")])
    assert price(rules).total is None
    assert price(rules, declared={"merit"}).total == 0


def test_half_of_an_unknown_fee_stays_unknown() -> None:
    rules = definition(fees=[fee("a", None)], reliefs=[relief(percent=50)])
    assert price(rules).total is None


def test_an_amount_whose_source_is_not_confirmed_is_unknown() -> None:
    found = price(definition(fees=[fee("a", 200_000, source=HEARD, unknown="circular"), fee("b", 4_000)]))
    assert (found.total, found.known_total, found.unknown, found.unsure) == (None, 4_000, ("a",), True)
    step = found.lines[0].reasons[0]
    assert (step.what, step.amount, step.who, step.source) == ("unsure", None, "circular", HEARD)


def test_free_is_unknown_too_when_only_heard_of() -> None:
    assert price(definition(fees=[fee(amount=0, source=HEARD)])).says == "unknown"


def test_a_confirmed_full_exemption_makes_an_unsure_amount_nothing() -> None:
    rules = definition(fees=[fee(source=HEARD)], reliefs=[relief(percent=100)])
    assert price(rules).says == "free"


@pytest.mark.parametrize(
    ("confirmed", "heard", "total"), [(0, 100, None), (0, 1, None), (50, 100, None), (50, 50, 5_000), (100, 100, 0)]
)
def test_an_unsure_reduction_leaves_open_what_it_would_change(confirmed: int, heard: int, total: int | None) -> None:
    known = [relief("a", confirmed)] if confirmed else []
    rules = definition(fees=[fee()], reliefs=[*known, relief("b", heard, source=HEARD)])
    assert price(rules).total == total
    assert price(rules).reliefs[-1].outcome == "unsure"


def test_an_unsure_reduction_of_nothing_changes_nothing() -> None:
    assert price(definition(fees=[fee(amount=0)], reliefs=[relief(source=HEARD)])).says == "free"


def test_an_unsure_reduction_that_nobody_claims_changes_nothing() -> None:
    assert price(definition(fees=[fee()], reliefs=[relief(source=HEARD, declares="elderly")])).total == 10_000


def test_no_rule_for_a_case_is_not_the_same_as_free() -> None:
    rules = definition(question("copies", "number"), fees=[fee(amount=8_000, per="copy", count_from="copies")])
    assert price(rules, {"copies": 0}).says == "free"
    assert price(rules, on=date(2025, 12, 31)).says == "untold"


def test_only_the_best_reduction_counts() -> None:
    rules = definition(fees=[fee()], reliefs=[relief("a", 30), relief("b", 50), relief("c", 20)])
    found = price(rules)
    assert found.total == 5_000
    assert {one.id: one.outcome for one in found.reliefs} == {"a": "smaller", "b": "used", "c": "smaller"}


def test_what_is_not_declared_does_not_count() -> None:
    rules = definition(fees=[fee()], reliefs=[relief(declares="disabled")])
    assert price(rules).total == 10_000
    assert price(rules, declared={"disabled"}).total == 5_000
    assert price(rules).reliefs[0].outcome == "not_declared"


@pytest.mark.parametrize(
    ("changes", "outcome"),
    [
        ({"channel": "in_person"}, "other_channel"),
        ({"when": {"ten": "x"}}, "condition"),
        ({"from": "2027-01-01"}, "not_now"),
    ],
)
def test_it_says_why_a_relief_was_not_used(changes: dict[str, Any], outcome: str) -> None:
    rules = definition(fees=[fee()], reliefs=[relief(**changes)])
    assert (price(rules).total, price(rules).reliefs[0].outcome) == (10_000, outcome)


def test_a_relief_for_one_fee_leaves_the_others() -> None:
    rules = definition(fees=[fee("a"), fee("b")], reliefs=[relief(percent=100, fees=["a"])])
    assert price(rules).total == 10_000


def test_a_reduction_is_rounded_down_for_the_citizen() -> None:
    rules = definition(fees=[fee(amount=999)], reliefs=[relief(percent=10)])
    assert price(rules).total == 899


def test_the_price_list_shows_rules_that_only_answers_can_open() -> None:
    rules = definition(fees=[fee("a", when={"ten": "x"}), fee("b", **{"from": "2028-01-01"})])
    assert [rule["id"] for rule in tariff(rules, "online", DAY)] == ["a"]
    assert deciding(rules) == ["ten"]


def test_pages_of_a_copy_are_capped_before_copies_are_counted() -> None:
    rules = definition(
        question("trang", "number"), question("ban", "number"),
        fees=[fee(amount=1000, per="page", count_from="trang", times="ban", most=196_000)],
    )  # fmt: skip
    assert price(rules, {"trang": 3, "ban": 2}).total == 6_000
    assert price(rules, {"trang": 196, "ban": 2}).total == 392_000
    capped = price(rules, {"trang": 500, "ban": 2})
    assert capped.total == 392_000
    assert [step.what for step in capped.lines[0].reasons] == ["rule", "count", "most", "count"]


@pytest.mark.parametrize(
    ("code", "answers", "declared", "channel", "total"),
    [
        ("2.000815", {"page_kind": "nhieu", "copy_count": 2, "extra_pages": 300}, set(), "in_person", 400_000),
        ("2.000815", {"page_kind": "nhieu", "copy_count": 2, "extra_pages": 3}, set(), "in_person", 14_000),
        ("1.013833", {}, {"five_papers"}, "in_person", 0),
        ("1.013833", {}, set(), "in_person", None),
        ("1.004194", {"residence_case": "danh_sach", "list_count": 50}, {"child", "five_papers"}, "in_person", 500_000),
        (
            "1.002755",
            {"residence_case": "danh_sach", "list_count": 50},
            {"elderly", "poor_household"},
            "online",
            250_000,
        ),
        ("1.004194", {"residence_case": "ca_nhan", "has_members": "no"}, {"child"}, "online", None),
        ("1.004194", {"residence_case": "ca_nhan", "has_members": "yes"}, {"child"}, "online", 7_000),
        ("1.004222", {"has_members": "yes"}, {"child"}, "online", 10_000),
    ],
)
def test_the_real_rules_follow_the_answers(
    catalogue: Catalogue, code: str, answers: dict[str, Any], declared: set[str], channel: str, total: int | None
) -> None:
    assert price(catalogue.procedures[code], answers, declared, channel).total == total


amounts = st.one_of(st.none(), st.integers(0, 10_000_000))
days = st.dates(date(2026, 1, 1), date(2027, 12, 31)).map(str)
fees = st.lists(
    st.builds(lambda a, c, f: (a, c, f), amounts, st.sampled_from(["any", "online", "in_person"]), days),
    min_size=1,
    max_size=5,
)
reliefs = st.lists(st.tuples(st.integers(1, 100), st.sampled_from([None, "merit"]), days), max_size=5)


@given(fees, reliefs, st.booleans(), st.randoms(use_true_random=False))
def test_it_is_never_negative_never_above_the_base_and_does_not_depend_on_the_order(
    fee_rules: list, relief_rules: list, merit: bool, shuffle: random.Random
) -> None:
    rules = definition(
        fees=[
            fee(f"f{n}", amount, channel=channel, **{"from": start})
            for n, (amount, channel, start) in enumerate(fee_rules)
        ],
        reliefs=[
            relief(f"r{n}", percent, **({"declares": claim} if claim else {}), **{"from": start})
            for n, (percent, claim, start) in enumerate(relief_rules)
        ],
    )
    found = price(rules, declared={"merit"} if merit else set())
    assert found.known_total >= 0
    assert all(line.amount is None or line.base is None or 0 <= line.amount <= line.base for line in found.lines)
    mixed = rules | {part: shuffle.sample(rules[part], len(rules[part])) for part in ("fees", "reliefs")}
    assert price(mixed, declared={"merit"} if merit else set()) == found


@pytest.mark.parametrize(
    ("code", "channel", "declared", "day", "total"),
    [
        ("1.004194", "online", set(), "2026-11-23", 7_000),
        ("1.004194", "in_person", set(), "2026-11-23", None),
        ("1.004194", "online", {"elderly"}, "2026-11-23", None),
        ("1.004194", "online", {"elderly", "five_papers"}, "2026-11-23", 0),
        ("1.004194", "online", {"five_papers"}, "2026-08-14", 7_000),
        ("1.004194", "online", {"five_papers"}, "2026-08-15", 0),
        ("1.004194", "online", {"five_papers"}, "2027-02-28", 0),
        ("1.004194", "online", {"five_papers"}, "2027-03-01", 7_000),
        ("1.004222", "in_person", {"five_papers"}, "2026-11-23", 20_000),
        ("3.000333", "online", set(), "2026-11-23", None),
        ("3.000333", "online", {"student"}, "2026-11-23", None),
        ("3.000333", "online", {"five_papers"}, "2026-11-23", 0),
        ("1.004222", "online", set(), "2026-11-23", 10_000),
        ("1.014063", "in_person", set(), "2026-12-31", 25_000),
        ("1.014063", "in_person", set(), "2027-01-01", 50_000),
        ("2.000635", "online", set(), "2026-11-23", 8_000),
        ("2.000635", "online", {"five_papers"}, "2026-11-23", 0),
        ("1.004873", "online", set(), "2026-11-23", None),
        ("1.004873", "online", {"five_papers"}, "2026-11-23", 0),
        ("1.004873", "online", {"five_papers"}, "2027-03-01", None),
    ],
)
def test_the_real_rules_give_the_known_amounts(
    catalogue: Catalogue, code: str, channel: str, declared: set[str], day: str, total: int | None
) -> None:
    assert price(catalogue.procedures[code], {}, declared, channel, date.fromisoformat(day)).total == total


def test_an_exemption_inferred_for_one_procedure_only_is_not_relied_on_there(catalogue: Catalogue) -> None:
    late = {"registration_kind": "qua_han"}
    assert price(catalogue.procedures["1.001193"], late, {"merit"}).says == "unknown"
    assert price(catalogue.procedures["1.000656"], {"death_registration_kind": "4"}, {"merit"}).says == "free"
