"""Sending and reading messages. A message is written in the caller's transaction; a worker brings it out."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from flask import render_template
from sqlalchemy import ScalarSelect, Select, SQLColumnExpression, delete, func, select, update
from sqlalchemy.orm import Session

from webapp import clock, outbox, retention
from webapp.i18n import speaking
from webapp.messages import pushing
from webapp.messages.channels import Channel, NotDelivered
from webapp.messages.models import Message


@dataclass(frozen=True)
class To:
    """Whom a message is for; `lang` is the language they chose."""

    account_id: UUID | None
    phone: str | None
    lang: str = "vi"


def send(
    db: Session,
    template: str,
    to: To,
    link: str | None = None,
    in_app: bool = True,
    keep: timedelta | None = None,
    news: str | None = None,
    **params: Any,
) -> Message:
    """Write one message from `messages/texts/<template>.txt` (first line: title) in the receiver's language.

    `keep`: how long the text may stay (one-time codes); without it, the term of `message` in retention.yaml. `news`: the kind
    of news, for browsers that asked to be told at once (`messages/push/<template>.txt`); without it they are not.
    """
    with speaking(to.lang):
        text = render_template(f"messages/texts/{template}.txt", news=news, **params)
    title, _cut, body = text.strip().partition("\n")
    now = clock.now()
    message = Message(
        account_id=to.account_id, phone=to.phone, template=template, title=title.strip(), body=body.strip(), link=link,
        in_app=in_app, created_at=now, purge_at=now + keep if keep else None,
    )  # fmt: skip
    db.add(message)
    db.flush()
    if to.phone:
        outbox.enqueue(db, "message.deliver", {"message": str(message.id)}, key=f"message/{message.id}")
    if news:
        pushing.queue(db, message, news, to.lang)
    return message


def deliver(db: Session, payload: dict[str, Any], channels: list[Channel]) -> None:
    """Job: bring one message out through the first channel that takes it."""
    message = db.get(Message, UUID(payload["message"]))
    if message is None or message.delivered_at or not message.phone:
        return
    for channel in channels:
        try:
            channel.deliver(message.phone, f"{message.title}\n{message.body}".strip())
        except NotDelivered as error:
            if not error.permanent:
                raise
        else:
            message.delivered_at = clock.now()
            return


def inbox(db: Session, account_id: UUID, limit: int = 50) -> list[Message]:
    """Newest first."""
    mine = select(Message).where(Message.account_id == account_id, Message.in_app)
    return list(db.scalars(mine.order_by(Message.created_at.desc(), Message.id.desc()).limit(limit)))


def unread_of(account_id: SQLColumnExpression[UUID]) -> ScalarSelect[int]:
    """How many an account has not read, as part of another statement."""
    theirs = select(func.count(Message.id)).where(Message.account_id == account_id)
    return theirs.where(Message.in_app, Message.read_at.is_(None)).scalar_subquery()


def number_of(account_id: UUID) -> ScalarSelect[int]:
    """How many are kept for an account, as part of another statement."""
    return select(func.count(Message.id)).where(Message.account_id == account_id).scalar_subquery()


def mark_read(db: Session, account_id: UUID, until: datetime) -> None:
    """All messages that came up to `until`."""
    mine = update(Message).where(Message.account_id == account_id, Message.in_app, Message.read_at.is_(None))
    db.execute(mine.where(Message.created_at <= until).values(read_at=clock.now()))


def last_sent(db: Session, limit: int = 50) -> list[Message]:
    """The last messages to anyone: for demonstrations only."""
    return list(db.scalars(select(Message).order_by(Message.created_at.desc(), Message.id.desc()).limit(limit)))


def every(db: Session, account_id: UUID) -> list[Message]:
    """All that is kept for an account, oldest first."""
    return list(db.scalars(select(Message).where(Message.account_id == account_id).order_by(Message.created_at)))


def purge(db: Session, most: int = 1000) -> int:
    """Remove texts whose time is over: codes after minutes, the rest after their term; returns how many."""
    now = clock.now()
    over = (Message.purge_at < now) | (Message.created_at < now - retention.term("message"))
    ids = db.scalars(select(Message.id).where(over).limit(most)).all()
    db.execute(delete(Message).where(Message.id.in_(ids)))
    return len(ids)


def forget_of(db: Session, account_ids: Select[UUID], before: datetime, most: int) -> int:
    """Remove what was sent to these accounts before that moment; at most `most`, returns how many."""
    old = select(Message.id).where(Message.account_id.in_(account_ids), Message.created_at < before).limit(most)
    ids = db.scalars(old).all()
    db.execute(delete(Message).where(Message.id.in_(ids)))
    return len(ids)


def forget(db: Session, account_id: UUID) -> None:
    """Remove every message of an account that is being closed."""
    db.execute(delete(Message).where(Message.account_id == account_id))


def move(db: Session, links: Collection[str], old: UUID, to: To) -> None:
    """What was told to `old` of these pages belongs to `to` from now on, what was not brought out yet goes there."""
    told = select(Message.id, Message.link).where(Message.account_id == old, Message.link.is_not(None))
    ids = [one for one, link in db.execute(told) if "/".join(str(link).split("/")[:3]) in links]
    db.execute(update(Message).where(Message.id.in_(ids)).values(account_id=to.account_id, phone=to.phone))
