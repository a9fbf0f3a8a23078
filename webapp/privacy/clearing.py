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

WARNED, SEEN, UNKNOWN, DONE = "draft_warned", "file_seen", "file_unknown", "consent_withdrawn"
NOTES = (WARNED, SEEN, DONE)
"""Acts that say what was noticed, told or answered: nothing was deleted by them."""
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
        fact = f"draft-ends/{one.id}/{at:%Y%m%d}"
        messages.send(db, "draft_ends", to, link=f"/ho-so/{one.id}/don", fact=fact, procedure=name, at=at)
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
    ended, taken = _ended(), 0
    for rule in sorted(set(terms.ENDS.values())):
        states = [state for state, name in terms.ENDS.items() if name == rule]
        over = select(Dossier).where(Dossier.state.in_(states), ended < clock.now() - retention.term(rule))
        for one in db.scalars(over.where(~_acted("dossier", Dossier.id)).limit(most - taken)).all():
            deleting.clear(db, one, rule)
            taken += 1
    return taken


def left_dossiers(db: Session, most: int) -> int:
    """Finished dossiers of accounts that took consent back or were closed: what no law keeps, as `terms.of` says it."""
    ended, left = _ended(), accounts.leaving.left().subquery()
    now = clock.now()
    by_law = Dossier.state.in_(terms.DECIDED) & (ended >= now - retention.term(terms.COMPLAINT))
    mine = select(Dossier, left.c.at).join(left, left.c.id == Dossier.account_id).where(
        Dossier.state.in_(list(terms.ENDS)), left.c.at < now - retention.term(terms.GRACE), ~by_law
    )  # fmt: skip
    found = db.execute(mine.where(~_acted("dossier", Dossier.id)).limit(most)).all()
    for one, since in found:
        deleting.clear(db, one, terms.of(one, since).rule)
    return len(found)


def left_messages(db: Session, most: int) -> int:
    """Messages of those accounts."""
    left, before = accounts.leaving.left().subquery(), clock.now() - retention.term(terms.GRACE)
    return messages.forget_of(db, select(left.c.id).where(left.c.at < before), before, most)


def unknown_files(db: Session, names: list[str]) -> int:
    """Sealed files that no row knows: noted when first seen, forgotten when the same a day later.

    Not at once: a file is in the store before its row. Returns how many were given up.
    """
    given_up = 0
    for name in documents.unknown(db, names):
        file = UUID(hex=name)
        acts = {act.rule: act.at for act in db.scalars(select(RetentionAct).where(RetentionAct.object_id == file))}
        if SEEN not in acts:
            deleting.act(db, SEEN, "file", file)
        elif acts[SEEN] < clock.now() - retention.term(UNKNOWN) and acts.get(UNKNOWN, acts[SEEN]) <= acts[SEEN]:
            outbox.enqueue(db, documents.FORGET, {"stored_as": name}, key=f"unknown/{name}")
            deleting.act(db, UNKNOWN, "file", file)
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
    left = accounts.leaving.left_at(db, one.account_id)
    if left is None:  # agreed again meanwhile: what is kept now is kept with consent
        one.kind, one.done_at = requests.AGREED_AGAIN, clock.now()
        return
    more = deleting.release(db, one.account_id, left)
    if not more or one.due_at <= clock.now():
        one.done_at = clock.now()
        deleting.act(db, DONE, "request", one.id)


def _ended() -> ColumnElement[datetime]:
    last = select(func.max(DossierEvent.at)).where(DossierEvent.dossier_id == Dossier.id).scalar_subquery()
    return func.coalesce(Dossier.closed_at, last)


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
