"""The database: engines for SQLite and PostgreSQL, column types, and the one rule of saving.

GET reads; any other method commits once, after its view returned. SQLite writers say BEGIN IMMEDIATE, because a transaction
that reads first and writes later could otherwise lose an update or fail half-way (measured: 478 of 2,000 kept).
"""

import json
import os
import time
from collections.abc import Callable
from datetime import UTC as TZ_UTC
from datetime import datetime
from typing import Any
from uuid import UUID

from flask import Flask, g, request
from sqlalchemy import DateTime, Engine, LargeBinary, MetaData, Uuid, create_engine, event
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase, ORMExecuteState, Session, sessionmaker
from sqlalchemy.types import JSON, TypeDecorator

from webapp import sealing

SAFE = {"GET", "HEAD", "OPTIONS"}
PRAGMAS = (
    "journal_mode=WAL", "synchronous=NORMAL", "busy_timeout=8000", "foreign_keys=ON", "cache_size=-16000",
    "temp_store=MEMORY",
)  # fmt: skip


class WroteOnGet(Exception):
    """A page view tried to change something; only the append-only exceptions may."""


class Base(DeclarativeBase):
    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {UUID: Uuid(as_uuid=True), dict[str, Any]: JSON, list[Any]: JSON}


class UTC(TypeDecorator[datetime]):
    """Aware moments, kept in UTC on both engines."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs its time zone")
        return value.astimezone(TZ_UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=TZ_UTC) if value.tzinfo is None else value.astimezone(TZ_UTC)


class Sealed(TypeDecorator[str]):
    """Text that only the app can read: `Sealed("phone")`; the purpose is part of the key."""

    impl = LargeBinary
    cache_ok = True

    def __init__(self, purpose: str) -> None:
        super().__init__()
        self.purpose = purpose

    def process_bind_param(self, value: str | None, dialect: Dialect) -> bytes | None:
        return None if value is None else sealing.seal(value.encode(), self.purpose)

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> str | None:
        return None if value is None else sealing.unseal(bytes(value), self.purpose).decode()


class SealedBytes(TypeDecorator[bytes]):
    """A few kilobytes that only the app can read."""

    impl = LargeBinary
    cache_ok = True

    def __init__(self, purpose: str) -> None:
        super().__init__()
        self.purpose = purpose

    def process_bind_param(self, value: bytes | None, dialect: Dialect) -> bytes | None:
        return None if value is None else sealing.seal(value, self.purpose)

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> bytes | None:
        return None if value is None else sealing.unseal(bytes(value), self.purpose)


class SealedJSON(TypeDecorator[Any]):
    """JSON that only the app can read. Assign a new object to change it: changes inside are not seen."""

    impl = LargeBinary
    cache_ok = True

    def __init__(self, purpose: str) -> None:
        super().__init__()
        self.purpose = purpose

    def process_bind_param(self, value: Any, dialect: Dialect) -> bytes | None:
        return None if value is None else sealing.seal(json.dumps(value, ensure_ascii=False).encode(), self.purpose)

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> Any:
        return None if value is None else json.loads(sealing.unseal(bytes(value), self.purpose))


def uuid7() -> UUID:
    """A time-ordered identifier (RFC 9562, version 7)."""
    millis = time.time_ns() // 1_000_000
    number = (millis << 80) | int.from_bytes(os.urandom(10), "big")
    number = (number & ~(0xF << 76)) | (0x7 << 76)
    return UUID(int=(number & ~(0x3 << 62)) | (0x2 << 62))


def make_engine(url: str) -> Engine:
    """An engine whose SQLite connections begin as told by the `sqlite_begin` execution option (DEFERRED or IMMEDIATE).

    Errors name no parameters: they end up in logs, and what people typed is among them.
    """
    if not url.startswith("sqlite"):
        return create_engine(url, pool_size=5, max_overflow=5, pool_pre_ping=True, hide_parameters=True)
    engine = create_engine(url, connect_args={"timeout": 8}, hide_parameters=True)

    @event.listens_for(engine, "connect")
    def _on_connect(raw: Any, _record: Any) -> None:
        raw.isolation_level = None  # BEGIN is ours, below
        for pragma in PRAGMAS:
            raw.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _on_begin(connection: Any) -> None:
        kind = connection.get_execution_options().get("sqlite_begin", "DEFERRED")
        connection.exec_driver_sql(f"BEGIN {kind}")

    return engine


def insert_for(db: Session, model: type[Base]) -> Any:
    """An INSERT that knows ON CONFLICT, in the dialect of this session's engine."""
    made = postgresql.insert if db.get_bind().dialect.name == "postgresql" else sqlite.insert
    return made(model)


class PageSession(Session):
    """Of a request that only reads: it refuses to change anything."""


class Sessions:
    """Makes sessions: `page()` for page views, `read()` for looking elsewhere, `write()` for changes (a context manager that
    commits)."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.page: Callable[[], Session] = sessionmaker(engine, class_=PageSession, expire_on_commit=False)
        self.read: Callable[[], Session] = sessionmaker(engine, expire_on_commit=False)
        self.write = sessionmaker(engine.execution_options(sqlite_begin="IMMEDIATE"), expire_on_commit=False)


def sessions() -> Sessions:
    """The sessions of the current app."""
    made: Sessions = g.config_sessions
    return made


def append(*rows: Base) -> None:
    """Write rows in a transaction of their own, also on GET: only for the log of who viewed what and for counters.

    A request that has begun to save takes them along instead: on SQLite it would wait for itself.
    """
    if request.method not in SAFE and g.db.in_transaction():
        g.db.add_all(rows)
        return
    with sessions().write.begin() as own:
        own.add_all(rows)


def count_one(counter: type[Base], **key: Any) -> None:
    """One more of `counter`, a table of numbers: the row of this key, whose column `count` begins at one. In a transaction of
    its own, also on GET: only where somebody comes by an address on paper, and nothing but the number is kept."""
    more = insert_for(g.db, counter).values(key | {"count": 1})
    with sessions().write.begin() as own:
        own.execute(more.on_conflict_do_update(index_elements=list(key), set_={"count": counter.__table__.c.count + 1}))


@event.listens_for(PageSession, "before_flush")
def _refuse_flush(session: Session, _context: Any = None, _instances: Any = None) -> None:
    changed = [*session.new, *(row for row in session.dirty if session.is_modified(row)), *session.deleted]
    if changed:
        raise WroteOnGet(repr(changed))


@event.listens_for(PageSession, "do_orm_execute")
def _refuse_statement(state: ORMExecuteState) -> None:
    if not state.is_select and (state.is_insert or state.is_update or state.is_delete):
        raise WroteOnGet(str(state.statement))


def attach(app: Flask, made: Sessions) -> None:
    """Give every request its `g.db`, and end it by the one rule of saving."""

    @app.before_request
    def _open() -> None:
        g.config_sessions = made
        g.db = made.page() if request.method in SAFE else made.write()

    @app.teardown_request
    def _close(_error: BaseException | None) -> None:
        db = g.pop("db", None)
        if db is None:
            return
        db.close()
        if g.get("failed") and g.get("after_failure"):
            with made.write.begin() as own:
                for count_again in g.after_failure:
                    count_again(own)


class SavingFlask(Flask):
    """Flask with the rule of saving: commit after the view returned, roll back when it raised."""

    def dispatch_request(self) -> Any:
        g.failed = True
        try:
            answer = super().dispatch_request()
            if request.method in SAFE:
                _refuse_flush(g.db)
            else:
                g.db.commit()
        except BaseException:
            g.db.rollback()  # now, so that the page which tells of it finds a session that works
            raise
        g.failed = False
        return answer
