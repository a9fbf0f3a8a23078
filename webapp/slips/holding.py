"""Which dossiers this browser opened: ids of slips and moments in its signed cookie, looked up anew with each request."""

import secrets
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from uuid import UUID

from flask import g, has_request_context, session
from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlalchemy.orm.interfaces import ORMOption

from webapp import clock
from webapp.access import SLIPS
from webapp.dossiers import service as dossiers
from webapp.dossiers.service import Dossier
from webapp.slips import issuing
from webapp.slips.models import Slip
from webapp.slips.rules import current

MOST = 5


def keep(slip: Slip) -> None:
    """From now on, for `hold_hours`. The browser gets a token too, as one that begins a draft does: what it sends is counted by it."""
    opened = {str(one): at for one, at in _fresh(session.get(SLIPS) or {}) if one != slip.id}
    newest = list(opened.items())[-(MOST - 1) :]
    session[SLIPS] = dict(newest) | {str(slip.id): int(clock.now().timestamp())}
    session.setdefault("holder", secrets.token_hex(16))


def forget(slip_id: UUID) -> None:
    """This browser lets it go; other browsers keep it."""
    left = {one: at for one, at in (session.get(SLIPS) or {}).items() if one != str(slip_id)}
    session[SLIPS] = left
    if not left:
        session.pop(SLIPS)


def forget_all() -> None:
    """This browser lets all of them go."""
    session.pop(SLIPS, None)


def fetch(
    db: Session, said: Mapping[str, int], dossier_id: UUID, options: Sequence[ORMOption]
) -> tuple[Dossier | None, bool]:
    """For `dossiers`: a dossier, and whether one of these slips still opens it. What was found is kept for this request's page."""
    its = (Slip.dossier_id == Dossier.id) & Slip.id.in_([one for one, _at in _fresh(said)]) & issuing.living()
    both = select(Dossier, Slip).outerjoin(Slip, its).where(Dossier.id == dossier_id).options(*options)
    found = db.execute(both).unique().first()
    if found is None:
        return None, False
    if found[1] and has_request_context():
        g.slip_here = found[1]
    return found[0], found[1] is not None


def here(db: Session, dossier_id: UUID) -> tuple[Slip, datetime] | None:
    """The slip by which it is open in this browser, and until when."""
    said, slip = session.get(SLIPS) or {}, g.get("slip_here")
    if slip is None or slip.dossier_id != dossier_id:
        fetch(db, said, dossier_id, ())
        slip = g.get("slip_here")
    if slip is None or slip.dossier_id != dossier_id or str(slip.id) not in said:
        return None
    closes = datetime.fromtimestamp(int(said[str(slip.id)]), UTC) + current().holds
    return slip, min(closes, slip.expires_at)


def take_along(db: Session, account_id: UUID, person_id: UUID | None, only: UUID | None = None) -> None:
    """Drafts of nobody's that were opened here (`only` this one) go on as those of whoever is signed in."""
    fresh = [one for one, _at in _fresh(session.get(SLIPS) or {})]
    if fresh:
        ids = db.scalars(select(Slip.dossier_id).where(Slip.id.in_(fresh), issuing.living())).all()
        dossiers.take_along(db, [one for one in ids if only in (None, one)], account_id, person_id)


def _fresh(said: Mapping[str, int]) -> Iterator[tuple[UUID, int]]:
    since = (clock.now() - current().holds).timestamp()
    return ((UUID(one), int(at)) for one, at in said.items() if at > since)
