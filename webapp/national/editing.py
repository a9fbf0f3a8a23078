"""What an editor decides: a doubt settled with words; a name, a term or a fee said otherwise; a record not shown."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp import clock
from webapp.access import Actor
from webapp.national import overlay
from webapp.national.models import OPEN, SETTLED, NationalDoubt, NationalEdit
from webapp.national.overlay import Shown


class NothingToEdit(LookupError):
    """No such doubt, correction, part or way in."""


def living(db: Session, code: str) -> Sequence[NationalEdit]:
    """The corrections that hold, the oldest first."""
    which = (NationalEdit.code == code, NationalEdit.withdrawn_at.is_(None))
    return db.scalars(select(NationalEdit).where(*which).order_by(NationalEdit.made_at, NationalEdit.id)).all()


def doubt(db: Session, doubt_id: UUID) -> NationalDoubt:
    """Raises NothingToEdit."""
    found = db.get(NationalDoubt, doubt_id)
    if found is None:
        raise NothingToEdit(str(doubt_id))
    return found


def settle(db: Session, who: Actor, doubt_id: UUID, words: str) -> NationalDoubt:
    """Whoever was first has settled it; said again it changes nothing. Raises NothingToEdit."""
    found = doubt(db, doubt_id)
    if found.state == OPEN:
        found.state, found.words = SETTLED, words
        found.settled_at, found.settled_by_id = clock.now(), _account(who)
    return found


def edit(db: Session, who: Actor, shown: Shown, edit_id: UUID, part: str, channel: str, value: str) -> NationalEdit:
    """Say it otherwise, in the place of what was said otherwise before. `edit_id`: made on the page. Raises NothingToEdit."""
    known = db.get(NationalEdit, edit_id)
    if known is not None:
        return known
    code, of_way = shown.record.code, part in (overlay.TERM, overlay.FEE)
    if part not in overlay.PARTS or (channel not in shown.channels() if of_way else channel):
        raise NothingToEdit(f"{part} {channel}")
    for before in living(db, code):
        if (before.part, before.channel) == (part, channel):
            before.withdrawn_at = clock.now()
    db.flush()
    made = NationalEdit(
        id=edit_id, code=code, part=part, channel=channel, value=value, under=overlay.under(shown.record, part, channel),
        made_at=clock.now(), made_by_id=_account(who),
    )  # fmt: skip
    db.add(made)
    return made


def withdraw(db: Session, edit_id: UUID) -> NationalEdit:
    """The portal's own words stand again. Raises NothingToEdit."""
    found = db.get(NationalEdit, edit_id)
    if found is None:
        raise NothingToEdit(str(edit_id))
    found.withdrawn_at = found.withdrawn_at or clock.now()
    return found


def _account(who: Actor) -> UUID:
    if who.account_id is None:
        raise ValueError("an editor has an account")
    return who.account_id
