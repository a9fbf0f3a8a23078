"""A month's satisfaction as a table for a spreadsheet."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from webapp import spreadsheet
from webapp.feedback.counting import Board, Cell
from webapp.feedback.forms import FACE_WORDS
from webapp.i18n import _, pick


def written_out(boards: list[Board], people: Mapping[UUID, str], procedures: Mapping[str, Any]) -> str:
    """A line a unit, then its procedures, desks and people; where too few said anything the numbers are left out and it says so."""
    heads = (_("Đơn vị"), _("Về"), _("Tên"), _("Số câu trả lời"), _("Tổng hài lòng, phần trăm"), *FACE_WORDS.values())
    rows: list[list[object]] = [[str(one) for one in heads]]
    for board in boards:
        unit = pick(board.unit.name)
        rows.append(_line(unit, _("Đơn vị"), unit, board.whole))
        rows += [_line(unit, _("Thủ tục"), pick(procedures[one.name]), one) for one in board.procedures]
        rows += [_line(unit, _("Quầy"), one.name, one) for one in board.desks]
        rows += [_line(unit, _("Người"), people.get(one.name) or _("Chưa có tên"), one) for one in board.people or []]
    return spreadsheet.written(rows)


def _line(unit: str, of: str, name: str, cell: Cell) -> list[object]:
    if cell.faces is None:
        return [unit, of, name, str(_("chưa đủ ý kiến")), *[""] * (len(FACE_WORDS) + 1)]
    return [unit, of, name, cell.number, cell.satisfied, *(cell.faces[face] for face in FACE_WORDS)]
