"""How often something may be tried: counted in windows, in the database; keys are blind indexes, never a phone or an address."""

import ipaddress
from dataclasses import dataclass
from typing import Any

from flask import g, has_request_context
from sqlalchemy import BigInteger, String, delete, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from webapp import clock, sealing
from webapp.db import Base, insert_for, sessions


class Throttle(Base):
    __tablename__ = "throttle"

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    window: Mapped[int] = mapped_column(primary_key=True)
    count: Mapped[int]
    until: Mapped[int] = mapped_column(BigInteger)  # seconds since 1970; beyond 2038 they are no plain integer


@dataclass(frozen=True)
class _Line:
    """What is added to which row; `before`: its keys under earlier master keys."""

    key: str
    before: list[str]
    window: int
    until: int
    amount: int = 1


class TooMany(Exception):
    """The limit is reached; `retry_after` is in seconds."""

    def __init__(self, retry_after: int) -> None:
        super().__init__(f"again in {retry_after} s")
        self.retry_after = retry_after


def hit(db: Session, name: str, who: str, limit: int, seconds: int, amount: int = 1) -> None:
    """Count one try of `name` by `who` (or an `amount`, of bytes say); raise `TooMany` when this is more than `limit` in the
    window of `seconds`.

    The count belongs to the request's transaction. Should the request fail and roll back, `db.attach` counts it again
    afterwards, so that a guesser gains nothing by making requests fail.
    """
    line = _line(name, who, seconds, amount)
    _refuse_more(db, line, limit)
    _count_again(line)


def hit_first(name: str, who: str, limit: int, seconds: int, amount: int = 1) -> None:
    """The same before dear work begins, in a transaction of its own: of a hundred requests at once each is counted before
    the first is served. The request has not written anything yet: what it read is let go, or SQLite would wait for itself.
    """
    g.db.rollback()
    with sessions().write.begin() as own:
        _refuse_more(own, _line(name, who, seconds, amount), limit)


def counted(db: Session, name: str, who: str, seconds: int) -> int:
    """What this window holds of it, without counting: for tries of which only the failed ones count."""
    line = _line(name, who, seconds)
    return _counted(db, [line.key, *line.before], line.window)


def once(db: Session, name: str, what: str, until: int) -> bool:
    """True the first time `what` is brought, False after that; remembered until that second, when it is worth nothing any
    more. As with `hit`, a request that fails has brought it all the same.
    """
    key, *before = sealing.blinds("throttle", f"{name}/{what}")
    line = _Line(key, before, until, until)
    first = _count(db, line) == 1
    _count_again(line)
    return first


def _line(name: str, who: str, seconds: int, amount: int = 1) -> _Line:
    window = int(clock.now().timestamp()) // seconds
    key, *before = sealing.blinds("throttle", f"{name}/{_household(who)}")
    return _Line(key, before, window, (window + 1) * seconds, amount)


def _refuse_more(db: Session, line: _Line, limit: int) -> None:
    if _count(db, line) > limit:
        raise TooMany(line.until - int(clock.now().timestamp()))


def _count_again(line: _Line) -> None:
    if has_request_context():
        g.setdefault("after_failure", []).append(lambda own: _count(own, line))


def _household(who: str) -> str:
    """An IPv6 address → its /64, because each line has 2⁶⁴ addresses to choose from; anything else as it is."""
    try:
        address = ipaddress.IPv6Address(who)
    except ValueError:
        return who
    return str(address.ipv4_mapped or ipaddress.IPv6Network((address, 64), strict=False))


def _count(db: Session, line: _Line) -> int:
    """Adds it; returns what the window holds now, with what was counted before the master key was changed."""
    row = {"key": line.key, "window": line.window, "count": line.amount, "until": line.until}
    upsert = insert_for(db, Throttle).values(row)
    counted = upsert.on_conflict_do_update(
        index_elements=[Throttle.key, Throttle.window], set_={"count": Throttle.count + line.amount}
    ).returning(Throttle.count)
    return int(db.execute(counted).scalar_one()) + _counted(db, line.before, line.window)


def _counted(db: Session, keys: list[str], window: int) -> int:
    """Tries of this window from before the master key was changed."""
    if not keys:
        return 0
    tries = select(func.coalesce(func.sum(Throttle.count), 0)).where(Throttle.key.in_(keys), Throttle.window == window)
    return int(db.execute(tries).scalar_one())


def forget_old(db: Session) -> int:
    """Remove windows that are over; returns how many."""
    result: Any = db.execute(delete(Throttle).where(Throttle.until < int(clock.now().timestamp())))
    return int(result.rowcount)
