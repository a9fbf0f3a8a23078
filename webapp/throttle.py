"""How often something may be tried: counted in windows, in the database; keys are blind indexes, never a phone or an address."""

import ipaddress
from typing import Any

from flask import g, has_request_context
from sqlalchemy import String, delete, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from webapp import clock, sealing
from webapp.db import Base, insert_for


class Throttle(Base):
    __tablename__ = "throttle"

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    window: Mapped[int] = mapped_column(primary_key=True)
    count: Mapped[int]
    until: Mapped[int]


class TooMany(Exception):
    """The limit is reached; `retry_after` is in seconds."""

    def __init__(self, retry_after: int) -> None:
        super().__init__(f"again in {retry_after} s")
        self.retry_after = retry_after


def hit(db: Session, name: str, who: str, limit: int, seconds: int) -> None:
    """Count one try of `name` by `who`; raise `TooMany` when this is more than `limit` in the window of `seconds`.

    The count belongs to the request's transaction. Should the request fail and roll back, `db.attach` counts it again
    afterwards, so that a guesser gains nothing by making requests fail.
    """
    now = int(clock.now().timestamp())
    window = now // seconds
    who = _household(who)
    until = (window + 1) * seconds
    key, *before = sealing.blinds("throttle", f"{name}/{who}")
    row = {"key": key, "window": window, "count": 1, "until": until}
    if _count(db, row) + _counted(db, before, window) > limit:
        raise TooMany(until - now)
    if has_request_context():
        g.setdefault("after_failure", []).append(lambda own: _count(own, row))


def _household(who: str) -> str:
    """An IPv6 address → its /64, because each line has 2⁶⁴ addresses to choose from; anything else as it is."""
    try:
        address = ipaddress.IPv6Address(who)
    except ValueError:
        return who
    return str(address.ipv4_mapped or ipaddress.IPv6Network((address, 64), strict=False))


def _count(db: Session, row: dict[str, Any]) -> int:
    upsert = insert_for(db, Throttle).values(row)
    counted = upsert.on_conflict_do_update(
        index_elements=[Throttle.key, Throttle.window], set_={"count": Throttle.count + 1}
    ).returning(Throttle.count)
    return int(db.execute(counted).scalar_one())


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
