"""What a clerk does for whoever sits there: their own dossier from the first moment on, signed on paper, told of."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.counter.desk import HA, NA, TAM, mandate_of, sit
from tests.dossiers.conftest import TENANCY, complete
from tests.mandates import conftest
from tests.people import Browser
from webapp import clock
from webapp.counter.models import CounterVisit
from webapp.dossiers.service import Dossier, State
from webapp.dossiers.views import DECLARATION
from webapp.mandates.book import lines
from webapp.mandates.models import Mandate
from webapp.messages.models import Message
from webapp.staff_log import StaffAct

READ = "a" * 64
mandate, dung = conftest.mandate, conftest.dung


def begin(ha: Browser, visit: CounterVisit, what: str = "1.004194", dossier_id: UUID | None = None) -> UUID:
    made = dossier_id or uuid4()
    answer = ha.post(f"/khach/{visit.id}/viec", data={"id": str(made), "what": what})
    assert answer.status_code == 303, answer.text
    assert answer.headers["Location"].endswith(f"/lam#{made}")
    return made


def send(ha: Browser, visit: CounterVisit, path: str, said: dict[str, Any]) -> Any:
    return ha.put(f"/api/ho-so/{path}", json=said, headers={"Mandate": str(visit.id)})


def fill_in(ha: Browser, visit: CounterVisit, dossier_id: UUID, **changes: str) -> Any:
    said = {"code": TENANCY, "fields": complete(**changes), "revision": 0, "finished": True, "hand": "d"}
    return send(ha, visit, str(dossier_id), said)


def hand_in(ha: Browser, visit: CounterVisit, dossier_id: UUID, **said: Any) -> Any:
    """The last word as the page of the counter sends it."""
    last = {
        "revision": 1, "read": READ, "declared": DECLARATION, "signature": "", "at": clock.now().isoformat(), "person": None,
        "on_paper": True,
    }  # fmt: skip
    return send(ha, visit, f"{dossier_id}/nop/{uuid4()}", last | said)


def filled(ha: Browser, visit: CounterVisit, **changes: str) -> UUID:
    made = begin(ha, visit)
    assert fill_in(ha, visit, made, **changes).json["stands"]
    return made


def test_a_number_of_the_list_opens_the_form_and_the_draft_is_the_customers(db: Session, ha: Browser) -> None:
    visit = sit(ha, db)
    listed = ha.get("/khach").text
    assert "<li>Đăng ký tạm trú</li>" in listed
    made = begin(ha, visit, "1")
    dossier, mandate = db.get_one(Dossier, made), mandate_of(db, visit)
    assert (dossier.account_id, dossier.person_id, dossier.mandate_id) == (
        mandate.account_id,
        mandate.person_id,
        visit.id,
    )
    assert "Đang làm dở" in ha.get("/khach").text


def test_the_same_form_twice_is_one_draft(db: Session, ha: Browser) -> None:
    visit, made = sit(ha, db), uuid4()
    for _time in range(2):
        begin(ha, visit, dossier_id=made)
    assert len(db.scalars(select(Dossier)).all()) == 1


def test_a_few_letters_of_the_name_will_do(db: Session, ha: Browser) -> None:
    visit = sit(ha, db)
    assert db.get_one(Dossier, begin(ha, visit, "gia hạn tạm trú")).code == "1.002755"


def test_where_several_fit_they_are_offered(db: Session, ha: Browser) -> None:
    visit = sit(ha, db)
    page = ha.post(f"/khach/{visit.id}/viec", data={"id": str(uuid4()), "what": "tạm trú"})
    assert page.status_code == 422
    assert 'value="1.004194"' in page.text


def test_what_is_no_procedure_gets_a_clear_word(db: Session, ha: Browser) -> None:
    visit = sit(ha, db)
    for typed in ("xyzxyz", "999", ""):
        page = ha.post(f"/khach/{visit.id}/viec", data={"id": str(uuid4()), "what": typed})
        assert page.status_code == 422
        assert "error" in page.text


def test_the_browser_gets_what_forms_may_begin_with(db: Session, ha: Browser) -> None:
    visit = sit(ha, db, phone="0987000321")
    page = ha.get("/khach").text
    assert f'data-visit="{visit.id}"' in page
    assert "0987000321" in page
    assert f'data-key-of-visit="{visit.key}"' in page


def test_what_is_typed_is_kept_under_the_visit(db: Session, ha: Browser) -> None:
    visit = sit(ha, db)
    made = filled(ha, visit)
    assert db.get_one(Dossier, made).fields["name"] == "Trần Văn Bình"
    assert db.scalars(select(StaffAct).where(StaffAct.why.contains(f"mandate {visit.id}"))).first()


def test_it_is_handed_in_with_their_hand_on_paper_and_says_who_helped(db: Session, ha: Browser) -> None:
    visit = sit(ha, db, phone="0987000321")
    made = filled(ha, visit)
    assert hand_in(ha, visit, made).status_code == 200
    dossier = db.get_one(Dossier, made)
    assert dossier.submitted_at is not None
    acted = dossier.events[0].acted
    assert (acted["helper"], acted["team"]) == (HA[1], "Bưu điện Hà Tu")
    assert [one.kind for one in lines(db, visit.id)] == ["given", "saved", "submitted"]
    assert db.scalars(select(Message).where(Message.template == "help_act")).one().account_id == dossier.account_id


def test_sent_again_it_is_handed_in_once(db: Session, ha: Browser) -> None:
    visit = sit(ha, db)
    made = filled(ha, visit)
    assert {hand_in(ha, visit, made).status_code for _time in range(3)} == {200}
    assert [one.event for one in db.get_one(Dossier, made).events].count("submitted") == 1


@pytest.mark.parametrize("said", [False, "true", None, 1])
def test_without_their_hand_nothing_is_handed_in(db: Session, ha: Browser, said: Any) -> None:
    visit = sit(ha, db)
    made = filled(ha, visit)
    answer = hand_in(ha, visit, made, on_paper=said)
    assert (answer.status_code, answer.json["why"]) == (409, "unsigned")


def test_at_home_paper_is_not_enough(app: Flask, db: Session, an: Browser, mandate: Mandate, dung: Browser) -> None:
    made, headers = uuid4(), {"Mandate": str(mandate.id)}
    dung.put(
        f"/api/ho-so/{made}",
        json={"code": TENANCY, "fields": complete(), "finished": True, "hand": "d"},
        headers=headers,
    )
    last = {
        "revision": 1,
        "read": READ,
        "declared": DECLARATION,
        "signature": "",
        "at": clock.now().isoformat(),
        "on_paper": True,
    }
    assert dung.put(f"/api/ho-so/{made}/nop/{uuid4()}", json=last, headers=headers).json["why"] == "unsigned"


def test_the_same_filed_before_is_asked_about(db: Session, ha: Browser) -> None:
    visit = sit(ha, db)
    assert hand_in(ha, visit, filled(ha, visit)).status_code == 200
    again = filled(ha, visit)
    answer = hand_in(ha, visit, again)
    assert (answer.status_code, answer.json["why"]) == (409, "filed")
    assert hand_in(ha, visit, again, again=True).status_code == 200


def test_after_the_next_customer_nothing_more_is_handed_in(db: Session, ha: Browser) -> None:
    visit = sit(ha, db)
    made = filled(ha, visit)
    ha.post(f"/khach/{visit.id}/tiep")
    answer = hand_in(ha, visit, made)
    assert (answer.status_code, answer.json["why"]) == (409, "stopped")
    assert db.get_one(Dossier, made).set_aside == "ended"


def test_it_ends_with_the_day(db: Session, ha: Browser) -> None:
    visit = sit(ha, db)
    made = filled(ha, visit)
    clock.advance(timedelta(days=1))
    assert hand_in(ha, visit, made).json["why"] == "stopped"


def test_another_clerk_sends_nothing_under_it(db: Session, ha: Browser, tu: Browser) -> None:
    visit = sit(ha, db)
    made = begin(ha, visit)
    assert fill_in(tu, visit, made).status_code == 404


def test_of_another_customer_nothing_is_reached(db: Session, ha: Browser) -> None:
    first = sit(ha, db)
    made = begin(ha, first)
    second = sit(ha, db, TAM)
    answer = ha.get(f"/api/ho-so/{made}", headers={"Mandate": str(second.id)})
    assert answer.status_code == 404
    assert "Đỗ Thị Na" not in ha.get("/khach").text


def test_what_they_handed_in_before_is_shown_without_what_was_typed(db: Session, ha: Browser) -> None:
    visit = sit(ha, db)
    made = begin(ha, visit)
    dossier = db.get_one(Dossier, made)
    dossier.state, dossier.submitted_at, dossier.reference = State.NEW, clock.now(), "ABCD2345"
    db.commit()
    ha.post(f"/khach/{visit.id}/tiep")
    sit(ha, db)
    page = ha.get("/khach").text
    assert "Đã nộp trước đây" in page
    assert "ABCD-2345" in page


def test_the_customer_hears_of_it_and_their_own_page_names_the_clerk(app: Flask, db: Session, ha: Browser) -> None:
    visit = sit(ha, db, phone="0987000321")
    link = db.scalars(select(Message).where(Message.template == "help_given")).one().link
    page = app.test_client().get(link or "")
    assert HA[1] in page.text
    assert "Bưu điện Hà Tu" in page.text
    assert mandate_of(db, visit).called == "Đỗ Thị Na"


def test_a_card_is_not_kept_in_any_address_or_log(db: Session, ha: Browser) -> None:
    sit(ha, db)
    for one in db.scalars(select(StaffAct)):
        assert "022145000321" not in one.about
        assert NA.split("|")[2] not in one.about
