"""One thread that sleeps until something is due, and delivers one thing after the other, in order."""

import heapq
import logging
import threading
import time
from abc import ABC, abstractmethod
from dataclasses import dataclass, field
from itertools import count

LOG = logging.getLogger(__name__)
AFTER_TROUBLE = 5  # back-off steps
FIRST = "first"


@dataclass(order=True)
class Job:
    """`kind`: FIRST is the ordinary delivery, which is repeated; everything else was asked for by hand, once."""

    due: float  # monotonic seconds: a wall clock that is set in a demo must not delay or flood notices
    order: int
    notice: int = field(compare=False)
    kind: str = field(compare=False)
    done: threading.Event = field(compare=False, default_factory=threading.Event)


class Delivery(ABC):
    """`unit` is the back-off step in seconds. Whoever inherits says what is owed and how one thing is delivered."""

    def __init__(self, name: str, unit: float) -> None:
        self._unit = unit
        self._jobs: list[Job] = []
        self._numbers = count()
        self._changed = threading.Condition()
        self._stopping = False
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)

    @abstractmethod
    def owed(self) -> list[int]:
        """What a stopped sandbox still has to deliver."""

    @abstractmethod
    def deliver(self, job: Job) -> None:
        """Once, and queue the next try if there is to be one."""

    def start(self) -> None:
        """Starts the thread with what a stopped sandbox still owes."""
        for number in self.owed():
            self.enqueue(number)
        self._thread.start()

    def stop(self, patience: float = 3.0) -> None:
        """Ends the thread after the delivery under way; what is not sent stays in the file and goes out next time."""
        with self._changed:
            self._stopping = True
            self._changed.notify_all()
        if self._thread.is_alive():
            self._thread.join(patience)

    def enqueue(self, notice: int, kind: str = FIRST, wait: float = 0.0) -> threading.Event:
        """Queues one delivery in `wait` seconds; the event is set once it was tried."""
        job = Job(time.monotonic() + wait, next(self._numbers), notice, kind)
        with self._changed:
            heapq.heappush(self._jobs, job)
            self._changed.notify_all()
        return job.done

    def _run(self) -> None:
        while job := self._next():
            try:
                self.deliver(job)
            except Exception:  # one notice that cannot be written down (a full disk) must not end all the others
                LOG.exception("notice %s could not be delivered and will be tried again", job.notice)
                if job.kind == FIRST:
                    self.enqueue(job.notice, wait=AFTER_TROUBLE * self._unit)
            finally:
                job.done.set()

    def _next(self) -> Job | None:
        with self._changed:
            while not self._stopping:
                wait = self._jobs[0].due - time.monotonic() if self._jobs else None
                if wait is not None and wait <= 0:
                    return heapq.heappop(self._jobs)
                self._changed.wait(wait)
        return None


def fibonacci(tries: int, most: int, unit: float) -> float | None:
    """Seconds until the next try after `tries` failed ones: 1, 1, 2, 3, 5, 8 … steps; None after `most` repetitions."""
    step, following = 1, 1
    for _ in range(tries - 1):
        step, following = following, step + following
    return step * unit if 1 <= tries <= most else None
