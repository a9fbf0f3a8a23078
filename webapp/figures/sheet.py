"""A month's figures as a table for a spreadsheet."""

from collections.abc import Iterable

from webapp import spreadsheet
from webapp.figures.counting import Figures, Team
from webapp.figures.forms import ANSWER_WORDS
from webapp.i18n import _, _l

COLUMNS = {
    "households": _l("Nhà được giúp"), "people": _l("Người mới có tài khoản"), "elsewhere": _l("Tài khoản VNeID, Cổng"),
    "handed_in": _l("Hồ sơ đã nộp"), "looked_at": _l("Đã được xem ở một cửa"), "right": _l("Đúng ngay lần đầu"),
    "visits": _l("Lần đến nhà"),
}  # fmt: skip


def written_out(found: Iterable[tuple[str, Team]]) -> str:
    """A line a helper, then one for the team; where too few said anything the last columns say so."""
    rows: list[list[object]] = [
        [str(one) for one in (_("Tổ"), _("Người giúp"), *COLUMNS.values(), *ANSWER_WORDS.values())]
    ]
    for name, team in found:
        for row in team.rows:
            rows.append(_line(name, row.name or _("Người đã thôi giúp"), row.figures))
        rows.append(_line(name, _("Cả tổ"), team.whole))
    return spreadsheet.written(rows)


def _line(team: str, name: str, figures: Figures) -> list[object]:
    few = [str(_("chưa đủ ý kiến")), "", ""]
    said = [figures.said[one] for one in ANSWER_WORDS] if figures.opinions else few
    return [team, name, *(figures.counts[what] for what in COLUMNS), *said]
