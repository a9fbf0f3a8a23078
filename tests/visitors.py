"""Browsers as people use them: open pages, read the code in the demonstration's messages, sign in with it."""

import io
import re
from typing import Any

import qrcode
from flask import Flask
from sqlalchemy import select
from werkzeug.test import TestResponse

from tests.people import Browser, sign_in

BINH = "0912000002"
CARD = "022085000123|123456789|Trần Văn Bình|02091985|Nam|Tổ 3, khu 5, Hồng Gai, Quảng Ninh|25042021"


def fresh(app: Flask) -> Browser:
    """A browser nobody has used."""
    return Browser(app, app.response_class, use_cookies=True)


def code_sent(client: Browser) -> str:
    """The code in the message that was sent last."""
    found = re.search(r"\d{6}", client.get("/demo/messages.json").json[0]["title"])
    assert found
    return found[0]


def ask_code(client: Browser, phone: str = BINH, **more: str) -> TestResponse:
    return client.post("/dang-nhap", data={"phone": phone} | more)


def enter(client: Browser, code: str, **more: str) -> TestResponse:
    return client.post("/dang-nhap/ma", data={"code": code} | more)


def confirm(client: Browser, phone: str = BINH, **more: str) -> TestResponse:
    """Signed in by the one-time code; consent and the rest are still to come."""
    ask_code(client, phone)
    return enter(client, code_sent(client), **more)


def agree(client: Browser, **more: str) -> TestResponse:
    return client.post("/tai-khoan/dong-y", data={"agree": "y"} | more)


def keep_person(client: Browser, **facts: str) -> TestResponse:
    return client.post("/can-cuoc/luu", data={"full_name": "Trần Văn Bình", "source": "typed"} | facts)


def settle(client: Browser, phone: str = BINH, **facts: str) -> Browser:
    """Signed in, agreed, and known by name."""
    confirm(client, phone)
    agree(client)
    assert keep_person(client, **facts).status_code == 303
    return client


def at_home(app: Flask, phone: str = BINH, name: str = "Trần Văn Bình") -> Browser:
    """The same for tests that are not about it: without the code and the pages around it."""
    client = fresh(app)
    with app.app_context(), app.extensions["sessions"].write() as db:
        sign_in(client, db, phone, name)
    assert agree(client).status_code == 303
    return client


def rows(app: Flask, model: Any) -> list[Any]:
    """What the database holds now."""
    with app.app_context(), app.extensions["sessions"].read() as db:
        return list(db.scalars(select(model)))


def photo_of(text: str) -> io.BytesIO:
    """A photograph of a card: its QR, small in a larger picture."""
    code = qrcode.make(text, box_size=4).convert("L")
    picture = io.BytesIO()
    canvas = code.resize((code.width, code.height)).convert("RGB")
    canvas.save(picture, "JPEG", quality=80)
    picture.seek(0)
    return picture
