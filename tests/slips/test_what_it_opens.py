"""What a slip opens and what stays closed with it: whoever opened it, signed in or not, stands in no citizen's place."""

from base64 import b64encode
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from tests import people, things
from tests.engines import Database
from tests.payments.till import Till, publish
from tests.people import Browser, browser
from tests.queries import counted
from tests.slips.desk import BORN, Desk
from tests.test_queries import MOST
from tests.visitors import photo_of
from webapp import clock
from webapp.db import uuid7
from webapp.documents.models import Document
from webapp.dossiers.service import State
from webapp.staff_log import StaffAct

S = State
OPEN = [  # method, address below /ho-so/<id>, state, what is sent
    ("GET", "", S.NEW, {}),
    ("GET", "", S.RESOLVED, {}),
    ("GET", "/don", S.DRAFT, {}),
    ("POST", "/chon", S.DRAFT, {"data": {"question": "name", "hand": ""}}),
    ("GET", "/giay-to", S.WAITING_DOCUMENTS, {}),
    ("GET", "/bo-sung", S.SUPPLEMENT, {}),
    ("POST", "/bo-sung", S.SUPPLEMENT, {"data": {"giay-to": "giay-to-nha"}}),
    ("GET", "/thanh-toan", S.FEE_DUE, {}),
    ("GET", "/thanh-toan/ma.png", S.FEE_DUE, {}),
]
CLOSED = [
    ("GET", "/phieu", S.NEW, {}),
    ("GET", "/phieu.pdf", S.NEW, {}),
    ("POST", "/phieu", S.NEW, {"data": {"id": str(uuid7())}}),
    ("GET", "/tiep", S.NEW, {}),
    ("GET", "/doc-lai", S.DRAFT, {}),
    ("POST", "/nop", S.DRAFT, {"data": {"agree": "y"}}),
    ("GET", "/mang-di", S.DRAFT, {}),
    ("POST", "/sua", S.WAITING_DOCUMENTS, {}),
    ("GET", "/rut", S.NEW, {}),
    ("POST", "/rut", S.NEW, {}),
    ("POST", "/rut", S.DRAFT, {}),
    ("GET", "/thanh-toan/nho", S.FEE_DUE, {}),
    ("POST", "/thanh-toan/nho", S.FEE_DUE, {}),
]
LAST_WORD = {"revision": 0, "read": "0" * 64, "signature": "", "at": clock.now().isoformat()}
TUS = {"Tus-Resumable": "1.0.0"}
OF_MINE = ["/du-lieu-cua-toi/ho-so/{}", "/du-lieu-cua-toi/ho-so/{}/xoa"]


@pytest.fixture(params=["nobody signed in", "another citizen", "a clerk"])
def who(request: pytest.FixtureRequest, app: Flask, db: Session, desk: Desk) -> Browser:
    return {
        "nobody signed in": desk.browser, "another citizen": lambda: browser(app, db, *people.CHI),
        "a clerk": lambda: browser(app, db, "0912000006", "Trần Thị Hà", ("clerk", "buu-dien-ha-tu")),
    }[request.param]()  # fmt: skip


def ask(visitor: Browser, method: str, dossier_id: UUID, path: str, sent: dict[str, Any]) -> Any:
    return visitor.open(f"/ho-so/{dossier_id}{path}", method=method, **sent)


def closed(answer: Any) -> bool:
    return answer.status_code in (401, 404) or answer.headers.get("Location", "").startswith(("/dang-nhap", "/phieu"))


@pytest.mark.parametrize(("method", "path", "state", "sent"), OPEN)
def test_it_opens(desk: Desk, who: Browser, method: str, path: str, state: State, sent: dict[str, Any]) -> None:
    dossier, other = desk.dossier(state), desk.dossier(state)
    assert closed(ask(who, method, dossier.id, path, sent))
    desk.opened(dossier, who)
    answer = ask(who, method, dossier.id, path, sent)
    assert (closed(answer), answer.status_code < 400) == (False, True)
    assert closed(ask(who, method, other.id, path, sent))


@pytest.mark.parametrize(("method", "path", "state", "sent"), CLOSED)
def test_it_does_not_open(desk: Desk, who: Browser, method: str, path: str, state: State, sent: dict[str, Any]) -> None:
    dossier = desk.dossier(state)
    desk.opened(dossier, who)
    before = (dossier.state, dossier.seen, len(desk.slips()))
    assert closed(ask(who, method, dossier.id, path, sent))
    kept = desk.now(dossier)
    assert (kept.state, kept.seen, len(desk.slips())) == before


def test_nothing_is_handed_in_by_a_phone(desk: Desk, who: Browser) -> None:
    dossier = desk.dossier()
    desk.opened(dossier, who)
    at = f"/api/ho-so/{dossier.id}"
    assert who.get(at).json["fields"] == dossier.fields
    assert closed(who.put(f"{at}/nop/{uuid7()}", json=LAST_WORD))
    assert desk.now(dossier).state == State.DRAFT


@pytest.mark.parametrize("address", OF_MINE)
def test_nothing_of_ones_own_data(desk: Desk, who: Browser, address: str) -> None:
    dossier = desk.dossier(State.WITHDRAWN)
    desk.opened(dossier, who)
    assert closed(who.get(address.format(dossier.id)))


@pytest.mark.parametrize(("method", "path", "state", "sent"), [one for one in OPEN if one[0] == "GET"])
def test_pages_ask_the_database_no_more_than_six_times(
    desk: Desk, who: Browser, database: Database, method: str, path: str, state: State, sent: dict[str, Any]
) -> None:
    dossier = desk.dossier(state)
    desk.opened(dossier, who)
    who.get(f"/ho-so/{dossier.id}{path}")  # what a process reads once and keeps is not what a page costs
    with counted(database.engine) as said:
        assert who.get(f"/ho-so/{dossier.id}{path}").status_code == 200
    assert len(said) <= MOST, said


def test_the_status_page_offers_neither_to_take_back_nor_another_slip(desk: Desk, an: Browser, who: Browser) -> None:
    dossier = desk.dossier(State.NEW)
    desk.opened(dossier, who)
    for words, address in (("Rút hồ sơ", "/rut"), ("In phiếu để làm tiếp ở nơi khác", "/phieu")):
        assert f'href="/ho-so/{dossier.id}{address}"' in an.get(f"/ho-so/{dossier.id}").text
        assert words not in who.get(f"/ho-so/{dossier.id}").text


def test_a_draft_is_filled_in_further_and_nothing_of_who_opened_it_goes_in(desk: Desk, who: Browser) -> None:
    dossier = desk.nobodys(name="Na", birth_date=BORN)
    desk.opened(dossier, who)
    page = who.get(f"/ho-so/{dossier.id}/don").text
    assert not any(name in page for name in ("Lê Thị Chi", people.CHI[0], "0912000006"))
    typed = {"code": "1.004194", "fields": {"name": "Na", "birth_date": BORN, "new_address": "số 9"}, "finished": True}
    assert who.put(f"/api/ho-so/{dossier.id}", json=typed).status_code == 200
    form = {
        "id": str(dossier.id),
        "code": "1.004194",
        "name": "Na",
        "birth_date": BORN,
        "new_address": "số 10",
        "luu": "1",
    }
    assert who.post("/ho-so/", data=form).headers["Location"] == f"/ho-so/{dossier.id}/don"
    kept = desk.now(dossier)
    assert (kept.fields["new_address"], kept.account_id, kept.person_id) == ("số 10", None, None)


def test_a_paper_is_sent_and_seen(desk: Desk, who: Browser) -> None:
    dossier = desk.dossier(State.WAITING_DOCUMENTS)
    desk.opened(dossier, who)
    at = f"/ho-so/{dossier.id}/giay-to"
    sent = who.post(
        f"{at}/cho-o", data={"file": (photo_of("hợp đồng"), "nha.jpg")}, headers={"Accept": "application/json"}
    )
    assert sent.status_code == 201
    assert who.get(f"{at}/{sent.json['id']}").status_code == 200
    assert desk.browser().get(f"{at}/{sent.json['id']}").status_code == 404


def test_staff_get_the_marked_copy_once_in_the_log_and_no_result_before_it_is_out(
    app: Flask, db: Session, desk: Desk
) -> None:
    clerk = browser(app, db, "0912000006", "Trần Thị Hà", ("clerk", "buu-dien-ha-tu"))
    dossier = desk.dossier(State.WAITING_DOCUMENTS)
    desk.opened(dossier, clerk)
    at = f"/ho-so/{dossier.id}/giay-to"
    sent = clerk.post(
        f"{at}/cho-o", data={"file": (photo_of("thẻ"), "the.jpg")}, headers={"Accept": "application/json"}
    )
    paper = sent.json["id"]
    db.get_one(Document, UUID(paper)).slot = "bo-sung-khac"  # often the ID card
    db.commit()
    read = clerk.get(f"{at}/{paper}")
    assert (read.status_code, read.data != desk.opened(dossier).get(f"{at}/{paper}").data) == (200, True)
    result = things.copy(db.get_one(Document, UUID(paper)), slot="result")
    db.add(result)
    db.commit()
    desk.opened(dossier, clerk)
    assert clerk.get(f"{at}/{result.id}").status_code == 404
    lines = [one.act for one in db.query(StaffAct).order_by(StaffAct.at, StaffAct.id) if str(dossier.id) in one.about]
    assert lines == ["slips.open_it", "documents.add", "documents.download", "slips.open_it"]
    db.commit()


def test_a_phones_own_sending_of_papers_is_in_the_log_too(app: Flask, db: Session, desk: Desk) -> None:
    clerk = browser(app, db, "0912000006", "Trần Thị Hà", ("clerk", "buu-dien-ha-tu"))
    dossier = desk.dossier(State.WAITING_DOCUMENTS)
    desk.opened(dossier, clerk)
    meant = {"dossier": str(dossier.id), "slot": "cho-o", "filename": "nha.jpg"}
    said = ",".join(f"{name} {b64encode(value.encode()).decode()}" for name, value in meant.items())
    begun = clerk.post("/tai-len", headers=TUS | {"Upload-Length": "3", "Upload-Metadata": said})
    assert begun.status_code == 201
    piece = TUS | {"Content-Type": "application/offset+octet-stream", "Upload-Offset": "0"}
    assert clerk.patch(begun.headers["Location"], data=b"abc", headers=piece).status_code == 204
    assert desk.browser().patch(begun.headers["Location"], data=b"", headers=piece).status_code == 401
    lines = [one.act for one in db.query(StaffAct).order_by(StaffAct.at, StaffAct.id)]
    db.commit()
    assert lines == ["slips.open_it", "uploads.create", "uploads.append"]


def test_the_fee_is_paid_and_its_receipt_taken(desk: Desk, who: Browser) -> None:
    publish(desk.db)
    till = Till(desk.app, desk.db)
    dossier = till.owing()
    desk.opened(dossier, who)
    till.pay(till.bill(dossier))
    assert who.get(f"/api/ho-so/{dossier.id}/thanh-toan").json["state"] == "paid"
    at = f"/ho-so/{dossier.id}/bien-lai/{till.receipts()[-1].id}"
    assert (who.get(at).status_code, who.get(f"{at}.pdf").status_code) == (200, 200)
