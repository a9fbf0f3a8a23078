from datetime import date
from typing import Any

import pytest

from tests.procedures.conftest import SOURCE, definition, text
from webapp.procedures.channel import channel_of
from webapp.procedures.load import Catalogue

DAY = date(2026, 11, 23)


def mandate(**changes: Any) -> dict[str, Any]:
    base = {"id": "m", "from": "2026-07-01", "to": None, "document": text("Văn bản"), "procedures": ["9.000001"]}
    return base | changes


def in_person() -> dict[str, Any]:
    return {"kind": "in_person", "from": "2026-01-01", "to": "2027-12-31", "why": text("Luật"), "source": SOURCE}


def test_without_anything_it_is_prepared_here_and_filed_on_the_portal() -> None:
    assert channel_of(definition(), [], False, DAY).kind == "prepare_here"


def test_a_mandate_of_the_province_makes_it_online_here() -> None:
    found = channel_of(definition(), [mandate()], False, DAY)
    assert (found.kind, found.mandate, found.for_fees) == ("online_here", "m", "online")


@pytest.mark.parametrize(("demo", "kind"), [(True, "online_here"), (False, "prepare_here")])
def test_a_demonstration_mandate_counts_only_in_a_demonstration(demo: bool, kind: str) -> None:
    assert channel_of(definition(), [mandate(demo_only=True)], demo, DAY).kind == kind


@pytest.mark.parametrize(
    ("day", "kind"),
    [
        ("2026-06-30", "prepare_here"),
        ("2026-07-01", "online_here"),
        ("2026-12-31", "online_here"),
        ("2027-01-01", "prepare_here"),
    ],
)
def test_a_mandate_counts_on_its_days_only(day: str, kind: str) -> None:
    rule = mandate(to="2026-12-31")
    assert channel_of(definition(), [rule], False, date.fromisoformat(day)).kind == kind


def test_a_mandate_for_other_procedures_changes_nothing() -> None:
    assert channel_of(definition(), [mandate(procedures=["1.004194"])], False, DAY).kind == "prepare_here"


def test_the_law_that_wants_the_person_there_is_above_a_mandate() -> None:
    found = channel_of(definition(channel=in_person()), [mandate()], True, DAY)
    assert (found.kind, found.for_fees) == ("in_person", "in_person")


def test_a_basis_that_has_ended_no_longer_counts() -> None:
    assert channel_of(definition(channel=in_person()), [], True, date(2028, 1, 1)).kind == "prepare_here"


def test_a_certified_copy_means_going_there_and_temporary_residence_is_online_in_the_demonstration(
    catalogue: Catalogue,
) -> None:
    def kind(code: str, demo: bool) -> str:
        return channel_of(catalogue.procedures[code], catalogue.shared.mandates, demo, DAY).kind

    assert kind("2.000815", True) == "in_person"
    assert (kind("1.004194", True), kind("1.004194", False)) == ("online_here", "prepare_here")
