"""What other rooms may ask of figures: what is kept of a helper, what the night does."""

from typing import Any
from uuid import UUID

from sqlalchemy import ScalarSelect, func, select
from sqlalchemy.orm import Session

from webapp.figures.closing import FEW, SUM, end_links, forget, forget_few, forget_helpers, sum_up
from webapp.figures.models import ANSWERS, OpinionSum
from webapp.figures.opinions import RULE

__all__ = [
    "FEW", "RULE", "SUM", "end_links", "forget", "forget_few", "forget_helpers", "number_of", "said", "sum_up",
]  # fmt: skip


def number_of(account_id: UUID) -> ScalarSelect[int]:
    """How many opinions are kept with this helper's name, in sums."""
    mine = OpinionSum.helper_id == account_id, OpinionSum.what.in_(ANSWERS)
    return select(func.coalesce(func.sum(OpinionSum.number), 0)).where(*mine).scalar_subquery()


def said(db: Session, account_id: UUID) -> list[dict[str, Any]]:
    """What was said of a helper, in sums, as plain values; for data.json. Single opinions are nobody's to see."""
    mine = select(OpinionSum).where(OpinionSum.helper_id == account_id)
    return [
        {"unit_id": one.unit_id, "month": one.month.isoformat()[:7], "what": one.what, "number": one.number}
        for one in db.scalars(mine.order_by(OpinionSum.month, OpinionSum.what, OpinionSum.id))
    ]
