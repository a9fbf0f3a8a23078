"""The rule of saving: GET reads, any other method commits once after its view returned, a raised error rolls back."""

import threading

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import DBAPIError

from tests.ground.probe import Number
from webapp.db import Sessions, WroteOnGet, uuid7


def value(client):
    return client.get("/probe/read").text


def test_a_post_saves_when_its_view_returned(probing):
    assert probing.post("/probe/save/return").text == "saved"
    assert value(probing) == "7"


def test_a_refusal_that_is_returned_saves_too(probing):
    assert probing.post("/probe/save/refuse").status_code == 422
    assert value(probing) == "7"


def test_an_error_that_is_raised_saves_nothing(probing):
    assert probing.post("/probe/save/raise").status_code == 500
    assert value(probing) == "none"


def test_a_statement_that_the_database_refused_still_gets_a_page(probing):
    probing.post("/probe/save/return")
    answer = probing.post("/probe/save/return")
    assert answer.status_code == 409
    assert "Không có gì bị mất" in answer.text


@pytest.mark.parametrize("how", ["row", "statement", "change"])
def test_a_get_that_writes_is_refused(probing, how):
    probing.post("/probe/save/return")
    probing.application.config.update(TESTING_RAISES=True, PROPAGATE_EXCEPTIONS=True)
    with pytest.raises(WroteOnGet):
        probing.get(f"/probe/wrote/{how}")
    assert value(probing) == "7"


def test_a_get_may_append(probing):
    assert probing.get("/probe/wrote/append").text == "done"
    assert value(probing) == "7"


def test_an_append_goes_with_the_request_that_is_saving(probing):
    assert probing.post("/probe/save/append").text == "saved"
    made: Sessions = probing.application.extensions["sessions"]
    with made.read() as db:
        assert db.scalar(select(func.count(Number.id))) == 2


def test_a_try_counts_though_the_request_failed(probing):
    for _ in range(3):
        assert probing.post("/probe/count/raise").status_code == 500
    assert probing.post("/probe/count/return").status_code == 429


def test_two_who_change_the_same_number_both_count(probing):
    probing.post("/probe/save/return", data={"value": "0"})
    made: Sessions = probing.application.extensions["sessions"]

    def add() -> None:
        for _ in range(25):
            with made.write.begin() as db:
                number = db.get_one(Number, 1, with_for_update=True)
                number.value += 1

    threads = [threading.Thread(target=add) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert value(probing) == "100"


def test_identifiers_are_in_the_order_of_time():
    made = [uuid7() for _ in range(50)]
    assert {one.version for one in made} == {7}
    assert [one.int >> 80 for one in made] == sorted(one.int >> 80 for one in made)


def test_an_error_of_the_database_names_nothing_that_was_typed(db):
    with pytest.raises(DBAPIError) as error:
        db.execute(text("select :typed from nowhere"), {"typed": "0912345678"})
    assert "nowhere" in str(error.value)
    assert "0912345678" not in str(error.value)
