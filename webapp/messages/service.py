"""Sending and reading messages. A message is written in the caller's transaction; a worker brings it out."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from flask import current_app, render_template
from jinja2 import TemplateNotFound
from sqlalchemy import ScalarSelect, Select, SQLColumnExpression, delete, func, select, update
from sqlalchemy.orm import Session

from webapp import clock, retention
from webapp.db import insert_for, uuid7
from webapp.i18n import speaking
from webapp.messages import choices, delivering, pushing
from webapp.messages.channels.zns_templates import values_for
from webapp.messages.models import Delivery, Message
from webapp.messages.rules import Rules, load


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
    fact: str | None = None,
    waits: bool = False,
    **params: Any,
) -> Message:
    """Write one message from `messages/texts/<template>.txt` (first line: title) in the receiver's language; a text message
    takes `messages/sms/<template>.txt` where there is one, Zalo the registered text of data/zns.yaml.

    `keep`: how long the text may stay (one-time codes); without it, the term of `message` in retention.yaml. `news`: the kind
    of news, for browsers that asked to be told at once (`messages/push/<template>.txt`); without it they are not. `fact`: names
    what is told, and to whom where several are told; it is told once, and the message of then is returned. `waits`: the reader
    is waiting for it, so it leaves at night too. No personal data in `fact` and `news`.
    """
    rules, folder = _rules()
    with speaking(to.lang):
        text = render_template(f"messages/texts/{template}.txt", news=news, **params)
        out = _out(template, to, news, params, folder)
    title, _cut, body = text.strip().partition("\n")
    now, waits = clock.now(), waits or rules.waited_for(template)
    row: dict[str, Any] = {
        "account_id": to.account_id, "phone": to.phone, "template": template, "title": title.strip(), "body": body.strip(),
        "link": link, "in_app": in_app, "created_at": now, "purge_at": now + keep if keep else None, "fact": fact,
        "waits": waits, "out": out if to.phone else None,
    }  # fmt: skip
    message, new = _written(db, row)
    if new and to.phone:
        delivering.queue(db, message, rules)
    if new and news:
        pushing.queue(db, message, news, to.lang, rules.leaves_at(now, waits))
    return message


def _rules() -> tuple[Rules, Path | None]:
    folder = current_app.config["CONFIG"].message_data
    return load(folder), folder


def _out(template: str, to: To, news: str | None, params: dict[str, Any], folder: Path | None) -> dict[str, Any]:
    """What channels need besides title and body."""
    try:
        sms = render_template(f"messages/sms/{template}.txt", news=news, **params).strip()
    except TemplateNotFound:
        sms = ""
    return {"lang": to.lang, "sms": sms, "zns": values_for(template, news, to.lang, params, folder)}


def _written(db: Session, row: dict[str, Any]) -> tuple[Message, bool]:
    """The message, and whether it is new; of two that tell the same fact at once, the second finds the first."""
    if row["fact"] is None:
        message = Message(**row)
        db.add(message)
        db.flush()
        return message, True
    put = insert_for(db, Message).values(row | {"id": uuid7()}).on_conflict_do_nothing(index_elements=[Message.fact])
    new = db.scalar(put.returning(Message.id))
    return db.scalars(select(Message).where(Message.fact == row["fact"])).one(), new is not None


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


def tries_of(db: Session, account_id: UUID) -> dict[UUID, list[Delivery]]:
    """Message → how it was brought out, oldest first, for all messages kept of an account."""
    found: dict[UUID, list[Delivery]] = defaultdict(list)
    theirs = select(Delivery).join(Message, Message.id == Delivery.message_id).where(Message.account_id == account_id)
    for one in db.scalars(theirs.order_by(Delivery.at, Delivery.id)):
        found[one.message_id].append(one)
    return found


def purge(db: Session, most: int = 1000) -> int:
    """Remove texts whose time is over: codes after minutes, the rest after their term; returns how many."""
    now = clock.now()
    over = (Message.purge_at < now) | (Message.created_at < now - retention.term("message"))
    ids = db.scalars(select(Message.id).where(over).limit(most)).all()
    db.execute(delete(Message).where(Message.id.in_(ids)))
    return len(ids)


def forget_tries(db: Session, most: int = 1000) -> int:
    """Remove tries whose term is over; returns how many."""
    over = select(Delivery.id).where(Delivery.at < clock.now() - retention.term("delivery")).limit(most)
    ids = db.scalars(over).all()
    db.execute(delete(Delivery).where(Delivery.id.in_(ids)))
    return len(ids)


def forget_of(db: Session, account_ids: Select[UUID], before: datetime, most: int) -> int:
    """Remove what was sent to these accounts before that moment; at most `most`, returns how many."""
    old = select(Message.id).where(Message.account_id.in_(account_ids), Message.created_at < before).limit(most)
    ids = db.scalars(old).all()
    db.execute(delete(Message).where(Message.id.in_(ids)))
    return len(ids)


def forget(db: Session, account_id: UUID) -> None:
    """Remove every message of an account that is being closed, and what it chose."""
    choices.forget(db, account_id)
    db.execute(delete(Message).where(Message.account_id == account_id))


def move(db: Session, links: Collection[str], old: UUID, to: To) -> None:
    """What was told to `old` of these pages belongs to `to` from now on, what was not brought out yet goes there."""
    told = select(Message.id, Message.link).where(Message.account_id == old, Message.link.is_not(None))
    ids = [one for one, link in db.execute(told) if "/".join(str(link).split("/")[:3]) in links]
    db.execute(update(Message).where(Message.id.in_(ids)).values(account_id=to.account_id, phone=to.phone))
