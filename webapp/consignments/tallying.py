"""How much a post office, or one clerk of it, did on a day: for its day sheet."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, exists, func, select, true
from sqlalchemy.orm import Session, aliased

from webapp import clock
from webapp.consignments.lifecycle import Place
from webapp.consignments.models import Consignment, ConsignmentPaper, Handover
from webapp.consignments.writing import SENDS
from webapp.tally import Numbers, Scope, numbers


@dataclass(frozen=True)
class Tally:
    """Dossiers taken in on paper, handed over, results that came, results given out (also by mail), and kinds of originals that lie
    there now."""

    received: int
    handed_over: int
    results_received: int
    results_given: int
    originals_held: int


def tally(db: Session, unit_id: str, account_id: UUID | None, day: date) -> Tally:
    """Of the unit, or of that clerk there: who wrote it, made the record, confirmed the results, gave them out."""
    one, mine = aliased(Consignment), Consignment.unit_id == unit_id

    def by(column: Any) -> ColumnElement[bool]:
        return true() if account_id is None else column == account_id

    def count(when: Any, who: ColumnElement[bool], *also: ColumnElement[bool]) -> Any:
        return select(func.count()).select_from(Consignment).where(mine, _on(when, day), who, *also).scalar_subquery()

    there = exists().where(Handover.id == Consignment.handover_id, by(Handover.made_by_id))
    came = exists().where(Handover.id == Consignment.result_handover_id, by(Handover.confirmed_by_id))
    held = (
        select(func.count())
        .select_from(ConsignmentPaper)
        .join(one, one.id == ConsignmentPaper.consignment_id)
        .where(
            one.unit_id == unit_id, by(one.account_id), ConsignmentPaper.original, ConsignmentPaper.place == Place.POST
        )
        .scalar_subquery()
    )
    row = db.execute(select(
        count(Consignment.signed_at, by(Consignment.account_id), Consignment.services.in_(SENDS)),
        count(Consignment.handed_at, there), count(Consignment.result_at, came),
        count(Consignment.given_at, by(Consignment.given_by_id)), held,
    )).one()  # fmt: skip
    return Tally(*(int(number) for number in row))


def numbers_of(scope: Scope) -> list[Numbers]:
    """by_post: taken in on paper; returned: results given out. By clerk, of any days."""
    begins, ends = scope.moments
    parts = []
    for what, when, who, *also in (
        ("by_post", Consignment.signed_at, Consignment.account_id, Consignment.services.in_(SENDS)),
        ("returned", Consignment.given_at, Consignment.given_by_id),
    ):
        each = numbers(what, Consignment.unit_id, who, func.count())
        parts.append(each.where(*scope.holds(Consignment.unit_id, who), when >= begins, when < ends, *also))
    return parts


def _on(column: Any, day: date) -> ColumnElement[bool]:
    start = datetime.combine(day, time(), clock.VN)
    return and_(column >= start, column < start + timedelta(days=1))
