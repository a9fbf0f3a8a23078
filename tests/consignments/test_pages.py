"""Public post by its pages: a clerk at a post office, the officer at the agency, the citizen who waits."""

import re
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from tests import people
from tests.consignments.office import AGENCY, CARD, OTHER_CARD, POST, Office
from tests.page import Page
from tests.people import Browser, browser
from webapp.consignments.models import Consignment, ConsignmentPaper, Handover
from webapp.db import uuid7
from webapp.dossiers.service import State
from webapp.staff_log import StaffAct

DESK = "/ban-lam-viec/giao-nhan"


def write(ha: Browser, office: Office, dossier: Any = None, **said: str) -> Consignment:
    dossier = dossier or office.filed()
    at = f"/gui-ho-so/{dossier.id}"
    page = Page(ha.get(at).text)
    form = {"services": "both", "delivery": "here"} | {
        name: value for name, value in page.inputs.items() if re.match("id|unit|name|copies", name)
    }
    assert ha.post(at, data=form | said).status_code == 303
    return last(office, Consignment, Consignment.written_at)


def last(office: Office, kind: Any, by: Any) -> Any:
    office.db.rollback()
    found = office.db.query(kind).order_by(by.desc()).populate_existing().first()
    office.db.commit()
    return found


def test_from_the_form_to_signed(office: Office, ha: Browser) -> None:
    dossier = office.filed()
    found = ha.get(f"/gui-ho-so?ma={dossier.reference}")
    assert found.status_code == 303
    page = ha.get(found.location)
    assert "N.T.A." in page.text
    assert people.AN[1] not in page.text  # initials until it is written down who sends it
    assert "Chưa rõ thủ tục này có buộc phải có mặt" in page.text
    one = write(ha, office, dossier, **{"name-0": "Sổ hộ khẩu", "original-0": "y", "return-0": "y", "name-1": ""})
    sheet = ha.get(f"/gui-ho-so/{dossier.id}")
    assert people.AN[1] in sheet.text
    assert [(row.name, row.original, row.to_return) for row in office.again(one).papers] == [("Sổ hộ khẩu", True, True)]
    seen = Page(sheet.text).inputs["seen"]
    refused = ha.post(f"/gui-ho-so/phieu/{one.id}/ky", data={"seen": "x"})
    assert (refused.status_code, office.again(one).state) == (422, "written")
    for _ in range(2):
        assert ha.post(f"/gui-ho-so/phieu/{one.id}/ky", data={"seen": seen}).status_code == 303
    assert office.again(one).state == "signed"
    assert one.number in ha.get("/gui-ho-so").text
    assert ha.get(f"/gui-ho-so?ma={one.number}").status_code == 303


@pytest.mark.parametrize(("said", "words"), [
    ({"delivery": "mail", "address": ""}, "Ghi địa chỉ"), ({"other_name": "Ba"}, "12 chữ số"),
    ({"other_number": CARD}, "Ghi họ tên"), ({"copies-0": "0"}, "Số bản là"), ({"copies-0": "nhiều"}, "Số bản là"),
    ({"name-0": "", "name-1": ""}, "ít nhất một giấy tờ"), ({"services": "tất cả"}, "Not a valid choice|chỗ cần xem lại"),
    ({"note": "x" * 501}, "Dài quá"),
])  # fmt: skip
def test_what_is_missing_is_said_and_what_was_typed_stays(
    office: Office, ha: Browser, said: dict[str, str], words: str
) -> None:
    dossier = office.filed()
    at = f"/gui-ho-so/{dossier.id}"
    inputs = Page(ha.get(at).text).inputs
    form = {
        "id": inputs["id"],
        "services": "both",
        "delivery": "here",
        "name-0": "Giấy A",
        "copies-0": "1",
        "note": "Gọi trước",
    }
    answer = ha.post(at, data=form | said)
    assert answer.status_code == 422
    assert re.search(words, answer.text)
    assert "note" in said or "Gọi trước" in answer.text
    assert office.db.query(Consignment).count() == 0


def test_where_it_may_not_go_by_post_there_is_no_form(office: Office, ha: Browser) -> None:
    dossier = people.make_dossier(office.db, office.till.an, "1.013833", unit=AGENCY, answers={"x": "1"})
    office.db.add(_bill_of(office, dossier))
    office.db.commit()
    page = ha.get(f"/gui-ho-so/{dossier.id}")
    assert "không gửi qua bưu điện được" in page.text
    assert "Lập phiếu" not in page.text
    form = {"id": str(uuid7()), "services": "both", "delivery": "here", "name-0": "A"}
    answer = ha.post(f"/gui-ho-so/{dossier.id}", data=form)
    assert (answer.status_code, office.db.query(Consignment).count()) == (422, 0)


def _bill_of(office: Office, dossier: Any) -> Any:
    from_till = office.till.bill(office.filed())
    known = {
        name: getattr(from_till, name)
        for name in ("total", "quote", "unit_id", "bank_bin", "bank_account", "bank_account_name", "frozen_at")
    }
    return type(from_till)(dossier_id=dossier.id, reference="MCAAAAAAAA", share_token="x" * 20, **known)


def test_handed_over_confirmed_received_and_the_citizen_sees_it(
    app: Flask, db: Session, office: Office, ha: Browser, quang: Browser
) -> None:
    one = office.signed()
    an = browser(app, db, *people.AN)
    status = f"/ho-so/{one.dossier_id}"
    assert "đang giữ giấy tờ" in an.get(status).text
    page = Page(ha.get("/giao-ho-so").text)
    form = {name: page.inputs[name] for name in ("id", "unit", "agency")}
    assert ha.post("/giao-ho-so", data=form).status_code == 422
    made = ha.post("/giao-ho-so", data=form | {"one": str(one.id)})
    assert made.status_code == 303
    record = last(office, Handover, Handover.made_at)
    assert made.location.endswith(f"/giao-ho-so/{record.id}")
    at = f"{DESK}/{record.id}"
    assert record.name in quang.get(DESK).text
    seen = people.Desk(quang, office.dossier(one))
    office.db.commit()
    refused = seen.do("tiep-nhan")
    assert (refused.status_code, "Giấy tờ còn ở bưu điện" in refused.text) == (409, True)
    wrong = quang.post(at, data={f"found-{one.id}": "missing"})
    assert (wrong.status_code, "ghi rõ vì sao" in wrong.text) == (422, True)
    for _ in range(2):
        assert quang.post(at, data={f"found-{one.id}": "there"}).status_code == 303
    assert "thời hạn tính từ lúc này" in an.get(status).text
    assert "Hồ sơ nộp bằng giấy qua bưu điện" in quang.get(f"/ban-lam-viec/{one.dossier_id}").text
    assert seen.do("tiep-nhan").status_code == 303
    assert office.dossier(one).state == State.RECEIVED


def test_a_result_comes_back_and_is_given_out(
    app: Flask, db: Session, office: Office, ha: Browser, quang: Browser
) -> None:
    one = office.handed_over()
    office.resolve(one)
    page = Page(quang.get(DESK).text)
    form = {name: page.inputs[name] for name in ("id", "unit", "agency")} | {"one": str(one.id)}
    made = quang.post(DESK, data=form)
    record = last(office, Handover, Handover.made_at)
    assert made.location.endswith(f"{DESK}/{record.id}")
    assert ha.post(f"/giao-ho-so/{record.id}", data={f"found-{one.id}": "there"}).status_code == 303
    assert "Kết quả đã về" in browser(app, db, *people.AN).get(f"/ho-so/{one.dossier_id}").text
    office.db.commit()
    found = ha.get(f"/tra-ket-qua?ma={one.number}")
    at = f"/tra-ket-qua/{one.id}"
    assert found.location.endswith(at)
    for said, words in (({"card": CARD}, "ký rồi mới trả"), ({"card": OTHER_CARD, "signed": "y"}, "không trả được")):
        answer = ha.post(at, data=said)
        assert (answer.status_code, words in answer.text, said["card"] in answer.text) == (422, True, False)
    assert ha.post(at, data={"card": CARD, "signed": "y"}).status_code == 303
    assert office.again(one).result == "given"
    for row in office.db.query(StaffAct):
        assert CARD not in row.about
        assert OTHER_CARD not in row.about


def test_cards_are_not_tried_out(office: Office, ha: Browser) -> None:
    one = office.here()
    tried = [
        ha.post(f"/tra-ket-qua/{one.id}", data={"card": f"0221850000{n:02}", "signed": "y"}).status_code
        for n in range(20, 30)
    ]
    assert tried[0] == 422
    assert tried[-1] == 429
    assert office.again(one).result == "here"


def test_by_mail(app: Flask, db: Session, office: Office, ha: Browser) -> None:
    one = office.here(delivery="mail", address="Tổ 3, khu 5")
    at = f"/tra-ket-qua/{one.id}"
    for item, words in (("EB123456784VN", "gõ nhầm"), ("12", "2 chữ, 9 số"), ("", "Gõ số hiệu")):
        answer = ha.post(f"{at}/gui", data={"item": item})
        assert (answer.status_code, words in answer.text) == (422, True)
    assert ha.post(f"{at}/gui", data={"item": "EB 123456785 VN"}).status_code == 303
    for wrong in ("2199-01-01T10:00", "1999-01-01T10:00", "hôm qua"):
        answer = ha.post(f"{at}/buu-gui", data={"move": "delivered", "seen": "1", "at": wrong})
        assert (answer.status_code, "Ghi giờ đã xảy ra" in answer.text) == (422, True)
    for move, seen in (("on_the_way", "1"), ("delivered", "2")):
        assert ha.post(f"{at}/buu-gui", data={"move": move, "seen": seen}).status_code == 303
    assert ha.post(f"{at}/buu-gui", data={"move": "delivered", "seen": "1"}).status_code == 409
    assert ha.post(f"{at}/buu-gui", data={"move": "x", "seen": "1"}).status_code == 400
    assert "đã trả cho Nguyễn Thị An" in ha.get(f"/gui-ho-so/{one.dossier_id}").text
    status = browser(app, db, *people.AN).get(f"/ho-so/{one.dossier_id}")
    assert "EB123456785VN" in status.text
    assert "Đã phát" in status.text


def test_originals_are_given_back(office: Office, ha: Browser) -> None:
    one = office.here()
    page = ha.get("/giay-to-goc")
    assert "Giấy khai sinh" in page.text
    paper = office.db.query(ConsignmentPaper).filter_by(place="post").one()
    office.db.commit()
    at = f"/giay-to-goc/{paper.id}"
    assert ha.post(at, data={"to": "", "signed": "y"}).status_code == 422
    assert ha.post(at, data={"to": "An"}).status_code == 422
    assert ha.post(at, data={"to": "An", "signed": "y"}).status_code == 303
    assert office.places(one)[0] == "returned"


def test_taking_back_needs_the_senders_signature(office: Office, ha: Browser) -> None:
    one = office.signed()
    at = f"/gui-ho-so/phieu/{one.id}/rut"
    assert ha.post(at, data={"sure": "y"}).status_code == 422
    assert office.again(one).state == "signed"
    assert ha.post(at, data={"sure": "y", "signed": "y"}).status_code == 303
    assert office.again(one).state == "taken_back"


def test_what_is_at_one_office_is_not_there_for_others(office: Office, tu: Browser, app: Flask, db: Session) -> None:
    one = office.here()
    record = last(office, Handover, Handover.made_at)
    nga = browser(app, db, "0912000043", "Lý Thị Nga", ("officer", "viet-hung"))
    for visitor, paths in (
        (tu, [f"/gui-ho-so/{one.dossier_id}", f"/gui-ho-so/phieu/{one.id}.pdf", f"/giao-ho-so/{record.id}", f"/giao-ho-so/{record.id}.pdf", f"/tra-ket-qua/{one.id}"]),
        (nga, [f"{DESK}/{record.id}", f"/giao-ho-so/{record.id}.pdf"]),
    ):  # fmt: skip
        assert {visitor.get(path).status_code for path in paths} == {404}
    clerk = browser(app, db, "0912000061", "Lê Văn Thu", ("clerk", AGENCY))
    answer = clerk.get("/gui-ho-so")
    assert (answer.status_code, "chỉ làm ở bưu điện" in answer.text) == (403, True)


def test_in_english_every_page_opens(office: Office, ha: Browser, quang: Browser) -> None:
    one = office.here(delivery="mail", address="x")
    office.written()
    office.signed()
    record = last(office, Handover, Handover.made_at)
    for visitor in (ha, quang):
        visitor.set_cookie("lang", "en")
    dossier = office.filed()
    for path in (
        "/gui-ho-so",
        f"/gui-ho-so/{dossier.id}",
        f"/gui-ho-so/{one.dossier_id}",
        "/giao-ho-so",
        f"/giao-ho-so/{record.id}",
        "/tra-ket-qua",
        f"/tra-ket-qua/{one.id}",
        "/giay-to-goc",
    ):
        assert '<html lang="en"' in ha.get(path).text, path
    for path in (DESK, f"{DESK}/{record.id}"):
        assert '<html lang="en"' in quang.get(path).text, path
    assert one.unit_id == POST


ODD = ["\x00", "%00", "PG-\x00", "’; drop table", "x" * 5_000, "PG" + "２" * 8, "MC" + "2" * 8, "🙂"]


@pytest.mark.parametrize("typed", ODD)
def test_what_nobody_means_finds_nothing(office: Office, ha: Browser, typed: str) -> None:
    for path in ("/gui-ho-so", "/tra-ket-qua"):
        assert ha.get(path, query_string={"ma": typed}).status_code == (400 if "\x00" in typed else 200)


@pytest.mark.parametrize("typed", ODD)
def test_what_no_page_of_ours_sends_is_refused_in_words(
    office: Office, ha: Browser, quang: Browser, typed: str
) -> None:
    """A clear answer, and nothing of it is kept."""
    here, record = office.here(), last(office, Handover, Handover.made_at)
    at, dossier = f"/tra-ket-qua/{here.id}", office.filed()
    form = {"services": typed, "delivery": typed, "unit": typed, "name-0": typed, "copies-0": typed, "note": typed}
    tried = [
        ha.post(f"/gui-ho-so/{dossier.id}", data=form | {"id": str(uuid7())}), ha.post(f"/gui-ho-so/{dossier.id}", data=form | {"id": typed}),
        ha.post(f"/gui-ho-so/phieu/{here.id}/ky", data={"seen": typed}), ha.post(f"/gui-ho-so/phieu/{here.id}/rut", data={"signed": typed}),
        ha.post("/giao-ho-so", data={"id": typed, "unit": typed, "agency": typed, "one": typed}),
        ha.post("/giao-ho-so", data={"id": str(uuid7()), "unit": typed, "agency": typed, "one": str(here.id)}),
        quang.post(f"{DESK}/{record.id}", data={f"found-{here.id}": typed, typed[:40]: typed}),
        ha.post(at, data={"card": typed, "signed": "y"}), ha.post(f"{at}/gui", data={"item": typed}),
        ha.post(f"{at}/buu-gui", data={"move": typed, "seen": typed}),
    ]  # fmt: skip
    assert {answer.status_code for answer in tried} <= {400, 404, 409, 422}
    assert (office.again(here).result, office.db.query(Consignment).count()) == ("here", 1)
