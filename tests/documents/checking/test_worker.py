"""The worker's check: a received upload becomes a document or is refused, once, whatever happens in between."""

from collections import Counter
from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.documents import samples
from tests.documents.checking.conftest import VIRUS, Running, Waiting
from tests.documents.conftest import OLD, PORTRAIT, Person
from tests.visitors import ask_code, fresh
from webapp import clock, outbox
from webapp.documents import slots, uploads
from webapp.documents.checking import worker
from webapp.documents.checking.clamd import Clamd
from webapp.documents.checking.scan import NO_SCANNER
from webapp.documents.models import Document, UploadPart
from webapp.jobs import handlers
from webapp.messages.models import Message


def told(db: Session) -> list[str]:
    db.rollback()
    found = db.scalars(select(Message).where(Message.template == "paper_refused"))
    return [f"{one.title}\n{one.body}" for one in found]


def test_an_upload_becomes_a_document_of_the_same_id(waiting: Waiting, upload, document) -> None:
    sent = samples.picture()
    made = waiting.receive(sent)
    waiting.check()
    kept = document(made)
    assert (kept.slot, kept.filename, kept.size, kept.scanned) == (OLD, "mặt trước.jpg", len(sent), "off")
    assert kept.small
    assert upload(made).state == uploads.TAKEN


def test_what_was_received_is_forgotten_once_it_is_a_document(waiting: Waiting, db: Session, files) -> None:
    waiting.receive(samples.picture())
    for _ in range(2):
        waiting.check()
    assert db.scalars(select(UploadPart)).all() == []
    assert len(files()) == 1


def test_the_last_paper_brings_the_dossier_to_the_office(waiting: Waiting, an: Person, submit, load, db) -> None:
    an.send(waiting.dossier_id, OLD)
    submit()
    waiting.receive(samples.picture(), PORTRAIT)
    assert load().state == "waiting_documents"
    db.rollback()
    waiting.check()
    assert load().state == "new"
    assert load().events[-1].actor_account_id == an.actor.account_id


def test_what_the_citizen_saw_and_sent_anyway_is_kept(waiting: Waiting, document) -> None:
    made = waiting.receive(samples.picture(), overruled=["small", "<b>"])
    waiting.check()
    assert document(made).overruled == ["small"]
    assert "small" in document(made).quality


def test_a_file_that_arrived_otherwise_than_it_left_is_refused(waiting: Waiting, upload, document) -> None:
    made = waiting.receive(samples.picture(), sha256="0" * 64)
    waiting.check()
    assert (upload(made).state, upload(made).reason) == (uploads.REFUSED, "checksum")
    assert document(made) is None


def test_a_part_changed_on_disk_is_refused(waiting: Waiting, upload, files) -> None:
    made = waiting.receive(samples.picture())
    body = bytearray(files()[0].read_bytes())
    body[20] ^= 1
    files()[0].write_bytes(body)
    waiting.check()
    assert upload(made).reason == "checksum"


def test_a_file_that_is_no_paper_is_refused_with_its_reason(waiting: Waiting, upload) -> None:
    made = waiting.receive(samples.EXE)
    waiting.check()
    assert (upload(made).state, upload(made).reason) == (uploads.REFUSED, "type")


def test_an_infected_file_is_refused_and_not_kept(waiting: Waiting, clamd: Running, upload, files) -> None:
    made = waiting.receive(samples.picture() + VIRUS)
    for _ in range(2):
        waiting.check(Clamd(clamd.at))
    assert upload(made).reason == "virus"
    assert files() == []


def test_a_clean_file_is_marked_so(waiting: Waiting, clamd: Running, document) -> None:
    made = waiting.receive(samples.picture())
    waiting.check(Clamd(clamd.at))
    assert document(made).scanned == "clean"


def test_it_waits_while_the_scanner_is_away(waiting: Waiting, clamd: Running, upload, document, db: Session) -> None:
    made = waiting.receive(samples.picture())
    waiting.check(Clamd("/nowhere/clamd.ctl"))
    assert upload(made).state == uploads.RECEIVED
    job = db.scalars(select(outbox.Job).where(outbox.Job.kind == uploads.CHECK)).one()
    assert (job.last_error, job.done_at) == ("ScannerDown", None)
    job.due_at = job.due_at.replace(year=2026, month=1)
    db.commit()
    waiting.check(Clamd(clamd.at))
    assert document(made).scanned == "clean"


def test_a_citizen_who_handed_in_already_hears_what_was_refused(waiting: Waiting, submit, db: Session) -> None:
    submit()
    waiting.receive(samples.EXE)
    waiting.check()
    assert len(told(db)) == 1
    assert "Giấy phép lái xe đang có" in told(db)[0]
    assert "Chỉ nhận ảnh chụp" in told(db)[0]
    assert "Người 01" not in told(db)[0]
    assert "mặt trước" not in told(db)[0]


def test_a_draft_is_told_on_its_page_only(waiting: Waiting, db: Session) -> None:
    waiting.receive(samples.EXE)
    waiting.check()
    assert told(db) == []


@pytest.mark.parametrize(
    ("change", "reason"),
    [({"state": "received"}, "not_now"), ({"answers": {"licence_class": "A1"}}, "no_slot")],
)
def test_a_dossier_that_changed_meanwhile_takes_nothing(
    waiting: Waiting, upload, db, load, files, change, reason
) -> None:
    load().answers = {"licence_class": "B"}
    db.commit()
    made = waiting.receive(samples.picture(), "giay-kham-suc-khoe")
    for name, value in change.items():
        setattr(load(), name, value)
    db.commit()
    for _ in range(2):
        waiting.check()
    assert (upload(made).state, upload(made).reason) == (uploads.REFUSED, reason)
    assert files() == []  # neither the parts nor what was made of them


def test_a_file_that_waits_keeps_its_place(waiting: Waiting, an: Person, upload) -> None:
    made = waiting.receive(samples.picture())
    sent = [an.send(waiting.dossier_id, data=samples.picture(colour=colour)) for colour in ("red", "green")]
    assert [answer.status_code for answer in sent] == [303, 422]
    waiting.check()
    assert upload(made).state == uploads.TAKEN


def test_a_paper_full_by_now_is_said(waiting: Waiting, an: Person, upload, monkeypatch) -> None:
    made = waiting.receive(samples.picture())
    monkeypatch.setattr(slots, "_waiting", lambda _db, _dossier: Counter())  # as if it had been on its way until now
    for colour in ("red", "green"):
        an.send(waiting.dossier_id, data=samples.picture(colour=colour))
    waiting.check()
    assert upload(made).reason == "slot_full"


def test_a_crash_before_the_end_only_means_doing_it_again(waiting: Waiting, app, db: Session, document, files) -> None:
    made = waiting.receive(samples.picture())
    lost = worker.checking(app.extensions["documents_store"], NO_SCANNER)
    lost.work(lost.look(db, {"upload": str(made)}))  # the worker dies here: its file is in the store, its row is not
    db.rollback()
    waiting.check()
    assert document(made).sha256
    assert len(db.scalars(select(Document)).all()) == 1


def test_of_two_workers_the_second_changes_nothing(waiting: Waiting, app, db: Session, upload, files) -> None:
    made = waiting.receive(samples.picture())
    both = worker.checking(app.extensions["documents_store"], NO_SCANNER)
    found = [both.work(both.look(db, {"upload": str(made)})) for _ in range(2)]
    for one in found:
        both.finish(db, {"upload": str(made)}, one)
        db.commit()
    waiting.check()
    waiting.check()
    assert upload(made).state == uploads.TAKEN
    assert len(files()) == 1


def test_an_upload_forgotten_meanwhile_leaves_nothing(waiting: Waiting, app, db: Session, upload, files) -> None:
    made = waiting.receive(samples.picture())
    job = worker.checking(app.extensions["documents_store"], NO_SCANNER)
    found = job.work(job.look(db, {"upload": str(made)}))
    uploads.forget(db, upload(made))
    job.finish(db, {"upload": str(made)}, found)
    db.commit()
    waiting.check()
    assert files() == []


def test_an_upload_without_a_dossier_waits_to_be_claimed(waiting: Waiting, db: Session, upload) -> None:
    made = waiting.receive(samples.picture())
    upload(made).dossier_id = None
    db.commit()
    waiting.check()
    assert upload(made).state == uploads.RECEIVED


def test_an_upload_nobody_knows_any_more_is_no_work(db: Session) -> None:
    assert worker.look(db, {"upload": str(uuid4())}) is None


def test_nobodys_sign_in_code_waits_for_a_check(waiting: Waiting, app) -> None:
    waiting.receive(samples.picture())
    clock.advance(timedelta(minutes=1))
    ask_code(fresh(app), "0912000003")
    ran: list[str] = []
    table = dict(handlers(app.config["CONFIG"]))
    assert isinstance(table[uploads.CHECK], outbox.Outside)
    table[uploads.CHECK] = outbox.Outside(lambda *_: None, lambda _: ran.append("check"))
    table["message.deliver"] = lambda *_: ran.append("code")
    outbox.run_due(app.extensions["sessions"], table)
    assert ran == ["code", "check"]


def test_accounts_take_turns(waiting: Waiting, an: Person, db: Session) -> None:
    waiting.receive(samples.picture())
    assert db.scalars(select(outbox.Job.owner).where(outbox.Job.kind == uploads.CHECK)).one() == str(
        an.actor.account_id
    )
