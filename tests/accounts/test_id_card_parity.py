"""Phone and server read a card alike: static/js/offline/id_card.js in Node against id_card.py, on the same texts."""

import json
import subprocess
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.accounts import test_id_card as cards
from tests.node import node
from webapp.accounts.forms import GENDERS
from webapp.accounts.id_card import NotAnIdCard, parse

SCRIPT = Path(__file__).with_name("id_card_parity.mjs")
LABELLED = ("CCCD:", "Số CCCD")  # of other software: on the phone its owner types instead


def texts_of(test: Any) -> list[str]:
    """The texts that a test of the server's parser is run with."""
    values = [mark.args[1] for mark in test.pytestmark if mark.name == "parametrize" and "text" in mark.args[0]]
    return [one if isinstance(one, str) else one[0] for one in values[0]]


def texts() -> list[str]:
    words = ["Nữ", "NỮ", "Nu", "NUWX", "Nu74", "N?", "N", "nữ", "Female", "F", "M", "Male", "??", "", "Nhầm lẫn"]
    known = [
        cards.test_it_reads_the_same_card_from_every_way_it_arrives, cards.test_it_reads_other_cards,
        cards.test_it_warns_of_what_does_not_fit_and_never_blocks,
        cards.test_it_leaves_out_what_makes_no_sense_beside_the_point, cards.test_it_says_why_a_text_is_no_card,
    ]  # fmt: skip
    genders = [cards.changed(4, word, card) for word in words for card in (cards.CARD, cards.WOMAN)]
    to_come = [cards.changed(place, "31122099") for place in (3, 6)]
    return [
        cards.CARD,
        cards.WOMAN,
        cards.CHILD,
        *genders,
        *to_come,
        *(text for test in known for text in texts_of(test)),
    ]


def on_the_server(text: str) -> dict[str, str] | None:
    """The facts as the form has them; None for no card."""
    try:
        card = parse(text, today=date.today())  # a phone has its own clock
    except NotAnIdCard:
        return None
    return {
        "full_name": card.full_name, "id_number": card.number, "birth_date": card.birth_date.isoformat(),
        "gender": GENDERS[card.gender], "residence": card.residence, "old_id_number": card.old_number or "",
        "id_issue_date": card.issue_date.isoformat() if card.issue_date else "",
    }  # fmt: skip


@pytest.fixture(scope="module")
def on_the_phone() -> dict[str, dict[str, str] | None]:
    asked = texts()
    ran = subprocess.run([*node(), SCRIPT], input=json.dumps(asked), capture_output=True, text=True, check=True)
    return dict(zip(asked, json.loads(ran.stdout), strict=True))


def test_both_read_the_same_facts(on_the_phone: dict[str, dict[str, str] | None]) -> None:
    cards_read = 0
    for text, facts in on_the_phone.items():
        if not text.startswith(LABELLED):
            assert facts == on_the_server(text), text
            cards_read += facts is not None
    assert cards_read >= 50


def test_a_layout_of_other_software_is_no_card_on_the_phone(
    on_the_phone: dict[str, dict[str, str] | None],
) -> None:
    labelled = [facts for text, facts in on_the_phone.items() if text.startswith(LABELLED)]
    assert len(labelled) >= 3
    assert not any(labelled)
