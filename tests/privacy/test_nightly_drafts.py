"""Drafts in the night: on both sides of their term, never without a warning, and what was handed in before is not lost."""

from datetime import timedelta

from sqlalchemy import func, select

from tests.people import AN, Actor
from tests.privacy.conftest import anonymous, count
from webapp import clock, retention
from webapp.documents import service as documents
from webapp.dossiers import service as dossiers
from webapp.dossiers.service import Dossier, State
from webapp.messages.models import Message

HOUR = timedelta(hours=1)


def texts(db, template) -> int:
    db.rollback()
    return db.scalar(select(func.count(Message.id)).where(Message.template == template))


def test_an_unclaimed_draft_stays_for_its_term(db, night):
    anonymous(db)
    clock.advance(retention.term("draft_anonymous") - HOUR)
    assert night() == []
    assert count(db, Dossier) == 1


def test_an_unclaimed_draft_goes_after_its_term(db, night):
    anonymous(db)
    clock.advance(retention.term("draft_anonymous") + HOUR)
    assert night() == ["draft_anonymous/draft"]
    assert count(db, Dossier) == 0


def test_an_old_draft_is_told_of_once_and_not_touched(db, make, night):
    make(State.DRAFT)
    clock.advance(retention.term("draft") - retention.warning("draft") + HOUR)
    assert "draft_warned/draft" in night()
    assert "draft_warned/draft" not in night()
    assert (texts(db, "draft_ends"), count(db, Dossier)) == (1, 1)


def test_a_draft_is_not_told_of_too_early(db, make, night):
    make(State.DRAFT)
    clock.advance(retention.term("draft") - retention.warning("draft") - HOUR)
    night()
    assert texts(db, "draft_ends") == 0


def test_a_draft_goes_after_its_term_with_its_file(app, db, make, night):
    make(State.DRAFT)
    clock.advance(retention.term("draft") - retention.warning("draft") + HOUR)
    night()
    clock.advance(retention.warning("draft") + HOUR)
    assert "draft/draft" in night()
    assert count(db, Dossier) == 0
    assert count(db, documents.Document) == 0


def test_a_draft_is_never_deleted_without_the_warning_being_old_enough(db, make, night):
    make(State.DRAFT)
    clock.advance(retention.term("draft") * 2)
    night()
    clock.advance(retention.warning("draft") - HOUR)
    night()
    assert count(db, Dossier) == 1


def test_a_draft_saved_after_the_warning_stays(db, make, night):
    dossier = make(State.DRAFT)
    clock.advance(retention.term("draft") - HOUR)
    night()
    dossiers.save(db, db.get_one(Dossier, dossier.id), {"new_address": "số 9"})
    db.commit()
    clock.advance(retention.warning("draft") * 2)
    night()
    assert count(db, Dossier) == 1


def test_a_draft_handed_in_before_is_withdrawn_not_lost(db, make, account, night):
    dossier = make(State.NEW)
    dossiers.reopen(db, dossier, Actor("citizen", AN[1], account.id, None))
    db.commit()
    clock.advance(retention.term("draft") - HOUR)
    night()
    clock.advance(retention.warning("draft") + HOUR)
    night()
    assert db.get_one(Dossier, dossier.id).state == State.WITHDRAWN
