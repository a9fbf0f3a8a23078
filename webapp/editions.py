"""What every page needs and hardly ever changes (units, calendar, catalogue, who works where) is read once a process, and
anew once the database says that it changed.

One row holds a stamp. Triggers of the database give it a new random value when one of the `WATCHED` tables changes, by
whatever hand and in whatever process, in the same transaction: what was read under a stamp holds wherever that stamp stands.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from sqlalchemy import Engine, ScalarSelect, Select, String, event, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from webapp.db import Base

Read = TypeVar("Read")
WATCHED = ("units", "calendar_days", "procedure_versions", "roles", "national_records", "national_edits")
AT_ONCE = 2  # editions kept: a process may look at two databases in turn, as tests and commands do


class Edition(Base):
    __tablename__ = "edition"

    id: Mapped[int] = mapped_column(primary_key=True)  # 1: there is one row
    stamp: Mapped[str] = mapped_column(String(36))


def _now() -> Select[str]:
    return select(Edition.stamp).where(Edition.id == 1)


def asked() -> ScalarSelect[str]:
    """The stamp as part of another statement; its answer goes to `told`."""
    return _now().scalar_subquery()


def told(db: Session, stamp: str) -> None:
    """The stamp came along with something else."""
    db.info[Edition] = stamp


def stamp(db: Session) -> str:
    """What this transaction sees; asked once."""
    if Edition not in db.info:
        told(db, db.scalars(_now()).one())
    return str(db.info[Edition])


def glance(engine: Engine) -> str:
    """The stamp of now, for whoever may need nothing else: a fifth of what a session costs."""
    with engine.connect() as connection:
        return str(connection.exec_driver_sql("SELECT stamp FROM edition").scalar_one())


def kept(load: Callable[[Session], Read]) -> Callable[[Session], Read]:
    """`load` once an edition. Threads share what it gives: nobody may change it, and no row of it may belong to a session."""
    known: dict[str, Read] = {}

    @wraps(load)
    def current(db: Session) -> Read:
        edition = stamp(db)
        if edition in known:
            return known[edition]
        made = load(db)
        for old in list(known)[: 1 - AT_ONCE]:
            known.pop(old, None)
        known[edition] = made
        return made

    return current


_own_changes = 0


def own_changes() -> int:
    """A number that is another one after this process changed something itself."""
    return _own_changes


@event.listens_for(Session, "after_flush")
def _after_own_change(session: Session, _context: Any) -> None:
    global _own_changes
    if any(one.__tablename__ in WATCHED for one in (*session.new, *session.dirty, *session.deleted)):
        session.info.pop(Edition, None)
        _own_changes += 1


@event.listens_for(Session, "after_transaction_end")
def _ask_again(session: Session, _transaction: Any) -> None:
    session.info.pop(Edition, None)
