"""Money of a card gateway that was never booked goes back to the card by itself, once a person decided it.

Never for a booked fee: that goes back by a voucher (vouchers.py).
"""

import logging
from dataclasses import dataclass
from typing import Any, cast
from uuid import UUID, uuid5

from sqlalchemy.orm import Session

from webapp import clock, outbox, sealing
from webapp.access import SYSTEM
from webapp.db import uuid7
from webapp.decisions import moving
from webapp.payments.service import SEAL, Attempt, BankNotice, Decision, Gateways, Leaving, MoneyFact

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Back:
    """What a gateway is asked to give back; `key` the decision's id: asked again after a crash it stays once."""

    attempt: Attempt
    number: str
    amount: int
    by: str
    key: str


class Returning:
    def __init__(self, gateways: Gateways) -> None:
        self.gateways = gateways

    def look(self, db: Session, payload: dict[str, Any]) -> Back | None:
        """None: it has gone, or this gateway gives nothing back; a person sees to it."""
        decision = db.get_one(Decision, UUID(payload["decision"]))
        fact = db.get_one(MoneyFact, decision.fact_id)
        if moving.went(db, decision) or not hasattr(self.gateways.get(fact.provider), "give_back"):
            return None
        attempt = db.get_one(Attempt, fact.attempt_id)
        return Back(attempt, fact.provider_id, decision.amount, decision.by_name, str(decision.id))

    def work(self, back: Back | None) -> bytes | None:
        if back is None:
            return None
        gateway = cast(Leaving, self.gateways[back.attempt.provider])
        return gateway.give_back(back.attempt, back.number, back.amount, back.by, back.key)

    def finish(self, db: Session, payload: dict[str, Any], reply: bytes | None) -> None:
        if reply is None:
            return
        decision = db.get_one(Decision, UUID(payload["decision"]))
        provider = db.get_one(MoneyFact, decision.fact_id).provider
        number = cast(Leaving, self.gateways[provider]).given_back(reply)
        _keep(db, provider, reply, "given back" if number else "not given back")
        if number is None:
            log.error("%s gives back nothing for decision %s", provider, decision.id)
        elif not moving.went(db, decision):
            moving.gone(db, uuid5(decision.id, "gone"), decision, number, SYSTEM)


def _keep(db: Session, provider: str, raw: bytes, outcome: str) -> None:
    """As it came; read already."""
    now = clock.now()
    db.add(BankNotice(
        id=uuid7(), provider=provider, kind="reply", body=sealing.seal(raw, SEAL), verified=True, received_at=now,
        interpreted_at=now, outcome=outcome,
    ))  # fmt: skip


def handlers(gateways: Gateways) -> dict[str, outbox.Handler]:
    back = Returning(gateways)
    return {moving.GIVE_BACK: outbox.Outside(back.look, back.work, back.finish, lane=outbox.MONEY)}
