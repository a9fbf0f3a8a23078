"""Who may open what: a declared audience for every route, and a request that proves where it comes from."""

import pytest

from tests.conftest import make_config
from tests.page import Client
from webapp import access, create_app
from webapp.access import Actor
from webapp.config import Misconfigured

SAVE = "/probe/save/return"


def test_a_route_without_an_audience_is_found(app):
    app.add_url_rule("/open", "open", lambda: "open")
    assert access.undeclared(app) == ["open"]


def test_the_app_does_not_start_with_one(database, tmp_path, monkeypatch):
    monkeypatch.setattr("webapp.access.undeclared", lambda _app: ["probe.read"])
    with pytest.raises(Misconfigured, match="probe.read"):
        create_app(make_config(database.url, tmp_path), engine=database.engine)


def test_somebody_not_signed_in_is_asked_to_and_comes_back(probing):
    answer = probing.get("/probe/signed-in?x=1")
    assert answer.status_code == 303
    assert answer.headers["Location"].endswith("tiep=/probe/signed-in?x%3D1")


def test_a_program_gets_a_plain_no(probing):
    answer = probing.get("/probe/signed-in", headers={"Accept": "application/json"})
    assert (answer.status_code, answer.json["error"]) == (401, 401)


def test_a_staff_page_asks_to_sign_in_first(probing):
    assert probing.get("/probe/desk").status_code == 303


def test_a_role_that_does_not_exist_cannot_be_declared():
    with pytest.raises(ValueError, match="unknown roles"):
        access.staff("king")
    with pytest.raises(ValueError, match="none given"):
        access.staff()


def test_demo_pages_exist_in_a_demonstration_only(probing, database, tmp_path):
    assert probing.get("/probe/demo").text == "demo"
    live = create_app(make_config(database.url, tmp_path, demo=False), engine=database.engine)
    assert live.test_client().get("/demo/messages.json").status_code == 404


def test_an_actors_units_are_those_of_the_role():
    who = Actor("staff", "Khánh", roles=frozenset({("officer", "a"), ("clerk", "b")}))
    assert (who.units("officer"), who.units("officer", "clerk")) == ({"a"}, {"a", "b"})
    assert who.has_role("clerk")
    assert not who.has_role("leader")


def test_the_first_ground_that_holds_is_the_one(monkeypatch):
    monkeypatch.setattr(access, "_grounds", {})
    access.register_ground("never", lambda *_: False)
    access.register_ground("desk", lambda _db, who, thing: who.name == thing)
    assert access.ground_for(None, Actor("staff", "Khánh"), "Khánh") == "desk"
    assert access.ground_for(None, Actor("staff", "Lan"), "Khánh") is None


@pytest.mark.parametrize("headers", [
    {"Origin": "http://localhost"}, {"Referer": "http://localhost/thu-tuc"}, {"Sec-Fetch-Site": "same-origin"},
    {"Origin": "null", "Sec-Fetch-Site": "same-origin"},
])  # fmt: skip
def test_a_request_from_our_own_page_is_heard(probing, headers):
    assert probing.post(SAVE, origin=None, headers=headers).text == "saved"


@pytest.mark.parametrize("headers", [
    {}, {"Origin": "null"}, {"Origin": "http://evil.example"}, {"Origin": "http://localhost.evil.example"},
    {"Origin": "http://localhost:81"}, {"Origin": "http://evil.example", "Sec-Fetch-Site": "same-origin"},
    {"Referer": "http://evil.example/http://localhost"}, {"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"},
    {"Origin": "http://["}, {"Origin": "localhost"}, {"Origin": "ftp://localhost"},
])  # fmt: skip
def test_a_request_from_elsewhere_is_refused_with_a_clear_page(probing, headers):
    answer = probing.post(SAVE, origin=None, headers=headers)
    assert answer.status_code == 403
    assert "không đến từ trang Một Chạm" in answer.text
    assert probing.get("/probe/read").text == "none"


def test_a_machine_is_heard_without_an_origin(probing):
    assert probing.post("/probe/machine", origin=None).text == "heard"


def test_over_https_only_https_pages_are_heard(database, tmp_path):
    app = create_app(make_config(database.url, tmp_path, public_url="https://motcham.test"), engine=database.engine)
    app.test_client_class = Client
    client = app.test_client()
    words = {"base_url": "https://motcham.test", "data": {}}
    assert client.post("/tin-nhan/da-doc", origin="http://motcham.test", **words).status_code == 403
    assert client.post("/tin-nhan/da-doc", origin="https://motcham.test", **words).status_code == 303


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example", "", "a b"])
def test_a_name_that_is_not_ours_gets_no_answer(client, host):
    assert client.get("/healthz", headers={"Host": host}).status_code == 400


@pytest.mark.parametrize("path", ["/?q=a%00b", "/%00", "/probe/read%00"])
def test_a_nul_in_the_address_is_refused(probing, path):
    assert probing.get(path).status_code == 400


def test_a_nul_in_a_form_is_refused(probing):
    assert probing.post(SAVE, data={"value": "1\x00"}).status_code == 400


def test_behind_a_proxy_the_visitors_own_address_counts(database, tmp_path):
    app = create_app(make_config(database.url, tmp_path, proxies=1), engine=database.engine)
    environ = {"HTTP_X_FORWARDED_FOR": "9.9.9.9, 203.0.113.7", "REMOTE_ADDR": "10.0.0.1"}
    seen = []
    app.before_request(lambda: seen.append(access.request.remote_addr))
    app.test_client().get("/healthz", environ_overrides=environ)
    assert seen == ["203.0.113.7"]


def test_without_a_proxy_nobody_chooses_the_own_address(app):
    seen = []
    app.before_request(lambda: seen.append(access.request.remote_addr))
    app.test_client().get("/healthz", headers={"X-Forwarded-For": "203.0.113.7"})
    assert seen == ["127.0.0.1"]


def test_every_answer_carries_the_strict_headers(client):
    for path in ("/", "/healthz", "/khong-co"):
        answer = client.get(path)
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
