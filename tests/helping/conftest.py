"""An officer at Hồng Gai, so that somebody can call back; what a person sends who asks for it."""

import pytest
from flask import Flask
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from tests.page import Client, Page
from tests.people import KHANH, UNIT, account_of, browser


@pytest.fixture
def officer(app: Flask, db: Session) -> Client:
    """Khánh's browser."""
    return browser(app, db, *KHANH, ("officer", UNIT))


@pytest.fixture
def staffed(db: Session) -> None:
    account_of(db, *KHANH, [("officer", UNIT)])


def send(client: Client, **changes: str) -> TestResponse:
    """Fill in the form as it comes and send it."""
    page = Page(client.get(f"/goi-lai?don-vi={UNIT}").text)
    given = {"id": page.inputs["id"], "unit": UNIT, "phone": "0987 654 321", "about": "Làm sổ đỏ", "agree": "y"}
    return client.post("/goi-lai", data=given | changes)
