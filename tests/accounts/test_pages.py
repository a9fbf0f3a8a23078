"""Language, health, help, privacy, and the way back from them."""

import pytest
from flask import Flask

from tests.visitors import fresh
from webapp.config import VERSION
from webapp.pages import local_path


def test_it_remembers_the_language_in_a_cookie(app: Flask) -> None:
    client = fresh(app)
    assert client.get("/ngon-ngu/en?ve=/tro-giup").location == "/tro-giup"
    assert '<html lang="en">' in client.get("/tro-giup").text
    client.get("/ngon-ngu/vi")
    assert '<html lang="vi">' in client.get("/tro-giup").text


@pytest.mark.parametrize("lang", ["fr", "vi-VN", "..", "%00", "en;q=1"])
def test_it_keeps_the_language_when_asked_for_one_it_does_not_have(app: Flask, lang: str) -> None:
    client = fresh(app)
    answer = client.get(f"/ngon-ngu/{lang}")
    assert answer.status_code in (303, 400, 404)
    assert "Set-Cookie" not in answer.headers


def test_it_reads_an_unknown_language_cookie_as_vietnamese(app: Flask) -> None:
    client = fresh(app)
    client.set_cookie("lang", "xx")
    assert '<html lang="vi">' in client.get("/").text


@pytest.mark.parametrize(
    "path", ["/", "/ho-so/1?x=1&y=%20#z", "/thu-tuc/1.004194", "/tìm?q=khai sinh".replace(" ", "%20")]
)
def test_it_goes_back_to_pages_of_its_own(path: str) -> None:
    assert local_path(path) == path


def test_it_says_that_it_is_well(app: Flask) -> None:
    answer = fresh(app).get("/healthz")
    assert answer.status_code == 200
    assert answer.json["version"] == VERSION


@pytest.mark.parametrize("page", ["/tro-giup", "/quyen-rieng-tu", "/"])
def test_it_names_a_human_on_every_page_of_help(app: Flask, page: str) -> None:
    assert 'href="tel:1900545481"' in fresh(app).get(page).text
