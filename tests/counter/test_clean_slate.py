"""Nothing of a customer stays for the next: the browser is told to forget, pages are not kept, the screen clears itself."""

from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.counter.desk import NA, TAM, mandate_of, sit
from tests.people import Browser
from webapp import clock
from webapp.counter import service, terms
from webapp.counter.models import CounterVisit


def test_the_next_customer_ends_the_visit_and_the_browser_forgets(db: Session, ha: Browser) -> None:
    visit = sit(ha, db)
    answer = ha.post(f"/khach/{visit.id}/tiep")
    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
    db.expire_all()
    assert db.get_one(CounterVisit, visit.id).ended_by == "next"
    assert mandate_of(db, visit).ended_by == "helper"
    assert "Đỗ Thị Na" not in ha.get("/khach").text


def test_said_twice_it_is_harmless(db: Session, ha: Browser) -> None:
    visit = sit(ha, db)
    assert [ha.post(f"/khach/{visit.id}/tiep").status_code for _time in range(2)] == [200, 200]


def test_work_that_is_not_sent_yet_is_not_forgotten(db: Session, ha: Browser) -> None:
    visit = sit(ha, db)
    assert "Clear-Site-Data" not in ha.post(f"/khach/{visit.id}/tiep", data={"giu": "1"}).headers


def test_a_screen_that_rests_shows_nothing_until_their_card_is_read_again(db: Session, ha: Browser) -> None:
    visit = sit(ha, db)
    assert ha.post(f"/khach/{visit.id}/nghi").headers["Clear-Site-Data"]
    page = ha.get("/khach").text
    assert "Màn hình đã dọn" in page
    for secret in ("Đỗ Thị Na", "022145000321", visit.key or "x"):
        assert secret not in page
    other = ha.post(f"/khach/{visit.id}/mo", data={"text": TAM})
    assert other.status_code == 422
    assert "Đỗ Thị Na" not in other.text
    assert ha.post(f"/khach/{visit.id}/mo", data={"text": NA}).status_code == 303
    assert "Đỗ Thị Na" in ha.get("/khach").text


@pytest.mark.parametrize("typed", ["022145000321", " 022145000321 ", NA])
def test_twelve_digits_open_it_too(db: Session, ha: Browser, typed: str) -> None:
    visit = sit(ha, db)
    ha.post(f"/khach/{visit.id}/nghi")
    assert ha.post(f"/khach/{visit.id}/mo", data={"text": typed}).status_code == 303


@pytest.mark.parametrize("typed", ["", "0221450003", "x" * 3500, "022145000321x"])
def test_nothing_else_does(db: Session, ha: Browser, typed: str) -> None:
    visit = sit(ha, db)
    ha.post(f"/khach/{visit.id}/nghi")
    assert ha.post(f"/khach/{visit.id}/mo", data={"text": typed}).status_code == 422
    assert "Màn hình đã dọn" in ha.get("/khach").text


def test_no_page_of_a_customer_may_be_kept(db: Session, ha: Browser) -> None:
    sit(ha, db)
    page = ha.get("/khach")
    assert page.headers["Cache-Control"] == "no-store"
    assert 'autocomplete="off"' in page.text
    assert "<title>Khách ở quầy" in page.text


def test_the_page_that_ends_a_visit_is_everybodys(ha: Browser, an: Browser) -> None:
    pages = [one.get("/khach/don") for one in (ha, an)]
    assert pages[0].text == pages[1].text
    assert pages[0].headers["Cache-Control"] == "no-cache"


def test_the_key_of_earlier_work_comes_to_its_clerk_alone(db: Session, ha: Browser, tu: Browser) -> None:
    visit = sit(ha, db)
    ha.post(f"/khach/{visit.id}/tiep", data={"giu": "1"})
    asked = {"visits": [str(visit.id), str(uuid4())]}
    assert ha.post("/api/khach/khoa", json=asked).json == {"keys": {str(visit.id): visit.key}}
    assert tu.post("/api/khach/khoa", json=asked).json == {"keys": {}}


@pytest.mark.parametrize("said", [{}, {"visits": "x"}, {"visits": ["x"]}, {"visits": [None]}, []])
def test_what_no_page_asks_is_refused(ha: Browser, said: object) -> None:
    assert ha.post("/api/khach/khoa", json=said).status_code == 400


def test_it_rests_after_a_minute_and_warns_before() -> None:
    assert (terms.now().idle, terms.now().warning) == (60, 20)


def test_visits_and_keys_go_when_their_time_is_over(db: Session, ha: Browser) -> None:
    visit_id = sit(ha, db).id
    ha.post(f"/khach/{visit_id}/tiep")
    for days, left, key in ((29, 1, True), (2, 1, False), (760, 1, False), (10, 0, False)):
        clock.advance(timedelta(days=days))
        service.forget_keys(db, 10)
        service.forget(db, 10)
        db.commit()
        found = db.scalars(select(CounterVisit)).all()
        assert len(found) == left
        assert [bool(one.key) for one in found] == [key] * left
