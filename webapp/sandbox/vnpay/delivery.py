"""Brings IPNs to the app until it answers 00 or 02: signs, asks, logs and repeats."""

import urllib.request
from typing import Any
from urllib.parse import urlsplit

from webapp.payments.gateways.vnpay import ALREADY_CONFIRMED, CONFIRMED
from webapp.sandbox.ground import delivery, sending
from webapp.sandbox.ground.delivery import FIRST, Job
from webapp.sandbox.ground.sending import Answer
from webapp.sandbox.vnpay import notices
from webapp.sandbox.vnpay.config import VnpayConfig
from webapp.sandbox.vnpay.store import VnpayStore

ENOUGH = (CONFIRMED.code, ALREADY_CONFIRMED.code)


class Delivery(delivery.Delivery):
    """The kinds are `notices.KINDS`."""

    def __init__(self, store: VnpayStore, config: VnpayConfig) -> None:
        super().__init__("vnpay-ipn", config.retry_unit)
        self._store, self._config = store, config

    def owed(self) -> list[int]:
        with self._store.writing() as db:
            return notices.to_queue(db, again=True)

    def deliver(self, job: Job) -> None:
        with self._store.reading() as db:
            row = notices.notice(db, job.notice)
        if job.kind == FIRST and row["state"] != "pending":
            return  # lost, or sent by hand meanwhile
        answer = _ask(self._config.ipn, notices.query(row, job.kind, self._config.settings))
        with self._store.writing() as db:
            tries = notices.record(db, job.notice, job.kind, answer.status, answer.text, answer.accepted)
            wait = notices.wait_before_retry(tries, self._unit)
            if job.kind == FIRST and not answer.accepted and wait is None:
                notices.give_up(db, job.notice)
        if job.kind == FIRST and not answer.accepted and wait is not None:
            self.enqueue(job.notice, wait=wait)


def _ask(address: str, query: str) -> Answer:
    url = f"{address}{'&' if urlsplit(address).query else '?'}{query}"
    return sending.send(urllib.request.Request(url, headers={"User-Agent": "motcham-sandbox-vnpay"}), _acknowledged)


def _acknowledged(status: int, said: dict[str, Any]) -> bool:
    return status == 200 and said.get("RspCode") in ENOUGH
