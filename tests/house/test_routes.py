"""Every address of the app: it declares its audience, and opening it never ends in a failure of ours."""

import re

import pytest
from flask import Flask

from tests.page import Client
from tests.people import BINH, KHANH, UNIT, sign_in

AUDIENCES = re.compile(r"public|machine|demo|signed in|signed in or slip|staff: [a-z_, ]+")
VISITORS = {"anonymous": None, "citizen": (BINH, []), "officer": (KHANH, [("officer", UNIT)])}


def pages(app: Flask) -> list[str]:
    """Addresses that can be opened without knowing anything."""
    rules = [rule for rule in app.url_map.iter_rules() if "GET" in (rule.methods or set()) and not rule.arguments]
    return sorted({rule.rule for rule in rules})


def test_every_route_declares_its_audience(app):
    for rule in app.url_map.iter_rules():
        audience = getattr(app.view_functions[rule.endpoint], "audience", "none")
        assert AUDIENCES.fullmatch(audience), (
            f"{rule.rule} declares {audience}: put @public, @signed_in, @staff(…) … on its view"
        )


def test_no_address_is_a_plain_default_of_flask(app):
    assert "static" not in app.view_functions


def test_nothing_that_changes_something_is_open_to_get(app):
    for rule in app.url_map.iter_rules():
        methods = (rule.methods or set()) - {"HEAD", "OPTIONS"}
        assert methods == {"GET"} or "GET" not in methods, (
            f"{rule.rule} takes {methods}: one view to show, another to save"
        )


@pytest.mark.parametrize("visitor", VISITORS)
def test_every_page_opens_or_refuses_calmly(app, client: Client, db, visitor):
    if known := VISITORS[visitor]:
        (phone, name), roles = known
        sign_in(client, db, phone, name, roles)
    failed = {path: status for path in pages(app) if (status := client.get(path).status_code) >= 500}
    assert not failed


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_every_open_page_comes_in_both_languages(app, client: Client, lang):
    client.set_cookie("lang", lang)
    for path in pages(app):
        answer = client.get(path)
        if answer.status_code == 200 and answer.mimetype == "text/html":
            assert f'<html lang="{lang}"' in answer.text, path


def test_staff_pages_stay_closed_to_citizens(app, client: Client, db):
    (phone, name) = BINH
    sign_in(client, db, phone, name)
    closed = [rule for rule in app.url_map.iter_rules() if "GET" in (rule.methods or set()) and not rule.arguments
              and getattr(app.view_functions[rule.endpoint], "audience", "").startswith("staff")]  # fmt: skip
    assert closed
    assert {client.get(rule.rule).status_code for rule in closed} == {403}
