"""Deleting at one's own wish: what may go at once, what is kept and why, and that it is asked twice."""

import pytest
from sqlalchemy import select

from tests.people import AN, bring_to
from tests.privacy.conftest import with_receipt
from webapp import clock, outbox, retention
from webapp.access import Actor
from webapp.documents import service as documents
from webapp.dossiers import service as dossiers
from webapp.dossiers.service import State
from webapp.privacy import deleting
from webapp.privacy.models import RetentionAct
from webapp.receipts.models import Receipt

SURE = {"sure": "y"}


def at(dossier) -> str:
    return f"/du-lieu-cua-toi/ho-so/{dossier.id}/xoa"


def test_a_draft_goes_at_once_with_its_papers(an, db, make, now, asked):
    dossier = make(State.DRAFT)
    assert an.post(at(dossier), data=SURE).status_code == 303
    assert now(dossier) is None
    assert db.scalars(select(documents.Document)).all() == []
    assert [(one.kind, one.done_at is not None) for one in asked()] == [("delete", True)]


def test_it_is_asked_twice(an, make, now):
    dossier = make(State.DRAFT)
    answer = an.post(at(dossier))
    assert answer.status_code == 422
    assert "Xoá rồi không lấy lại được" in answer.text
    assert now(dossier)


def test_looking_at_the_question_deletes_nothing(an, make, now):
    dossier = make(State.DRAFT)
    an.get(at(dossier))
    assert now(dossier)


def test_a_withdrawn_dossier_loses_its_papers_and_answers(an, make, papers, now):
    dossier = make(State.WITHDRAWN)
    an.post(at(dossier), data=SURE)
    assert papers(dossier) == []
    kept = now(dossier)
    assert (kept.answers, kept.person_id, kept.reference) == (None, None, dossier.reference)


def test_the_sealed_file_is_forgotten(an, db, make, papers):
    dossier = make(State.WITHDRAWN)
    stored_as = papers(dossier)[0].stored_as
    an.post(at(dossier), data=SURE)
    jobs = db.scalars(select(outbox.Job).where(outbox.Job.kind == documents.FORGET)).all()
    assert [job.payload["stored_as"] for job in jobs] == [stored_as]


def test_one_paper_may_go_alone(an, make, papers, now):
    dossier = make(State.WITHDRAWN)
    paper = papers(dossier)[0]
    assert an.post(f"{at(dossier)}?giay-to={paper.id}", data=SURE).status_code == 303
    assert papers(dossier) == []
    assert now(dossier).answers is not None


def test_a_destroyed_paper_can_show_nothing_any_more(db, make):
    paper = documents.every(db, make(State.WITHDRAWN))[0]
    documents.destroy(db, paper)
    documents.destroy(db, paper)
    assert (paper.wrapped_key, paper.small, paper.filename) == (b"", None, "")
    assert paper.sha256


@pytest.mark.parametrize("state", [State.NEW, State.IN_PROGRESS, State.SUPPLEMENT, State.RESOLVED, State.HANDED_OVER])
def test_what_an_office_or_the_law_needs_stays(an, make, papers, state):
    dossier = make(state)
    answer = an.post(at(dossier), data=SURE)
    assert answer.status_code == 409
    assert "Phải giữ đến" in answer.text
    assert len(papers(dossier)) == 1


def test_a_dossier_withdrawn_after_acceptance_stays_for_its_term(an, db, make, papers):
    dossier = make(State.RECEIVED)
    dossiers.apply(db, dossier, dossiers.Event.WITHDRAWAL_GRANTED, Actor("staff", "Khánh"))
    db.commit()
    assert an.post(at(dossier), data=SURE).status_code == 409
    assert len(papers(dossier)) == 1


def test_after_its_term_the_citizen_may_delete_too(db, make):
    dossier = make()
    clock.advance(retention.term("dossier_finished"))
    deleting.delete(db, dossier, Actor("citizen", AN[1]))
    assert dossier.answers is None


def test_the_verb_refuses_what_the_page_refuses(db, make):
    with pytest.raises(deleting.StillKept) as refusal:
        deleting.delete(db, make(), Actor("citizen", AN[1]))
    assert refusal.value.verdict.rule == "dossier_finished"


def test_a_draft_handed_in_before_is_withdrawn_first(an, db, make, account, now):
    dossier = make(State.NEW)
    dossiers.reopen(db, dossier, Actor("citizen", AN[1], account.id, None))
    db.commit()
    an.post(at(dossier), data=SURE)
    kept = now(dossier)
    assert (kept.state, kept.answers) == (State.WITHDRAWN, None)


def test_receipts_stay_in_the_books(an, db, make, account):
    dossier = make(State.NEW)
    receipt = with_receipt(db, dossier)
    bring_to(db, dossier, State.WITHDRAWN, Actor("citizen", AN[1], account.id, None))
    db.commit()
    an.post(at(dossier), data=SURE)
    db.expire_all()
    assert db.get_one(Receipt, receipt.id).content["applicant"] == AN[1]


def test_it_is_written_down_without_a_person(an, db, make):
    dossier = make(State.WITHDRAWN)
    an.post(at(dossier), data=SURE)
    acts = db.scalars(select(RetentionAct)).all()
    assert [(act.rule, act.kind, act.object_id) for act in acts] == [("request_other", "dossier", dossier.id)]
