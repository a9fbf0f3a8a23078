"""The officer's list."""

import re
from datetime import timedelta

from sqlalchemy.orm import Session

from tests.page import Client
from tests.people import make_dossier
from webapp import clock
from webapp.accounts.service import Account
from webapp.desk import service
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


def codes_on(page: str) -> list[str]:
    return re.findall(r'href="/ban-lam-viec/([0-9a-f-]{36})"', page)


def test_the_list_comes_by_pages_and_says_how_many_there_are(
    db: Session, an: Account, khanh: Client, monkeypatch
) -> None:
    monkeypatch.setattr(service, "A_PAGE", 2)
    monkeypatch.setattr(service, "COUNTED", 3)
    made = [str(make_dossier(db, an).id) for _ in range(5)]
    first = khanh.get("/ban-lam-viec").text
    assert "Hơn 3 hồ sơ" in first
    seen, page = codes_on(first), first
    while more := re.search(r'href="(/ban-lam-viec\?sau=[^"]+)"', page):
        page = khanh.get(more[1]).text
        assert codes_on(page)
        seen += codes_on(page)
    assert sorted(seen) == sorted(made)
    assert "Còn 1 hồ sơ" in page
    assert "Về đầu danh sách" in page


def test_an_end_of_a_page_that_nobody_gave_is_the_beginning(db: Session, an: Account, khanh: Client) -> None:
    dossier = make_dossier(db, an)
    for made_up in ("x", "1.2", "9" * 30 + ".0", f"99999999999999999.{dossier.id}"):
        assert codes_on(khanh.get(f"/ban-lam-viec?sau={made_up}").text) == [str(dossier.id)]


def test_what_is_late_stands_first(db: Session, an: Account, khanh: Client) -> None:
    late = make_dossier(db, an, state=State.RECEIVED)
    clock.advance(timedelta(days=20))
    others = [
        make_dossier(db, an, state=state) for state in (State.SUPPLEMENT, State.NEW, State.RECEIVED, State.RESOLVED)
    ]
    shown = codes_on(khanh.get("/ban-lam-viec").text)
    assert shown == [str(one.id) for one in (late, others[2], others[1], others[0], others[3])]
