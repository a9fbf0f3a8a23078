"""A process that dies between any two writes: the statement after the given number of them never happens, nor the commit."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Engine, event

WRITES = ("INSERT", "UPDATE", "DELETE")


class Crash(Exception):
    """The process is gone; whatever was not committed never was."""


class Crashing:
    """Listens to an engine. `left`: writes that still succeed, None: all of them."""

    def __init__(self, engine: Engine) -> None:
        self.left: int | None = None
        event.listen(engine, "before_cursor_execute", self._execute)
        event.listen(engine, "commit", self._commit)

    @contextmanager
    def after(self, writes: int | None) -> Iterator[None]:
        """Dies after so many writes within this block; when there are fewer, at the commit after them."""
        self.left = writes
        try:
            yield
        finally:
            self.left = None

    def _execute(self, _connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if self.left is not None and statement.lstrip().upper().startswith(WRITES):
            self._use_up()

    def _commit(self, _connection: Any) -> None:
        """Each commit counts as a write too."""
        if self.left is not None:
            self._use_up()

    def _use_up(self) -> None:
        assert self.left is not None
        if self.left == 0:
            raise Crash
        self.left -= 1
