"""Sending papers through the page and through the phone's own requests."""

import hashlib
import io
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.documents import samples
from tests.documents.conftest import JSON, OLD, PORTRAIT, Person
from webapp import outbox
from webapp.documents import service, views
from webapp.documents.models import Document
from webapp.documents.wiring import handlers
from webapp.dossiers.service import Dossier


def kept(db: Session) -> list[Document]:
    """The rows as they are now; lets the database go again."""
    db.rollback()
    rows = list(db.scalars(select(Document).order_by(Document.position)))
    db.expunge_all()
    db.rollback()
    return rows


def test_the_page_asks_for_each_paper(an: Person, dossier_id: UUID) -> None:
    page = an.client.get(f"/ho-so/{dossier_id}/giay-to")
    assert "Giấy phép lái xe đang có" in page.text
    assert "Ảnh chân dung" in page.text
    assert "Còn thiếu 2 giấy tờ" in page.text


def test_a_photo_is_kept_and_shown_on_the_page(an: Person, dossier_id: UUID, db: Session) -> None:
    answer = an.send(dossier_id, name="mặt trước.jpg")
    assert answer.status_code == 303
    page = an.client.get(answer.location)
    assert "mặt trước.jpg" in page.text
    assert "Còn thiếu 1 giấy tờ" in page.text
    assert [one.slot for one in kept(db)] == [OLD]


def test_several_files_come_at_once(an: Person, dossier_id: UUID, db: Session) -> None:
    two = [(io.BytesIO(samples.pdf(pages)), f"{pages}.pdf") for pages in (1, 2)]
    an.client.post(f"/ho-so/{dossier_id}/giay-to/{OLD}", data={"file": two})
    assert [one.filename for one in kept(db)] == ["1.pdf", "2.pdf"]


def test_the_phone_hears_exactly_what_arrived(an: Person, dossier_id: UUID) -> None:
    made, sent = uuid4(), samples.picture("PNG")
    answer = an.send_json(dossier_id, data=sent, document_id=str(made))
    assert answer.status_code == 201
    wanted = {"id": str(made), "size": len(sent), "sha256": hashlib.sha256(sent).hexdigest(), "slot": OLD, "missing": 1}
    assert wanted.items() <= answer.json.items()


def test_the_same_upload_again_is_the_same_document(an: Person, dossier_id: UUID, db: Session, files) -> None:
    made = str(uuid4())
    first, second = (an.send_json(dossier_id, document_id=made) for _ in range(2))
    assert first.json == second.json
    assert len(kept(db)) == len(files()) == 1


def test_the_same_file_without_an_id_is_kept_once(an: Person, dossier_id: UUID, db: Session) -> None:
    an.send(dossier_id)
    an.send(dossier_id)
    assert len(kept(db)) == 1


def test_another_file_under_a_known_id_is_refused(an: Person, dossier_id: UUID, db: Session) -> None:
    made = str(uuid4())
    an.send_json(dossier_id, document_id=made)
    answer = an.send_json(dossier_id, data=samples.picture(colour="red"), document_id=made)
    assert (answer.status_code, answer.json["reason"]) == (409, "other_content")
    assert kept(db)[0].sha256 == hashlib.sha256(samples.picture()).hexdigest()


def test_an_exe_named_jpg_is_refused_and_nothing_is_lost(an: Person, dossier_id: UUID, db: Session) -> None:
    an.send(dossier_id, name="tốt.jpg")
    answer = an.send(dossier_id, PORTRAIT, samples.EXE, name="anh.jpg")
    assert answer.status_code == 415
    assert "không phải ảnh hay PDF" in answer.text
    assert "tốt.jpg" in answer.text
    assert len(kept(db)) == 1


def test_of_two_files_the_good_one_is_kept(an: Person, dossier_id: UUID, db: Session) -> None:
    two = [(io.BytesIO(samples.EXE), "xau.jpg"), (io.BytesIO(samples.picture()), "tot.jpg")]
    answer = an.client.post(f"/ho-so/{dossier_id}/giay-to/{OLD}", data={"file": two})
    assert answer.status_code == 415
    assert [one.filename for one in kept(db)] == ["tot.jpg"]


def test_a_decompression_bomb_is_refused(an: Person, dossier_id: UUID) -> None:
    answer = an.send_json(dossier_id, data=samples.huge_png(30_000, 30_000))
    assert (answer.status_code, answer.json["reason"]) == (422, "pixels")


@pytest.mark.parametrize("megabytes", [25, 50])
def test_a_file_too_large_is_refused_on_the_page(an: Person, dossier_id: UUID, megabytes: int) -> None:
    answer = an.send(dossier_id, data=b"\xff\xd8\xff" + bytes(megabytes << 20))
    assert answer.status_code == 413
    assert "nhiều nhất 25 MB" in answer.text
    assert "Chụp giấy tờ" in answer.text


def test_a_program_hears_that_it_is_too_large(an: Person, dossier_id: UUID) -> None:
    answer = an.send_json(dossier_id, data=bytes(50 << 20))
    assert (answer.status_code, answer.json["reason"]) == (413, "too_large")


def test_sending_without_a_file_says_so(an: Person, dossier_id: UUID) -> None:
    answer = an.client.post(f"/ho-so/{dossier_id}/giay-to/{OLD}", data={"file": (io.BytesIO(b""), "")})
    assert answer.status_code == 422
    assert "Chưa chọn ảnh" in answer.text


def test_a_name_is_never_a_path(an: Person, dossier_id: UUID, db: Session, tmp_path, files) -> None:
    an.send(dossier_id, name="../../../../pwned.jpg")
    assert kept(db)[0].filename == "pwned.jpg"
    assert not list(tmp_path.rglob("*pwned*"))
    assert len(files()) == 1


def test_a_paper_takes_only_so_many_files(an: Person, dossier_id: UUID) -> None:
    for colour in ("red", "green"):
        an.send(dossier_id, data=samples.picture(colour=colour))
    answer = an.send_json(dossier_id, data=samples.picture(colour="blue"))
    assert (answer.status_code, answer.json["reason"]) == (422, "slot_full")


@pytest.mark.parametrize(("limits", "reason"), [({"files": 1}, "too_many"), ({"dossier_bytes": 7}, "full")])
def test_a_dossier_takes_only_so_much(an: Person, app, load, db: Session, limits: dict[str, int], reason: str) -> None:
    store, dossier, few = app.extensions["documents_store"], load(), service.Limits(**limits)
    service.attach(db, store, dossier, OLD, uuid4(), "1.jpg", samples.ready(b"one"), an.actor, few)
    with pytest.raises(service.NotAccepted, match=reason):
        service.attach(db, store, dossier, PORTRAIT, uuid4(), "2.jpg", samples.ready(b"other"), an.actor, few)


def test_a_paper_nobody_asked_for_does_not_exist(an: Person, dossier_id: UUID) -> None:
    assert an.send(dossier_id, "khong-co").status_code == 404


def test_a_nonsense_id_is_refused(an: Person, dossier_id: UUID) -> None:
    assert an.send_json(dossier_id, document_id="../1").status_code == 400


def test_a_full_disk_is_said_and_leaves_nothing(an: Person, dossier_id: UUID, db: Session, app) -> None:
    class Full:
        def put(self, name: str, blocks: object) -> None:
            raise service.StoreError("no space", permanent=False)

    app.extensions["documents_store"] = Full()
    answer = an.send_json(dossier_id)
    assert (answer.status_code, answer.json["reason"]) == (503, "store")
    assert kept(db) == []


class Away:
    """A scanner that is set up and does not answer."""

    mark = "clean"

    def scan(self, blocks: object) -> str | None:
        raise service.ScannerDown


def test_a_file_is_not_lost_while_the_scanner_is_away(an: Person, dossier_id: UUID, db: Session, app) -> None:
    app.extensions["documents_scanner"] = Away()
    answer = an.send(dossier_id, name="mặt trước.jpg")
    assert answer.status_code == 303
    page = an.client.get(answer.location).text
    assert "mặt trước.jpg" in page
    assert "đang kiểm tra" in page
    assert kept(db) == []


def test_the_phone_hears_that_its_file_waits(an: Person, dossier_id: UUID, app) -> None:
    app.extensions["documents_scanner"] = Away()
    made, sent = str(uuid4()), samples.picture()
    said = an.send_json(dossier_id, data=sent, document_id=made).json
    wanted = {"id": made, "size": len(sent), "sha256": hashlib.sha256(sent).hexdigest(), "waiting": True}
    assert wanted.items() <= said.items()


def test_a_waiting_file_becomes_a_paper_once_it_is_scanned(an: Person, dossier_id: UUID, db: Session, app) -> None:
    app.extensions["documents_scanner"] = Away()
    for _ in range(2):
        an.send(dossier_id)
    outbox.run_due(app.extensions["sessions"], handlers(app.config["CONFIG"]))
    assert [one.slot for one in kept(db)] == [OLD]


def test_what_is_no_paper_is_refused_though_the_scanner_is_away(an: Person, dossier_id: UUID, app) -> None:
    app.extensions["documents_scanner"] = Away()
    assert an.send_json(dossier_id, data=samples.EXE).json["reason"] == "type"


def test_what_the_citizen_saw_and_sent_anyway_is_kept(an: Person, dossier_id: UUID, db: Session) -> None:
    an.send(dossier_id, overruled="small")
    assert (kept(db)[0].overruled, kept(db)[0].quality) == (["small"], ["small"])


def test_a_removed_file_is_gone_for_good(an: Person, dossier_id: UUID, db: Session, app, files) -> None:
    an.send(dossier_id)
    made = kept(db)[0]
    assert an.client.post(f"/ho-so/{dossier_id}/giay-to/{made.id}/bo").status_code == 303
    assert an.client.get(f"/ho-so/{dossier_id}/giay-to/{made.id}").status_code == 404
    gone = db.get_one(service.Document, made.id)
    assert (gone.wrapped_key, gone.has_small, gone.filename) == (b"", False, "")
    db.rollback()
    service.forgetting(app.extensions["documents_store"]).work(made.stored_as)
    assert files() == []


def test_removing_twice_is_harmless(an: Person, dossier_id: UUID, db: Session) -> None:
    made = an.send_json(dossier_id).json["id"]
    answers = [an.client.post(f"/ho-so/{dossier_id}/giay-to/{made}/bo", headers=JSON) for _ in range(2)]
    assert [answer.json["missing"] for answer in answers] == [2, 2]


def test_an_account_sends_so_many_papers_an_hour_however_many_it_takes_away(
    an: Person, dossier_id: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views, "PER_ACCOUNT", (3, 3600))
    for _ in range(3):
        made = an.send_json(dossier_id).json["id"]
        an.client.post(f"/ho-so/{dossier_id}/giay-to/{made}/bo")
    assert an.send_json(dossier_id).status_code == 429


def test_a_removed_file_can_be_sent_again(an: Person, dossier_id: UUID, db: Session) -> None:
    first = an.send_json(dossier_id).json["id"]
    an.client.post(f"/ho-so/{dossier_id}/giay-to/{first}/bo")
    second = an.send_json(dossier_id).json
    assert second["id"] != first
    assert second["missing"] == 1


def test_a_file_no_longer_asked_for_is_shown_to_be_removed(an: Person, dossier_id: UUID, app) -> None:
    with app.app_context(), app.extensions["sessions"].write.begin() as db:
        db.get_one(Dossier, dossier_id).answers = {"licence_class": "B"}
    made = an.send_json(dossier_id, "giay-kham-suc-khoe").json["id"]
    with app.app_context(), app.extensions["sessions"].write.begin() as db:
        db.get_one(Dossier, dossier_id).answers = {"licence_class": "A1"}
    assert "Không cần nữa" in an.client.get(f"/ho-so/{dossier_id}/giay-to").text
    assert an.client.post(f"/ho-so/{dossier_id}/giay-to/{made}/bo").status_code == 303


def test_a_reload_after_an_error_leads_back_to_the_page(an: Person, dossier_id: UUID) -> None:
    assert an.client.get(f"/ho-so/{dossier_id}/giay-to/{OLD}").location == f"/ho-so/{dossier_id}/giay-to"


def test_throwing_a_draft_away_takes_its_files_along(an: Person, dossier_id: UUID, db: Session, app, files) -> None:
    an.send(dossier_id)
    assert an.client.post(f"/ho-so/{dossier_id}/rut").status_code == 303
    assert kept(db) == []
    db.rollback()
    outbox.run_due(app.extensions["sessions"], handlers(app.config["CONFIG"]))
    assert files() == []


def test_a_phone_is_told_what_has_arrived_and_not_what_was_removed(an: Person, chi: Person, dossier_id: UUID) -> None:
    gone = an.send_json(dossier_id, OLD, name="cu.jpg").json["id"]
    an.client.post(f"/ho-so/{dossier_id}/giay-to/{gone}/bo")
    kept = an.send_json(dossier_id, PORTRAIT, name="chan dung.jpg").json
    (paper,) = an.client.get(f"/api/ho-so/{dossier_id}/giay-to").json["papers"]
    assert (paper["id"], paper["slot"], paper["name"]) == (kept["id"], PORTRAIT, "chan dung.jpg")
    assert set(paper) == {"id", "slot", "name", "size", "sha256"}
    assert chi.client.get(f"/api/ho-so/{dossier_id}/giay-to").status_code == 404
