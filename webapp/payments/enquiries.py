"""Nobody stays unpaid because a notice got lost: every few minutes providers are asked about attempts that are still open, or
failed so lately that money may come yet (a payer who goes back and pays by the bank's own app after all), and about accounts that
wait for a transfer. What they answer is kept raw and understood like a notice.
"""

import logging
from collections.abc import Mapping
from datetime import timedelta
from functools import partial
from typing import Any, cast
from uuid import UUID

from sqlalchemy import and_, exists, or_, select
from sqlalchemy.orm import Session

from webapp import clock, outbox
from webapp.db import insert_for
from webapp.payments import notices
from webapp.payments.attempts import OPEN
from webapp.payments.gateway import Accounts, Gateway, Leaving, Said, Unreadable
from webapp.payments.journal_models import MoneyFact
from webapp.payments.models import Asked, Attempt, Bill
from webapp.systems.calling import Unreachable

ROUND, OF_ATTEMPT, OF_ACCOUNT = "payments.ask", "payments.ask_attempt", "payments.ask_account"
EVERY = timedelta(minutes=5)
GIVEN_UP = timedelta(minutes=30)  # after a gateway's own limit
OVERLAP = timedelta(minutes=15)  # banks book late and clocks differ
FIRST_LOOK = timedelta(days=2)
log = logging.getLogger(__name__)


def begin(db: Session, payload: dict[str, Any], gateways: notices.Gateways) -> None:
    """Job, every five minutes: one question for each attempt by which money may come yet, and for each account that open bills
    name. Once a round: `{"round": name}`, or the five minutes of the clock."""
    slot = payload.get("round") or _slot()
    lately = and_(Attempt.state == "failed", Attempt.expires_at > clock.now() - GIVEN_UP)
    for attempt in db.scalars(select(Attempt).where(or_(Attempt.state.in_(OPEN), lately))):
        ask_attempt(db, attempt, slot)
    waiting = select(Bill.bank_account).where(Bill.state == "open").distinct()
    for name, gateway in gateways.items():
        if not hasattr(gateway, "moved"):
            continue
        for account in db.scalars(waiting):
            given = {"provider": name, "account": account}
            outbox.enqueue(db, OF_ACCOUNT, given, key=f"{OF_ACCOUNT}/{name}/{account}/{slot}")


def ask_attempt(db: Session, attempt: Attempt, slot: str) -> None:
    """Soon; `slot` makes asking twice at a time once."""
    outbox.enqueue(db, OF_ATTEMPT, {"attempt": str(attempt.id)}, key=f"{OF_ATTEMPT}/{attempt.id}/{slot}")


def _slot() -> str:
    return str(int(clock.now().timestamp() // EVERY.total_seconds()))


class _Attempts:
    """Asks a gateway about one attempt."""

    def __init__(self, gateways: notices.Gateways) -> None:
        self.gateways = gateways

    def look(self, db: Session, payload: dict[str, Any]) -> Attempt | None:
        attempt = db.get_one(Attempt, UUID(payload["attempt"]))
        return attempt if attempt.state in OPEN or _failed_lately(attempt) else None

    def work(self, attempt: Attempt | None) -> bytes | None:
        return cast(Leaving, self.gateways[attempt.provider]).ask(attempt) if attempt else None

    def finish(self, db: Session, payload: dict[str, Any], reply: bytes | None) -> None:
        if reply is None:
            return
        attempt = db.get_one(Attempt, UUID(payload["attempt"]), with_for_update=True)
        attempt.asked_at = clock.now()
        if _news(self.gateways[attempt.provider], reply, attempt):
            notices.keep(db, attempt.provider, reply, "reply")
        elif attempt.state == "open" and clock.now() > attempt.expires_at + GIVEN_UP:
            attempt.state, attempt.ended_at = "expired", clock.now()


def _failed_lately(attempt: Attempt) -> bool:
    return attempt.state == "failed" and clock.now() < attempt.expires_at + GIVEN_UP


def _news(gateway: Gateway, reply: bytes, attempt: Attempt) -> bool:
    """Whether the reply says more than was known, or cannot be read: both are kept."""
    try:
        told = gateway.read(reply, "reply")
    except Unreadable:
        return True
    if attempt.state == "failed":  # why it failed is known better from the notice
        return any(one.happened in ("came", "doubtful") for one in told)
    return any(one.happened != "open" and (one.happened, one.code) != (attempt.state, attempt.code) for one in told)


class _Accounts:
    """Asks a provider what moved on an account since it was asked last."""

    def __init__(self, gateways: notices.Gateways) -> None:
        self.gateways = gateways

    def look(self, db: Session, payload: dict[str, Any]) -> tuple[dict[str, Any], Any]:
        known = db.get(Asked, (payload["provider"], payload["account"]))
        return payload, known.until - OVERLAP if known else clock.now() - FIRST_LOOK

    def work(self, given: tuple[dict[str, Any], Any]) -> tuple[bytes | None, Any]:
        payload, since = given
        now = clock.now()
        try:
            return cast(Accounts, self.gateways[payload["provider"]]).moved(payload["account"], since), now
        except Unreachable as error:
            log.warning("%s cannot be asked what moved: %s", payload["provider"], error)
            return None, now  # the next round asks from where this one would have begun

    def finish(self, db: Session, payload: dict[str, Any], result: tuple[bytes | None, Any]) -> None:
        reply, now = result
        if reply is None:
            return
        provider, account = payload["provider"], payload["account"]
        if _unknown(db, provider, self.gateways[provider], reply):
            notices.keep(db, provider, reply, "reply")
        row = insert_for(db, Asked).values(provider=provider, account=account, until=now)
        db.execute(row.on_conflict_do_update(index_elements=["provider", "account"], set_={"until": now}))


def _unknown(db: Session, provider: str, gateway: Gateway, reply: bytes) -> bool:
    """Whether money came that no notice told of; a reply that cannot be read is kept too."""
    try:
        came = [one for one in gateway.read(reply, "reply") if one.happened == "came"]
    except Unreadable:
        return True
    return any(not _known(db, provider, one) for one in came)


def _known(db: Session, provider: str, said: Said) -> bool:
    there = exists().where(MoneyFact.provider == provider, MoneyFact.provider_id == said.number)
    return bool(db.scalar(select(there)))


def handlers(gateways: Mapping[str, Gateway]) -> dict[str, outbox.Handler]:
    attempts, accounts = _Attempts(gateways), _Accounts(gateways)
    return {
        ROUND: partial(begin, gateways=gateways),
        OF_ATTEMPT: outbox.Outside(attempts.look, attempts.work, attempts.finish, lane=outbox.MONEY),
        OF_ACCOUNT: outbox.Outside(accounts.look, accounts.work, accounts.finish, lane=outbox.MONEY),
    }
