"""Fingerprint instead of a code."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import update

from tests.accounts.authenticator import Authenticator
from tests.conftest import make_config
from tests.engines import Database
from tests.people import Browser
from tests.visitors import fresh, rows, settle
from webapp import clock, create_app
from webapp.accounts import passkey_views
from webapp.accounts.models import Passkey

ANDROID = "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 Chrome/126.0.0.0 Mobile Safari/537.36"


@pytest.fixture
def binh(app: Flask) -> Browser:
    return settle(fresh(app))


def register(client: Browser, phone: Authenticator) -> Any:
    options = client.post("/api/van-tay/dang-ky", json={}).json
    return client.post("/api/van-tay/luu", json=phone.create(options), headers={"User-Agent": ANDROID})


def forget_counter(app: Flask) -> None:
    """As with phones that don't count: then only the memory of challenges stands in the way."""
    with app.app_context(), app.extensions["sessions"].write.begin() as db:
        db.execute(update(Passkey).values(sign_count=0))


def enter(client: Browser, phone: Authenticator, **query: str) -> Any:
    options = client.post("/api/van-tay/vao", json={}).json
    return client.post("/api/van-tay/xac-nhan", json=phone.get(options), query_string=query)


def test_it_makes_a_passkey_and_signs_in_with_it(app: Flask, binh: Browser) -> None:
    phone, later = Authenticator(), fresh(app)
    assert register(binh, phone).json == {"ok": True}
    assert enter(later, phone, tiep="/tra-cuu").json == {"ok": True, "next": "/tra-cuu"}
    assert later.get("/api/toi").json["person"]["full_name"] == "Trần Văn Bình"


def test_it_names_the_phone_in_the_list_and_forgets_it_there(app: Flask, binh: Browser) -> None:
    phone = Authenticator()
    register(binh, phone)
    assert "Vân tay trên Android · Chrome" in binh.get("/tai-khoan").text
    binh.post(f"/tai-khoan/van-tay/{rows(app, Passkey)[0].id}/bo")
    assert enter(fresh(app), phone).status_code == 404


def test_it_leads_to_no_other_site_after_signing_in(app: Flask, binh: Browser) -> None:
    phone = Authenticator()
    register(binh, phone)
    assert enter(fresh(app), phone, tiep="//evil.example").json["next"] == "/"


def test_it_refuses_a_passkey_it_does_not_know(app: Flask) -> None:
    client = fresh(app)
    assert enter(client, Authenticator()).status_code == 404
    assert not client.get("/api/toi").json["signed_in"]


def test_it_refuses_the_key_of_another(app: Flask, binh: Browser) -> None:
    phone, thief = Authenticator(), Authenticator()
    register(binh, phone)
    thief.credential_id = phone.credential_id
    assert enter(fresh(app), thief).status_code == 400


def test_it_refuses_an_answer_to_another_challenge(app: Flask, binh: Browser) -> None:
    phone, client = Authenticator(), fresh(app)
    register(binh, phone)
    old = client.post("/api/van-tay/vao", json={}).json
    client.post("/api/van-tay/vao", json={})
    assert client.post("/api/van-tay/xac-nhan", json=phone.get(old)).status_code == 400


def test_it_refuses_an_answer_that_took_longer_than_five_minutes(app: Flask, binh: Browser) -> None:
    phone, later = Authenticator(), fresh(app)
    register(binh, phone)
    options = later.post("/api/van-tay/vao", json={}).json
    clock.advance(timedelta(minutes=6))
    assert later.post("/api/van-tay/xac-nhan", json=phone.get(options)).status_code == 400
    assert not later.get("/api/toi").json["signed_in"]


def test_it_takes_a_challenge_once(app: Flask, binh: Browser) -> None:
    phone, client = Authenticator(), fresh(app)
    register(binh, phone)
    answer = phone.get(client.post("/api/van-tay/vao", json={}).json)
    assert client.post("/api/van-tay/xac-nhan", json=answer).status_code == 200
    assert client.post("/api/van-tay/xac-nhan", json=answer).status_code == 400


def test_it_takes_no_challenge_again_from_a_cookie_that_was_copied(app: Flask, binh: Browser) -> None:
    phone, client = Authenticator(), fresh(app)
    register(binh, phone)
    answer = phone.get(client.post("/api/van-tay/vao", json={}).json)
    copied = client.get_cookie("motcham")
    assert copied
    statuses = []
    for _ in range(2):
        client.set_cookie("motcham", copied.value)
        statuses.append(client.post("/api/van-tay/xac-nhan", json=answer).status_code)
        forget_counter(app)
    assert statuses == [200, 400]


def test_it_takes_no_challenge_again_after_a_wrong_answer(app: Flask, binh: Browser) -> None:
    phone, thief, client = Authenticator(), Authenticator(), fresh(app)
    register(binh, phone)
    thief.credential_id = phone.credential_id
    options = client.post("/api/van-tay/vao", json={}).json
    copied = client.get_cookie("motcham")
    assert copied
    for who in (thief, phone):
        client.set_cookie("motcham", copied.value)
        assert client.post("/api/van-tay/xac-nhan", json=who.get(options)).status_code == 400


@pytest.mark.parametrize("told", [{}, {"X-Forwarded-Proto": "https"}], ids=["address only", "scheme too"])
def test_it_works_behind_a_proxy_that_holds_the_certificate(
    database: Database, tmp_path: Path, told: dict[str, str]
) -> None:
    settings = {"demo": False, "public_url": "https://motcham.example.vn", "proxies": 1}
    app = create_app(make_config(database.url, tmp_path, **settings), engine=database.engine)
    headers = {"X-Forwarded-For": "203.0.113.7"} | told
    with app.test_request_context("/", base_url="http://motcham.example.vn", headers=headers):
        assert passkey_views._origin() == "https://motcham.example.vn"


@pytest.mark.parametrize(
    "odd",
    [{"origin": "https://evil.example"}, {"rp_id": "evil.example"}, {"verified": False}],
    ids=["another site", "another name", "no finger"],
)
def test_it_refuses_to_keep_what_does_not_prove_itself(app: Flask, binh: Browser, odd: dict[str, Any]) -> None:
    assert register(binh, Authenticator(**odd)).status_code == 400
    assert rows(app, Passkey) == []


def test_it_refuses_a_copy_whose_counter_lags_behind(app: Flask, binh: Browser) -> None:
    phone = Authenticator()
    register(binh, phone)
    phone.count = 9
    assert enter(fresh(app), phone).status_code == 200
    phone.count = 3
    assert enter(fresh(app), phone).status_code == 400


@pytest.mark.parametrize(
    "said",
    [
        {},
        [],
        "x",
        None,
        {"id": 5},
        {"id": "!!!"},
        {"id": "AAAA", "response": "x"},
        {"id": "\ud800"},
        {"x": "y" * 30_000},
    ],
)
def test_it_answers_nonsense_with_a_clear_refusal(binh: Browser, said: Any) -> None:
    for page in ("luu", "xac-nhan"):
        answer = binh.post(f"/api/van-tay/{page}", json=said)
        assert answer.status_code in (400, 404)
        assert answer.is_json


def test_it_makes_passkeys_only_for_who_is_signed_in(app: Flask) -> None:
    assert fresh(app).post("/api/van-tay/dang-ky", json={}).status_code == 401


def test_it_cannot_remove_the_passkey_of_another(app: Flask, binh: Browser) -> None:
    register(binh, Authenticator())
    chi = settle(fresh(app), "0912000003")
    chi.post(f"/tai-khoan/van-tay/{rows(app, Passkey)[0].id}/bo")
    assert len(rows(app, Passkey)) == 1
