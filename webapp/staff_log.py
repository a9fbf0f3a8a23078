"""The log of staff: who did or opened what, when, and on what ground. Appended only; identifiers, no names and no contents.

`access.staff` writes a line for every answer of a staff page, and `access` for whatever a helper's phone sends under a mandate; a room
that shows a person's thing to staff elsewhere says so by `seen(…)`. Which file of a paper was opened, who read an address, what became
of a dossier or a mandate stand besides in those rooms' own books, for the person to see.
"""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID, uuid4

from flask import g, request
from sqlalchemy import String, Text, delete, or_, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from webapp import clock, retention
from webapp.db import UTC, Base, append, uuid7

RULE = "staff_log"


class StaffAct(Base):
    """`act`: the endpoint, "desk.dossier"; `method`: GET looks, anything else does; `about`: the identifiers in the address,
    "dossier_id=…", and of what a list showed or a form found; `why`: the offices by which it was open, "officer hong-gai", and the
    mandate under which a helper's phone sent it."""

    __tablename__ = "staff_acts"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid7)
    at: Mapped[datetime] = mapped_column(UTC, index=True)
    account_id: Mapped[UUID | None] = mapped_column(index=True)
    act: Mapped[str] = mapped_column(String(60))
    method: Mapped[str] = mapped_column(String(7))
    about: Mapped[str] = mapped_column(Text)
    why: Mapped[str] = mapped_column(String(400))


def seen(account_id: UUID | None, offices: Iterable[tuple[str, str]]) -> None:
    """This request, answered to somebody who may by these (role, unit); a look is kept at once, an act with what it did."""
    append(StaffAct(
        id=uuid4() if g.get("without_hour") else uuid7(), account_id=account_id, at=_when(), act=request.endpoint or "", method=request.method, about=_about(),
        why=", ".join(f"{role} {unit}" for role, unit in sorted(offices))[:400],
    ))  # fmt: skip


def found(kind: str, ids: Iterable[UUID]) -> None:
    """What this page shows without naming it in its address; also what a form found, for a card number never stands in a log."""
    g.found_by_staff = [*g.get("found_by_staff", []), *(f"{kind}={one}" for one in dict.fromkeys(ids))]


def without_hour() -> None:
    """Of this page the log says the day and no more: what is done there is counted so that nobody can be found by it."""
    g.without_hour = True


def _when() -> datetime:
    now = clock.now()
    return clock.local(now).replace(hour=0, minute=0, second=0, microsecond=0) if g.get("without_hour") else now


def _about() -> str:
    named = [f"{name}={value}" for name, value in (request.view_args or {}).items()]
    return " ".join([*named, *g.get("found_by_staff", [])])


def of_thing(db: Session, thing_id: UUID) -> list[StaffAct]:
    """Everything staff did about or saw of one thing, the first first."""
    named = or_(StaffAct.about.contains(str(thing_id)), StaffAct.why.contains(str(thing_id)))
    lines = select(StaffAct).where(named)
    return list(db.scalars(lines.order_by(StaffAct.at, StaffAct.id)))


def forget_old(db: Session, most: int) -> int:
    """Lines whose term is over; at most `most`, returns how many."""
    old = select(StaffAct.id).where(StaffAct.at < clock.now() - retention.term(RULE)).limit(most)
    ids = db.scalars(old).all()
    db.execute(delete(StaffAct).where(StaffAct.id.in_(ids)))
    return len(ids)
