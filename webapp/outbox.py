"""Work for later, written in the caller's transaction: a job exists exactly when the change that wants it was saved.

A worker claims due jobs by a conditional update with a lease (PostgreSQL and SQLite alike); a killed worker's lease runs out
and the job runs again, so handlers must be harmless when repeated. A job that keeps failing rests visibly. An error may
say in `retry_after` how many seconds to wait at least.

Jobs run in four lanes. Quick ones (a bank notice) are claimed in batches, in the order they came. Those of a handler that is
an `Outside` are claimed one at a time, from one owner after the other, in the slow lane (a paper to be checked), in the one
of what leaves the house (a sign-in code) or in the one of money (asking a gateway): however much one account sent to be checked, nobody's code waits for it, and another
account's paper waits for one of its files only.
"""

import logging
import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Index, String, Text, func, select, update
from sqlalchemy.orm import Mapped, Session, aliased, mapped_column

from webapp import clock
from webapp.db import UTC, Base, Sessions, uuid7

QUICK, SENDING, MONEY, SLOW = LANES = ("quick", "sending", "money", "slow")
BATCH = 20
LEASE = timedelta(minutes=5)  # for a whole batch of quick jobs
SLOW_LEASE = timedelta(minutes=10)  # for one: longer than a child's minute, a scanner's and a hesitant store's together
MOST_TRIES = 12
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Outside:
    """A handler whose work takes long: it runs in a lane of its own, and outside any transaction, so that nobody waits for it.

    `look(db, payload)` reads what `work` needs; `work(that)` gives a result; `finish(db, payload, result)` writes it in the
    transaction that marks the job done. Everything may happen again after a crash.
    """

    look: Callable[[Session, dict[str, Any]], Any]
    work: Callable[[Any], Any]
    finish: Callable[[Session, dict[str, Any], Any], None] = lambda _db, _payload, _result: None
    lane: str = SLOW


Handler = Callable[[Session, dict[str, Any]], None] | Outside


class Job(Base):
    """`owner`: whose turn it is in the slow lane; jobs without one take turns as if they were one owner's."""

    __tablename__ = "jobs"
    __table_args__ = (Index("ix_jobs_owner_claimed_at", "owner", "claimed_at"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid7)
    kind: Mapped[str] = mapped_column(String(60))
    payload: Mapped[dict[str, Any]]
    key: Mapped[str | None] = mapped_column(String(120), unique=True)
    owner: Mapped[str] = mapped_column(String(64), default="")
    due_at: Mapped[datetime | None] = mapped_column(UTC, index=True)
    claimed_at: Mapped[datetime | None] = mapped_column(UTC)
    leased_until: Mapped[datetime | None] = mapped_column(UTC)
    tries: Mapped[int] = mapped_column(default=0)
    done_at: Mapped[datetime | None] = mapped_column(UTC)
    last_error: Mapped[str | None] = mapped_column(Text)


def enqueue(
    db: Session, kind: str, payload: dict[str, Any], key: str | None = None, at: datetime | None = None, owner: str = ""
) -> None:
    """Add a job in the caller's transaction. With a `key`, a second call while the first is known is a no-op.

    The payload holds identifiers only, never personal data; so does `owner`, which slow jobs take turns by.
    """
    if key is not None and db.scalar(select(Job.id).where(Job.key == key)) is not None:
        return
    db.add(Job(kind=kind, payload=payload, key=key, due_at=at or clock.now(), owner=owner))


def repeat(made: Sessions, every: Mapping[str, timedelta]) -> None:
    """Enqueue what comes again and again: each kind once in each stretch of its length, however many workers call this."""
    now = clock.now().timestamp()
    with made.write.begin() as db:
        for kind, length in every.items():
            enqueue(db, kind, {}, key=f"every/{kind}/{int(now // length.total_seconds())}")


def run_due(made: Sessions, handlers: Mapping[str, Handler], lane: str | None = None, limit: int = BATCH) -> int:
    """Run due jobs of one lane, or of all, the quick ones first; each in a transaction of its own.

    At most `limit` of a lane; returns how many ran (well or not).
    """
    ran = 0
    if lane in (QUICK, None):
        for job_id in _claim(made, handlers, QUICK, limit):
            _run(made, handlers, job_id)
            ran += 1
    for by_turns in [one for one in LANES if one != QUICK and lane in (one, None)]:
        for _ in range(limit):
            if not (claimed := _claim(made, handlers, by_turns, 1)):
                break
            _run(made, handlers, claimed[0])
            ran += 1
    return ran


def resting(db: Session) -> list[Job]:
    """Jobs that failed too often and wait for a person."""
    return list(db.scalars(select(Job).where(Job.due_at.is_(None), Job.done_at.is_(None))))


def wake(db: Session, kind: str) -> int:
    """Jobs of this kind that rest get their tries again, now; returns how many."""
    rest = select(Job).where(Job.kind == kind, Job.due_at.is_(None), Job.done_at.is_(None)).with_for_update()
    woken = list(db.scalars(rest))
    for job in woken:
        job.due_at, job.tries = clock.now(), 0
    return len(woken)


def undone(db: Session, kind: str) -> list[dict[str, Any]]:
    """The payloads of jobs of this kind that are not done, those that rest among them."""
    return list(db.scalars(select(Job.payload).where(Job.kind == kind, Job.done_at.is_(None))))


def _claim(made: Sessions, handlers: Mapping[str, Handler], lane: str, limit: int) -> list[UUID]:
    outside = {kind: handler.lane for kind, handler in handlers.items() if isinstance(handler, Outside)}
    ours = ~Job.kind.in_(outside) if lane == QUICK else Job.kind.in_([k for k, of in outside.items() if of == lane])
    now = clock.now()
    with made.write.begin() as db:
        _rest_lost(db, now)
        free = Job.leased_until.is_(None) | (Job.leased_until < now)
        due = select(Job.id).where(Job.done_at.is_(None), Job.due_at <= now, free, ours)
        ordered = due.order_by(Job.due_at) if lane == QUICK else due.order_by(_last_turn().nulls_first(), Job.due_at)
        claimed = list(db.scalars(ordered.limit(limit).with_for_update(skip_locked=True, of=Job)))
        lease = LEASE if lane == QUICK else SLOW_LEASE
        db.execute(
            update(Job)
            .where(Job.id.in_(claimed))
            .values(claimed_at=now, leased_until=now + lease, tries=Job.tries + 1)
            .execution_options(synchronize_session=False)
        )
    return claimed


def _last_turn() -> ColumnElement[datetime | None]:
    """When a job of the same owner was claimed last: whoever waited longest comes first."""
    theirs = aliased(Job)
    return select(func.max(theirs.claimed_at)).where(theirs.owner == Job.owner).correlate(Job).scalar_subquery()


def _rest_lost(db: Session, now: datetime) -> None:
    """A job that was claimed again and again and never came back kills its workers: it rests too."""
    lost = update(Job).where(Job.done_at.is_(None), Job.due_at <= now, Job.leased_until < now, Job.tries >= MOST_TRIES)
    db.execute(
        lost.values(due_at=None, leased_until=None, last_error="WorkerLost"),
        execution_options={"synchronize_session": False},
    )


def _run(made: Sessions, handlers: Mapping[str, Handler], job_id: UUID) -> None:
    try:
        finish = _prepared(made, handlers, job_id)
        with made.write.begin() as db:
            job = db.get_one(Job, job_id, with_for_update=True)
            if job.done_at is not None:
                return  # our lease had run out and another worker was quicker
            finish(db, job.payload)
            job.done_at, job.leased_until, job.last_error = clock.now(), None, None
    except Exception as error:  # a job's failure is recorded on the job, whatever it is
        log.exception("job %s failed", job_id)
        _put_back(made, job_id, error)


def _prepared(
    made: Sessions, handlers: Mapping[str, Handler], job_id: UUID
) -> Callable[[Session, dict[str, Any]], None]:
    """What is left to do inside the transaction; long work is done here, before it begins."""
    with made.read() as db:
        job = db.get_one(Job, job_id)
        handler = handlers[job.kind]
        if not isinstance(handler, Outside):
            return handler
        given = handler.look(db, job.payload)
    result = handler.work(given)
    return lambda db, payload: handler.finish(db, payload, result)


def _put_back(made: Sessions, job_id: UUID, error: Exception) -> None:
    with made.write.begin() as db:
        job = db.get_one(Job, job_id)
        job.leased_until, job.last_error = None, type(error).__name__
        wait = max(_back_off(job.tries), timedelta(seconds=getattr(error, "retry_after", 0)))
        job.due_at = None if job.tries >= MOST_TRIES else clock.now() + wait


def _back_off(tries: int) -> timedelta:
    seconds = min(3600, 2**tries)
    return timedelta(seconds=seconds * random.uniform(0.5, 1.5))  # noqa: S311
