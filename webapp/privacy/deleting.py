"""Deleting what is one's own: a dossier's contents, one paper, all that nothing keeps, the account as a whole."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import delete as remove
from sqlalchemy.orm import Session

from webapp import clock
from webapp.access import SYSTEM, Actor
from webapp.accounts import service as accounts
from webapp.debts import service as debts
from webapp.documents import service as documents
from webapp.documents.service import Document
from webapp.dossiers import service as dossiers
from webapp.dossiers.service import Dossier, State
from webapp.elsewhere import service as elsewhere
from webapp.feedback import service as feedback
from webapp.figures import service as figures
from webapp.helping import service as helping
from webapp.mandates import service as mandates
from webapp.messages import service as messages
from webapp.privacy import requests, terms
from webapp.privacy.models import DataRequest, RetentionAct
from webapp.teams import service as teams
from webapp.visits import service as visits
from webapp.wallet import service as wallet

ASKED = "request_other"


class StillKept(Exception):
    """The law or the office still needs it; `verdict` says under which rule and until when."""

    def __init__(self, verdict: terms.Verdict) -> None:
        super().__init__(verdict.rule)
        self.verdict = verdict


class UnderWay(Exception):
    """The account has dossiers that an office is deciding: closing it would cut its owner off from them."""


class OfStaff(Exception):
    """An account with a function at an office; whoever gave the function takes it away first."""


def act(db: Session, rule: str, kind: str, object_id: UUID | None = None, count: int = 1) -> None:
    """One line of what was cleared away."""
    db.add(RetentionAct(rule=rule, kind=kind, object_id=object_id, count=count, at=clock.now()))


def clear(db: Session, dossier: Dossier, rule: str) -> None:
    """Destroy files, answers and the tie to the person; row, events, bills and receipts stay."""
    for document in documents.every(db, dossier):
        documents.destroy(db, document)
    documents.abandon(db, dossier)
    dossiers.empty(db, dossier)
    act(db, rule, "dossier", dossier.id)


def delete(db: Session, dossier: Dossier, who: Actor) -> None:
    """At its citizen's wish. A draft goes as a whole, one that was handed in before is withdrawn first.

    Raises `StillKept`.
    """
    verdict = terms.now(db, dossier)
    if not verdict.may:
        raise StillKept(verdict)
    if dossier.account_id:
        requests.ask(db, dossier.account_id, requests.DELETE, dossier.id, done=True)
    _end(db, dossier, who)


def delete_paper(db: Session, dossier: Dossier, document: Document) -> None:
    """One paper, where the whole dossier could be deleted too. Raises `StillKept`."""
    verdict = terms.now(db, dossier)
    if not verdict.may:
        raise StillKept(verdict)
    if dossier.account_id:
        requests.ask(db, dossier.account_id, requests.DELETE, document.id, done=True)
    documents.destroy(db, document)
    act(db, ASKED, "document", document.id)


def throw_away(db: Session, dossier: Dossier, rule: str) -> None:
    """A draft that nobody else knows of, for good."""
    act(db, rule, "draft", dossier.id)
    dossiers.throw_away(db, dossier)


def release(db: Session, account_id: UUID, left: datetime, wait: bool = True) -> bool:
    """Destroy all of an account that nothing keeps: drafts, what was never taken up, persons without a dossier.

    `left`: when consent was taken back. With `wait`, finished dossiers that no law keeps stay for their short term.
    Returns whether anything is still to be done: dossiers under way, or of that term. Harmless when repeated.
    """
    mine, more = dossiers.mine_all(db, account_id), False
    for dossier in mine:
        verdict = terms.of(dossier, left)
        if not verdict.may or emptied(dossier):
            continue
        if wait and verdict.rule == terms.GRACE and verdict.until and verdict.until > clock.now():
            more = True
        else:
            _end(db, dossier, SYSTEM)
    documents.abandon_all(db, account_id)
    helping.forget(db, account_id)
    teams.leave(db, account_id)
    mandates.forget(db, account_id)
    visits.forget(db, account_id)
    debts.forget(db, account_id)
    elsewhere.forget(db, account_id)
    figures.forget(db, account_id)
    feedback.forget(db, account_id)
    db.execute(remove(wallet.Declined).where(wallet.Declined.account_id == account_id))
    db.flush()
    forget_persons(db, account_id)
    return more or under_way(mine)


def forget_persons(db: Session, account_id: UUID) -> None:
    used = dossiers.persons_in_use(db, account_id)
    for person in list(accounts.leaving.get(db, account_id).persons):
        if person.id not in used:
            act(db, "account", "person", person.id)
            accounts.leaving.forget_person(db, person)


def under_way(mine: list[Dossier]) -> bool:
    return any(State(one.state) in terms.UNDER_WAY for one in mine)


def ask_to_close(db: Session, account_id: UUID) -> DataRequest:
    """Begin the wait before closing, and tell the phone, so that its owner can stop it. Raises `UnderWay`, `OfStaff`."""
    may_close(db, account_id)
    if known := requests.closing(db, account_id):
        return known
    made = requests.ask(db, account_id, requests.DELETE, account_id)
    to, at = accounts.reach(db, account_id), requests.closes_at(made)
    messages.send(db, "account_closing", to, link="/du-lieu-cua-toi", fact=f"closing/{made.id}", waits=True, at=at)
    return made


def may_close(db: Session, account_id: UUID) -> None:
    if accounts.leaving.roles_of(db, [account_id]):
        raise OfStaff
    if under_way(dossiers.mine_all(db, account_id)):
        raise UnderWay


def close(db: Session, request: DataRequest) -> None:
    """Carry it out, once the wait is over. What the law keeps stays, without phone and sign-in. Raises as `may_close`.

    Nothing stays for a short term here: nobody could sign in to download it, and its owner had the wait for that.
    """
    may_close(db, request.account_id)
    accounts.leaving.withdraw_consent(db, request.account_id)
    release(db, request.account_id, clock.now(), wait=False)
    messages.forget(db, request.account_id)
    accounts.leaving.close(db, accounts.leaving.get(db, request.account_id))
    request.done_at = clock.now()
    act(db, "account", "account", request.account_id)


def withdraw_consent(db: Session, account_id: UUID) -> DataRequest | None:
    """Take consent back: at once drafts and what nobody needs, within the law's term what only this project kept.

    None when no consent was given.
    """
    if not accounts.leaving.withdraw_consent(db, account_id):
        return None
    accounts.end_all_sign_ins(db, account_id)
    made = requests.ask(db, account_id, requests.WITHDRAW)
    if not release(db, account_id, made.asked_at):
        made.done_at = clock.now()
    return made


def _end(db: Session, dossier: Dossier, who: Actor) -> None:
    if dossier.state == State.DRAFT and not dossier.events:
        return throw_away(db, dossier, ASKED)
    if dossier.state == State.DRAFT:
        dossiers.withdraw(db, dossier, who)
    return clear(db, dossier, ASKED)


def emptied(dossier: Dossier) -> bool:
    """Its contents are gone; only its line in the books is left."""
    return dossier.state != State.DRAFT and dossier.answers is None and not dossier.fields
