"""One piece of work on a page: payments out of time end first, and what is to be told afterwards is on its way before the answer."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from flask import current_app

from webapp.sandbox.ground.asking import PATIENCE
from webapp.sandbox.vnpay import notices, paying
from webapp.sandbox.vnpay.config import VnpayConfig
from webapp.sandbox.vnpay.delivery import Delivery
from webapp.sandbox.vnpay.store import VnpayStore


def store() -> VnpayStore:
    found: VnpayStore = current_app.extensions["store"]
    return found


def delivery() -> Delivery:
    found: Delivery = current_app.extensions["delivery"]
    return found


def config() -> VnpayConfig:
    found: VnpayConfig = current_app.config["VNPAY"]
    return found


@contextmanager
def working(wait: float = PATIENCE) -> Iterator[sqlite3.Connection]:
    """One transaction; then up to `wait` seconds until the app answered the last of the new IPNs."""
    with store().writing() as db:
        paying.lapse(db)
        yield db
        new = notices.to_queue(db)
    send(new, wait)


def send(numbers: list[int], wait: float = PATIENCE) -> None:
    tried = [delivery().enqueue(number) for number in numbers]
    if tried:
        tried[-1].wait(wait)


def return_address(row: sqlite3.Row) -> str | None:
    """Where the payer goes back to, signed; None while the payment is open."""
    if not row["settled"]:
        return None
    url = str(row["return_url"])
    return f"{url}{'&' if '?' in url else '?'}{notices.signed(paying.said(row), config().settings)}"
