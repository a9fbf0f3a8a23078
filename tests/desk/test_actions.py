"""Every action of an officer moves the state, and the citizen's page says so."""

import io
from typing import Any

import pytest
from flask import Flask
from PIL import Image
from sqlalchemy import text
from sqlalchemy.orm import Session

from tests.page import Client
from tests.people import Desk, make_dossier
from webapp.accounts.service import Account
from webapp.desk.actions import AVAILABLE
from webapp.documents import service as documents
from webapp.dossiers.lifecycle import NEXT, Event, State
from webapp.dossiers.service import Dossier
from webapp.payments import service as payments

S = State


def state_of(db: Session, dossier: Dossier) -> str:
    """As it is now; nothing of the look stays open, it would keep the pages waiting."""
    db.expire_all()
    state = db.get_one(Dossier, dossier.id).state
    db.commit()
    return state


def picture() -> io.BytesIO:
    made = io.BytesIO()
    Image.new("RGB", (60, 80), "white").save(made, "JPEG")
    made.seek(0)
    return made


@pytest.mark.parametrize(
    ("before", "action", "fields", "after", "words"),
    [
        (S.NEW, "tiep-nhan", {}, S.RECEIVED, "Đã tiếp nhận"),
        (S.RECEIVED, "bat-dau", {}, S.IN_PROGRESS, "Bắt đầu giải quyết"),
        (S.NEW, "tu-choi", {"refuse-reason": "Không thuộc thẩm quyền"}, S.REFUSED, "Không thuộc thẩm quyền"),
        (S.IN_PROGRESS, "dung", {"stop-reason": "Người nộp đã chuyển đi"}, S.STOPPED, "Người nộp đã chuyển đi"),
        (S.IN_PROGRESS, "cho-rut", {}, S.WITHDRAWN, "Cơ quan đồng ý cho rút"),
        (S.SUPPLEMENT, "cho-rut", {}, S.WITHDRAWN, "Đã rút"),
        (S.RECEIVED, "ket-qua", {"result-note": "Nhận tại quầy số 3"}, S.RESOLVED, "Nhận tại quầy số 3"),
        (S.RESOLVED, "da-trao", {}, S.HANDED_OVER, "Đã nhận kết quả"),
        (
            S.NEW,
            "bo-sung",
            {"item": "group:cho-o", "reason-group:cho-o": "Thiếu số nhà"},
            S.RETURNED_NEW,
            "Thiếu số nhà",
        ),
        (S.IN_PROGRESS, "bo-sung", {"reason-other:khac": "Gọi lại cho tôi"}, S.SUPPLEMENT, "Gọi lại cho tôi"),
    ],
)
def test_it_moves_the_dossier_and_tells_the_citizen(
    db: Session,
    an: Account,
    khanh: Client,
    citizen: Client,
    before: S,
    action: str,
    fields: dict[str, Any],
    after: S,
    words: str,
) -> None:
    dossier = make_dossier(db, an, state=before)
    assert Desk(khanh, dossier).do(action, **fields).status_code == 303
    assert state_of(db, dossier) == after
    assert words in citizen.get(f"/ho-so/{dossier.id}").text


def test_a_result_file_can_be_downloaded_by_the_citizen(
    db: Session, an: Account, khanh: Client, citizen: Client
) -> None:
    dossier = make_dossier(db, an, state=S.IN_PROGRESS)
    Desk(khanh, dossier).do("ket-qua", **{"result-file": (picture(), "ket qua.jpg")})
    assert state_of(db, dossier) == S.RESOLVED
    page = citizen.get(f"/ho-so/{dossier.id}").text
    file = documents.results(db, dossier)[0]
    assert "Tải kết quả" in page
    assert citizen.get(f"/ho-so/{dossier.id}/giay-to/{file.id}").mimetype == "image/jpeg"


def test_others_can_save_while_a_result_is_judged(
    app: Flask, db: Session, an: Account, khanh: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    dossier, check = make_dossier(db, an, state=S.IN_PROGRESS), documents.check

    def judge(data: bytes, scanner: documents.Scanner, **more: float) -> documents.Ready:
        with app.extensions["sessions"].write.begin() as other:
            other.execute(text("select 1"))  # SQLite would make it wait for whoever has begun to write
        return check(data, scanner=scanner, **more)

    monkeypatch.setattr(documents, "check", judge)
    assert Desk(khanh, dossier).do("ket-qua", **{"result-file": (picture(), "kq.jpg")}).status_code == 303
    assert state_of(db, dossier) == S.RESOLVED


class Finds:
    """A scanner that finds something in every file, or is away."""

    mark = "clean"

    def __init__(self, away: bool) -> None:
        self.away = away

    def scan(self, blocks: object) -> str | None:
        if self.away:
            raise documents.ScannerDown
        return "Test"


@pytest.mark.parametrize(
    ("away", "code", "words"), [(False, 422, "có vi-rút"), (True, 503, "Chờ một phút rồi gửi lại")]
)
def test_a_result_is_scanned_like_any_file(
    app: Flask, db: Session, an: Account, khanh: Client, away: bool, code: int, words: str
) -> None:
    dossier = make_dossier(db, an, state=S.IN_PROGRESS)
    app.extensions["documents_scanner"] = Finds(away)
    answer = Desk(khanh, dossier).do("ket-qua", **{"result-file": (picture(), "kq.jpg")})
    assert answer.status_code == code
    assert words in answer.text
    assert state_of(db, dossier) == S.IN_PROGRESS


def test_a_result_needs_a_file_or_words(db: Session, an: Account, khanh: Client) -> None:
    dossier = make_dossier(db, an, state=S.IN_PROGRESS)
    answer = Desk(khanh, dossier).do("ket-qua")
    assert answer.status_code == 422
    assert "Chọn tệp kết quả, hoặc ghi nơi nhận." in answer.text
    assert state_of(db, dossier) == S.IN_PROGRESS


def test_a_result_that_is_no_paper_is_refused_and_nothing_changes(db: Session, an: Account, khanh: Client) -> None:
    dossier = make_dossier(db, an, state=S.IN_PROGRESS)
    answer = Desk(khanh, dossier).do("ket-qua", **{"result-file": (io.BytesIO(b"MZ\x90\x00 not a paper"), "kq.pdf")})
    assert answer.status_code == 422
    assert state_of(db, dossier) == S.IN_PROGRESS


@pytest.mark.parametrize(("before", "action"), [(S.NEW, "tu-choi"), (S.IN_PROGRESS, "dung")])
def test_a_refusal_needs_its_reason(db: Session, an: Account, khanh: Client, before: S, action: str) -> None:
    dossier = make_dossier(db, an, state=before)
    answer = Desk(khanh, dossier).do(action)
    assert answer.status_code == 422
    assert "Ghi lý do để người dân biết." in answer.text
    assert state_of(db, dossier) == before


def test_a_fee_is_set_with_its_legal_document(db: Session, an: Account, khanh: Client, citizen: Client) -> None:
    dossier = make_dossier(db, an, code="1.004873", answers={"purpose": "vay-von"}, state=S.RECEIVED)
    fee = {"fee-amount": "8000", "fee-label": "Lệ phí cấp giấy", "fee-legal_document": "Nghị quyết 12/2025/NQ-HĐND"}
    Desk(khanh, dossier).do("muc-phi", **fee)
    assert state_of(db, dossier) == S.FEE_DUE
    bill = payments.bill_of(db, dossier)
    assert bill is not None
    assert (bill.total, bill.legal_document) == (8000, "Nghị quyết 12/2025/NQ-HĐND")
    assert "Nộp 8.000 đồng" in citizen.get(f"/ho-so/{dossier.id}").text


@pytest.mark.parametrize("left_out", ["fee-amount", "fee-label", "fee-legal_document"])
def test_a_fee_without_amount_name_or_document_is_not_set(
    db: Session, an: Account, khanh: Client, left_out: str
) -> None:
    dossier = make_dossier(db, an, code="1.004873", answers={"purpose": "vay-von"}, state=S.RECEIVED)
    fee = {"fee-amount": "8000", "fee-label": "Lệ phí", "fee-legal_document": "Nghị quyết 12"} | {left_out: ""}
    assert Desk(khanh, dossier).do("muc-phi", **fee).status_code == 422
    assert payments.bill_of(db, dossier) is None


@pytest.mark.parametrize("amount", ["0", "-5", "tám nghìn", "500000000", "9" * 40])
def test_a_fee_of_no_sensible_amount_is_not_set(db: Session, an: Account, khanh: Client, amount: str) -> None:
    dossier = make_dossier(db, an, code="1.004873", answers={"purpose": "vay-von"}, state=S.RECEIVED)
    fee = {"fee-amount": amount, "fee-label": "Lệ phí", "fee-legal_document": "Nghị quyết 12"}
    assert Desk(khanh, dossier).do("muc-phi", **fee).status_code == 422


def test_every_action_offered_is_one_the_lifecycle_allows() -> None:
    assert all((state, one.event) in NEXT for state, offered in AVAILABLE.items() for one in offered)


def test_every_way_an_office_may_go_is_offered() -> None:
    mine = {Event.RECEIVED, Event.STARTED, Event.RETURNED, Event.FEE_ASKED, Event.RESOLVED,
            Event.HANDED_OVER, Event.REFUSED, Event.STOPPED, Event.WITHDRAWAL_GRANTED}  # fmt: skip
    offered = {(state, one.event) for state, actions in AVAILABLE.items() for one in actions}
    assert {pair for pair in NEXT if pair[1] in mine} == offered
