"""Which browsers of an account are told of news at once, and that they are not any more."""

from datetime import datetime
from typing import Any
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, EllipticCurvePublicKey
from sqlalchemy import Select, delete, select
from sqlalchemy.orm import Session

from webapp import clock, sealing
from webapp.db import insert_for
from webapp.messages.channels.push_sealing import data
from webapp.messages.channels.web_push import Address, WebPush
from webapp.messages.models import PushSubscription

MOST = 10  # browsers of one account; the one that was turned on first gives way
INDEX = "push endpoint"


class BadAddress(ValueError):
    """Not what a browser says of a subscription, or at a push service that we do not send to."""


class NotOn(LookupError):
    """A browser wants to renew what was turned off meanwhile."""


def address(said: Any, push: WebPush) -> Address:
    """What `PushSubscription.toJSON()` says, looked at closely. Raises `BadAddress`."""
    try:
        endpoint, keys = said["endpoint"], said["keys"]
        key, auth = data(keys["p256dh"]), data(keys["auth"])
        EllipticCurvePublicKey.from_encoded_point(SECP256R1(), key)
    except (TypeError, KeyError, ValueError) as error:
        raise BadAddress from error
    if not isinstance(endpoint, str) or not push.knows(endpoint) or (len(key), len(auth)) != (65, 16):
        raise BadAddress
    return Address(endpoint, key, auth, push.key)


def turn_on(db: Session, account_id: UUID, sign_in_id: UUID, until: datetime, at: Address, anew: bool = True) -> None:
    """This sign-in's browser is told from now on, until `until`; harmless when repeated. An address has one owner: the last.

    Without `anew` only where it is on already; raises `NotOn`.
    """
    if not anew and not of_sign_in(db, sign_in_id):
        raise NotOn
    theirs = PushSubscription.endpoint_index.in_(sealing.blinds(INDEX, at.endpoint))
    db.execute(delete(PushSubscription).where(theirs, PushSubscription.sign_in_id != sign_in_id))
    row = {
        "account_id": account_id, "endpoint": at.endpoint, "endpoint_index": sealing.blind(INDEX, at.endpoint),
        "key": at.key, "auth": at.auth, "server_key": at.ours, "created_at": clock.now(), "until": until,
    }  # fmt: skip
    put = insert_for(db, PushSubscription).values(row | {"sign_in_id": sign_in_id})
    db.execute(put.on_conflict_do_update(index_elements=[PushSubscription.sign_in_id], set_=row))
    for extra in sorted(of(db, account_id), key=lambda one: one.created_at, reverse=True)[MOST:]:
        db.delete(extra)


def of_sign_in(db: Session, sign_in_id: UUID) -> PushSubscription | None:
    """None while this browser is told nothing."""
    return db.get(PushSubscription, sign_in_id, populate_existing=True)


def of(db: Session, account_id: UUID) -> list[PushSubscription]:
    """The browsers of an account that are on."""
    return list(db.scalars(on_of(account_id)))


def on_of(account_id: UUID) -> Select[PushSubscription]:
    mine = select(PushSubscription).where(PushSubscription.account_id == account_id)
    return mine.where(PushSubscription.until > clock.now())


def turn_off(db: Session, sign_ins: Select[UUID]) -> None:
    """These sign-ins (their ids) are told nothing any more."""
    db.execute(delete(PushSubscription).where(PushSubscription.sign_in_id.in_(sign_ins)))


def turn_off_one(db: Session, account_id: UUID, sign_in_id: UUID) -> None:
    """One of an account's own."""
    mine = PushSubscription.account_id == account_id
    db.execute(delete(PushSubscription).where(mine, PushSubscription.sign_in_id == sign_in_id))


def forget_lapsed(db: Session, most: int = 1000) -> int:
    """Those whose sign-in lasted out; at most `most`, returns how many."""
    over = select(PushSubscription.sign_in_id).where(PushSubscription.until < clock.now()).limit(most)
    ids = db.scalars(over).all()
    db.execute(delete(PushSubscription).where(PushSubscription.sign_in_id.in_(ids)))
    return len(ids)
