"""Leaving a household with what is theirs: the code on the new phone, the word of the old one, and the move itself."""

import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from sqlalchemy import Select, delete, or_, select, update
from sqlalchemy.orm import Session

from webapp import clock, retention, sealing
from webapp.access import Actor
from webapp.accounts import service as accounts
from webapp.accounts.service import Account, Person
from webapp.documents import service as documents
from webapp.dossiers import service as dossiers
from webapp.families.models import Move
from webapp.messages import service as messages
from webapp.wallet import service as wallet

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
LENGTH = 8
VALID_FOR = timedelta(minutes=30)  # time enough to read it out on the other phone
PHONES, DESK = "phones", "desk"


class NoSuchMove(LookupError):
    """No such code, no longer good, or not this visitor's."""


class OwnCode(Exception):
    """The code of the household's own phone: nobody would be moved anywhere."""


@dataclass(frozen=True)
class Theirs:
    """What goes along with a person: how many dossiers (drafts too) and how many papers."""

    dossiers: int
    papers: int


def begin(db: Session, account_id: UUID, move_id: UUID) -> Move:
    """A code for this account to be confirmed elsewhere; the same id gives the same one, a new id voids the one before."""
    known = db.get(Move, move_id)
    if known is not None:
        return mine(db, account_id, move_id)
    mine_open = update(Move).where(Move.account_id == account_id, Move.done_at.is_(None))
    db.execute(mine_open.values(code=None, code_index=None))
    code = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
    index = sealing.blind("move code", code)
    made = Move(id=move_id, account_id=account_id, code=code, code_index=index, asked_at=clock.now())
    db.add(made)
    db.flush()
    return made


def mine(db: Session, account_id: UUID, move_id: UUID) -> Move:
    """The move begun on this account's phone. Raises `NoSuchMove`."""
    found = db.get(Move, move_id)
    if found is None or found.account_id != account_id:
        raise NoSuchMove
    return found


def from_here(db: Session, account_id: UUID, move_id: UUID) -> Move:
    """A move away from this account that is done. Raises `NoSuchMove`."""
    found = db.get(Move, move_id)
    if found is None or found.from_id != account_id:
        raise NoSuchMove
    return found


def good(move: Move) -> bool:
    """Whether its code can still be confirmed."""
    return move.code is not None and move.done_at is None and clock.now() < move.asked_at + VALID_FOR


def by_code(db: Session, typed: str) -> Move:
    """However the code was typed. Raises `NoSuchMove`."""
    code = re.sub(r"[\W_]+", "", typed).upper()
    found = db.scalar(select(Move).where(Move.code_index.in_(sealing.blinds("move code", code))))
    if found is None or not good(found):
        raise NoSuchMove
    return found


def at_desk(db: Session, id_number: str) -> Person:
    """Whose card lies on the desk. Raises `NoSuchMove`."""
    found = accounts.person_of_card(db, id_number)
    if found is None:
        raise NoSuchMove
    return found


def theirs(db: Session, person: Person) -> Theirs:
    """What the household gives out of its hands."""
    every = {one.id for one in dossiers.mine_all(db, person.account_id) if one.person_id == person.id}
    papers = [one for one in wallet.all_of(db, person.account_id) if one.dossier.id in every]
    return Theirs(len(every), len(papers))


def hand_over(db: Session, move: Move, person: Person, means: str, by: Actor) -> bool:
    """The person, their dossiers and papers belong to the account the code was shown to, from now on; in one transaction.

    False when it was done before: nothing happens a second time. Raises `OwnCode`, `NoSuchMove`.
    """
    if move.done_at is not None and move.person_id == person.id:
        return False
    old, new = person.account, db.get_one(Account, move.account_id)
    if old.id == new.id:
        raise OwnCode
    if not _claimed(db, move, person, means, by):
        raise NoSuchMove
    moved = dossiers.move(db, person.id, old.id, new.id)
    documents.uploads.move(db, moved, new.id)
    wallet.move(db, moved, old.id, new.id)
    messages.move(db, {f"/ho-so/{one}" for one in moved}, old.id, messages.To(new.id, new.phone, new.lang))
    accounts.household.leave(db, person, new)
    _tell(db, old, new)
    return True


def _claimed(db: Session, move: Move, person: Person, means: str, by: Actor) -> bool:
    """Of two who confirm at the same moment one moves the person; the other waits here and finds it done."""
    values = {"done_at": clock.now(), "person_id": person.id, "from_id": person.account_id, "means": means}
    values |= {"by_id": by.account_id, "code": None, "code_index": None}
    free = update(Move).where(Move.id == move.id, Move.done_at.is_(None), Move.code_index.is_not(None)).values(values)
    if not good(move) or db.scalar(free.returning(Move.id)) is None:
        return False
    db.refresh(move)
    return True


def _tell(db: Session, old: Account, new: Account) -> None:
    for account, news, link in ((old, "left", "/tai-khoan/nha"), (new, "arrived", "/ho-so")):
        if account.phone:
            to = messages.To(account.id, account.phone, account.lang)
            messages.send(db, "moved", to, link=link, news=news)


def of_account(account_id: UUID) -> Select[Move]:
    """The moves to and from an account that were done."""
    return select(Move).where(or_(Move.account_id == account_id, Move.from_id == account_id), Move.done_at.is_not(None))


def as_said(move: Move, account_id: UUID) -> Mapping[str, str | None]:
    """For data.json: `{at, direction, means}`; direction is arrived or left."""
    direction = "left" if move.from_id == account_id else "arrived"
    return {"at": move.done_at.isoformat() if move.done_at else None, "direction": direction, "means": move.means}


def forget_old(db: Session, most: int = 1000) -> int:
    """Codes nobody confirmed, and lines whose term is over; at most `most`, returns how many."""
    now = clock.now()
    over = Move.done_at.is_(None) & (Move.asked_at < now - retention.term("move_code"))
    over |= Move.done_at < now - retention.term("move")
    ids = db.scalars(select(Move.id).where(over).limit(most)).all()
    db.execute(delete(Move).where(Move.id.in_(ids)))
    return len(ids)
