"""Giving a slip, giving a new one in its place, ending it."""

import secrets
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from uuid import UUID

from flask import current_app
from sqlalchemy import ColumnElement, delete, select
from sqlalchemy.orm import Session

from webapp import clock, sealing
from webapp.access import Actor
from webapp.dossiers import service as dossiers
from webapp.dossiers.service import Dossier
from webapp.slips.models import Slip
from webapp.slips.rules import current

LENGTH = 8


class NotThisDossier(Exception):
    """The id that came with the form is of a slip of another dossier."""


def living() -> ColumnElement[bool]:
    return Slip.ended_at.is_(None) & (Slip.expires_at > clock.now())


def lives(slip: Slip) -> bool:
    return slip.ended_at is None and slip.expires_at > clock.now()


def of(db: Session, dossier: Dossier) -> Slip | None:
    """The one that opens it now."""
    return db.scalar(select(Slip).where(Slip.dossier_id == dossier.id, living()))


def issue(db: Session, slip_id: UUID, dossier: Dossier, actor: Actor, unit_id: str | None = None) -> Slip:
    """A slip of that id for a dossier in whatever state, also of nobody yet; the one before ends with it.

    The same id again gives the same slip, whatever became of it since. `unit_id`: where staff gives it.
    Raises `NotThisDossier`.
    """
    db.execute(select(Dossier.id).where(Dossier.id == dossier.id).with_for_update())
    if known := db.get(Slip, slip_id):
        if known.dossier_id != dossier.id:
            raise NotThisDossier
        return known
    end(db, dossier)
    now, code = clock.now(), _free_code(db)
    made = Slip(
        id=slip_id, dossier_id=dossier.id, code=code, code_index=sealing.blind("slip code", code), issued_at=now,
        issued_by=actor.account_id, unit_id=unit_id, expires_at=_end_of(clock.today() + timedelta(days=current().days)),
    )  # fmt: skip
    db.add(made)
    db.flush()
    return made


def _end_of(day: date) -> datetime:
    """People read a day on the paper, so it holds until that day is over in Việt Nam."""
    return datetime.combine(day + timedelta(days=1), time(), clock.VN)


def end(db: Session, dossier: Dossier) -> None:
    """No slip opens it from now on; harmless when none does."""
    _end(db, [dossier.id])


def moved(db: Session, dossier_ids: list[UUID]) -> None:
    """They left the household that may hold the paper: it opens nothing of theirs any more."""
    _end(db, dossier_ids)


def _end(db: Session, dossier_ids: Sequence[UUID]) -> None:
    """An ended slip keeps the moment at which it really stopped opening."""
    open_ones = select(Slip).where(Slip.dossier_id.in_(dossier_ids), Slip.ended_at.is_(None))
    for one in db.scalars(open_ones.with_for_update()):
        one.ended_at = min(clock.now(), one.expires_at)
    db.flush()


def emptied(db: Session, dossier: Dossier) -> None:
    """Its contents were destroyed: there is nothing left to open."""
    db.execute(delete(Slip).where(Slip.dossier_id == dossier.id))


def link(slip: Slip) -> str:
    """What the QR says. The code stands behind #, which no browser sends: it is in no log."""
    return f"{address()}#{dossiers.shown(slip.code)}"


def address() -> str:
    return f"{current_app.config['CONFIG'].public_url}/phieu"


def by_code(db: Session, code: str) -> Slip | None:
    """`code` normalised. Locked: tries of the same slip come one after the other."""
    found = select(Slip).where(Slip.code_index.in_(sealing.blinds("slip code", code)))
    return db.scalar(found.with_for_update().execution_options(populate_existing=True))


def _free_code(db: Session) -> str:
    """Never one that is right as the reference of a dossier: which of the two was typed is seen at once."""
    while True:
        code = "".join(secrets.choice(dossiers.ALPHABET) for _ in range(LENGTH))
        if dossiers.looks_like_slip(code) and by_code(db, code) is None:
            return code


def count_wrong(db: Session, slip: Slip) -> None:
    """Tried too often in its life, it ends."""
    slip.wrong += 1
    if slip.wrong >= current().tries and lives(slip):
        slip.ended_at = clock.now()
