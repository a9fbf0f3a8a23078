"""Somebody asks a team to come: with an account or a confirmed number, once, for a slot that is free, as long as a team is there."""

from datetime import timedelta
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.orm import Session

from tests.people import AN, BINH, CHI, Browser, account_of, browser
from tests.visitors import code_sent, fresh
from tests.visits.conftest import ADDRESS, AT, CODE, NAME, TEAM, WARD, ask, asked, at, form_of, slots_of, texts, visits
from webapp import clock

pytestmark = pytest.mark.usefixtures("yen")


def test_whoever_has_an_account_asks_in_one_step(app: Flask, db: Session) -> None:
    an = browser(app, db, *AN)
    visit = asked(an, db)
    assert (visit.state, visit.unit_id, visit.account_id, visit.phone) == ("asked", TEAM, account_of(db, *AN).id, AN[0])
    page = an.get(at(visit)).text
    assert "Đã ghi, tổ sẽ báo ai đến" in page
    assert ADDRESS in page


def test_the_way_to_it_stands_on_the_front_page_in_help_and_at_a_procedure(app: Flask) -> None:
    client = fresh(app)
    assert f'href="{AT}"' in client.get("/").text
    assert f'href="{AT}"' in client.get("/tro-giup").text
    assert f'href="{AT}?ma={CODE}"' in client.get(f"/thu-tuc/{CODE}").text


def test_commune_and_team_are_asked_first(app: Flask) -> None:
    client = fresh(app)
    assert "Nhà ở xã, phường nào?" in client.get(AT).text
    page = client.get(f"{AT}?xa={WARD}&ma={CODE}").text
    assert "Đến lúc nào?" in page, "the only team that is managed needs no choosing"
    assert f'<option selected value="{CODE}">' in page


def test_of_several_teams_one_is_chosen(app: Flask, db: Session) -> None:
    browser(app, db, "0912000015", "Lương Văn Tú", ("team_manager", "to-so-hong-gai-2"))
    page = fresh(app).get(f"{AT}?xa={WARD}").text
    assert "Nhà ở gần tổ nào?" in page
    assert "to=to-so-hong-gai-2" in page


@pytest.mark.parametrize("ward", ["06652", "07060"])
def test_where_no_team_is_managed_it_says_whom_to_call(app: Flask, ward: str) -> None:
    page = fresh(app).get(f"{AT}?xa={ward}").text
    assert "Nơi này chưa có tổ đến nhà" in page
    assert "Gọi tổng đài" in page
    assert 'href="/noi-nop/' in page


def test_the_papers_to_have_ready_are_shown(app: Flask, db: Session) -> None:
    an = browser(app, db, *AN)
    assert "Để sẵn giấy tờ" in an.get(f"{AT}?xa={WARD}&to={TEAM}&ma={CODE}").text
    page = an.get(at(asked(an, db))).text
    assert "Căn cước (bản gốc" in page
    assert "Tuỳ trường hợp mới cần" in page


def test_without_an_account_the_number_is_confirmed_first(app: Flask, db: Session) -> None:
    client = fresh(app)
    answer = ask(client, phone="0987 654 321")
    (visit,) = visits(db)
    assert (visit.state, texts(db, "visit_asked")) == ("unconfirmed", [])
    assert answer.headers["Location"] == at(visit, "ma")
    assert "0987\u00a0•••\u00a0321" in client.get(at(visit, "ma")).text
    client.post(at(visit, "ma"), data={"code": code_sent(client)})
    (visit,) = visits(db)
    assert (visit.state, visit.account_id) == ("asked", None)
    assert len(texts(db, "visit_asked")) == 1


def test_a_wrong_code_confirms_nothing(app: Flask, db: Session) -> None:
    client = fresh(app)
    ask(client, phone="0987 654 321")
    (visit,) = visits(db)
    wrong = "000000" if code_sent(client) != "000000" else "111111"
    answer = client.post(at(visit, "ma"), data={"code": wrong})
    assert answer.status_code == 422
    assert "Mã chưa đúng" in answer.text
    assert visits(db)[0].state == "unconfirmed"


def test_another_code_can_be_asked_for_and_the_old_one_is_over(app: Flask, db: Session) -> None:
    client = fresh(app)
    ask(client, phone="0987 654 321")
    visit, old = visits(db)[0], code_sent(client)
    clock.advance(timedelta(minutes=2))
    assert client.post(at(visit, "ma-moi")).headers["Location"] == at(visit, "ma")
    new = code_sent(client)
    assert client.post(at(visit, "ma"), data={"code": old}).status_code == (303 if old == new else 422)
    client.post(at(visit, "ma"), data={"code": new})
    assert visits(db)[0].state == "asked"


def test_a_confirmed_number_with_an_account_belongs_to_it(app: Flask, db: Session) -> None:
    account_of(db, *BINH)
    client = fresh(app)
    ask(client, phone=BINH[0])
    client.post(at(visits(db)[0], "ma"), data={"code": code_sent(client)})
    assert visits(db)[0].account_id == account_of(db, *BINH).id
    assert "Chờ phân công" in browser(app, db, *BINH).get(f"{AT}/cua-toi").text


def test_sent_twice_it_is_one_request_with_what_was_corrected(app: Flask, db: Session) -> None:
    an = browser(app, db, *AN)
    form = form_of(an)
    for address in (ADDRESS, ADDRESS, "Số 9"):
        assert an.post(AT, data=form | {"address": address}).status_code == 303
    (visit,) = visits(db)
    assert visit.address == "Số 9"
    assert len(texts(db, "visit_asked")) == len(texts(db, "visit_received")) == 1


def test_gone_back_and_another_time_chosen_the_team_is_told_again(app: Flask, db: Session) -> None:
    an = browser(app, db, *AN)
    form, other = form_of(an), slots_of(an)[-1]
    for slot in (form["slot"], other, other):
        assert an.post(AT, data=form | {"slot": slot}).status_code == 303
    assert [str(one.slot) for one in visits(db)] == [other]
    assert len(texts(db, "visit_asked")) == 2


def test_somebody_elses_id_is_nobodys(app: Flask, db: Session) -> None:
    form = form_of(an := browser(app, db, *AN))
    an.post(AT, data=form)
    assert browser(app, db, *CHI).post(AT, data=form | {"name": "x"}).status_code == 404
    assert visits(db)[0].name == NAME


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"slot": ""}, "Chọn ngày và buổi."),
        ({"slot": "2020-01-01/evening"}, "Buổi này không còn nhận nữa."),
        ({"slot": "x"}, "Buổi này không còn nhận nữa."),
        ({"name": ""}, "Ghi tên để đến nơi còn biết hỏi ai."),
        ({"address": ""}, "Ghi địa chỉ để tìm được nhà."),
        ({"address": "x" * 201}, "Dài quá"),
        ({"whom": "king"}, "Chọn một mục trong danh sách."),
        ({"procedure": "9.999999"}, "Chọn một mục trong danh sách."),
        ({"agree": ""}, "Cần đồng ý thì tổ mới đến được."),
        ({"phone": "12345"}, "Số này chưa đúng."),
    ],
)
def test_a_slip_is_named_and_nothing_is_kept(app: Flask, db: Session, changes: dict[str, str], words: str) -> None:
    client = fresh(app)
    answer = client.post(AT, data=form_of(client, phone="0987654321") | changes)
    assert answer.status_code == 422
    assert words in answer.text
    assert visits(db) == []


def test_a_full_slot_is_no_longer_offered_nor_taken(app: Flask, db: Session) -> None:
    an, chi = browser(app, db, *AN), browser(app, db, *CHI)
    form = form_of(chi)
    visit = asked(an, db, slot=form["slot"])
    assert str(visit.slot) not in slots_of(chi)
    answer = chi.post(AT, data=form)
    assert answer.status_code == 422
    assert "Buổi này không còn nhận nữa." in answer.text
    assert len(visits(db)) == 1


def test_one_number_waits_for_three_visits_at_most(app: Flask, db: Session) -> None:
    an = browser(app, db, *AN)
    for _ in range(3):
        asked(an, db)
    answer = ask(an)
    assert answer.status_code == 422
    assert "đã nhờ nhiều lần mà chưa xong" in answer.text
    assert len(visits(db)) == 3


def test_nobody_floods_a_team_or_a_strangers_phone(app: Flask) -> None:
    client = fresh(app)
    statuses = [ask(client, id=str(uuid4()), phone="0987654321").status_code for _ in range(5)]
    assert statuses[-1] == 429


def test_called_off_by_the_link_once_and_for_all(app: Flask, db: Session) -> None:
    visit = asked(browser(app, db, *AN), db)
    stranger = fresh(app)
    assert ADDRESS not in stranger.get(at(visit)).text, "whoever has the link does not read the address"
    for _ in range(2):
        assert stranger.post(at(visit, "thoi")).status_code == 303
    assert visits(db)[0].state == "cancelled"
    assert len(texts(db, "visit_cancelled")) == 1
    assert "Đã thôi nhờ" in stranger.get(at(visit)).text


def test_a_link_that_leads_nowhere_is_a_404(app: Flask) -> None:
    for path in (f"{AT}/no-such-token", f"{AT}/no-such-token/ma"):
        assert fresh(app).get(path).status_code == 404
    assert fresh(app).post(f"{AT}/no-such-token/thoi").status_code == 404


def test_what_is_written_is_sealed_and_stands_in_no_message(app: Flask, db: Session, yen: Browser) -> None:
    asked(browser(app, db, *AN), db)
    columns = "name, address, note, phone, token"
    (row,) = db.execute(text(f"SELECT {columns} FROM visits")).all()
    assert not any(word.encode() in bytes(value) for value in row for word in (NAME, ADDRESS, AN[0]))
    told = [*texts(db, "visit_asked"), *texts(db, "visit_received")]
    assert len(told) == 2
    assert not any(word in one.title + one.body for one in told for word in (NAME, ADDRESS, "Lê Thánh Tông"))
