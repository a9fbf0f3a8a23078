"""A database of any size, quickly: the demonstration's dossiers in every state, copied as rows, sealed columns and all."""

import json
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from hashlib import sha256
from itertools import count
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, Column, Engine, LargeBinary, MetaData, Table, select

from tools.bench.multiply import multiply
from webapp import clock
from webapp.accounts.models import Account, Person
from webapp.db import Base
from webapp.documents.models import Document
from webapp.dossiers.codes import new_reference
from webapp.dossiers.models import Dossier, DossierEvent
from webapp.dossiers.queue import place
from webapp.dossiers.service import CLOSED, State
from webapp.messages.models import Message
from webapp.payments.models import Bill
from webapp.receipts.models import Receipt
from webapp.rotation import sealed_as
from webapp.seeds import UNIT

SHARE = {
    State.HANDED_OVER: 52, State.RESOLVED: 8, State.IN_PROGRESS: 9, State.RECEIVED: 8, State.NEW: 6, State.SUPPLEMENT: 3,
    State.WAITING_DOCUMENTS: 3, State.AWAITING_PAYMENT: 2, State.FEE_DUE: 1, State.RETURNED_NEW: 1, State.REFUSED: 3,
    State.WITHDRAWN: 3, State.STOPPED: 1,
}  # fmt: skip
"""Of a hundred dossiers how many are in each state: an office's daily life, most of it done."""
OWN_SHARE = 0.4  # of all dossiers, at the office whose list is measured: its pages are full at every size
PER_ACCOUNT = 4
BATCH, MADE_HERE = 5_000, 10_000
MOST = {Message: 2, Document: 2}  # of one dossier, so that a million fit on a disk
PARTS = (DossierEvent, Document, Bill, Receipt, Message)
ORDER = (Account, Person, Dossier, *PARTS)
Rows = dict[str, list[dict[str, Any]]]


@dataclass
class Mould:
    """One dossier as it lies in the database, with all that belongs to it."""

    dossier: dict[str, Any]
    parts: Rows = field(default_factory=dict)


def fill(engine: Engine, size: int, units: list[str], seed: int = 1) -> None:
    """`size` dossiers more, beside those of the demonstration, of which they are copies. Beyond some thousands the database
    copies by itself what is there."""
    copier = _Copier(engine, units, random.Random(seed))
    first = copier.new_id()
    for begun in range(0, min(size, MADE_HERE), BATCH):
        put(engine, copier.batch(min(BATCH, size - begun)))
    multiply(engine, [bare(model) for model in ORDER], first, copier.new_id(), size // MADE_HERE - 1)


def put(engine: Engine, rows: Rows) -> None:
    """Rows as they lie, into their tables, past SQLAlchemy: each engine has a way of its own for very many."""
    write = _stream if engine.dialect.name == "postgresql" else _execute
    with engine.begin() as connection:
        for model in ORDER:
            if new := rows.get(bare(model).name):
                write(connection.connection.driver_connection, bare(model), new)


def _stream(connection: Any, table: Table, rows: list[dict[str, Any]]) -> None:
    names = list(table.columns.keys())
    written = ", ".join(f'"{name}"' for name in names)
    with connection.cursor() as cursor, cursor.copy(f"COPY {table.name} ({written}) FROM STDIN") as stream:
        for row in rows:
            stream.write_row([row[name] for name in names])


def _execute(connection: Any, table: Table, rows: list[dict[str, Any]]) -> None:
    names = list(table.columns.keys())
    written = ", ".join(f'"{name}"' for name in names)
    statement = f"INSERT INTO {table.name} ({written}) VALUES ({', '.join('?' * len(names))})"  # noqa: S608
    connection.executemany(statement, ([_lying(row[name]) for name in names] for row in rows))


def _lying(value: Any) -> Any:
    """As SQLAlchemy would write it into SQLite."""
    if isinstance(value, UUID):
        return value.hex
    return value.strftime("%Y-%m-%d %H:%M:%S.%f") if isinstance(value, datetime) else value


@cache
def bare(model: type[Base]) -> Table:
    """The model's table with sealed columns as the bytes they are."""
    own: Any = model.__table__
    return Table(
        own.name, MetaData(), *(Column(one.name, LargeBinary() if sealed_as(one) else one.type) for one in own.columns)
    )


class _Copier:
    def __init__(self, engine: Engine, units: list[str], chance: random.Random) -> None:
        self.units, self.chance, self.now = units, chance, clock.now()
        with engine.connect() as connection:
            self.moulds = {mould.dossier["state"]: mould for mould in _moulds(connection)}
            self.account, self.person = (
                dict(connection.execute(select(bare(one))).mappings().first() or {}) for one in (Account, Person)
            )
        self.ids = count(chance.getrandbits(100) << 20)
        self.numbers, self.references = count(1000), set[str]()

    def batch(self, size: int) -> Rows:
        """Accounts with their dossiers."""
        rows: Rows = {bare(model).name: [] for model in ORDER}
        for number in range(size):
            if number % PER_ACCOUNT == 0:
                account, person = self._account(rows)
            self._dossier(rows, account, person)
        return rows

    def new_id(self) -> UUID:
        return UUID(int=next(self.ids))

    def _account(self, rows: Rows) -> tuple[UUID, UUID]:
        """All of these people share one phone: nobody signs in as them by code."""
        account, person = self.new_id(), self.new_id()
        rows["accounts"].append(self.account | {"id": account, "phone_index": sha256(account.bytes).hexdigest()})
        rows["persons"].append(self.person | {"id": person, "account_id": account, "id_index": None})
        return account, person

    def _dossier(self, rows: Rows, account: UUID, person: UUID) -> None:
        (state,) = self.chance.choices(list(SHARE), list(SHARE.values()))
        unit = UNIT if self.chance.random() < OWN_SHARE else self.chance.choice(self.units)
        mould, back = self.moulds[state], self._days_back(state)
        whose = {"account_id": account, "person_id": person, "unit_id": unit, "dossier_id": self.new_id()}
        made = _earlier(mould.dossier, back) | whose | {"id": whose["dossier_id"], "reference": self._reference()}
        made["queue"] = place(state, made["due_at"], made["submitted_at"], made["closed_at"])
        if made["official_code"]:
            made["official_code"] = f"H49.12-{made['received_at']:%y%m%d}-{next(self.numbers):07}"
        rows["dossiers"].append({name: made[name] for name in mould.dossier})
        names: dict[UUID, UUID] = {}
        for table, parts in mould.parts.items():
            rows[table] += [self._part(_earlier(part, back), whose, names) for part in parts]

    def _part(self, part: dict[str, Any], whose: dict[str, Any], names: dict[UUID, UUID]) -> dict[str, Any]:
        """The part with names of its own, where a name must be the only one."""
        names[part["id"]] = new = self.new_id()
        unique = {
            "id": new,
            "stored_as": new.hex,
            "share_token": new.hex,
            "token": new.hex,
            "shared_reference": None,
            "number": next(self.numbers),
            "small": None,
            "fact": None,
        }
        unique |= {"reference": f"MC{self._reference()}"} if "share_token" in part else {}
        unique |= {"bill_id": names.get(part["bill_id"])} if "bill_id" in part else {}
        unique |= {"link": f"/ho-so/{whose['dossier_id']}"} if "link" in part else {}
        if "from_state" in part:
            del unique["number"]  # an event's is its place in the timeline
        return part | {name: value for name, value in (unique | whose).items() if name in part}

    def _reference(self) -> str:
        while (made := new_reference(self.chance.randbytes(16))) in self.references:
            pass
        self.references.add(made)
        return made

    def _days_back(self, state: State) -> timedelta:
        """What is over may have been over for two years; what is open is some days old."""
        return timedelta(
            days=self.chance.randrange(730 if state in CLOSED else 8), seconds=self.chance.randrange(28_000)
        )


def _earlier(row: dict[str, Any], by: timedelta) -> dict[str, Any]:
    return {name: value - by if isinstance(value, datetime) else value for name, value in row.items()}


def _moulds(connection: Any) -> Iterator[Mould]:
    for row in connection.execute(select(bare(Dossier)).where(bare(Dossier).c.state != State.DRAFT)).mappings().all():
        mould = Mould(_written(bare(Dossier), dict(row)))
        for model in PARTS:
            table = bare(model)
            if model is Receipt:
                bills = [bill["id"] for bill in mould.parts[Bill.__tablename__]]
                mine = table.c.bill_id.in_(bills)
            else:
                mine = table.c.link == f"/ho-so/{row['id']}" if model is Message else table.c.dossier_id == row["id"]
            found = connection.execute(select(table).where(mine).limit(MOST.get(model, 20))).mappings()
            mould.parts[table.name] = [_written(table, dict(one)) for one in found]
        yield mould


def _written(table: Table, row: dict[str, Any]) -> dict[str, Any]:
    texts = {one.name for one in table.columns if isinstance(one.type, JSON)}
    return {name: json.dumps(value) if name in texts else value for name, value in row.items()}
