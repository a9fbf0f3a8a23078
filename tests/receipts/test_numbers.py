"""Numbers without gaps: eight processes at once, some killed in the middle of a receipt."""

import multiprocessing
import os
import random
import signal
from uuid import UUID

from flask import Flask
from sqlalchemy import insert, select
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from tests.engines import Database
from tests.payments.till import FEE, Till
from webapp import clock
from webapp.db import Sessions, make_engine, uuid7
from webapp.dossiers.service import Dossier
from webapp.payments.models import Bill
from webapp.receipts import issuing
from webapp.receipts.models import Receipt

BILLS, PROCESSES, KILLED_AFTER = 500, 8, (5, 11, 17)
fork = multiprocessing.get_context("fork")


def paid_bills(db: Session, like: Bill) -> list[UUID]:
    """Paid, and not receipted yet."""
    known = {column.name: getattr(like, column.name) for column in Bill.__table__.columns}
    known |= {"shared_reference": None, "state": "paid", "paid_at": clock.now()}
    rows = [known | {"id": uuid7(), "reference": f"X{n:08}", "share_token": f"x{n}"} for n in range(BILLS)]
    db.execute(insert(Bill), rows)
    db.commit()
    return [row["id"] for row in rows]


def work(url: str, bills: list[UUID], dossier_id: UUID, seed: int, dies_after: int | None) -> None:
    """Every bill in an order of its own; one that dies does so between the receipt and its commit."""
    made = Sessions(make_engine(url))
    random.Random(seed).shuffle(bills)
    for done, bill_id in enumerate(bills):
        while True:
            try:
                _receipt(made, bill_id, dossier_id, dies=done == dies_after)
                break
            except OperationalError:  # SQLite kept it waiting too long
                continue
    os._exit(0)  # what pytest would do at its end is not this process's to do


def _receipt(made: Sessions, bill_id: UUID, dossier_id: UUID, dies: bool) -> None:
    with made.read() as db:
        if db.scalar(select(Receipt.id).where(Receipt.bill_id == bill_id)) and not dies:
            return  # another process was quicker
    with made.write.begin() as db:
        bill = db.get_one(Bill, bill_id, with_for_update=True)
        issuing.issue(db, bill, db.get_one(Dossier, dossier_id), means=["cash"])
        if dies:
            os.kill(os.getpid(), signal.SIGKILL)


def test_they_number_five_hundred_receipts_from_1_to_500(
    app: Flask, database: Database, till: Till, db: Session
) -> None:
    dossier = till.owing()
    bills, db_url = paid_bills(db, till.bill(dossier)), database.url
    doomed = dict(enumerate(KILLED_AFTER))
    running = [
        fork.Process(target=work, args=(db_url, bills, dossier.id, seed, doomed.get(seed))) for seed in range(PROCESSES)
    ]
    for process in running:
        process.start()
    for process in running:
        process.join(120)
    assert [process.exitcode for process in running] == [-signal.SIGKILL] * 3 + [0] * 5
    numbers = db.execute(select(Receipt.number, Receipt.bill_id).order_by(Receipt.number)).all()
    assert [number for number, _bill in numbers] == list(range(1, BILLS + 1))
    assert {bill for _number, bill in numbers} == set(bills)
    assert sum(one.total for one in till.receipts()) == BILLS * FEE
