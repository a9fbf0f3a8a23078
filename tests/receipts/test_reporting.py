"""The tax system is told of each receipt and each cancellation, once, also after an outage of any length."""

from datetime import timedelta
from typing import Any

import pytest

from tests import people
from tests.page import Client
from tests.payments.till import FEE, Till
from tests.receipts.test_kinds import paid
from webapp import clock, outbox
from webapp.receipts import issuing, reporting
from webapp.receipts.jobs import REPORT
from webapp.receipts.models import Receipt
from webapp.receipts.tax import FIELDS
from webapp.systems.calling import Unreachable


class Tax:
    """The tax system: keeps what it was told by number and state; out of reach while `away`."""

    def __init__(self, till: Till) -> None:
        self.till, self.away, self.told = till, False, list[dict[str, Any]]()

    def report(self, record: dict[str, Any]) -> str:
        if self.away:
            raise Unreachable("away")
        self.told.append(record)
        return f"MTN-{len(self.told)}"

    def work(self) -> None:
        """The worker, until nothing is due."""
        while outbox.run_due(self.till.app.extensions["sessions"], reporting.handlers(self.report), outbox.MONEY):
            pass

    def sweep(self) -> int:
        with self.till.app.extensions["sessions"].write.begin() as db:
            return reporting.report_again(db)

    @property
    def states(self) -> list[str]:
        return [record["TrangThai"] for record in self.told]


@pytest.fixture
def tax(till: Till) -> Tax:
    return Tax(till)


def test_it_tells_of_a_receipt_what_the_register_wants(till: Till, tax: Tax) -> None:
    paid(till)
    tax.work()
    (one,) = till.receipts()
    (said,) = tax.told
    assert set(said) == set(FIELDS)
    assert (said["KyHieu"], said["So"], said["SoTien"], said["TrangThai"]) == (one.series, 1, FEE, "lap")
    assert (one.reported_at is not None, one.acknowledged) == (True, "MTN-1")


def test_it_tells_no_name(till: Till, tax: Tax) -> None:
    paid(till)
    tax.work()
    assert people.AN[1] not in str(tax.told)


def test_it_tells_of_a_cancellation_after_the_receipt(till: Till, tax: Tax) -> None:
    _dossier, bill = paid(till)
    issuing.cancel(till.db, till.db.get_one(Receipt, bill.receipts[0].id), people.OFFICER, "Sai tên")
    till.db.commit()
    tax.work()
    assert tax.states == ["lap", "huy"]
    assert till.receipts()[0].cancel_acknowledged == "MTN-2"


def test_after_an_outage_of_days_the_hourly_sweep_brings_all(till: Till, tax: Tax) -> None:
    tax.away = True
    paid(till)
    paid(till)
    for _ in range(14):
        tax.work()
        clock.advance(timedelta(hours=6))
    with till.app.extensions["sessions"].read() as db:
        assert len(outbox.resting(db)) == 2
    tax.away = False
    assert tax.sweep() == 2
    tax.work()
    assert sorted(record["So"] for record in tax.told) == [1, 2]
    assert tax.sweep() == 0


def test_the_sweep_adds_nothing_to_what_is_on_its_way(till: Till, tax: Tax) -> None:
    paid(till)
    assert tax.sweep() == 0
    tax.work()
    assert tax.states == ["lap"]


def test_what_was_receipted_before_anything_was_connected_is_told_later(till: Till, tax: Tax) -> None:
    paid(till)
    outbox.run_due(till.app.extensions["sessions"], reporting.handlers(None))
    assert (till.receipts()[0].reported_at, tax.sweep()) == (None, 1)
    tax.work()
    assert tax.states == ["lap"]


def test_the_worker_sweeps_by_itself_every_hour(till: Till, tax: Tax) -> None:
    made = till.app.extensions["sessions"]
    paid(till)
    outbox.run_due(made, reporting.handlers(None))
    outbox.repeat(made, {reporting.SWEEP: reporting.EVERY})
    outbox.run_due(made, reporting.handlers(tax.report))
    assert tax.states == ["lap"]


def test_a_receipt_told_twice_because_a_worker_died_is_acknowledged_once(till: Till, tax: Tax) -> None:
    paid(till)
    job, made = reporting.reporting(tax.report), till.app.extensions["sessions"]
    payload = {"receipt": str(till.receipts()[0].id)}
    with made.read() as db:
        given = job.look(db, payload)
    job.work(given)  # and dies
    tax.work()
    assert till.receipts()[0].acknowledged == "MTN-2"
    assert tax.told[0] == tax.told[1]


def test_the_desk_sees_how_many_wait_and_since_when(till: Till, tax: Tax, client: Client) -> None:
    people.sign_in(client, till.db, *people.KHANH, [("officer", people.UNIT)])
    paid(till)
    clock.advance(timedelta(hours=1))
    paid(till)
    paid(till, unit="ha-tu")
    assert (
        f"2 biên lai chưa gửi được sang cơ quan thuế, lâu nhất từ {clock.today():%d/%m}, 09:00"
        in client.get("/ban-lam-viec/tien").text
    )
    tax.work()
    assert "chưa gửi được" not in client.get("/ban-lam-viec/tien").text


def test_jobs_have_the_kind_the_worker_knows() -> None:
    assert set(reporting.handlers(None)) == {REPORT, reporting.SWEEP}
