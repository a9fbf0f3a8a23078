"""What messages cost in a month: counted from the tries that reached somebody. What has no known price is said to be unknown."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time

from sqlalchemy import ColumnElement, case, func, select
from sqlalchemy.orm import Session

from webapp import clock
from webapp.messages.models import Delivery


@dataclass(frozen=True)
class Line:
    """One channel and template: how many arrived, in how many `parts`, for how many đồng; `unpriced` of them without a price,
    and `failed` tries."""

    channel: str
    template: str
    arrived: int
    parts: int
    cost: int
    unpriced: int
    failed: int


def of_month(db: Session, first: date) -> list[Line]:
    """The month that begins on `first`, Việt Nam time; by channel and template."""
    after = date(first.year + first.month // 12, first.month % 12 + 1, 1)
    begin, end = (datetime.combine(day, time(), clock.VN) for day in (first, after))
    arrived = Delivery.outcome == "delivered"
    asked = select(
        Delivery.channel, Delivery.template, _count(arrived), func.coalesce(func.sum(Delivery.parts), 0),
        func.coalesce(func.sum(Delivery.cost), 0), _count(arrived & Delivery.cost.is_(None)), _count(~arrived),
    ).where(Delivery.at >= begin, Delivery.at < end)  # fmt: skip
    rows = db.execute(asked.group_by(Delivery.channel, Delivery.template).order_by(Delivery.channel, Delivery.template))
    return [Line(row[0], row[1], *(int(number or 0) for number in row[2:])) for row in rows]


def _count(which: ColumnElement[bool]) -> ColumnElement[int]:
    return func.coalesce(func.sum(case((which, 1), else_=0)), 0)


def table(lines: Iterable[Line], month: str, example: bool = False) -> str:
    """As the command prints it; `example`: with the demonstration's prices."""
    rows = [("channel", "template", "arrived", "parts", "cost (đồng)", "failed tries")]
    rows += [
        (one.channel, one.template, str(one.arrived), str(one.parts), _said(one), str(one.failed)) for one in lines
    ]
    if len(rows) == 1:
        return f"{month}: no message left."
    channels = sorted({one.channel for one in lines})
    sums = [_sum(name, [one for one in lines if one.channel == name]) for name in channels]
    rows += [(one.channel, "all", str(one.arrived), str(one.parts), _said(one), str(one.failed)) for one in sums]
    rows.append(
        ("all", "", str(sum(s.arrived for s in sums)), "", _said(_sum("all", sums)), str(sum(s.failed for s in sums)))
    )
    wide = [max(len(row[n]) for row in rows) for n in range(len(rows[0]))]
    said = [
        "  ".join(cell.ljust(wide[n]) if n < 2 else cell.rjust(wide[n]) for n, cell in enumerate(row)).rstrip()
        for row in rows
    ]
    note = (
        ["Prices are EXAMPLES of the demonstration: real ones stand in a province's own prices.yaml."]
        if example
        else []
    )
    return "\n".join([f"Messages of {month}", *said, *note])


def _sum(channel: str, lines: list[Line]) -> Line:
    return Line(
        channel,
        "all",
        *(sum(getattr(one, name) for one in lines) for name in ("arrived", "parts", "cost", "unpriced", "failed")),
    )


def _said(one: Line) -> str:
    known = f"{one.cost:,}".replace(",", ".")
    if not one.unpriced:
        return known
    return f"unknown for {one.unpriced}" if one.unpriced == one.arrived else f"{known} + unknown for {one.unpriced}"
