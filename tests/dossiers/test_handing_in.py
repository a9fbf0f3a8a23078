"""Reading over, handing in, taking back, withdrawing, throwing away; or taking it along to the national portal."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from flask import Flask
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from tests.dossiers.conftest import TO_PORTAL, complete, filled_in, for_the_portal, post, save, submitted
from tests.people import OFFICER, Browser
from tests.visitors import confirm, fresh, keep_person, rows, settle
from webapp import clock
from webapp.accounts.models import Consent
from webapp.dossiers import service as dossiers
from webapp.dossiers import views
from webapp.dossiers.models import Dossier, DossierEvent
from webapp.dossiers.service import Event, State
from webapp.messages.models import Message
from webapp.outbox import Job

Now = Callable[[], Dossier]


def hand_in(client: Browser, dossier_id: UUID, **fields: str) -> Any:
    return client.post(f"/ho-so/{dossier_id}/nop", data={"agree": "y"} | fields)


def events(app: Flask) -> list[str]:
    return [one.event for one in sorted(rows(app, DossierEvent), key=lambda row: row.number)]


def test_it_shows_every_answer_the_office_and_the_price(binh: Browser) -> None:
    text = binh.get(f"/ho-so/{filled_in(binh)}/doc-lai").text
    for words in ("số 8, ngõ 5", "02/09/1985", "Công an phường Hồng Gai", "7.000 đồng", "Người nộp: Trần Văn Bình"):
        assert words in text


@pytest.mark.parametrize(("day", "price"), [("2027-02-26", "Không mất tiền"), ("2027-03-02", "7.000 đồng")])
def test_it_shows_the_price_after_what_was_declared_while_that_is_in_force(app: Flask, day: str, price: str) -> None:
    clock.set_to(datetime.fromisoformat(f"{day}T09:00+07:00"))
    client = settle(fresh(app))
    made = filled_in(client, complete() | {"nop-declared": ["five_papers"]})
    assert f'<p class="big">{price}</p>' in client.get(f"/ho-so/{made}/doc-lai").text


def test_it_needs_the_tick_and_never_sets_it(binh: Browser, dossier: Now) -> None:
    made = filled_in(binh)
    assert "checked" not in binh.get(f"/ho-so/{made}/doc-lai").text
    page = binh.post(f"/ho-so/{made}/nop", data={})
    assert page.status_code == 422
    assert "đánh dấu vào ô này" in page.text
    assert dossier().state == State.DRAFT


def test_it_hands_in_and_gives_a_reference_of_eight_characters(binh: Browser, dossier: Now) -> None:
    submitted(binh)
    assert dossier().state != State.DRAFT
    assert dossiers.is_reference(dossier().reference or "")
    assert dossier().submitted_at is not None


def test_it_records_that_the_citizen_vouched_for_the_answers(app: Flask, binh: Browser) -> None:
    submitted(binh)
    assert "cam-doan-1" in {one.text_id for one in rows(app, Consent)}


def test_it_hands_in_once_however_often_the_button_is_tapped(app: Flask, binh: Browser, dossier: Now) -> None:
    made = submitted(binh)
    reference = dossier().reference
    assert hand_in(binh, made).location == f"/ho-so/{made}"
    assert events(app).count("submitted") == 1
    assert dossier().reference == reference


def test_it_is_handed_in_again_and_again_by_nobody(
    app: Flask, binh: Browser, chi: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views, "PER_ACCOUNT", (2, 3600))
    made = submitted(binh)
    statuses = []
    for _ in range(2):
        binh.post(f"/ho-so/{made}/sua")
        binh.post("/ho-so/", data={"id": str(made), "code": "1.004194"} | complete())
        statuses.append(binh.post(f"/ho-so/{made}/nop", data={"agree": "y"}).status_code)
    assert statuses == [303, 429]
    assert rows(app, Dossier)[0].state == State.DRAFT, "nothing is lost"
    submitted(chi)


def test_it_sends_a_message_with_the_reference_and_nothing_personal(app: Flask, binh: Browser, dossier: Now) -> None:
    submitted(binh)
    said = [one for one in rows(app, Message) if one.template == "dossier_changed"]
    assert said
    assert all(dossiers.shown(dossier().reference or "") in one.title + one.body for one in said)
    assert not any("Bình" in one.title + one.body or "tạm trú" in one.title + one.body for one in said)
    assert {f"message/{one.id}" for one in said} <= {job.key for job in rows(app, Job)}


def test_it_cannot_hand_in_what_is_not_complete(binh: Browser, dossier: Now) -> None:
    post(binh, complete(name=""))
    made = dossier().id
    assert hand_in(binh, made).location == f"/ho-so/{made}/don"
    assert dossier().state == State.DRAFT


def test_it_cannot_hand_in_the_dossier_of_another(binh: Browser, chi: Browser, dossier: Now) -> None:
    made = filled_in(binh)
    assert hand_in(chi, made).status_code == 404
    for page in ("doc-lai", "rut", "mang-di", "don"):
        assert chi.get(f"/ho-so/{made}/{page}").status_code == 404
    for page in ("sua", "rut"):
        assert chi.post(f"/ho-so/{made}/{page}").status_code == 404
    assert dossier().state == State.DRAFT


def test_it_comes_back_to_reading_over_when_the_sign_in_ran_out(app: Flask, binh: Browser) -> None:
    made = filled_in(binh)
    hidden = re.search(r'name="back" value="([^"]+)"', binh.get(f"/ho-so/{made}/doc-lai").text)
    binh.post("/dang-xuat")
    assert hidden
    answer = hand_in(binh, made, back=hidden[1])
    assert answer.location == f"/dang-nhap?tiep=/ho-so/{made}/doc-lai"


def test_it_asks_for_whom_when_nobody_was_chosen(app: Flask, dossier: Now) -> None:
    client = settle(fresh(app))
    keep_person(client, full_name="Trần Thị Em")
    other = fresh(app)
    made = filled_in(other)
    confirm(other)
    review = f"/ho-so/{made}/doc-lai"
    asked = other.get(hand_in(other, made).location)
    assert asked.location == f"/tai-khoan/ai?tiep={review}"
    assert dossier().state == State.DRAFT


def test_it_is_taken_back_to_correct_with_its_reference(app: Flask, binh: Browser, dossier: Now) -> None:
    made = submitted(binh)
    reference = dossier().reference
    assert binh.post(f"/ho-so/{made}/sua").location == f"/ho-so/{made}/don"
    post(binh, complete(new_address="sửa lại"), dossier_id=made)
    hand_in(binh, made)
    assert dossier().reference == reference
    assert dossier().answers["new_address"] == "sửa lại"
    assert events(app).count("submitted") == 2


def test_it_is_taken_back_twice_without_harm(app: Flask, binh: Browser) -> None:
    made = submitted(binh)
    for _ in range(2):
        assert binh.post(f"/ho-so/{made}/sua").status_code == 303
    assert events(app).count("reopened") == 1


def test_it_is_withdrawn_until_the_office_took_it_up(app: Flask, binh: Browser, dossier: Now) -> None:
    made = submitted(binh)
    assert "Rút hồ sơ này?" in binh.get(f"/ho-so/{made}/rut").text
    for _ in range(2):
        assert binh.post(f"/ho-so/{made}/rut").location == f"/ho-so/{made}"
    assert dossier().state == State.WITHDRAWN
    assert events(app).count("withdrawn") == 1


def test_it_keeps_a_withdrawn_dossier_to_look_at(binh: Browser, dossier: Now) -> None:
    made = submitted(binh)
    binh.post(f"/ho-so/{made}/rut")
    assert dossier().fields["name"] == "Trần Văn Bình"
    assert binh.get(f"/ho-so/{made}").status_code == 200


def test_it_throws_a_draft_away_for_good(app: Flask, binh: Browser) -> None:
    made = filled_in(binh)
    assert "Bỏ bản nháp này?" in binh.get(f"/ho-so/{made}/rut").text
    assert binh.post(f"/ho-so/{made}/rut").location == "/ho-so/"
    assert rows(app, Dossier) == []
    assert "Đã bỏ bản nháp" in binh.get("/ho-so/").text


def test_it_withdraws_and_keeps_a_draft_that_was_handed_in_before(binh: Browser, dossier: Now) -> None:
    made = submitted(binh)
    binh.post(f"/ho-so/{made}/sua")
    assert "Rút hồ sơ này?" in binh.get(f"/ho-so/{made}/rut").text
    binh.post(f"/ho-so/{made}/rut")
    assert dossier().state == State.WITHDRAWN
    assert dossier().fields["name"] == "Trần Văn Bình"


@pytest.mark.parametrize("step", ["sua", "rut"])
def test_it_stays_with_the_office_once_that_took_it_up(app: Flask, binh: Browser, dossier: Now, step: str) -> None:
    made = submitted(binh)
    received(app, made)
    page = binh.post(f"/ho-so/{made}/{step}")
    assert page.status_code == 409
    assert "Lúc này chưa làm được bước đó" in page.text
    assert dossier().state in (State.RECEIVED, State.FEE_DUE)
    assert "không tự rút được nữa" in binh.get(f"/ho-so/{made}/rut").text


def received(app: Flask, dossier_id: UUID) -> None:
    with app.app_context(), app.extensions["sessions"].write.begin() as db:
        found = db.get_one(Dossier, dossier_id)
        if found.state == State.AWAITING_PAYMENT:
            dossiers.apply(db, found, Event.PAID, OFFICER)
        dossiers.receive(db, found, OFFICER)


def test_it_prepares_for_the_national_portal_and_never_hands_in(app: Flask, binh: Browser, dossier: Now) -> None:
    made = filled_in(binh, for_the_portal(), TO_PORTAL)
    review = binh.get(f"/ho-so/{made}/doc-lai").text
    assert "Nộp hồ sơ" not in review
    assert hand_in(binh, made).location == f"/ho-so/{made}/mang-di"
    assert dossier().state == State.DRAFT
    assert events(app) == []


def test_it_lists_code_name_and_answers_to_copy_for_the_portal(binh: Browser) -> None:
    made = filled_in(binh, for_the_portal(), TO_PORTAL)
    text = binh.get(f"/ho-so/{made}/mang-di").text
    for words in (TO_PORTAL, "022085000123", "Xin trợ cấp", "https://dichvucong.gov.vn/", "Từ năm 2025"):
        assert words in text


def test_it_has_nothing_to_take_along_before_it_is_filled_in(binh: Browser) -> None:
    made = uuid4()
    save(binh, made, {"group": "khuyet_tat"}, code=TO_PORTAL)
    assert binh.get(f"/ho-so/{made}/mang-di").location == f"/ho-so/{made}/don"


def test_it_lets_the_first_of_two_simultaneous_changes_win(app: Flask, binh: Browser, db: Session) -> None:
    made = submitted(binh)
    slow = db.get_one(Dossier, made)
    seen = slow.state
    db.commit()
    binh.post(f"/ho-so/{made}/rut")
    slow.state = seen[::-1]
    with pytest.raises(StaleDataError):
        db.commit()
    assert rows(app, Dossier)[0].state == State.WITHDRAWN


def test_it_looks_again_on_the_day_it_is_handed_in(binh: Browser, dossier: Now) -> None:
    made = filled_in(binh, complete(temp_to=f"{clock.today() + timedelta(days=20):%d/%m/%Y}"))
    clock.advance(timedelta(days=30))
    page = hand_in(binh, made)
    assert page.status_code == 422
    assert "Ngày này đã qua" in page.text
    assert dossier().state == State.DRAFT


def test_the_day_it_was_first_handed_in_counts_after_it_is_taken_back(app: Flask, binh: Browser) -> None:
    made, first = submitted(binh), clock.today()
    clock.advance(timedelta(days=2))
    binh.post(f"/ho-so/{made}/sua")
    with app.app_context(), app.extensions["sessions"].read() as db:
        assert dossiers.filed_on(db.get_one(Dossier, made)) == first
