"""Who, what, when, why: every page for staff writes a line for what it showed or did, and so does whatever of a citizen's is open to
somebody by their office, or sent by a helper's phone under a mandate.

Which addresses those are, the table says: a new one that leaves no line, or does not say what it was about, fails here.
"""

import re
from datetime import UTC, datetime

import pytest
from werkzeug.routing import Rule

from tests.access import table
from tests.access.asking import Asking
from tests.access.table import SERVED, Row
from tests.access.visitors import PEOPLE, Person
from webapp import clock

ROWS = table.rows()
# These name nobody: an empty form, or a list without names whose every row leads to a page that is logged
OF_NOBODY = {
    "accounts.ticket",
    "counter.scan",
    "counter.type_it",
    "counter.day",
    "counter.table",
    "counter.on_paper",
    "desk.inbox",
    "families.desk",
    "mandates.desk",
    "national.review",
    "national.look_over",
    "national.edit",
    "mandates.ask",
    "teams.invitation",
    "teams.invite",
    "books.sheets",
    "elsewhere.help_with",
    "elsewhere.help_on",
    "visits.limits",
    "figures.mine",
    "rounds.paper",
    "rounds.shut",
    "rounds.reopen",
    "visits.limit",
    "tills.open_shift",  # one is open already
    "posters.home",
    "posters.make",
    "posters.file",
    "feedback.petitions_here",
    "feedback.petitions_done",
    "feedback.board",
    "feedback.board_table",
    "feedback.signs_here",
    "feedback.sign_paper",
    "tickets.desk",
    "tickets.rules",
    "tickets.change_rules",
}
STAFF = [one for one in PEOPLE if one.role and one.role[0] != "admin"]


# One's own badge; what only leads on to the desk's page; pictures on which nothing can be read, beside a page that is a line
NOTHING_OF_ANYBODY = {"tracking.status", "documents.small"}


def rule_of(asking: Asking, row: Row) -> Rule:
    return table.addresses(asking.world.app)[row.method, row.path]


def logged(asking: Asking, row: Row, column: str) -> bool:
    """Served to this one of staff, as it is not to any citizen."""
    if row.under or row.cells[column] != SERVED or row.path.startswith("/the-nguoi-giup"):
        return False
    by_ground = row.cells["Ci"] != SERVED and rule_of(asking, row).endpoint not in NOTHING_OF_ANYBODY
    return by_ground or of_staff(asking, row)


def of_staff(asking: Asking, row: Row) -> bool:
    return str(asking.world.app.view_functions[rule_of(asking, row).endpoint].audience).startswith("staff")  # type: ignore[attr-defined]


@pytest.mark.parametrize("person", STAFF, ids=lambda one: one.name)
def test_what_staff_see_or_do_is_a_line_with_who_what_when_and_why(asking: Asking, person: Person) -> None:
    assert person.role
    who = asking.world.visitors[person.column]
    for row in [one for one in ROWS if logged(asking, one, person.column)]:
        rule = rule_of(asking, row)
        ((account, act, method, about, why, at),) = asking.ask(row.method, rule, person.column).log
        assert (account, act, method) == (who.account_id.hex, rule.endpoint, row.method), row  # type: ignore[union-attr]
        assert why == " ".join(person.role), row
        assert when(at).date() == clock.today(), row
        assert re.search(r"=[0-9a-f]{8}-", about) or rule.endpoint in OF_NOBODY or elsewhere(person), (row, about)


def when(at: str) -> datetime:
    return clock.local(datetime.fromisoformat(at).replace(tzinfo=UTC))


def elsewhere(person: Person) -> bool:
    """Nothing of An's is in their lists: of another unit, or a helper without a mandate that holds."""
    return person.column.endswith("*") or person.column in ("Hn", "Hr")


def test_a_citizen_among_their_own_things_is_no_staff(asking: Asking) -> None:
    for row in [one for one in ROWS if any(logged(asking, one, column) for column in ("He", "Ma", "Of"))]:
        assert asking.ask(row.method, rule_of(asking, row), "Ow").log == [], row


@pytest.mark.parametrize("column", ["He", "Hr"], ids=["mandate-that-holds", "mandate-taken-back"])
def test_what_a_helpers_phone_sends_under_a_mandate_is_a_line_and_the_mandate_is_why(
    asking: Asking, column: str
) -> None:
    who, mandate = asking.world.visitors[column], asking.world.mandate(column)
    for row in [one for one in ROWS if one.under]:
        rule = rule_of(asking, row)
        ((account, act, method, about, why, _at),) = asking.ask(row.method, rule, column, under=True).log
        assert (account, act, method) == (who.account_id.hex, rule.endpoint, row.method), row  # type: ignore[union-attr]
        assert why == f"{' '.join(who.person.role)}, mandate {mandate}", row  # type: ignore[arg-type]
        assert about or rule.endpoint == "uploads.create", row


def test_of_help_with_an_account_elsewhere_the_log_knows_the_day_and_not_the_hour(asking: Asking) -> None:
    """Nobody can be found by it: neither by a time nor by an id that holds one."""
    for row in [one for one in ROWS if one.path.startswith("/giup/tai-khoan")]:
        (line,) = asking.ask(row.method, rule_of(asking, row), "He").log
        assert (when(line[-1]).hour, when(line[-1]).minute) == (0, 0), row


def test_no_line_holds_a_number_or_a_name(asking: Asking) -> None:
    there = table.addresses(asking.world.app)
    (line,) = asking.ask("POST", there["POST", "/ban-lam-viec/nho-giup"], "Cl").log
    assert "022185000011" not in str(line)
    assert "Nguyễn" not in str(line)
