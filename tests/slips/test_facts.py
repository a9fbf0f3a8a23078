"""The one thing that is asked: what is taken for it, in which order."""

from typing import Any

import pytest

from webapp.slips.facts import Fact, fact, fits

FORM = [
    {"fields": [{"id": "name", "fill": "person.full_name"}, {"id": "born", "fill": "person.birth_date"}]},
    {"fields": [{"id": "card", "fill": "person.id_number"}, {"id": "call", "fill": "person.phone"}, {"id": "child_born"}]},
]  # fmt: skip
DAY, OTHER = "1960-09-02", "1985-03-12"


def asked(answers: dict[str, Any] | None = None, person: dict[str, Any] | None = None, phone: str = "", typed: bool = True) -> Fact:  # fmt: skip
    return fact(FORM, answers or {}, person or {}, phone, typed)


@pytest.mark.parametrize(
    ("known", "kind", "value"),
    [
        ({"answers": {"born": "2/9/1960"}, "person": {"birth_date": OTHER}}, "born", DAY),
        ({"answers": {"born": DAY}}, "born", DAY),
        ({"answers": {"born": "", "card": "022145000321"}, "person": {"birth_date": OTHER}}, "born", OTHER),
        (
            {"answers": {"born": "1960"}, "person": {"id_number": "022145000321"}, "phone": "0912000001"},
            "digits",
            "0321",
        ),
        ({"answers": {"born": "31/2/1960", "card": "0221 4500 0321"}}, "digits", "0321"),
        ({"person": {"tax_code": "5700101690"}, "phone": "0912000001"}, "digits", "1690"),
        ({"phone": "0912000001"}, "digits", "0001"),
        ({"answers": {"call": "0912 345 678"}}, "digits", "5678"),
        ({"answers": {"child_born": DAY, "name": "Na", "call": "12"}}, "unknown", ""),
        ({"typed": False}, "empty", ""),
    ],
)
def test_what_is_asked(known: dict[str, Any], kind: str, value: str) -> None:
    assert asked(**known) == Fact(kind, value)


@pytest.mark.parametrize(
    ("known", "born", "digits", "opens"),
    [
        (Fact("born", DAY), DAY, "", True), (Fact("born", DAY), "", "", False), (Fact("born", DAY), OTHER, "1960", False),
        (Fact("digits", "0321"), "", "0321", True), (Fact("digits", "0321"), "0321", "", False),
        (Fact("digits", "0321"), DAY, "", False), (Fact("unknown"), "", "", False), (Fact("unknown"), DAY, "0321", False),
        (Fact("empty"), "", "", True),
    ],
)  # fmt: skip
def test_only_the_fact_itself_opens(known: Fact, born: str, digits: str, opens: bool) -> None:
    assert fits(known, born, digits) is opens
