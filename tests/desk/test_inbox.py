"""The officer's list."""

from datetime import timedelta

from sqlalchemy.orm import Session

from tests.page import Client
from tests.people import make_dossier
from webapp import clock
from webapp.accounts.service import Account
from webapp.dossiers import service as dossiers
from webapp.dossiers.lifecycle import State
from webapp.i18n import say_day


def test_a_dossier_that_waits_shows_the_same_date_as_the_citizen_sees(
    db: Session, an: Account, khanh: Client, citizen: Client
) -> None:
    dossier = make_dossier(db, an, state=State.SUPPLEMENT)
    clock.advance(timedelta(days=8))
    promise = dossiers.promise(db, dossier)
    assert promise is not None
    assert dossier.due_at is not None
    assert promise.due > dossier.due_at
    shown, path = say_day(promise.due), f"/ho-so/{dossier.id}"
    db.commit()
    assert shown in khanh.get("/ban-lam-viec").text
    assert shown in citizen.get(path).text
