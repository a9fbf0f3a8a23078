"""A few child processes that live and die together: each writes its own log; one that ends takes the others along."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

PR_SET_PDEATHSIG = 1
PATIENCE = 8.0  # seconds between asking a child to stop and ending it; granian itself gives its workers five
LAST_LINES = 15


class Stopped(Exception):
    """Ctrl-C or a request to stop."""


class ChildEnded(Exception):
    """A child ended by itself; the text says which, and the end of its log."""


def die_with_parent() -> None:
    """This process gets SIGTERM when the one that started it is gone, even if that one was killed (Linux only)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def stop_on_signals() -> None:
    """SIGINT, SIGTERM and SIGHUP raise `Stopped` once; later ones are ignored, because stopping has begun."""

    def _stop(*_: object) -> None:
        for name in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(name, signal.SIG_IGN)
        raise Stopped

    for name in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(name, _stop)


@dataclass
class Child:
    name: str
    process: subprocess.Popen[bytes]
    log: Path


class Children:
    """Starts children in sessions of their own, so that Ctrl-C reaches only us and we end them in order."""

    def __init__(self, logs: Path, env: Mapping[str, str]) -> None:
        logs.mkdir(parents=True, exist_ok=True)
        self.logs = logs
        self.env = dict(env)
        self.running: list[Child] = []

    def start(self, name: str, *words: str, **env: str) -> None:
        """`words` come after `python -m`; the output goes to <logs>/<name>.log, which begins anew."""
        log = self.logs / f"{name}.log"
        with log.open("wb") as out:
            process = subprocess.Popen(
                [sys.executable, "-m", *words], stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.STDOUT,
                env=self.env | env, start_new_session=True, preexec_fn=die_with_parent,
            )  # fmt: skip
        self.running.append(Child(name, process, log))

    def check(self) -> None:
        for child in self.running:
            if (code := child.process.poll()) is not None:
                last = "\n".join(child.log.read_text(errors="replace").splitlines()[-LAST_LINES:])
                raise ChildEnded(f"{last}\n\n{child.name} ended by itself (code {code}); its log is {child.log}.")

    def wait_until(self, ready: Callable[[], bool], seconds: float, what: str) -> None:
        end = time.monotonic() + seconds
        while not ready():
            self.check()
            if time.monotonic() > end:
                raise ChildEnded(f"{what} did not answer within {seconds:.0f} s; the logs are in {self.logs}.")
            time.sleep(0.05)

    def watch(self) -> None:
        """Until a signal or until a child ends."""
        while True:
            self.check()
            time.sleep(0.3)

    def stop(self) -> None:
        for child in reversed(self.running):
            if child.process.poll() is None:
                child.process.terminate()
        end = time.monotonic() + PATIENCE
        for child in self.running:
            try:
                child.process.wait(max(0.0, end - time.monotonic()))
            except subprocess.TimeoutExpired:
                child.process.kill()
                child.process.wait()
            _end_group(child.process.pid)


def _end_group(leader: int) -> None:
    """What a killed child may have left in its session."""
    with suppress(ProcessLookupError):
        os.killpg(leader, signal.SIGKILL)
