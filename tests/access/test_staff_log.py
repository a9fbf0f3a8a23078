"""Who, what, when, why: every page for staff writes a line for what it showed or did, and so does a citizen's paper opened by staff."""

import re

import pytest

from tests.access import table
from tests.access.asking import Asking
from tests.access.table import SERVED, Row
from tests.access.visitors import PEOPLE, Person
from webapp import clock

ROWS = table.rows()
READ_BY_GROUND = {"payments.receipt", "payments.receipt_paper", "documents.download"}
# These name nobody: an empty form, or a list without names whose every row leads to a page that is logged
OF_NOBODY = {
    "desk.inbox",
    "families.desk",
    "mandates.desk",
    "mandates.ask",
    "teams.invitation",
    "teams.invite",
    "payments.waiting",  # no money waits in this world
}
STAFF = [one for one in PEOPLE if one.role and one.role[0] != "admin"]


def logged(asking: Asking, row: Row) -> bool:
    endpoint = table.addresses(asking.world.app)[row.method, row.path].endpoint
    audience = str(asking.world.app.view_functions[endpoint].audience)  # type: ignore[attr-defined]
    return audience.startswith("staff") or endpoint in READ_BY_GROUND


@pytest.mark.parametrize("person", STAFF, ids=lambda one: one.name)
def test_what_staff_see_or_do_is_a_line_with_who_what_when_and_why(asking: Asking, person: Person) -> None:
    assert person.role
    there, who = table.addresses(asking.world.app), asking.world.visitors[person.column]
    for row in [one for one in ROWS if logged(asking, one) and one.cells[person.column] == SERVED]:
        rule = there[row.method, row.path]
        ((account, act, method, about, why, at),) = asking.ask(row.method, rule, person.column).log
        assert (account, act, method) == (who.account_id.hex, rule.endpoint, row.method), row  # type: ignore[union-attr]
        assert why == " ".join(person.role), row
        assert at.startswith(f"{clock.now():%Y-%m-%d}"), row
        assert re.search(r"=[0-9a-f]{8}-", about) or rule.endpoint in OF_NOBODY or elsewhere(person), (row, about)


def elsewhere(person: Person) -> bool:
    """Nothing of An's is in their lists: of another unit, or a helper without a mandate that holds."""
    return person.column.endswith("*") or person.column in ("Hn", "Hr")


def test_a_citizen_among_their_own_things_is_no_staff(asking: Asking) -> None:
    there = table.addresses(asking.world.app)
    for row in [one for one in ROWS if logged(asking, one)]:
        assert asking.ask(row.method, there[row.method, row.path], "Ow").log == [], row


def test_no_line_holds_a_number_or_a_name(asking: Asking) -> None:
    there = table.addresses(asking.world.app)
    (line,) = asking.ask("POST", there["POST", "/ban-lam-viec/nho-giup"], "Cl").log
    assert "022185000011" not in str(line)
    assert "Nguyễn" not in str(line)
