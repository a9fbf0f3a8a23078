"""A helper's phone fills in for the citizen of a mandate: it is the citizen's dossier, and the citizen hears of what was handed in."""

from base64 import b64encode
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.dossiers.conftest import TENANCY, complete
from tests.mandates.conftest import YEN, at, helper, kinds, offered, texts, the
from tests.people import AN, Browser, account_of, browser
from tests.visitors import rows
from webapp import clock
from webapp.dossiers.models import Dossier, DossierEvent
from webapp.mandates.models import Mandate
from webapp.staff_log import StaffAct
from webapp.teams.models import Member

NAME = "Phạm Văn Dũng"
PAPER = "giay-to-nha"
DRAWN = "M10 20L11 22L30 40"


class Phone:
    """Dũng's phone with one draft on it, sending under a mandate."""

    def __init__(self, client: Browser, mandate: Mandate) -> None:
        self.client, self.headers, self.id, self.act = client, {"Mandate": str(mandate.id)}, uuid4(), uuid4()

    def draft(self, **more: Any) -> Any:
        said = {"code": TENANCY, "fields": complete(), "revision": None, "finished": True, "hand": "d"} | more
        return self.client.put(f"/api/ho-so/{self.id}", json=said, headers=self.headers)

    def hand_in(self, **more: Any) -> Any:
        said = {
            "revision": 1,
            "read": "a" * 64,
            "declared": "cam-doan-1",
            "signature": DRAWN,
            "at": "2026-11-20T01:00:00Z",
        } | more
        return self.client.put(f"/api/ho-so/{self.id}/nop/{self.act}", json=said, headers=self.headers)


@pytest.fixture
def phone(dung: Browser, mandate: Mandate) -> Phone:
    return Phone(dung, mandate)


def the_dossier(app: Flask) -> Dossier:
    (found,) = rows(app, Dossier)
    return found


def test_it_is_the_citizens_dossier_from_the_first_moment(app: Flask, db: Session, phone: Phone, an: Browser) -> None:
    assert phone.draft().status_code == 200
    found = the_dossier(app)
    assert found.account_id == account_of(db, *AN).id
    db.rollback()
    assert str(found.id) in an.get("/ho-so").text
    assert str(found.id) not in phone.client.get("/ho-so").text


def test_what_is_handed_in_says_who_helped_and_the_citizen_hears_of_it(
    app: Flask, db: Session, phone: Phone, an: Browser, mandate: Mandate
) -> None:
    phone.draft()
    assert phone.hand_in().json["state"] != "draft"
    (sms,) = texts(db, "help_act")
    assert NAME in sms.title
    assert f"/nho-giup/{mandate.token}" in sms.body
    assert kinds(db, mandate) == ["given", "saved", "submitted"]
    (event,) = [one for one in rows(app, DossierEvent) if one.event == "submitted"]
    assert (event.acted["by"], event.acted["helper"]) == ("Nguyễn Thị An", NAME)
    assert f"{NAME} (" in an.get(f"/ho-so/{phone.id}").text


def test_sent_again_it_is_handed_in_and_told_of_once(db: Session, phone: Phone) -> None:
    phone.draft()
    assert phone.hand_in().json == phone.hand_in().json
    assert len(texts(db, "help_act")) == 1


def test_the_helper_sees_afterwards_how_it_stands_and_nothing_of_what_is_in_it(phone: Phone, mandate: Mandate) -> None:
    phone.draft()
    phone.hand_in()
    page = phone.client.get(f"/giup/{mandate.id}").text
    assert "Đã nộp, chờ tiếp nhận" in page or "Chờ nộp phí" in page or "Đang chờ đủ giấy tờ" in page
    assert "số 8, ngõ 5" not in page
    assert phone.client.get(f"/api/ho-so/{phone.id}", headers=phone.headers).json["fields"] == {}
    assert phone.client.get(f"/api/ho-so/{phone.id}/giay-to", headers=phone.headers).json == {"papers": []}
    for page in ("", "/doc-lai", "/don", "/giay-to"):
        assert phone.client.get(f"/ho-so/{phone.id}{page}").status_code == 404


def test_the_citizens_other_dossiers_stay_closed(phone: Phone, an: Browser) -> None:
    own = uuid4()
    an.put(f"/api/ho-so/{own}", json={"code": TENANCY, "fields": complete(), "revision": None, "hand": "a"})
    phone.id = own
    assert phone.client.get(f"/api/ho-so/{own}", headers=phone.headers).status_code == 404
    assert phone.draft().status_code in (404, 409)
    assert phone.hand_in().status_code == 404


@pytest.mark.parametrize("what", ["nop", "rut", "sua", "chon"])
def test_a_mandate_opens_no_page_of_the_citizens(app: Flask, phone: Phone, what: str) -> None:
    """Handing in without the citizen's signature, taking back, throwing away: not by a helper, header or not."""
    phone.draft()
    answer = phone.client.post(f"/ho-so/{phone.id}/{what}", data={"agree": "y"}, headers=phone.headers)
    assert answer.status_code == 404
    assert the_dossier(app).state == "draft"
    for page in ("", "/don", "/doc-lai", "/rut", "/mang-di", "/giay-to"):
        assert phone.client.get(f"/ho-so/{phone.id}{page}", headers=phone.headers).status_code == 404


def send_file(phone: Phone, **more: str) -> Any:
    said = ",".join(f"{name} {b64encode(value.encode()).decode()}" for name, value in more.items())
    headers = phone.headers | {"Tus-Resumable": "1.0.0", "Upload-Length": "9", "Upload-Metadata": said}
    return phone.client.post("/tai-len", headers=headers)


def test_a_helpers_file_goes_into_what_was_begun_under_the_mandate(phone: Phone, an: Browser) -> None:
    phone.draft()
    own = uuid4()
    an.put(f"/api/ho-so/{own}", json={"code": TENANCY, "fields": complete(), "revision": None, "hand": "a"})
    assert send_file(phone, dossier=str(phone.id), slot=PAPER).status_code == 201
    assert send_file(phone, dossier=str(own), slot=PAPER).status_code == 404
    assert send_file(phone).status_code == 404


def test_a_helper_reaches_no_file_the_citizen_sent_for_later(phone: Phone, an: Browser) -> None:
    sent = an.post("/tai-len", headers={"Tus-Resumable": "1.0.0", "Upload-Length": "9"}).headers["Location"]
    assert an.get(sent).status_code == 200
    assert phone.client.get(sent, headers=phone.headers).status_code == 404


def test_nobody_else_sends_under_a_mandate(app: Flask, db: Session, mandate: Mandate, an: Browser) -> None:
    other = helper(app, db, "0912000010", "Lê Văn Lạ")
    for stranger in (other, an, browser(app, db, *YEN, ("team_manager", mandate.unit_id))):
        assert Phone(stranger, mandate).draft().status_code == 404
    assert not rows(app, Dossier)


@pytest.mark.parametrize("named", ["x", "", "95ccb022-756f-459f-badf-70a2a6395ff2"])
def test_a_mandate_that_is_none_opens_nothing(app: Flask, phone: Phone, named: str) -> None:
    phone.headers = {"Mandate": named}
    assert phone.draft().status_code == (404 if named else 200)
    assert all(one.mandate_id is None for one in rows(app, Dossier))


def test_an_offer_nobody_answered_opens_nothing(app: Flask, db: Session, dung: Browser) -> None:
    assert Phone(dung, offered(dung, db)).draft().status_code == 404
    assert not rows(app, Dossier)


def end_it(how: str, an: Browser, mandate: Mandate) -> None:
    if how == "over":
        clock.set_to(clock.now() + timedelta(days=2))
    else:
        an.post(at(mandate, {"ended": "thoi", "frozen": "khong-phai-toi"}[how]))


@pytest.mark.parametrize("how", ["ended", "frozen", "over"])
def test_work_that_arrives_after_the_end_is_kept_and_not_handed_in(
    app: Flask, db: Session, phone: Phone, an: Browser, mandate: Mandate, how: str
) -> None:
    end_it(how, an, mandate)
    assert phone.draft().status_code == 200
    answer = phone.hand_in()
    assert (answer.status_code, answer.json["why"], answer.json["stopped"]) == (409, "stopped", how)
    assert (the_dossier(app).state, the_dossier(app).set_aside) == ("draft", how)
    assert "Người giúp gửi về, chưa nộp" in an.get("/ho-so").text
    assert "Hồ sơ này chưa nộp" in an.get(f"/ho-so/{phone.id}/don").text
    assert "Người giúp gửi về, chưa nộp" in phone.client.get(f"/giup/{mandate.id}").text
    assert "Hồ sơ được giữ cho người nhờ" in phone.client.get("/giup").text
    assert len(texts(db, "help_kept")) == 1
    assert not texts(db, "help_act")


def test_what_was_begun_before_the_end_is_kept_too(app: Flask, phone: Phone, an: Browser, mandate: Mandate) -> None:
    phone.draft()
    assert the_dossier(app).set_aside is None
    end_it("ended", an, mandate)
    assert phone.hand_in().status_code == 409
    assert the_dossier(app).set_aside == "ended"


def test_after_the_end_the_helper_reads_nothing_that_the_citizen_wrote_since(
    app: Flask, phone: Phone, an: Browser, mandate: Mandate
) -> None:
    phone.draft()
    assert phone.client.get(f"/api/ho-so/{phone.id}", headers=phone.headers).json["fields"]
    end_it("ended", an, mandate)
    hers = {"code": TENANCY, "fields": complete(new_address="nhà mới"), "revision": 1, "hand": "a"}
    assert an.put(f"/api/ho-so/{phone.id}", json=hers).status_code == 200
    assert phone.client.get(f"/api/ho-so/{phone.id}", headers=phone.headers).json["fields"] == {}
    assert "nhà mới" not in phone.draft(revision=1, changed=[]).text
    assert the_dossier(app).fields["new_address"] == "nhà mới"


def test_the_citizen_reads_it_over_and_hands_it_in_or_throws_it_away(
    app: Flask, phone: Phone, an: Browser, mandate: Mandate
) -> None:
    end_it("ended", an, mandate)
    phone.draft()
    phone.hand_in()
    an.post(f"/ho-so/{phone.id}/nop", data={"agree": "y"})
    assert "Hồ sơ được giữ cho người nhờ" not in phone.client.get("/giup").text
    found = the_dossier(app)
    assert found.state != "draft"
    assert found.set_aside is None
    (event,) = [one for one in rows(app, DossierEvent) if one.event == "submitted"]
    assert event.acted is None, "nobody helped with that last step"


def test_after_a_week_nothing_more_is_taken_in(app: Flask, phone: Phone, an: Browser, mandate: Mandate) -> None:
    end_it("ended", an, mandate)
    clock.set_to(clock.now() + timedelta(days=8))
    assert phone.draft().status_code == 404
    assert not rows(app, Dossier)


def test_a_helper_who_is_suspended_hands_nothing_in(app: Flask, db: Session, phone: Phone) -> None:
    phone.draft()
    member = db.scalars(select(Member)).one()
    member.photo_at = None
    db.commit()
    assert phone.hand_in().json["stopped"] == "team"
    assert the_dossier(app).state == "draft"


def filed(phone: Phone, mandate: Mandate, code: str = TENANCY) -> Any:
    return phone.client.get(f"/api/nho-giup/{mandate.id}/da-nop/{code}")


def test_the_helper_is_warned_of_what_was_filed_for_this_person_already(phone: Phone, mandate: Mandate) -> None:
    assert filed(phone, mandate).json == {"filed": None}
    phone.draft()
    assert filed(phone, mandate).json == {"filed": None}, "a draft is none that was filed"
    phone.hand_in()
    found = filed(phone, mandate).json["filed"]
    assert found == {"on": clock.today().isoformat(), "at": "Trung tâm Phục vụ hành chính công phường Hồng Gai"}
    assert filed(phone, mandate, "1.004222").json == {"filed": None}


def test_the_warning_is_for_whoever_may_help_with_that(
    app: Flask, db: Session, phone: Phone, an: Browser, mandate: Mandate
) -> None:
    other = helper(app, db, "0912000010", "Lê Văn Lạ")
    assert other.get(f"/api/nho-giup/{mandate.id}/da-nop/{TENANCY}").status_code == 404
    an.post(at(mandate, "thoi"))
    assert filed(phone, mandate).status_code == 409


def test_a_mandate_for_one_procedure_begins_no_other(app: Flask, db: Session, dung: Browser, an: Browser) -> None:
    made = offered(dung, db, procedure="1.002755")
    an.post(at(made, "dong-y"))
    assert Phone(dung, the(db, made.id)).draft().status_code == 404
    assert not rows(app, Dossier)


def test_what_the_citizen_took_back_is_theirs_alone(app: Flask, phone: Phone, an: Browser) -> None:
    phone.draft()
    phone.hand_in()
    an.post(f"/ho-so/{phone.id}/sua")
    assert the_dossier(app).state == "draft"
    assert phone.client.get(f"/api/ho-so/{phone.id}", headers=phone.headers).json["fields"] == {}
    assert phone.draft(fields=complete() | {"note": "x"}).status_code == 409
    phone.act = uuid4()
    assert phone.hand_in(revision=the_dossier(app).revision).json["why"] == "changed"
    assert the_dossier(app).state == "draft"


def test_that_a_helper_was_told_of_an_earlier_dossier_stands_in_the_log(
    app: Flask, phone: Phone, dung: Browser, mandate: Mandate
) -> None:
    phone.draft()
    phone.hand_in()
    second = Phone(dung, mandate)
    second.draft()
    assert second.hand_in().json["why"] == "filed"
    (line,) = [one for one in rows(app, StaffAct) if str(second.act) in one.about]
    assert f"dossier_id={phone.id}" in line.about
