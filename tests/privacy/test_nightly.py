"""What the night clears away, on both sides of each term; everything may be repeated."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from tests.people import AN, Actor, bring_to
from tests.privacy.conftest import anonymous, count
from webapp import clock, nightly, outbox, retention
from webapp.db import uuid7
from webapp.desk import returns
from webapp.documents import service as documents
from webapp.documents.models import DocumentRead, Upload
from webapp.dossiers import service as dossiers
from webapp.dossiers.service import Dossier, State
from webapp.privacy.models import RetentionAct
from webapp.staff_log import StaffAct

HOUR = timedelta(hours=1)


ENDS = [
    (State.HANDED_OVER, "dossier_finished"), (State.RESOLVED, "dossier_finished"), (State.STOPPED, "dossier_finished"),
    (State.REFUSED, "dossier_refused"), (State.WITHDRAWN, "dossier_withdrawn"),
]  # fmt: skip


@pytest.mark.parametrize(("state", "rule"), ENDS)
def test_a_finished_dossier_keeps_its_papers_until_its_term(make, papers, night, state, rule):
    dossier = make(state)
    clock.advance(retention.term(rule) - HOUR)
    night()
    assert len(papers(dossier)) == 1


@pytest.mark.parametrize(("state", "rule"), ENDS)
def test_a_finished_dossier_is_emptied_after_its_term(db, make, papers, night, state, rule):
    dossier = make(state)
    clock.advance(retention.term(rule) + HOUR)
    assert f"{rule}/dossier" in night()
    assert papers(dossier) == []
    kept = db.get_one(Dossier, dossier.id)
    assert (kept.fields, kept.answers, kept.person_id) == ({}, None, None)


def test_a_dossier_under_way_is_never_emptied(make, papers, night):
    dossier = make(State.IN_PROGRESS)
    clock.advance(retention.term("dossier_finished") * 2)
    night()
    assert len(papers(dossier)) == 1


def test_its_row_its_codes_and_its_timeline_stay(db, make, night):
    dossier = make()
    events = len(dossier.events)
    clock.advance(retention.term("dossier_finished") + HOUR)
    night()
    kept = db.get_one(Dossier, dossier.id)
    assert (kept.reference, kept.official_code) == (dossier.reference, dossier.official_code)
    assert len(kept.events) == events
    assert not any(row.note or (row.actor_kind == "citizen" and row.actor_name) for row in kept.events)


def test_a_second_night_finds_nothing_left(make, night):
    make()
    clock.advance(retention.term("dossier_finished") + HOUR)
    night()
    assert [line for line in night() if line.endswith("/dossier")] == []


def test_the_sealed_file_itself_is_gone(app, make, night):
    dossier = make()
    clock.advance(retention.term("dossier_finished") + HOUR)
    night()
    store = app.extensions["documents_store"]
    with app.app_context():
        made = {documents.FORGET: documents.forgetting(store)}
        while outbox.run_due(app.extensions["sessions"], made | dict.fromkeys(["message.deliver"], lambda *_: None)):
            pass
    assert dossier
    assert list(store.names()) == []


@pytest.mark.parametrize("state", [State.RESOLVED, State.STOPPED])
def test_reasons_and_answers_of_returns_go_with_the_contents(db, make, account, night, state):
    dossier = make(State.SUPPLEMENT)
    item = returns.unanswered(db, dossier).items[0]
    item.answer = "Tôi đã chụp lại ở số 8, ngõ 5."
    dossiers.apply(db, dossier, dossiers.Event.SUPPLEMENTED, Actor("citizen", AN[1], account.id, None))
    bring_to(db, dossier, state, Actor("citizen", AN[1], account.id, None))
    db.commit()
    clock.advance(retention.term("dossier_finished") + HOUR)
    night()
    asked = returns.all_of(db, db.get_one(Dossier, dossier.id))[0]
    assert [(one.reason, one.answer, one.item) for one in asked.items] == [("", None, item.item)]


def test_a_paper_taken_away_before_an_office_asked_leaves_no_name_and_picture(db, make):
    dossier = make(State.DRAFT)
    paper = documents.every(db, dossier)[0]
    documents.remove(db, dossier, paper)
    db.commit()
    db.expire_all()
    assert (paper.wrapped_key, paper.small, paper.filename) == (b"", None, "")


def test_a_paper_that_came_by_tus_leaves_no_name_anywhere(db, make, send, work, papers, night):
    dossier = make(State.DRAFT)
    sent = send(dossier, "Sổ hộ khẩu của An.jpg")
    work()
    assert "Sổ hộ khẩu của An.jpg" in [one.filename for one in papers(dossier)]
    bring_to(db, db.get_one(Dossier, dossier.id), State.HANDED_OVER, Actor("citizen", AN[1]))
    db.commit()
    clock.advance(retention.term("dossier_finished") + HOUR)
    night()
    document, upload = db.get_one(documents.Document, sent), db.get_one(Upload, sent)
    assert (document.filename, document.small, document.wrapped_key) == ("", None, b"")
    assert (upload.filename, upload.metadata_, upload.wrapped_key) == ("", "", b"")


def forgets(db) -> int:
    db.rollback()
    return db.scalar(select(func.count(outbox.Job.id)).where(outbox.Job.kind == documents.FORGET))


def test_a_file_that_no_row_knows_is_given_up_a_day_later(app, db, night):
    app.extensions["documents_store"].put("ab" * 16, [b"left behind"])
    assert night() == ["file_seen/file"]
    clock.advance(retention.term("file_unknown") - HOUR)
    assert night() == []
    assert forgets(db) == 0
    clock.advance(2 * HOUR)
    assert night() == ["file_unknown/file"]
    assert forgets(db) == 1
    assert night() == []


def test_what_is_shown_as_cleared_was_really_deleted(app, db, make, night):
    app.extensions["documents_store"].put("ab" * 16, [b"left behind"])
    make(State.DRAFT)
    clock.advance(retention.term("draft") - retention.warning("draft") + HOUR)
    assert set(night()) == {"file_seen/file", "draft_warned/draft", "sign_in_ended/sign_in"}
    assert cleared(app) == {"sign_in_ended"}
    clock.advance(retention.term("file_unknown") + HOUR)
    night()
    assert cleared(app) == {"sign_in_ended", "file_unknown"}


def cleared(app) -> set[str]:
    shown = app.test_cli_runner().invoke(args=["retention", "show"]).output.splitlines()
    start = next(at for at, line in enumerate(shown) if line.startswith("Cleared"))
    return {
        line.split()[0] for line in shown[start + 1 : shown.index("Requests that wait (kind, request, asked, due)")]
    }


def test_uploads_go_in_batches_until_none_is_left(db, an, account, send, monkeypatch, night):
    for _number in range(5):
        send()
    clock.advance(retention.term("upload_unclaimed") + HOUR)
    monkeypatch.setattr(nightly, "BATCH", 2)
    assert night().count("upload_unclaimed/upload") == 5


def test_a_file_of_a_paper_is_left_alone(make, night):
    make()
    assert "file_unknown/file" not in night()


def test_the_log_of_reading_goes_after_its_term(db, night):
    db.add(DocumentRead(document_id=uuid7(), account_id=None, at=clock.now()))
    db.commit()
    clock.advance(retention.term("reading_log") - HOUR)
    night()
    assert count(db, DocumentRead) == 1
    clock.advance(2 * HOUR)
    assert "reading_log/reading" in night()
    assert count(db, DocumentRead) == 0


def test_the_log_of_staff_goes_after_its_term(db, night):
    db.add(
        StaffAct(at=clock.now(), account_id=None, act="desk.dossier", method="GET", about="", why="officer hong-gai")
    )
    db.commit()
    clock.advance(retention.term("staff_log") - HOUR)
    night()
    assert count(db, StaffAct) == 1
    clock.advance(2 * HOUR)
    assert "staff_log/act" in night()
    assert count(db, StaffAct) == 0


def test_one_rule_that_fails_does_not_stop_the_others(app, db, monkeypatch):
    def broken(_db, _most):
        raise ValueError

    anonymous(db)
    clock.advance(retention.term("draft_anonymous") + HOUR)
    monkeypatch.setitem(nightly.STEPS, "uploads", broken)
    with app.app_context():
        assert nightly.run(app.extensions["sessions"], app.extensions["documents_store"]) == ["uploads"]
    assert count(db, Dossier) == 0


def test_many_objects_go_in_small_batches(app, db, monkeypatch, night):
    for _number in range(5):
        anonymous(db)
    clock.advance(retention.term("draft_anonymous") + HOUR)
    monkeypatch.setattr(nightly, "BATCH", 2)
    assert night() == ["draft_anonymous/draft"] * 5


def test_a_night_killed_half_way_is_gone_on_with(app, db, monkeypatch, night):
    for _number in range(3):
        anonymous(db)
    clock.advance(retention.term("draft_anonymous") + HOUR)
    with app.extensions["sessions"].write.begin() as own:
        nightly.STEPS["draft_anonymous"](own, 1)
    assert night() == ["draft_anonymous/draft"] * 2


def test_what_was_cleared_names_no_person(db, make, account, night):
    make()
    clock.advance(retention.term("dossier_finished") + HOUR)
    night()
    named = {row.object_id for row in db.scalars(select(RetentionAct))}
    assert named
    assert named.isdisjoint({account.id, *(one.id for one in account.persons)})
