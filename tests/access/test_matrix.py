"""docs/access.md is true: every person asks for every address, and gets what its cell says.

Where everybody who is signed in is served, each with what is theirs or the same for all, some stand for all.
"""

from collections import Counter

import pytest
from werkzeug.routing import Rule

from tests.access import table
from tests.access.asking import Answer, Asking
from tests.access.table import NOT_THERE, NOTHING, SERVED, Row
from tests.access.visitors import COLUMNS, PEOPLE, Person

ROWS = table.rows()
FOR_ALL = {"No", "Ow", "Fa", "Ci", "He", "Of"}


def test_every_address_of_the_app_stands_in_the_table_once_and_nothing_else(asking: Asking) -> None:
    written = Counter((row.method, row.path) for row in ROWS if not row.under)
    there = table.addresses(asking.world.app)
    assert {"missing in docs/access.md": there.keys() - written.keys(), "no such address": written.keys() - there.keys(),
            "twice": [one for one, times in written.items() if times > 1]} == {
        "missing in docs/access.md": set(), "no such address": set(), "twice": [],
    }  # fmt: skip


def test_every_row_says_something_of_everybody() -> None:
    assert {tuple(row.cells) for row in ROWS} == {tuple(COLUMNS)}
    assert {cell for row in ROWS for cell in row.cells.values()} == table.CELLS


@pytest.mark.parametrize("person", PEOPLE, ids=lambda one: one.name)
def test_everybody_gets_what_the_table_says(asking: Asking, person: Person) -> None:
    there, wrong = table.addresses(asking.world.app), {}
    for row in ROWS:
        if row.for_all and person.column not in FOR_ALL:
            continue
        rule, expected = there[row.method, row.path], row.cells[person.column]
        answer = asking.ask(row.method, rule, person.column, expected, under=row.under)
        if not fits(expected, answer):
            wrong[f"{row.method} {row.path}{' under' if row.under else ''}"] = (
                f"{answer.cell} {answer.changed or ''}, not {expected}"
            )
    assert wrong == {}


def fits(cell: str, answer: Answer) -> bool:
    """What is not served changes nothing; «answered, but nothing done» is an answer of any kind, which staff's log may tell."""
    if cell == NOTHING:
        return answer.cell in (SERVED, NOTHING) and not answer.changed - {"staff_acts"}
    return answer.cell == cell and (cell == SERVED or not answer.changed)


def test_the_header_of_a_mandate_opens_nothing_that_was_not_begun_under_it(asking: Asking) -> None:
    """Every line once more, by the helper An trusts: her other dossiers, papers and files stay as closed as without it."""
    there, wrong = table.addresses(asking.world.app), {}
    honoured = {(row.method, row.path) for row in ROWS if row.under}
    for row in [one for one in ROWS if not one.under]:
        if row.for_all and (row.method, row.path) not in honoured:
            continue
        expected = NOT_THERE if (row.method, row.path) in honoured else row.cells["He"]
        answer = asking.ask(row.method, there[row.method, row.path], "He", expected, named=True)
        if not fits(expected, answer):
            wrong[f"{row.method} {row.path}"] = f"{answer.cell} {answer.changed or ''}, not {expected}"
    assert wrong == {}


def test_whoever_may_change_something_can(asking: Asking) -> None:
    """Else a refusal above could be one of the form. Whose change it is: one who is served where others are not."""
    there = table.addresses(asking.world.app)
    idle = []
    for row in ROWS:
        served = [column for column, cell in row.cells.items() if cell == SERVED]
        changes = row.method in ("POST", "PUT", "DELETE") and 0 < len(served) < len(COLUMNS) // 2
        if changes and not _changes(asking, row, there[row.method, row.path], served[0]):
            idle.append(f"{row.method} {row.path}")
    assert sorted(idle) == IDLE


def _changes(asking: Asking, row: Row, rule: Rule, column: str) -> bool:
    """More than the line in the log of staff."""
    return bool(asking.ask(row.method, rule, column, under=row.under, closely=True).changed - {"staff_acts"})


# Nothing is kept, already so, only kept for later, or a file or signature more is needed than this table sends: the rooms' own tests send it
IDLE = [
    "POST /api/chuyen-may",
    "POST /api/giup/buoi/khoa",
    "POST /api/giup/buoi/mo",
    "POST /api/khach/khoa",
    "POST /gia-dinh/chuyen",
    "POST /giay-to-cua-toi/<document>/goi-y-lai",
    "POST /ho-so/<dossier>/bo-sung",
    "POST /ho-so/<dossier>/chon",
    "POST /ho-so/<dossier>/giay-to/<document>/van-dung",
    "POST /ho-so/<dossier>/giay-to/<slot>",
    "POST /ho-so/<dossier>/giay-to/<slot>/nhan",
    "POST /ho-so/<dossier>/giay-to/<slot>/nhan",
    "POST /ho-so/<dossier>/phieu/nhan",
    "POST /ho-so/<dossier>/thong-bao/<bill>/nop",
    "POST /khach/<visit>/mo",
    "POST /khach/quet",
    "POST /quay/mo-ca",
    "POST /tai-khoan/ai/<person>",
    "POST /tai-khoan/bao-tin/<sign_in>/tat",
    "POST /tai-khoan/nguoi-lam/<person>",
    "POST /the-nguoi-giup/anh",
    "POST /the-nguoi-giup/hoc",
    "PUT /api/ho-so/<dossier>/nop/<act>",
    "PUT /api/nguoi/<person>",
    "PUT /api/nho-giup/<mandate>",
    "PUT /api/nho-giup/<mandate>/giay",
]
