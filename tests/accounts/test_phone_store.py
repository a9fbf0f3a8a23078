"""What a phone is given and sends by itself: the key to what lies on it, a consent, who somebody is."""

from typing import Any
from uuid import uuid4

import pytest
from flask import Flask

from tests.people import Browser
from tests.visitors import BINH, agree, confirm, fresh, rows, settle
from webapp.accounts import consent
from webapp.accounts.models import Account, Consent, Person

FACTS = {"full_name": "Trần Văn Bình", "id_number": "022085000123", "birth_date": "02/09/1985", "source": "typed"}


def send(client: Browser, facts: Any = None, person: Any = None) -> Any:
    return client.put(f"/api/nguoi/{person or uuid4()}", json={"facts": facts or FACTS})


@pytest.fixture
def signed_in(app: Flask) -> Browser:
    client = fresh(app)
    confirm(client)
    return client


def test_it_gives_an_account_the_same_key_on_each_phone(app: Flask, signed_in: Browser) -> None:
    first = signed_in.post("/api/khoa").json
    other = fresh(app)
    confirm(other)
    assert other.post("/api/khoa").json == first
    assert len(bytes.fromhex(first["key"])) == 32
    assert other.get("/api/toi").json["owner"] == first["owner"]


def test_it_gives_no_key_to_who_is_not_signed_in(app: Flask, signed_in: Browser) -> None:
    signed_in.post("/api/khoa")
    assert fresh(app).post("/api/khoa").status_code == 401
    signed_in.post("/dang-xuat")
    assert signed_in.post("/api/khoa").status_code == 401
    assert "owner" not in signed_in.get("/api/toi").json


def test_it_gives_each_account_its_own(app: Flask, signed_in: Browser) -> None:
    other = fresh(app)
    confirm(other, "0912000003")
    assert other.post("/api/khoa").json != signed_in.post("/api/khoa").json


def test_it_keeps_the_key_sealed_and_out_of_caches(app: Flask, signed_in: Browser) -> None:
    answer = signed_in.post("/api/khoa")
    assert answer.headers["Cache-Control"] == "no-store"
    (account,) = rows(app, Account)
    assert account.phone_store == answer.json["key"]
    assert answer.json["key"] not in answer.json["owner"]


def test_it_keeps_a_consent_given_without_a_signal_once(app: Flask, signed_in: Browser) -> None:
    for _again in range(2):
        assert signed_in.put(f"/api/dong-y/{uuid4()}", json={"text": consent.current()}).status_code == 200
    assert len(rows(app, Consent)) == 1


def test_it_takes_no_consent_to_words_that_hold_no_more(app: Flask, signed_in: Browser) -> None:
    answer = signed_in.put(f"/api/dong-y/{uuid4()}", json={"text": "du-lieu-ca-nhan-0"})
    assert (answer.status_code, answer.json["why"]) == (409, "words")
    assert not rows(app, Consent)


def test_it_keeps_a_person_under_the_phones_id_however_often_sent(app: Flask, signed_in: Browser) -> None:
    agree(signed_in)
    person = uuid4()
    assert [send(signed_in, person=person).json["id"] for _again in range(2)] == [str(person)] * 2
    (kept,) = rows(app, Person)
    assert kept.facts["birth_date"] == "1985-09-02"


def test_it_knows_the_same_card_under_another_id(app: Flask, signed_in: Browser) -> None:
    agree(signed_in)
    first = send(signed_in).json["id"]
    assert send(signed_in).json["id"] == first
    assert len(rows(app, Person)) == 1


def test_it_keeps_nobody_before_the_consent(app: Flask, signed_in: Browser) -> None:
    answer = send(signed_in)
    assert (answer.status_code, answer.json["why"]) == (409, "consent")
    assert not rows(app, Person)


def test_it_says_nothing_of_the_account_that_holds_the_card(app: Flask, signed_in: Browser) -> None:
    settle(fresh(app), "0912000003", full_name="Lê Thị Chi", id_number="022085000123")
    agree(signed_in)
    answer = send(signed_in)
    assert (answer.status_code, answer.json) == (409, {"why": "held", "to": "/can-cuoc/go-tay"})


@pytest.mark.parametrize(
    "facts", [{"full_name": ""}, {"full_name": "Bình", "id_number": "12"}, {"full_name": "x" * 200}], ids=str
)
def test_it_names_where_to_put_a_person_right(app: Flask, signed_in: Browser, facts: dict[str, str]) -> None:
    agree(signed_in)
    answer = send(signed_in, facts)
    assert (answer.status_code, answer.json["why"]) == (409, "person")
    assert not rows(app, Person)


def test_the_id_of_another_households_person_is_not_there(app: Flask, signed_in: Browser) -> None:
    agree(signed_in)
    theirs = send(signed_in).json["id"]
    other = settle(fresh(app), "0912000003", full_name="Lê Thị Chi")
    assert send(other, {"full_name": "Kẻ Gian"}, theirs).status_code == 404
    assert {one.facts["full_name"] for one in rows(app, Person)} == {"Trần Văn Bình", "Lê Thị Chi"}


@pytest.mark.parametrize("body", [None, [], {"facts": []}, {"facts": {"full_name": 5}}, {}], ids=str)
def test_it_refuses_what_no_phone_of_ours_sends(signed_in: Browser, body: Any) -> None:
    agree(signed_in)
    assert signed_in.put(f"/api/nguoi/{uuid4()}", json=body).status_code == 400


def test_it_asks_nothing_before_what_waits_was_sent(app: Flask) -> None:
    client = fresh(app)
    assert confirm(client, BINH, tiep="/dang-cho").location == "/dang-cho"


def test_signing_in_sends_for_the_key(signed_in: Browser) -> None:
    """A word for scripts that names nobody; they take it away."""
    word = signed_in.get_cookie("keyless")
    assert word is not None
    assert word.value == "1"
    assert not word.http_only
