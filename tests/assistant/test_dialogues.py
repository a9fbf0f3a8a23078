"""A hundred dialogues (thirty end in what no catalogue can tell), and fifty more that nobody had seen when the ask box was made:
docs/assistant.md has the figures."""

import json

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from tests.assistant.labelled import FILES, Asking, Turn, bare, dialogues, run_together
from tests.visitors import fresh
from webapp.assistant import dialogue
from webapp.procedures import service as procedures

# The words of the answer itself: all else that is told stands in the procedure's record or on its page.
WORDS = {
    "Xem đủ và bắt đầu",
    "Trả lời vài câu để biết cho trường hợp của mình",
    "Địa chỉ, giờ mở cửa",
    "Căn cứ:",
    "chưa rõ mức",
    "theo thông tư của Bộ",
    "Hội đồng nhân dân tỉnh quy định",
    "cơ quan giải quyết cho biết",
    "",
}


@pytest.mark.parametrize("name", FILES)
def test_every_answer_quotes_the_catalogue_and_what_it_cannot_tell_leads_to_a_human(
    app: Flask, db: Session, name: str
) -> None:
    records = {
        one.code: bare(json.dumps(one.definition, ensure_ascii=False, default=str))
        for one in procedures.all_current(db)
    }
    db.rollback()  # SQLite has one writer
    pages: dict[str, str] = {}
    for turns in dialogues(name):
        ask = Asking(fresh(app))
        for turn in turns:
            reply = ask(turn.ask)
            assert 'class="card human"' in ask.page, turn
            assert 'href="tel:' in ask.page, turn
            if reply.about:
                if reply.about not in pages:
                    page = run_together(fresh(app).get(f"/thu-tuc/{reply.about}").text)
                    pages[reply.about] = records.get(reply.about, "") + page
                told = {part.strip() for said in reply.texts for part in said.split("·")} - WORDS
                strange = [said for said in told if bare(said) not in pages[reply.about]]
                assert not strange, turn
            if turn.unknown:
                assert not reply.about, turn
                assert reply.offers or "Câu này chưa trả lời được" in reply.texts, turn


@pytest.mark.parametrize(("name", "least"), [("dialogues", 0.96), ("second", 0.9)])
def test_what_is_meant_is_found(db: Session, name: str, least: float) -> None:
    turns = [(turn, reply) for turn, reply in _all(db, name) if turn.about]
    found = [(turn, reply) for turn, reply in turns if reply.about == turn.about]
    assert len(found) / len(turns) >= least, [(turn, reply) for turn, reply in turns if (turn, reply) not in found]
    told = [turn for turn, reply in found if not turn.tells or set(turn.tells) == set(reply.wants)]
    assert len(told) / len(found) >= 0.98


def test_of_the_hundred_none_is_answered_with_another_matter(db: Session) -> None:
    """Where it is not sure it offers what is meant among others."""
    for turn, reply in _all(db, "dialogues"):
        if turn.about and reply.about != turn.about:
            assert not reply.about, turn
            assert turn.about in {one.code for one in reply.options}, turn


def _all(db: Session, name: str) -> list[tuple[Turn, dialogue.Reply]]:
    """Every turn with its reply; where it was taken for something else, the person says what is meant, and it goes on from there."""
    made: list[tuple[Turn, dialogue.Reply]] = []
    for turns in dialogues(name):
        before: list[dialogue.Turn] = []
        for turn in turns:
            reply = dialogue.reply(db, turn.ask, before)
            made.append((turn, reply))
            before.append(dialogue.Turn(turn.ask, reply.about or turn.about, reply.wants))
    return made
