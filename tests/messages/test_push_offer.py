"""When a device is asked whether it wants to be told: after handing in, while something can still happen."""

import pytest
from sqlalchemy.orm import Session

from tests.people import Browser, make_dossier
from webapp.accounts.models import Account
from webapp.dossiers.service import CLOSED, OPEN, State

OFFER = "data-offer"


@pytest.mark.parametrize("state", sorted(OPEN))
def test_it_is_offered_while_a_dossier_is_under_way(an: Browser, account: Account, db: Session, state: State) -> None:
    dossier = make_dossier(db, account, state=state)
    assert an.get(f"/ho-so/{dossier.id}").text.count(OFFER) == 1


@pytest.mark.parametrize("state", sorted(CLOSED))
def test_it_is_not_once_nothing_more_happens(an: Browser, account: Account, db: Session, state: State) -> None:
    dossier = make_dossier(db, account, state=state)
    assert OFFER not in an.get(f"/ho-so/{dossier.id}").text


@pytest.mark.parametrize("path", ["/", "/thu-tuc/1.004194", "/thu-tuc/1.004194/lam", "/tra-cuu", "/tin-nhan", "/ho-so"])
def test_it_is_not_before_handing_in(an: Browser, path: str) -> None:
    assert OFFER not in an.get(path, follow_redirects=True).text


def test_it_is_not_while_a_draft_is_filled_in(an: Browser, account: Account, db: Session) -> None:
    dossier = make_dossier(db, account, state=State.DRAFT)
    assert OFFER not in an.get(f"/ho-so/{dossier.id}", follow_redirects=True).text


def test_without_javascript_there_is_no_dead_button(an: Browser, account: Account, db: Session) -> None:
    dossier = make_dossier(db, account, state=State.NEW)
    page = an.get(f"/ho-so/{dossier.id}").text
    assert 'data-module="push" data-worker data-offer aria-live="polite" hidden>' in page
