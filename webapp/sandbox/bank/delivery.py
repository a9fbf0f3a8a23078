"""Brings notices to the app: one thread that sleeps until something is due, signs, posts, logs and retries."""

import heapq
import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count

from webapp.sandbox.bank import notices
from webapp.sandbox.bank.sending import Answer
from webapp.sandbox.bank.store import Store

LOG = logging.getLogger(__name__)
AFTER_TROUBLE = 5  # back-off steps
Post = Callable[[bytes, bool], Answer]


@dataclass(order=True)
class _Job:
    due: float  # monotonic seconds: a wall clock that is set in a demo must not delay or flood notices
    order: int
    notice: int = field(compare=False)
    kind: str = field(compare=False)
    done: threading.Event = field(compare=False, default_factory=threading.Event)


class Delivery:
    """`post(raw, honest)` sends one body; `unit` is the back-off step in seconds."""

    def __init__(self, store: Store, post: Post, unit: float) -> None:
        self._store, self._post, self._unit = store, post, unit
        self._jobs: list[_Job] = []
        self._numbers = count()
        self._changed = threading.Condition()
        self._stopping = False
        self._thread = threading.Thread(target=self._run, name="bank-notices", daemon=True)

    def start(self) -> None:
        """Starts the thread with what a stopped bank still owes."""
        with self._store.reading() as db:
            owed = notices.pending(db)
        for number in owed:
            self.enqueue(number)
        self._thread.start()

    def stop(self, patience: float = 3.0) -> None:
        """Ends the thread after the delivery under way; what is not sent stays in the file and goes out next time."""
        with self._changed:
            self._stopping = True
            self._changed.notify_all()
        if self._thread.is_alive():
            self._thread.join(patience)

    def enqueue(self, notice: int, kind: str = "first", wait: float = 0.0) -> threading.Event:
        """Queues one delivery (`kind` of notices.KINDS); the event is set once it was tried."""
        job = _Job(time.monotonic() + wait, next(self._numbers), notice, kind)
        with self._changed:
            heapq.heappush(self._jobs, job)
            self._changed.notify_all()
        return job.done

    def _run(self) -> None:
        while job := self._next():
            try:
                self._deliver(job)
            except Exception:  # one notice that cannot be written down (a full disk) must not end all the others
                LOG.exception("notice %s could not be delivered and will be tried again", job.notice)
                if job.kind == "first":
                    self.enqueue(job.notice, wait=AFTER_TROUBLE * self._unit)
            finally:
                job.done.set()

    def _next(self) -> _Job | None:
        with self._changed:
            while not self._stopping:
                wait = self._jobs[0].due - time.monotonic() if self._jobs else None
                if wait is not None and wait <= 0:
                    return heapq.heappop(self._jobs)
                self._changed.wait(wait)
        return None

    def _deliver(self, job: _Job) -> None:
        with self._store.reading() as db:
            row = notices.notice(db, job.notice)
        if job.kind == "first" and row["state"] != "pending":
            return  # sent by hand meanwhile
        answer = self._post(row["body"].encode(), job.kind != "wrong")
        with self._store.writing() as db:
            tries = notices.record(db, job.notice, job.kind, answer.status, answer.text, answer.accepted)
            wait = notices.wait_before_retry(tries, self._unit)
            if job.kind == "first" and not answer.accepted and wait is None:
                notices.give_up(db, job.notice)
        if job.kind == "first" and not answer.accepted and wait is not None:
            self.enqueue(job.notice, wait=wait)
