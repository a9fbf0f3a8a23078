"""The ask box: a question, the answer, and going on from there; nothing of it is kept here or stands in an address."""

import html
import re

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from tests.assistant.labelled import Asking
from tests.visitors import fresh
from webapp.assistant import dialogue
from webapp.procedures import service as procedures


@pytest.fixture
def ask(app: Flask, db: Session) -> Asking:
    return Asking(fresh(app))


def test_a_question_is_answered_with_its_source_and_day(ask: Asking) -> None:
    reply = ask("đăng ký tạm trú hết bao nhiêu tiền")
    assert reply.about == "1.004194"
    said = " ".join(reply.texts)
    assert "7.000" in said
    assert "Căn cứ:" in said
    assert "Thông tư 75/2022/TT-BTC" in said


def test_it_goes_on_from_what_was_spoken_of(ask: Asking) -> None:
    ask("giấy độc thân cần gì")
    assert ask("còn phí?").about == "1.004873"
    assert ask("thế gia hạn tạm trú thì sao").about == "1.002755"
    assert "Lệ phí" in " ".join(ask("bao nhiêu tiền").texts)


def test_a_code_is_as_good_as_a_name(ask: Asking) -> None:
    assert ask("1.004194 cần gì").about == "1.004194"
    assert ask("9.999999 cần gì").about == ""


def test_several_are_offered_and_one_tap_answers_what_was_asked(ask: Asking) -> None:
    reply = ask("bằng lái hết bao nhiêu tiền")
    assert not reply.about
    assert {"3.000347", "3.000348"} <= set(reply.offers)
    chosen = ask("bằng lái hết bao nhiêu tiền", code="3.000347", muon="fee")
    assert chosen.about == "3.000347"
    assert "Cần có" not in chosen.texts


@pytest.mark.parametrize("code", [one.stem for one in sorted(procedures.DATA.glob("*.yaml"))])
def test_all_that_is_told_of_a_procedure_has_a_source(ask: Asking, code: str) -> None:
    for want in ("papers", "fee", "time", "where", "online", "who", "result"):
        reply = ask("x", code=code, muon=want)
        assert reply.about == code
        said = " ".join(reply.texts)
        assert "Căn cứ:" in said or "chưa có thông tin" in said, (code, want, said)


ODD = [
    "",
    " ",
    "|",
    "1.004194|",
    "|||",
    "\0",
    "9.999999|fee|x",
    "1.004194|nonsense|x",
    "x" * 5000,
    "1.004194|papers|<b>",
]


@pytest.mark.parametrize("turn", ODD)
def test_turns_that_nobody_sends_do_no_harm(app: Flask, db: Session, turn: str) -> None:
    answer = fresh(app).post("/hoi", data={"q": "còn phí?", "luot": [turn] * 30})
    assert answer.status_code == (400 if "\0" in turn else 200)
    assert "<b><b>" not in answer.text
    assert len(answer.text) < 60_000


@pytest.mark.parametrize(
    "said", ["", "   ", "?", "\0", "😀" * 200, "a" * 5000, "<script>alert(1)</script>", "' or 1=1 --"]
)
def test_whatever_is_typed_gets_a_page(app: Flask, db: Session, said: str) -> None:
    answer = fresh(app).post("/hoi", data={"q": said})
    assert answer.status_code == (400 if "\0" in said else 200)
    assert "<script>alert" not in answer.text


def test_nothing_that_was_asked_is_kept_anywhere(ask: Asking) -> None:
    ask("vợ tôi mới sinh, khai sinh ở đâu")
    answer = ask.client.get("/hoi")
    assert "vợ tôi" not in answer.text
    assert answer.headers["Cache-Control"] == "no-store"
    assert not any("vợ" in (cookie.value or "") for cookie in ask.client._cookies.values())


def test_it_speaks_english_as_well(app: Flask, db: Session) -> None:
    client = fresh(app)
    client.get("/ngon-ngu/en")
    ask = Asking(client)
    reply = ask("how much is temporary residence registration")
    assert reply.about == "1.004194"
    assert "Temporary residence registration" in reply.texts


@pytest.mark.parametrize("language", ["vi", "en"])
def test_what_it_suggests_to_ask_it_can_answer(app: Flask, db: Session, language: str) -> None:
    client = fresh(app)
    client.get(f"/ngon-ngu/{language}")
    ask = Asking(client)
    first = re.findall(r'name="q" value="([^"]+)"', client.get("/hoi").text)
    assert len(first) == 3
    for question in first:
        assert Asking(client)(html.unescape(question)).about, question
    ask("1.004194")
    suggested = re.findall(r'name="q" value="([^"]+)"><button class="btn ghost', ask.page)
    wants = [dialogue.reply(db, html.unescape(one), [dialogue.Turn("", "1.004194", ())]).wants for one in suggested]
    assert wants == [(want,) for want in dialogue.wants()[:-1]]
