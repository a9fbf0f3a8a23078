"""The officer sees that a dossier was read over and signed on a phone, and its citizen sees what is kept of it."""

import pytest
from sqlalchemy.orm import Session

from tests.page import Client
from tests.people import AN, account_of, make_dossier
from webapp import clock
from webapp.db import uuid7
from webapp.dossiers import approving
from webapp.dossiers.service import Dossier

DRAWN = "M10 20L11 22L30 40"


@pytest.fixture
def signed(db: Session) -> Dossier:
    dossier = make_dossier(db, account_of(db, *AN))
    word = approving.Approval(uuid7(), "a" * 64, DRAWN, clock.now())
    approving.keep(db, dossier, word, "cam-doan-1", "Tôi cam đoan")
    db.commit()
    return dossier


def test_the_officer_sees_the_signature(khanh: Client, signed: Dossier) -> None:
    page = khanh.get(f"/ban-lam-viec/{signed.id}")
    assert "Đã đọc lại và cam đoan trên máy lúc" in page.text
    assert f'd="{DRAWN}"' in page.text


def test_nothing_is_said_where_it_was_handed_in_on_a_page(db: Session, khanh: Client) -> None:
    dossier = make_dossier(db, account_of(db, *AN))
    db.commit()
    assert "cam đoan trên máy" not in khanh.get(f"/ban-lam-viec/{dossier.id}").text
