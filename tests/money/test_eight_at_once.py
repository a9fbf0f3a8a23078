"""Eight processes at once: the same notices told to each of them, for one bill and for different ones."""

import multiprocessing
import os
import random
from collections import Counter

from flask import Flask
from sqlalchemy.exc import OperationalError

from tests import people
from tests.engines import Database
from tests.payments.till import FEE, SECRET, Till
from webapp.books import checking
from webapp.db import Sessions, make_engine
from webapp.dossiers.service import State
from webapp.payments import notices
from webapp.payments.gateways.transfers import Transfers

PROCESSES = 8
fork = multiprocessing.get_context("fork")


def tell(url: str, told: list[bytes], seed: int) -> None:
    """As the door does it, in an order of its own; what kept SQLite waiting too long is told again, as the bank would."""
    made, gateways = Sessions(make_engine(url)), {"sepay": Transfers(SECRET)}
    random.Random(seed).shuffle(told)
    for raw in told:
        while True:
            try:
                kept = notices.store_raw(made, "sepay", raw)
                with made.write.begin() as db:
                    notices.interpret(db, kept, gateways)
                break
            except OperationalError:
                continue
    os._exit(0)  # what pytest would do at its end is not this process's to do


def test_each_transfer_counts_once_and_each_bill_is_paid_once(app: Flask, database: Database, till: Till) -> None:
    someone = people.account_of(till.db, "0914900001", "Nguyễn Thị An")
    dossiers = [till.owing(account=someone) for _ in range(PROCESSES + 1)]
    bills = [till.bill(one) for one in dossiers]
    meant = [bills[0]] * PROCESSES + bills[1:]
    told = [till.notice(bill.reference, FEE, accountNumber=bill.bank_account) for bill in meant]
    till.db.commit()
    running = [fork.Process(target=tell, args=(database.url, told, seed)) for seed in range(PROCESSES)]
    for process in running:
        process.start()
    for process in running:
        process.join(120)
    assert [process.exitcode for process in running] == [0] * PROCESSES
    assert Counter(fact.outcome for fact in till.facts()) == {"settled": PROCESSES + 1, "second": PROCESSES - 1}
    assert {till.state(one) for one in dossiers} == {State.NEW}
    assert sorted(one.number for one in till.receipts()) == list(range(1, PROCESSES + 2))
    assert list(checking.wrong(till.db)) == []
