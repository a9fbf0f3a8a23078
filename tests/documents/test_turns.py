"""P1: a dossier reaches the office when its last paper is there, not before; papers move in the citizen's turn only."""

from concurrent.futures import ThreadPoolExecutor
from uuid import UUID

import pytest

from tests.documents import samples
from tests.documents.conftest import JSON, OLD, PORTRAIT, Person, sign_in
from webapp.documents import service
from webapp.documents.wiring import review_panel
from webapp.dossiers.service import Dossier


@pytest.fixture
def put_in(app, dossier_id: UUID):
    """Set the state directly: how it gets there is tested with the dossiers."""

    def now(state: str) -> None:
        with app.app_context(), app.extensions["sessions"].write.begin() as db:
            db.get_one(Dossier, dossier_id).state = state

    return now


def test_a_dossier_with_a_paper_missing_waits(an: Person, dossier_id: UUID, submit, load) -> None:
    an.send(dossier_id, OLD)
    submit()
    assert load().state == "waiting_documents"


def test_the_last_paper_brings_it_to_the_office(an: Person, dossier_id: UUID, submit, load) -> None:
    an.send(dossier_id, OLD)
    submit()
    answer = an.send(dossier_id, PORTRAIT)
    assert answer.location == f"/ho-so/{dossier_id}"
    assert load().state == "new"
    assert load().events[-1].event == "documents_complete"


def test_a_complete_dossier_does_not_wait(an: Person, dossier_id: UUID, submit, load) -> None:
    for slot in (OLD, PORTRAIT):
        an.send(dossier_id, slot)
    submit()
    assert load().state == "new"


def test_a_refused_file_does_not_make_it_complete(an: Person, dossier_id: UUID, submit, load) -> None:
    an.send(dossier_id, OLD)
    submit()
    an.send(dossier_id, PORTRAIT, samples.EXE)
    assert load().state == "waiting_documents"


def test_a_paper_removed_while_waiting_is_missing_again(an: Person, dossier_id: UUID, submit, load) -> None:
    first = an.send_json(dossier_id, OLD).json["id"]
    submit()
    an.client.post(f"/ho-so/{dossier_id}/giay-to/{first}/bo")
    an.send(dossier_id, PORTRAIT)
    assert load().state == "waiting_documents"


@pytest.mark.parametrize(
    "state", ["new", "awaiting_payment", "received", "in_progress", "fee_due", "resolved", "refused", "withdrawn"]
)
def test_nothing_is_sent_or_removed_out_of_turn(an: Person, dossier_id: UUID, put_in, state: str) -> None:
    first = an.send_json(dossier_id, OLD).json["id"]
    put_in(state)
    assert an.send_json(dossier_id, PORTRAIT).status_code == 409
    assert an.client.post(f"/ho-so/{dossier_id}/giay-to/{first}/bo").status_code == 409
    assert an.client.get(f"/ho-so/{dossier_id}/giay-to").location == f"/ho-so/{dossier_id}"


def test_an_upload_that_arrived_before_is_confirmed_again_out_of_turn(an: Person, dossier_id: UUID, put_in) -> None:
    first = an.send_json(dossier_id).json
    put_in("new")
    assert an.send_json(dossier_id, document_id=first["id"]).json["sha256"] == first["sha256"]


def test_a_supplement_opens_every_paper_and_one_more(an: Person, dossier_id: UUID, put_in) -> None:
    put_in("supplement")
    assert "Giấy tờ khác cán bộ yêu cầu" in an.client.get(f"/ho-so/{dossier_id}/giay-to").text
    assert an.send_json(dossier_id, "bo-sung-khac").status_code == 201


def test_a_supplement_of_one_paper_leaves_the_others_closed(an: Person, dossier_id: UUID, put_in) -> None:
    service.restrict(lambda _db, _dossier: {PORTRAIT})
    put_in("supplement")
    assert an.send_json(dossier_id, OLD).status_code == 409
    assert an.send_json(dossier_id, PORTRAIT).status_code == 201


def test_what_an_office_has_seen_is_kept_when_it_is_replaced(
    an: Person, officer: Person, dossier_id: UUID, put_in
) -> None:
    first = an.send_json(dossier_id, OLD).json["id"]
    put_in("supplement")
    an.client.post(f"/ho-so/{dossier_id}/giay-to/{first}/bo", headers=JSON)
    assert an.client.get(f"/ho-so/{dossier_id}/giay-to/{first}").status_code == 404
    assert officer.client.get(f"/ho-so/{dossier_id}/giay-to/{first}").status_code == 200


def test_the_page_leads_on_to_reading_it_again(an: Person, dossier_id: UUID) -> None:
    assert "Đọc lại trước, gửi giấy tờ sau" in an.client.get(f"/ho-so/{dossier_id}/giay-to").text
    for slot in (OLD, PORTRAIT):
        an.send(dossier_id, slot)
    page = an.client.get(f"/ho-so/{dossier_id}/giay-to").text
    assert "Tiếp tục: đọc lại" in page
    assert f"/ho-so/{dossier_id}/doc-lai" in page


def test_a_dossier_that_asks_for_no_paper_goes_straight_on(an: Person, dossier_id: UUID, monkeypatch) -> None:
    monkeypatch.setattr(service.needed.__globals__["procedures"], "documents", lambda *_: [])
    assert an.client.get(f"/ho-so/{dossier_id}/giay-to").location == f"/ho-so/{dossier_id}/doc-lai"


def test_a_dossier_not_filled_in_yet_goes_back_to_its_form(an: Person, dossier_id: UUID, app) -> None:
    with app.app_context(), app.extensions["sessions"].write.begin() as db:
        db.get_one(Dossier, dossier_id).answers = None
    assert an.client.get(f"/ho-so/{dossier_id}/giay-to").location == f"/ho-so/{dossier_id}/don"


def test_the_review_page_lists_papers_and_counts_what_is_missing(an: Person, dossier_id: UUID, load, db) -> None:
    an.send(dossier_id, OLD, name="mặt trước.jpg")
    assert review_panel(db, load()).missing == 1
    page = an.client.get(f"/ho-so/{dossier_id}/doc-lai").text
    assert "mặt trước.jpg" in page
    assert "Còn thiếu" in page


def test_of_two_last_papers_arriving_together_one_sees_the_other(
    an: Person, app, dossier_id: UUID, submit, load
) -> None:
    submit()
    phones = [(an, OLD), (sign_in(app, "0912000001"), PORTRAIT)]
    with ThreadPoolExecutor(2) as both:
        codes = list(both.map(lambda one: one[0].send_json(dossier_id, one[1]).status_code, phones))
    assert codes == [201, 201]
    assert load().state == "new"
