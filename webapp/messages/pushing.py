"""Bringing news to browsers: which kind of news, in the person's language, and nothing else (a lock screen shows it to anyone).

The work is done by the worker, outside any transaction; a job a browser, so that none waits for another's trouble.
"""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from flask import render_template
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from webapp import outbox, sealing
from webapp.i18n import speaking
from webapp.messages import subscriptions
from webapp.messages.channels import NotDelivered
from webapp.messages.channels.web_push import Address, Gone, WebPush
from webapp.messages.models import Message, PushSubscription

JOB = "message.push"
TURN = "push"  # one owner for all: in the slow lane a paper waits for one push, however many there are


@dataclass(frozen=True)
class Ready:
    """What goes out: `said` as JSON (`title`, `body`, `lang`, `tag`)."""

    to: Address
    said: bytes
    topic: str


def queue(db: Session, message: Message, news: str, lang: str, at: datetime | None = None) -> None:
    """In the caller's transaction: one job for each browser of the account, at that moment. `news` is the kind of news, never
    more."""
    for one in subscriptions.of(db, message.account_id) if message.account_id else []:
        payload = {"message": str(message.id), "sign_in": str(one.sign_in_id), "news": news, "lang": lang}
        outbox.enqueue(db, JOB, payload, at=at, owner=TURN)


def handler(push: WebPush) -> outbox.Outside:
    """What the worker does with such a job."""
    return outbox.Outside(_look, lambda ready: _deliver(push, ready), _finish)


def _look(db: Session, payload: dict[str, Any]) -> Ready | None:
    """None when it is of no use any more: read meanwhile, overtaken by later news of the same thing, or turned off."""
    message = db.get(Message, UUID(payload["message"]))
    to = db.get(PushSubscription, UUID(payload["sign_in"]))
    if message is None or message.read_at or to is None or _overtaken(db, message):
        return None
    topic = sealing.blind("push topic", message.link or "")[:32]
    said = _said(message.template, payload["news"], payload["lang"], topic)
    return Ready(Address(to.endpoint, to.key, to.auth, to.server_key), said, topic)


def _overtaken(db: Session, message: Message) -> bool:
    same = select(Message.id).where(Message.account_id == message.account_id, Message.link == message.link)
    return db.scalar(same.where(Message.created_at > message.created_at).limit(1)) is not None


def _said(template: str, news: str, lang: str, topic: str) -> bytes:
    """`messages/push/<template>.txt` (first line: title) may know the kind of news only."""
    with speaking(lang):
        title, _cut, body = render_template(f"messages/push/{template}.txt", news=news).strip().partition("\n")
    said = {"title": title.strip(), "body": body.strip(), "lang": lang, "tag": topic}
    return json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()


def _deliver(push: WebPush, ready: Ready | None) -> str | None:
    """The address that is gone, if it is."""
    if ready is None:
        return None
    try:
        push.deliver(ready.to, ready.said, ready.topic)
    except Gone:
        return ready.to.endpoint
    except NotDelivered as error:
        if not error.permanent:
            raise
    return None


def _finish(db: Session, payload: dict[str, Any], gone: str | None) -> None:
    if gone is None:
        return
    index = sealing.blinds(subscriptions.INDEX, gone)  # only that address: the browser may have brought a new one
    mine = PushSubscription.sign_in_id == UUID(payload["sign_in"])
    db.execute(delete(PushSubscription).where(mine, PushSubscription.endpoint_index.in_(index)))
