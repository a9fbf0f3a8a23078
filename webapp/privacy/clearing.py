"""The rules of retention.yaml as `nightly` applies them.

Each verb takes a session and how many objects it may take at most, and returns how many it took: fewer than `most` means
that nothing is left. All may be repeated and killed at any moment: what is done is done in the transaction that says so.
"""

import logging
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Select, exists, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from webapp import clock, outbox, retention
from webapp.access import SYSTEM
from webapp.accounts import service as accounts
from webapp.documents import service as documents
from webapp.dossiers import service as dossiers
from webapp.dossiers.service import Dossier, DossierEvent, State
from webapp.messages import service as messages
from webapp.privacy import deleting, requests, terms
from webapp.privacy.models import DataRequest, RetentionAct
from webapp.procedures import service as procedures

WARNED, SEEN = "draft_warned", "file_unknown"
log = logging.getLogger(__name__)


def anonymous_drafts(db: Session, most: int) -> int:
    """Drafts that nobody claimed by signing in."""
    found = db.scalars(_drafts("draft_anonymous", clock.now()).where(Dossier.account_id.is_(None)).limit(most)).all()
    for one in found:
        deleting.throw_away(db, one, "draft_anonymous")
    return len(found)


def warn_of_drafts(db: Session, most: int) -> int:
    """Tell the citizen before an untouched draft goes; once, unless it is saved again."""
    soon = _drafts("draft", clock.now() + retention.warning("draft"), handed_in_too=True)
    found = db.scalars(soon.where(Dossier.account_id.is_not(None), ~_warned()).limit(most)).all()
    for one in found:
        if one.account_id is None:
            continue
        name = procedures.version(db, one.version_id).definition["name"]
        to, at = accounts.reach(db, one.account_id), _goes_at(one)
        messages.send(db, "draft_ends", to, link=f"/ho-so/{one.id}/don", procedure=name, at=at)
        deleting.act(db, WARNED, "draft", one.id)
    return len(found)


def old_drafts(db: Session, most: int) -> int:
    """Drafts whose term is over and whose citizen was told long enough ago; one handed in before counts as withdrawn."""
    told = _warned(before=clock.now() - retention.warning("draft"))
    old = _drafts("draft", clock.now(), handed_in_too=True).where(Dossier.account_id.is_not(None), told)
    found = db.scalars(old.limit(most)).all()
    for one in found:
        if one.events:
            dossiers.withdraw(db, one, SYSTEM)
        else:
            deleting.throw_away(db, one, "draft")
    return len(found)


def ended_dossiers(db: Session, most: int) -> int:
    """Contents of dossiers whose term after their end is over."""
    last = select(func.max(DossierEvent.at)).where(DossierEvent.dossier_id == Dossier.id).scalar_subquery()
    ended, taken = func.coalesce(Dossier.closed_at, last), 0
    for rule in sorted(set(terms.ENDS.values())):
        states = [state for state, name in terms.ENDS.items() if name == rule]
        over = select(Dossier).where(Dossier.state.in_(states), ended < clock.now() - retention.term(rule))
        for one in db.scalars(over.where(~_acted("dossier", Dossier.id)).limit(most - taken)).all():
            deleting.clear(db, one, rule)
            taken += 1
    return taken


def removed_papers(db: Session, most: int) -> int:
    """What is left of papers taken away: their names, and their sealed files once more should a deletion have failed."""
    swept = select(RetentionAct.object_id).where(RetentionAct.kind == "document", RetentionAct.rule == "paper_removed")
    found = documents.leftovers(db, most, swept)
    for one in found:
        documents.destroy(db, one)
        deleting.act(db, "paper_removed", "document", one.id)
    return len(found)


def unknown_files(db: Session, names: list[str]) -> int:
    """Sealed files that no row knows: noted when first seen, forgotten when the same a day later.

    Not at once: a file is in the store before its row. Returns how many were given up.
    """
    given_up = 0
    for name in documents.unknown(db, names):
        seen = select(RetentionAct.at).where(RetentionAct.rule == SEEN, RetentionAct.object_id == UUID(hex=name))
        first = db.scalar(seen.limit(1))
        if first is None:
            deleting.act(db, SEEN, "file", UUID(hex=name))
        elif first < clock.now() - retention.term("file_unknown"):
            outbox.enqueue(db, documents.FORGET, {"stored_as": name}, key=f"unknown/{name}")
            given_up += 1
    return given_up


def persons_left(db: Session, most: int) -> int:
    """Persons of closed accounts and of withdrawn consent whose last dossier was cleared."""
    in_use = select(Dossier.person_id).where(Dossier.person_id.is_not(None))
    found = accounts.leaving.persons_left(db, in_use, most)
    for one in found:
        deleting.act(db, "account", "person", one.id)
        accounts.leaving.forget_person(db, one)
    return len(found)


def due_requests(db: Session) -> list[UUID]:
    """Requests that may be carried out by now; each in a transaction of its own (`answer`)."""
    return [one.id for one in requests.waiting(db)]


def answer(db: Session, request_id: UUID) -> None:
    """Carry a waiting request out if its time has come and nothing stands against it; else it stays visible."""
    one = db.get_one(DataRequest, request_id, with_for_update=True)
    if one.done_at is not None:
        return
    if one.kind == requests.WITHDRAW:
        _go_on_withdrawing(db, one)
    elif one.object_id == one.account_id and requests.closes_at(one) <= clock.now():
        try:
            deleting.close(db, one)
        except (deleting.UnderWay, deleting.OfStaff) as reason:
            log.warning("request %s waits: %s", one.id, type(reason).__name__)


def _go_on_withdrawing(db: Session, one: DataRequest) -> None:
    """Done when nothing is under way any more; at the law's term in any case: the rest is kept by law, not by consent."""
    under_way = deleting.release(db, one.account_id)
    if not under_way or one.due_at <= clock.now():
        one.done_at = clock.now()
        deleting.act(db, "consent_withdrawn", "request", one.id)


def _drafts(rule: str, now: datetime, handed_in_too: bool = False) -> Select[Dossier]:
    old = select(Dossier).where(Dossier.state == State.DRAFT, Dossier.saved_at < now - retention.term(rule))
    handed_in = exists().where(DossierEvent.dossier_id == Dossier.id)
    return old if handed_in_too else old.where(~handed_in)


def _warned(before: datetime | None = None) -> ColumnElement[bool]:
    """A warning went out after the draft was last saved (and not later than `before`)."""
    told = exists().where(
        RetentionAct.rule == WARNED, RetentionAct.object_id == Dossier.id, RetentionAct.at >= Dossier.saved_at
    )
    return told.where(RetentionAct.at <= before) if before else told


def _acted(kind: str, object_id: InstrumentedAttribute[UUID]) -> ColumnElement[bool]:
    return exists().where(RetentionAct.kind == kind, RetentionAct.object_id == object_id)


def _goes_at(one: Dossier) -> datetime:
    return max(one.saved_at + retention.term("draft"), clock.now() + retention.warning("draft"))
