"""What somebody who was helped says of it: asked once an act, answered by a link, changed for some days, seen by nobody alone."""

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from webapp import clock, retention, sealing
from webapp.access import Actor
from webapp.db import insert_for
from webapp.dossiers.service import Dossier
from webapp.figures import written
from webapp.figures.models import ANSWERS, HelpOpinion
from webapp.mandates import service as mandates
from webapp.visits import service as visits

RULE = "help_opinion"
DOSSIER, VISIT = "dossier", "visit"
SECRET = 40  # hexadecimal digits


class NoSuchQuestion(LookupError):
    """No such link, or its days are over."""


class NotAnAnswer(ValueError):
    """None of the three, or no reason of the list."""


@dataclass(frozen=True)
class Open:
    """A question that can be answered today: the secret of its link; whether it was answered, not how."""

    token: str
    answered: bool


def on_handed_in(db: Session, dossier: Dossier, actor: Actor) -> None:
    """Listener: a dossier was handed in with help."""
    if actor.helped:
        unit_id = mandates.unit_of(db, actor.helped.mandate_id)
        ask(db, DOSSIER, dossier.id, unit_id, actor.helped.helper_id)


def on_visited(db: Session, visit: visits.Visit, met: bool) -> None:
    """Listener: a helper was at somebody's home, or it turns out that they met nobody."""
    if met and visit.helper_id and visit.helper_id != visit.account_id:
        ask(db, VISIT, visit.id, visit.unit_id, visit.helper_id)
    elif not met:
        asked = [_hashed(one) for one in _secrets(VISIT, visit.id)]
        db.execute(delete(HelpOpinion).where(HelpOpinion.token_hash.in_(asked)))


def ask(db: Session, kind: str, act_id: UUID, unit_id: str, helper_id: UUID) -> None:
    """Once an act; it can be answered until its term is over."""
    hashes = [_hashed(one) for one in _secrets(kind, act_id)]
    if db.scalar(select(HelpOpinion.id).where(HelpOpinion.token_hash.in_(hashes))):
        return
    row = {
        "id": uuid4(), "token_hash": hashes[0], "unit_id": unit_id, "helper_id": helper_id, "reasons": [],
        "until": clock.today() + retention.term(RULE),
    }  # fmt: skip
    db.execute(insert_for(db, HelpOpinion).values(row).on_conflict_do_nothing(index_elements=[HelpOpinion.token_hash]))


def still_open(db: Session, kind: str, act_ids: Sequence[UUID]) -> dict[UUID, Open]:
    """Act → its question, of those that can be answered today; one statement."""
    secrets = {_hashed(one): (act_id, one) for act_id in act_ids for one in _secrets(kind, act_id)}
    asked = select(HelpOpinion.token_hash, HelpOpinion.answer).where(HelpOpinion.token_hash.in_(secrets))
    rows = db.execute(asked.where(HelpOpinion.until >= clock.today())).all()
    answers: dict[str, str | None] = {token_hash or "": said for token_hash, said in rows}
    found = {secrets[one][0]: Open(secrets[one][1], said is not None) for one, said in answers.items()}
    return {act_id: found[act_id] for act_id in act_ids if act_id in found}


def since() -> datetime:
    """Of what was done before then nothing is asked any more."""
    return clock.now() - retention.term(RULE) - timedelta(days=1)


def by_token(db: Session, token: str, lock: bool = False) -> HelpOpinion:
    """The question behind a link. Raises NoSuchQuestion."""
    asked = select(HelpOpinion).where(HelpOpinion.token_hash == _hashed(token), HelpOpinion.until >= clock.today())
    found = db.scalar(asked.with_for_update() if lock else asked)
    if found is None:
        raise NoSuchQuestion
    return found


def answer(question: HelpOpinion, said: str) -> None:
    """One of ANSWERS; another one than before takes the place of it, and of its reasons. Raises NotAnAnswer."""
    if said not in ANSWERS:
        raise NotAnAnswer(said)
    if question.answer != said:
        question.answer, question.reasons = said, []


def explain(question: HelpOpinion, reasons: Collection[str]) -> bool:
    """These reasons and no others; whether one of them is grave. Raises NotAnAnswer, also while nothing was answered."""
    offered = written.offered()
    if question.answer is None or not set(reasons) <= set(offered):
        raise NotAnAnswer
    question.reasons = sorted(set(reasons))
    return any(offered[one].grave for one in question.reasons)


def _secrets(kind: str, act_id: UUID) -> list[str]:
    """Of the link about an act, the one of the master key of now first: 160 bits nobody can guess, kept nowhere."""
    return [one[:SECRET] for one in sealing.blinds("help opinion", f"{kind}/{act_id}")]


def _hashed(token: str) -> str:
    """A secret of 160 bits needs no key to be hidden."""
    return hashlib.sha256(f"mot-cham/opinion/{token}".encode()).hexdigest()
