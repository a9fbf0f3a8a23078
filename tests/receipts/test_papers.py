"""The signed original: made once right after the payment, the same ever after; without a certificate the paper says so."""

import io
from datetime import timedelta
from pathlib import Path

import pikepdf
import pytest
from sqlalchemy import select

from tests import people
from tests.page import Client
from tests.payments.till import Till, receipt_page
from tests.receipts.test_kinds import cancelled, paid
from tests.receipts.test_receipts import text_of
from tools import unit_certificates
from webapp import clock
from webapp.receipts import papers, signing
from webapp.receipts.models import ReceiptPaper


@pytest.fixture
def roots(till: Till, tmp_path: Path) -> list[bytes]:
    """The app and its worker sign for Hồng Gai."""
    root = unit_certificates.make(tmp_path, [(people.UNIT, "Trung tâm Hồng Gai")])
    config = till.app.config["CONFIG"]
    object.__setattr__(config, "signing", tmp_path)
    till.app.extensions["receipt_printer"] = papers.Printer(signing.signer_at(tmp_path), config.public_url, config.demo)
    return [root.read_bytes()]


def originals(till: Till) -> list[ReceiptPaper]:
    with till.app.extensions["sessions"].read() as db:
        return list(db.scalars(select(ReceiptPaper)))


def text(pdf: bytes) -> str:
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return text_of(opened)


def test_the_worker_makes_the_original_and_everybody_gets_that_one(till: Till, an: Client, roots: list[bytes]) -> None:
    dossier, bill = paid(till)
    till.work()
    (kept,), day = originals(till), f"{clock.today():%d/%m}"
    clock.advance(timedelta(minutes=90))
    page = receipt_page(dossier, bill.receipts[0].id)
    assert an.get(f"{page}.pdf").data == kept.pdf
    assert signing.check(kept.pdf, roots).trusted
    assert "Đã ký sốTrung tâm Hồng Gai" in text(kept.pdf)
    assert f"Đơn vị thu đã ký số bản PDF lúc {day}, 09:00" in an.get(page).text


def test_it_is_never_made_twice(till: Till, roots: list[bytes]) -> None:
    _dossier, bill = paid(till)
    till.work()
    job = papers.signing(till.app.extensions["receipt_printer"])
    payload, made = {"receipt": str(bill.receipts[0].id)}, till.app.extensions["sessions"]
    with made.write.begin() as db:
        job.finish(db, payload, (b"another", clock.now()))
        assert job.look(db, payload) is None
    assert [one.pdf[:4] for one in originals(till)] == [b"%PDF"]


def test_before_the_job_ran_it_is_signed_on_the_fly(till: Till, an: Client, roots: list[bytes]) -> None:
    dossier, bill = paid(till)
    page = receipt_page(dossier, bill.receipts[0].id)
    assert signing.check(an.get(f"{page}.pdf").data, roots).trusted
    assert "được đơn vị thu ký số khi tải về" in an.get(page).text
    assert originals(till) == []


def test_the_small_size_is_signed_too(till: Till, an: Client, roots: list[bytes]) -> None:
    dossier, bill = paid(till)
    till.work()
    strip = an.get(f"{receipt_page(dossier, bill.receipts[0].id)}.pdf?kho=80mm").data
    assert signing.check(strip, roots).trusted
    assert strip != originals(till)[0].pdf


def test_a_unit_without_a_certificate_says_that_nobody_signed(till: Till, an: Client, client: Client) -> None:
    dossier, bill = paid(till)
    till.work()
    page = receipt_page(dossier, bill.receipts[0].id)
    assert originals(till) == []
    assert "Bản này chưa có chữ ký số của đơn vị thu" in text(an.get(f"{page}.pdf").data)
    assert "Chưa có chữ ký số của đơn vị thu" in an.get(page).text
    assert "Chưa ký số" in client.get(f"/bien-lai/{bill.receipts[0].token}").text


def test_the_check_says_when_it_was_signed(till: Till, client: Client, roots: list[bytes]) -> None:
    _dossier, bill = paid(till)
    till.work()
    assert (
        f"Đơn vị thu đã ký lúc {clock.today():%d/%m}, 09:00" in client.get(f"/bien-lai/{bill.receipts[0].token}").text
    )


def test_a_cancelled_receipt_is_printed_as_cancelled_and_its_original_stays(
    till: Till, an: Client, roots: list[bytes]
) -> None:
    dossier, made = cancelled(till)
    till.work()
    assert originals(till) == []
    pdf = an.get(f"{receipt_page(dossier, made.id)}.pdf").data
    assert "ĐÃ HUỶ" in text(pdf)
    assert signing.check(pdf, roots).trusted
