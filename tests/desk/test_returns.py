"""One return, all faults (P5): a reason for each item, an answer to just those, again only by a supervisor."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from tests.desk.test_actions import picture, state_of
from tests.page import Client
from tests.people import OFFICER, Desk, make_dossier
from webapp import clock
from webapp.accounts.service import Account
from webapp.desk import returns
from webapp.documents import service as documents
from webapp.dossiers.service import Dossier, State

PAPER = {"item": "paper:giay-to-nha", "reason-paper:giay-to-nha": "Ảnh mờ trang 2"}
OTHER = {"item": "other:khac", "reason-other:khac": "Cần số nhà mới"}


def test_nothing_named_is_refused(db: Session, an: Account, khanh: Client) -> None:
    dossier = make_dossier(db, an)
    answer = Desk(khanh, dossier).do("bo-sung")
    assert answer.status_code == 422
    assert "Chọn ít nhất một chỗ." in answer.text


def test_an_item_without_a_reason_is_refused_and_what_was_typed_stays(db: Session, an: Account, khanh: Client) -> None:
    dossier = make_dossier(db, an)
    answer = Desk(khanh, dossier).do("bo-sung", **(PAPER | {"item": ["paper:giay-to-nha", "group:cho-o"]}))
    assert answer.status_code == 422
    assert "Ảnh mờ trang 2" in answer.text
    assert "Ghi lý do cho chỗ này." in answer.text
    assert state_of(db, dossier) == State.NEW


def test_an_item_that_the_procedure_does_not_have_names_nothing(db: Session, an: Account, khanh: Client) -> None:
    dossier = make_dossier(db, an)
    fields = {"item": "paper:../../etc", "reason-paper:../../etc": "x"}
    assert Desk(khanh, dossier).do("bo-sung", **fields).status_code == 422


def test_the_citizen_sees_only_the_named_items(db: Session, an: Account, khanh: Client, citizen: Client) -> None:
    dossier = make_dossier(db, an)
    Desk(khanh, dossier).do("bo-sung", **OTHER)
    page = citizen.get(f"/ho-so/{dossier.id}/bo-sung").text
    assert "Cần số nhà mới" in page
    assert "Cần bổ sung 1 chỗ" in page
    assert "Giấy tờ nhà của mình" not in page


def test_only_the_named_papers_may_be_sent(db: Session, an: Account, khanh: Client, citizen: Client) -> None:
    dossier = make_dossier(db, an)
    Desk(khanh, dossier).do("bo-sung", **OTHER)
    url = f"/ho-so/{dossier.id}/giay-to"
    assert citizen.post(f"{url}/giay-to-nha", data={"file": (picture(), "a.jpg")}).status_code == 409
    assert citizen.post(f"{url}/{documents.OTHER['id']}", data={"file": (picture(), "a.jpg")}).status_code == 303


def test_a_named_paper_needs_a_new_file(db: Session, an: Account, khanh: Client, citizen: Client) -> None:
    dossier = make_dossier(db, an)
    Desk(khanh, dossier).do("bo-sung", **PAPER)
    clock.advance(timedelta(minutes=5))
    answer = citizen.post(f"/ho-so/{dossier.id}/bo-sung")
    assert answer.status_code == 422
    assert "Chưa có ảnh mới của giấy này." in answer.text
    citizen.post(f"/ho-so/{dossier.id}/giay-to/giay-to-nha", data={"file": (picture(), "nha.jpg")})
    assert citizen.post(f"/ho-so/{dossier.id}/bo-sung").status_code == 303
    assert state_of(db, dossier) == State.NEW
    assert "Mới bổ sung" in khanh.get(f"/ban-lam-viec/{dossier.id}").text


def test_an_old_file_of_the_named_paper_does_not_count(
    db: Session, an: Account, khanh: Client, citizen: Client
) -> None:
    dossier = make_dossier(db, an)
    Desk(khanh, dossier).do("bo-sung", **PAPER)
    citizen.post(f"/ho-so/{dossier.id}/giay-to/giay-to-nha", data={"file": (picture(), "nha.jpg")})
    citizen.post(f"/ho-so/{dossier.id}/bo-sung")
    clock.advance(timedelta(hours=1))
    again = returns.ask(
        db, db.get_one(Dossier, dossier.id, populate_existing=True), {"paper:giay-to-nha": "Vẫn mờ"}, OFFICER
    )
    assert returns.missing(db, db.get_one(Dossier, dossier.id), again) == [again.items[0].id]


def test_an_answer_reaches_the_officer(db: Session, an: Account, khanh: Client, citizen: Client) -> None:
    dossier = make_dossier(db, an)
    Desk(khanh, dossier).do("bo-sung", **OTHER)
    citizen.post(f"/ho-so/{dossier.id}/bo-sung", data={f"tra-loi-{_item(db, dossier)}": "Số 12, ngõ 3"})
    assert state_of(db, dossier) == State.NEW
    assert "Số 12, ngõ 3" in khanh.get(f"/ban-lam-viec/{dossier.id}").text


def test_what_was_written_stays_when_a_paper_is_still_missing(
    db: Session, an: Account, khanh: Client, citizen: Client
) -> None:
    dossier = make_dossier(db, an)
    Desk(khanh, dossier).do("bo-sung", **(PAPER | OTHER | {"item": ["paper:giay-to-nha", "other:khac"]}))
    key = f"tra-loi-{_item(db, dossier)}"
    answer = citizen.post(f"/ho-so/{dossier.id}/bo-sung", data={key: "Số 12", "giay-to": "giay-to-nha"})
    assert answer.headers["Location"].endswith("/giay-to#giay-giay-to-nha")
    assert "Số 12" in citizen.get(f"/ho-so/{dossier.id}/bo-sung").text


def test_a_second_tap_on_send_changes_nothing(db: Session, an: Account, khanh: Client, citizen: Client) -> None:
    dossier = make_dossier(db, an)
    Desk(khanh, dossier).do("bo-sung", **OTHER)
    data = {f"tra-loi-{_item(db, dossier)}": "Số 12"}
    assert [citizen.post(f"/ho-so/{dossier.id}/bo-sung", data=data).status_code for _ in range(2)] == [303, 303]


def test_a_second_return_is_refused_to_an_officer(db: Session, an: Account, khanh: Client, citizen: Client) -> None:
    dossier = _returned_once(db, an, khanh, citizen)
    answer = Desk(khanh, dossier).do("bo-sung", **OTHER)
    assert answer.status_code == 403
    assert "Yêu cầu bổ sung lần hai" in answer.text
    assert state_of(db, dossier) == State.NEW


def test_a_second_return_by_a_supervisor_is_counted(
    db: Session, an: Account, khanh: Client, lan: Client, citizen: Client
) -> None:
    dossier = _returned_once(db, an, khanh, citizen)
    assert Desk(lan, dossier).do("bo-sung", **OTHER).status_code == 303
    assert [(one.number, one.second) for one in returns.all_of(db, dossier)] == [(1, False), (2, True)]


def test_the_promised_date_moves_by_the_days_waited(db: Session, an: Account, khanh: Client, citizen: Client) -> None:
    dossier = make_dossier(db, an, state=State.RECEIVED)
    before = dossier.due_at
    Desk(khanh, dossier).do("bo-sung", **OTHER)
    clock.advance(timedelta(days=14))
    citizen.post(f"/ho-so/{dossier.id}/bo-sung", data={f"tra-loi-{_item(db, dossier)}": "Số 12"})
    db.expire_all()
    after = db.get_one(Dossier, dossier.id).due_at
    assert before is not None
    assert after is not None
    assert after - before >= timedelta(days=10)


@pytest.mark.parametrize("method", ["get", "post"])
def test_nobody_else_answers(db: Session, an: Account, khanh: Client, method: str) -> None:
    dossier = make_dossier(db, an, state=State.RETURNED_NEW)
    assert getattr(khanh, method)(f"/ho-so/{dossier.id}/bo-sung").status_code == 404


def _returned_once(db: Session, an: Account, khanh: Client, citizen: Client) -> Dossier:
    dossier = make_dossier(db, an)
    Desk(khanh, dossier).do("bo-sung", **OTHER)
    citizen.post(f"/ho-so/{dossier.id}/bo-sung", data={f"tra-loi-{_item(db, dossier)}": "Số 12"})
    return dossier


def _item(db: Session, dossier: Dossier) -> str:
    """The id of the item that asks for words."""
    db.expire_all()
    asked = returns.unanswered(db, dossier)
    assert asked is not None
    found = str(next(one.id for one in asked.items if one.kind != "paper"))
    db.commit()
    return found
