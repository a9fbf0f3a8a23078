"""Drafts: kept as typed, by phone-made id; begun with or without an account, never lost on the way between the two."""

import hashlib
import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from webapp import clock, sealing
from webapp.access import Actor
from webapp.dossiers import helped, slipped
from webapp.dossiers.lifecycle import State
from webapp.dossiers.merging import Merged, Saying, decide, merge
from webapp.dossiers.models import UNKEYED, Dossier
from webapp.procedures import service as procedures

MOST_FIELDS = 1500
MOST_DRAFTS = 60
MOST_TICKS = 100
MOST_BYTES = 150_000  # of a whole draft; the longest form of ours stays below 100 kB
LONGEST_NAME, LONGEST = 120, 20_000  # characters; how long an answer may be is for its question to say


class NotADraft(Exception):
    """It was submitted already; it is corrected by taking it back first."""


class TooManyDrafts(Exception):
    """One account or browser holds more unfinished drafts than a person can mean."""


class IdTaken(Exception):
    """The phone-made id belongs to somebody else's dossier."""


class NotAForm(ValueError):
    """Not what a form can send: other than texts and lists of texts, or more than any form has."""


class TooLong(Exception):
    """All answers together are longer than any form's can be."""


@dataclass(frozen=True)
class Holder:
    """Whose draft it is: the actor, and the browser's own token for drafts begun before sign-in.

    `slips`: what this browser opened by a paper slip, as its cookie says (access.SLIPS).
    """

    actor: Actor
    token: str | None
    slips: slipped.Said = field(default_factory=dict)

    @property
    def blind(self) -> str | None:
        """What a draft carries of the token."""
        return _blinds(self.token)[0] if self.token else None

    def holds(self, dossier: Dossier) -> bool:
        """A helper only what was begun under the same mandate."""
        by = self.actor.helped
        if by and dossier.mandate_id != by.mandate_id:
            return False
        if dossier.account_id is not None:
            return dossier.account_id == self.actor.account_id
        return self.token is not None and dossier.holder in _blinds(self.token)

    def reaches(self, db: Session, dossier: Dossier) -> bool:
        """Whether it is held, or was opened here by its paper slip, which a helper's mandate never does."""
        return self.holds(dossier) or slipped.fetch(db, self.opened, dossier.id)[1]

    @property
    def opened(self) -> slipped.Said:
        """Slips that count for this actor."""
        return self.slips if self.actor.helped is None else {}


def _blinds(token: str) -> list[str]:
    """A random token of 128 bits needs no key to be hidden, so no change of the master key parts a browser from its draft.

    The first is written; drafts begun by earlier versions carry one of the others.
    """
    plain = hashlib.sha256(f"mot-cham/holder/{token}".encode()).hexdigest()
    return [UNKEYED + plain[:63], *sealing.blinds("holder", token)]


def start(db: Session, holder: Holder, dossier_id: UUID, code: str) -> Dossier:
    """The draft with this id, made if it is new; a repeated start gives the same one.

    Raises `IdTaken`, `TooManyDrafts`, `procedures.UnknownProcedure`, also for one that the mandate of a helper is not about.
    """
    known = db.get(Dossier, dossier_id)
    if known is not None:
        if not holder.reaches(db, known):
            raise IdTaken
        helped.mark(known, holder.actor)
        return known
    if holder.actor.helped and not holder.actor.helped.allows(code):
        raise procedures.UnknownProcedure(code)
    if _count(db, holder) >= MOST_DRAFTS:
        raise TooManyDrafts
    procedure, now = procedures.current(db, code), clock.now()
    made = Dossier(
        id=dossier_id, account_id=holder.actor.account_id, person_id=holder.actor.person_id,
        holder=None if holder.actor.account_id else holder.blind, version_id=procedure.version_id, code=procedure.code,
        state=State.DRAFT, fields={}, revision=0, created_at=now, saved_at=now,
    )  # fmt: skip
    helped.begun(db, made, holder.actor)
    db.add(made)
    return made


def save(db: Session, dossier: Dossier, fields: dict[str, Any], said: Saying | None = None) -> Dossier:
    """Keep the form as typed (flat names → text or list of texts); changed answers have to be checked anew.

    With `said`, what other hands changed meanwhile is merged; without, `fields` are all there is. A draft that was never
    handed in follows the procedure as it is published now. Raises `NotADraft`, `NotAForm`, `TooLong`.
    """
    if dossier.state != State.DRAFT:
        raise NotADraft
    kept = _bounded(fields)
    _follow_the_law(db, dossier)
    if kept == dossier.fields and not dossier.undecided and (said is None or said.turn is None):
        return dossier
    said = replace(said, fields=kept) if said else Saying(kept, dossier.revision)
    return _keep(
        dossier, merge(dossier.fields, dossier.touched or {}, dossier.undecided or {}, said, dossier.revision + 1)
    )


def choose(dossier: Dossier, question: str, hand: str | None) -> None:
    """Settle a question that two phones answered differently: the answer of `hand`, or with None the one kept first.

    Harmless when it is settled already. Raises `NotADraft`.
    """
    if dossier.state != State.DRAFT:
        raise NotADraft
    others = (dossier.undecided or {}).get(question, {})
    if others and (hand is None or hand in others):
        touched, undecided = dossier.touched or {}, dossier.undecided or {}
        _keep(dossier, decide(dossier.fields, touched, undecided, question, hand, dossier.revision + 1))


def _follow_the_law(db: Session, dossier: Dossier) -> None:
    """A draft that was never handed in follows the version of its procedure that is published now."""
    try:
        newest = procedures.current(db, dossier.code).version_id
    except procedures.UnknownProcedure:
        return  # no longer offered: what was begun can be read and taken along
    if newest != dossier.version_id and not dossier.events:
        dossier.version_id, dossier.answers = newest, None


def _keep(dossier: Dossier, merged: Merged) -> Dossier:
    if max(size(merged.undecided), size(merged.touched)) > MOST_BYTES:  # names and hands that no phone of ours makes up
        raise TooLong
    if _said(merged.fields) != _said(dossier.fields):
        dossier.answers = None
    elif merged.undecided == (dossier.undecided or {}):
        dossier.touched = merged.touched
        return dossier
    dossier.fields, dossier.touched, dossier.undecided = merged.fields, merged.touched, merged.undecided
    dossier.revision, dossier.saved_at = dossier.revision + 1, clock.now()
    return dossier


def claim(db: Session, token: str, account_id: UUID, person_id: UUID | None) -> None:
    """After sign-in: drafts begun in this browser become the account's."""
    mine = update(Dossier).where(Dossier.holder.in_(_blinds(token)), Dossier.account_id.is_(None))
    db.execute(mine.values(account_id=account_id, person_id=person_id, holder=None))


def take_along(db: Session, dossier_ids: Collection[UUID], account_id: UUID, person_id: UUID | None) -> None:
    """Those of these drafts that are nobody's yet become the account's, as `claim` does."""
    nobodys = update(Dossier).where(
        Dossier.id.in_(dossier_ids), Dossier.account_id.is_(None), Dossier.state == State.DRAFT
    )
    db.execute(nobodys.values(account_id=account_id, person_id=person_id, holder=None))


def throw_away(db: Session, dossier: Dossier) -> None:
    """Delete a draft for good, at its person's wish."""
    if dossier.state != State.DRAFT or dossier.events:
        raise NotADraft
    db.delete(dossier)


def _count(db: Session, holder: Holder) -> int:
    blinds = _blinds(holder.token) if holder.token else []
    mine = Dossier.account_id == holder.actor.account_id if holder.actor.account_id else Dossier.holder.in_(blinds)
    return len(db.scalars(select(Dossier.id).where(mine, Dossier.state == State.DRAFT).limit(MOST_DRAFTS)).all())


def _bounded(fields: dict[str, Any]) -> dict[str, Any]:
    """The fields as they are kept; what no form of ours sends is refused, not dropped silently."""
    if len(fields) > MOST_FIELDS:
        raise NotAForm("fields")
    kept = {_text(name, LONGEST_NAME): _value(value) for name, value in fields.items()}
    if size(kept) > MOST_BYTES:
        raise TooLong
    return kept


def size(fields: Mapping[str, Any]) -> int:
    """Bytes of the fields as they are kept."""
    return len(json.dumps(fields, ensure_ascii=False).encode())


def _value(value: Any) -> str | list[str]:
    if not isinstance(value, list):
        return _text(value, LONGEST)
    if len(value) > MOST_TICKS:
        raise NotAForm("ticks")
    return [_text(one, LONGEST) for one in value]


def _text(text: Any, most: int) -> str:
    if not isinstance(text, str) or len(text) > most:
        raise NotAForm("text")
    return text.encode(errors="ignore").decode()  # without lone surrogates, which nothing can store


def _said(fields: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value}
