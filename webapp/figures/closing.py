"""What the night does with opinions: links end, opinions of a helper become sums once there are enough of them, names go.

What one citizen said can't be found by comparing two sums: each grows by no fewer than `least` opinions at once, whose order and
days are known to nobody any more, and the single ones are then destroyed.
"""

from collections import Counter
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, delete, func, select, update
from sqlalchemy.orm import QueryableAttribute, Session

from webapp import clock, retention
from webapp.figures import written
from webapp.figures.models import HelpOpinion, OpinionSum

FEW, SUM = "help_opinion_few", "help_opinion_sum"
CLOSED = HelpOpinion.token_hash.is_(None), HelpOpinion.answer.is_not(None)


def end_links(db: Session, most: int = 1000) -> int:
    """Questions whose days are over: unanswered ones go, of the others nobody knows any more where they came from."""
    old = HelpOpinion.until < clock.today(), HelpOpinion.token_hash.is_not(None)
    ids = db.scalars(select(HelpOpinion.id).where(*old).limit(most)).all()
    db.execute(delete(HelpOpinion).where(HelpOpinion.id.in_(ids), HelpOpinion.answer.is_(None)))
    month = clock.today().replace(day=1)  # the day would say which act it was where a helper had one only
    db.execute(update(HelpOpinion).where(HelpOpinion.id.in_(ids)).values(token_hash=None, until=month))
    return len(ids)


def sum_up(db: Session, most: int = 1000) -> int:
    """Opinions of a helper of which there are enough become sums; of how many helpers, at most `most`."""
    whose = HelpOpinion.unit_id, HelpOpinion.helper_id
    enough = select(*whose).where(*CLOSED).group_by(*whose).having(func.count() >= written.terms().least)
    groups = db.execute(enough.limit(most)).all()
    for unit_id, helper_id in groups:
        _sum(db, unit_id, helper_id)
    return len(groups)


def forget_few(db: Session, most: int = 1000) -> int:
    """Whose opinions too few others have joined since: they count for the team, whoever helped."""
    ids = _older(db, FEW, HelpOpinion.until, HelpOpinion.id, most, *CLOSED, HelpOpinion.helper_id.is_not(None))
    db.execute(update(HelpOpinion).where(HelpOpinion.id.in_(ids)).values(helper_id=None))
    return len(ids)


def forget_helpers(db: Session, most: int = 1000) -> int:
    """Whose sums they were, once the term is over."""
    ids = _older(db, SUM, OpinionSum.month, OpinionSum.id, most, OpinionSum.helper_id.is_not(None))
    db.execute(update(OpinionSum).where(OpinionSum.id.in_(ids)).values(helper_id=None))
    return len(ids)


def forget(db: Session, account_id: UUID) -> None:
    """Consent was taken back or the account is closed: what was said stays the team's, nobody knows of whom."""
    for one in (HelpOpinion, OpinionSum):
        db.execute(update(one).where(one.helper_id == account_id).values(helper_id=None))


def _sum(db: Session, unit_id: str, helper_id: UUID | None) -> None:
    whose = HelpOpinion.unit_id == unit_id, HelpOpinion.helper_id.is_not_distinct_from(helper_id)
    rows = db.scalars(select(HelpOpinion).where(*whose, *CLOSED).with_for_update()).all()
    said = Counter(word for one in rows for word in (str(one.answer), *(f"why:{reason}" for reason in one.reasons)))
    month = clock.today().replace(day=1)
    db.add_all(
        OpinionSum(unit_id=unit_id, helper_id=helper_id, month=month, what=what, number=number)
        for what, number in sorted(said.items())
    )
    for one in rows:
        db.delete(one)
    db.flush()


def _older(
    db: Session, rule: str, day: QueryableAttribute[date], what: QueryableAttribute[UUID], most: int,
    *which: ColumnElement[bool],
) -> list[UUID]:  # fmt: skip
    old = day < clock.today() - retention.term(rule)
    return list(db.scalars(select(what).where(old, *which).limit(most)))
