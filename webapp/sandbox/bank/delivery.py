"""Brings notices to the app: signs, posts, logs and retries."""

from collections.abc import Callable

from webapp.sandbox.bank import notices
from webapp.sandbox.bank.store import BankStore
from webapp.sandbox.ground import delivery
from webapp.sandbox.ground.delivery import FIRST, Job
from webapp.sandbox.ground.sending import Answer

Post = Callable[[bytes, bool], Answer]


class Delivery(delivery.Delivery):
    """`post(raw, honest)` sends one body; the kinds are `notices.KINDS`."""

    def __init__(self, store: BankStore, post: Post, unit: float) -> None:
        super().__init__("bank-notices", unit)
        self._store, self._post = store, post

    def owed(self) -> list[int]:
        with self._store.reading() as db:
            return notices.pending(db)

    def deliver(self, job: Job) -> None:
        with self._store.reading() as db:
            row = notices.notice(db, job.notice)
        if job.kind == FIRST and row["state"] != "pending":
            return  # sent by hand meanwhile
        answer = self._post(row["body"].encode(), job.kind != "wrong")
        with self._store.writing() as db:
            tries = notices.record(db, job.notice, job.kind, answer.status, answer.text, answer.accepted)
            wait = notices.wait_before_retry(tries, self._unit)
            if job.kind == FIRST and not answer.accepted and wait is None:
                notices.give_up(db, job.notice)
        if job.kind == FIRST and not answer.accepted and wait is not None:
            self.enqueue(job.notice, wait=wait)
