"""The sheet of a day, or of a quarter, at a post office: on the screen, on paper, for a spreadsheet."""

from datetime import date, timedelta
from typing import Any

from flask import Response, abort, current_app, g, make_response, render_template, request, url_for

from webapp import access, clock, spreadsheet, staff_log
from webapp.counter import paper, service, sheet
from webapp.counter.tallying import BY_CODE
from webapp.counter.views import AT, bp
from webapp.counter.wording import BY_CODE_WORDS, COUNT_WORDS, POST_WORDS
from webapp.i18n import _, pick
from webapp.tills.service import KIND_WORDS, MEANS_WORDS
from webapp.units import service as units
from webapp.units.service import Unit

READS = (service.CLERK, "supervisor", "leader")
IN_CHARGE = ("supervisor", "leader")
BACK = timedelta(days=5 * 366)


@bp.get(f"{AT}/ngay")
@access.staff(*READS)
def day() -> str:
    """`?tu=`, `?den=`: days, today where nothing is said; `?don-vi=`. A clerk sees their own, who is in charge all of the unit."""
    unit, found = _asked()
    return render_template(
        "counter/day.html", unit=unit, offices=_mine(), found=found, counts=COUNT_WORDS, means=MEANS_WORDS, kinds=KIND_WORDS, post=POST_WORDS, by_code=BY_CODE_WORDS,
        days=_days(), today=clock.today(), most=sheet.MOST_DAYS,
    )  # fmt: skip


@bp.get(f"{AT}/ngay.csv")
@access.staff(*READS)
def table() -> Response:
    unit, found = _asked()
    return spreadsheet.answer(spreadsheet.written(_rows(found)), f"so-quay-{unit.id}-{found.first}-{found.last}.csv")


@bp.get(f"{AT}/ngay.pdf")
@access.staff(*READS)
def on_paper() -> Response:
    """`?kho=k80` for the printer of a till, else A5."""
    unit, found = _asked()
    asked: dict[str, Any] = {"tu": found.first, "den": found.last, "don-vi": unit.id}
    link = current_app.config["CONFIG"].public_url + url_for("counter.day", **asked)
    made = paper.pdf(found, pick(unit.name, "vi"), link, narrow=request.args.get("kho") == "k80")
    answer = make_response(made)
    answer.mimetype = "application/pdf"
    answer.headers["Content-Disposition"] = f'inline; filename="so-quay-{found.first}-{found.last}.pdf"'
    return answer


def _rows(found: sheet.Sheet) -> list[list[object]]:
    head = [
        _("Người trực quầy"),
        *COUNT_WORDS.values(),
        *MEANS_WORDS.values(),
        *KIND_WORDS.values(),
        _("Tổng tiền"),
        BY_CODE_WORDS,
    ]
    rows: list[list[object]] = [[str(one) for one in head]]
    for row in [*found.rows, found.whole]:
        numbers = (
            [row.counts[one] for one in COUNT_WORDS],
            [row.means[one] for one in MEANS_WORDS],
            [row.kinds[one] for one in KIND_WORDS],
        )
        rows.append(
            [row.name or str(_("Cả quầy")), *numbers[0], *numbers[1], *numbers[2], row.money, row.counts[BY_CODE]]
        )
    return rows


def _asked() -> tuple[Unit, sheet.Sheet]:
    who, (first, last) = access.actor(), _days()
    mine = _mine()
    unit = next((one for one in mine if one.id == request.args.get("don-vi", mine[0].id)), None) if mine else None
    if unit is None:
        abort(404)
    own = None if unit.id in who.units(*IN_CHARGE) else who.account_id
    found = sheet.of(g.db, unit.id, first, last, own)
    staff_log.found("clerk_id", [row.clerk_id for row in found.rows if row.clerk_id])
    return unit, found


def _mine() -> list[Unit]:
    mine = access.actor().units(*READS)
    return [one for one in units.all_units(g.db) if one.id in mine]


def _days() -> tuple[date, date]:
    """What was asked for, never to come and never longer than may be; today for what is no day."""
    today = clock.today()
    first, last = (_day(request.args.get(name, ""), today) for name in ("tu", "den"))
    if "den" not in request.args and "tu" in request.args:
        last = first
    last = min(max(first, last), first + timedelta(days=sheet.MOST_DAYS - 1))
    return first, last


def _day(text: str, today: date) -> date:
    try:
        return max(min(date.fromisoformat(text), today), today - BACK)
    except ValueError:
        return today
