"""What was said of a helper is seen and taken along in sums; the name goes, the team's number stays."""

import io
import json
from zipfile import ZipFile

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from tests.figures.conftest import BOARD, DUNG, TEAM, kept, later, many, numbers
from tests.people import Browser, account_of
from webapp.accounts import service as accounts
from webapp.privacy import deleting


@pytest.fixture
def _said(app: Flask, db: Session, dung: Browser) -> None:
    """Five opinions became known, two more wait for others."""
    many(app, db, DUNG, "good", "good", "good", "good", "fair", good=["clear"])
    later(app, 15)
    many(app, db, DUNG, "poor", "poor")
    later(app, 15)


@pytest.mark.usefixtures("_said")
def test_a_helper_sees_that_it_is_kept_and_for_how_long(dung: Browser) -> None:
    page = dung.get("/du-lieu-cua-toi").text
    assert "5 ý kiến về lần giúp" in page
    assert "Để người giúp tốt được thấy" in page


@pytest.mark.usefixtures("_said")
def test_a_helper_takes_the_sums_along_and_no_single_opinion(dung: Browser) -> None:
    with ZipFile(io.BytesIO(dung.post("/du-lieu-cua-toi/mang-theo").data)) as bundle:
        said = json.loads(bundle.read("data.json"))["help_opinions"]
    assert {(one["unit_id"], one["what"], one["number"]) for one in said} == {
        (TEAM, "good", 4),
        (TEAM, "fair", 1),
        (TEAM, "why:clear", 5),
    }


@pytest.mark.usefixtures("_said")
def test_who_takes_consent_back_is_forgotten_and_the_team_keeps_the_number(
    app: Flask, yen: Browser, db: Session
) -> None:
    account_id = account_of(db, *DUNG).id
    accounts.agree(db, account_id, accounts.consent.current(), "thử")
    assert deleting.withdraw_consent(db, account_id)
    db.commit()
    page = yen.get(BOARD).text
    assert DUNG[1] not in page
    assert numbers(page, "Người đã thôi giúp")[-1] == "Tốt 4 · Tạm được 1 · Chưa tốt 0"
    assert {one.helper_id for one in kept(app)} == {None}
