"""Bringing one message out: through the first channel that takes it, and never through two.

A channel that refuses for good gives way to the next at once; one in trouble is tried again, then gives way too; the last one
goes on for a day. Every try is a row of `deliveries`. The work runs outside any transaction: a slow gateway keeps nobody waiting.
A worker that dies after the provider took a message asks again with the same id, so a provider that knows it sends nothing twice.
"""

import logging
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp import clock, outbox
from webapp.messages import choices
from webapp.messages.channels import Channel, Delivered, NotDelivered, Outgoing
from webapp.messages.models import Delivery, Message
from webapp.messages.rules import Rules

JOB = "message.deliver"
CODES, NEWS = (
    "message code",
    "message",
)  # owners: whose turns come one after the other, so a code waits for one message only
OVER = ("refused", "unfit")
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Tried:
    channel: str
    outcome: str
    reason: str | None = None
    retry_after: int = 0
    got: Delivered = Delivered(parts=0)


@dataclass(frozen=True)
class Attempt:
    """`channels` that are left, the first first; `first`: nothing was tried before."""

    message: Outgoing
    channels: tuple[str, ...]
    first: bool


@dataclass(frozen=True)
class Later:
    """It is night."""

    at: datetime


def queue(db: Session, message: Message, rules: Rules) -> None:
    """In the caller's transaction."""
    at = rules.leaves_at(clock.now(), message.waits)
    _enqueue(db, message, at, f"message/{message.id}")


def _enqueue(db: Session, message: Message, at: datetime, key: str) -> None:
    owner = CODES if message.waits else NEWS
    outbox.enqueue(db, JOB, {"message": str(message.id)}, key=key, at=at, owner=owner)


class Delivering:
    """`channels` by name; `cost(channel, parts, at)` in đồng or None; `echo`: the console of a demonstration."""

    def __init__(
        self, channels: Mapping[str, Channel], rules: Rules, cost: Callable[[str, int, datetime], int | None],
        echo: Channel | None = None,
    ) -> None:  # fmt: skip
        self._channels, self._rules, self._cost, self._echo = channels, rules, cost, echo

    def handler(self) -> outbox.Outside:
        return outbox.Outside(self.look, self.work, self.finish, lane=outbox.SENDING)

    def look(self, db: Session, payload: dict[str, Any]) -> Attempt | Later | None:
        """None when there is nothing (left) to do: delivered, forgotten, over, or no channel is wanted."""
        message, now = db.get(Message, UUID(payload["message"])), clock.now()
        if message is None or message.delivered_at or not message.phone:
            return None
        if (message.purge_at and message.purge_at <= now) or now - message.created_at > self._rules.give_up:
            return None
        if (at := self._rules.leaves_at(now, message.waits)) > now:
            return Later(at)
        order = self.order(db, message)
        tried = _tried(db, message.id)
        left = tuple(name for name in order if not self._over(name, order, tried))
        return Attempt(_outgoing(message), left, first=not tried) if left else None

    def order(self, db: Session, message: Message) -> tuple[str, ...]:
        """The channels wanted, of those that are on."""
        if set(self._channels) == {"console"}:
            return ("console",)
        wanted = self._rules.order(message.template, choices.chosen(db, message.account_id))
        return tuple(name for name in wanted if name in self._channels)

    def _over(self, name: str, order: tuple[str, ...], tried: Counter[tuple[str, str]]) -> bool:
        spent = tried[name, "later"] > len(self._rules.retry) and name != order[-1]
        return spent or any(tried[name, outcome] for outcome in OVER)

    def work(self, found: Attempt | Later | None) -> list[Tried] | Later | None:
        """Channel after channel until one took it, or one asks to be tried again."""
        if not isinstance(found, Attempt):
            return found
        if self._echo and found.first:
            self._echo.deliver(found.message)
        tried: list[Tried] = []
        for name in found.channels:
            tried.append(self._try(name, found.message))
            if tried[-1].outcome not in OVER:
                break
        return tried

    def _try(self, name: str, message: Outgoing) -> Tried:
        try:
            got = self._channels[name].deliver(message)
        except NotDelivered as error:
            outcome = "unfit" if error.unfit else "refused" if error.permanent else "later"
            return Tried(name, outcome, error.reason[:40], error.retry_after)
        return Tried(name, "delivered", got=got)

    def finish(self, db: Session, payload: dict[str, Any], result: list[Tried] | Later | None) -> None:
        """Write down what was tried, and ask for the next try where there is one."""
        message = db.get(Message, UUID(payload["message"]))
        if isinstance(result, Later):
            if message:
                _enqueue(db, message, result.at, f"message/{message.id}/{result.at:%Y%m%d%H%M}")
            return
        if not result or message is None:
            return
        now = clock.now()
        db.add_all([self._row(message, one, now + timedelta(microseconds=n)) for n, one in enumerate(result)])
        db.flush()
        last = result[-1]
        if last.outcome == "delivered":
            message.delivered_at, message.out = now, None
        elif last.outcome == "later":
            self._again(db, message, last, now)
        else:
            log.warning("message %s reached nobody: %s said %s", message.id, last.channel, last.reason)

    def _row(self, message: Message, one: Tried, at: datetime) -> Delivery:
        cost = self._cost(one.channel, one.got.parts, at) if one.outcome == "delivered" else None
        return Delivery(
            message_id=message.id, template=message.template, channel=one.channel, at=at, outcome=one.outcome,
            reason=one.reason, parts=one.got.parts, cost=cost, provider_id=one.got.provider_id,
        )  # fmt: skip

    def _again(self, db: Session, message: Message, last: Tried, now: datetime) -> None:
        tried, order = _tried(db, message.id), self.order(db, message)
        number, retry = tried[last.channel, "later"], self._rules.retry
        if number <= len(retry):
            wait = max(retry[number - 1], timedelta(seconds=last.retry_after))
        elif order and last.channel != order[-1]:
            wait = timedelta(0)  # the next channel's turn
        else:
            wait = max(self._rules.last_retry, timedelta(seconds=last.retry_after))
        _enqueue(
            db, message, self._rules.leaves_at(now + wait, message.waits), f"message/{message.id}/{sum(tried.values())}"
        )


def _tried(db: Session, message_id: UUID) -> Counter[tuple[str, str]]:
    """(channel, outcome) → how often."""
    rows = db.execute(select(Delivery.channel, Delivery.outcome).where(Delivery.message_id == message_id))
    return Counter((row.channel, row.outcome) for row in rows)


def _outgoing(message: Message) -> Outgoing:
    out = message.out or {}
    return Outgoing(
        message.id, message.phone or "", message.template, message.title, message.body, out.get("lang", "vi"),
        out.get("sms", ""), out.get("zns", {}),
    )  # fmt: skip
