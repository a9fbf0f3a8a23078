"""The citizen's last word given on a phone without a signal, and sent when there is one: once, and only for what was read."""

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

import pytest
from flask import Flask

from tests.dossiers.conftest import TENANCY, TO_PORTAL, complete, for_the_portal
from tests.people import Browser
from tests.visitors import confirm, fresh, rows
from webapp.accounts import service as accounts
from webapp.accounts.models import Person
from webapp.dossiers.models import Approval, Dossier, DossierEvent
from webapp.dossiers.service import empty

Now = Callable[[], Dossier]
ID, ACT = uuid4(), uuid4()
DRAWN = "M10 20L11 22L30 40M50 60L51 61"


def finish(client: Browser, fields: dict[str, Any] | None = None, code: str = TENANCY, **more: Any) -> Any:
    said = {"code": code, "fields": fields or complete(), "revision": None, "finished": True, "hand": "a"} | more
    return client.put(f"/api/ho-so/{ID}", json=said)


def word(client: Browser, act: UUID = ACT, **changes: Any) -> Any:
    said = {
        "revision": 1, "read": "a" * 64, "declared": "cam-doan-1", "signature": DRAWN, "at": "2026-11-20T01:00:00Z",
        "person": None,
    } | changes  # fmt: skip
    return client.put(f"/api/ho-so/{ID}/nop/{act}", json=said)


def test_it_hands_in_what_was_read_and_keeps_the_signature_sealed(app: Flask, binh: Browser, dossier: Now) -> None:
    assert finish(binh).json["stands"] is True
    said = word(binh).json
    assert said["state"] == dossier().state != "draft"
    assert said["reference"] == dossier().reference
    (approval,) = rows(app, Approval)
    assert (approval.id, approval.signature, approval.read) == (ACT, DRAWN, "a" * 64)
    assert f"{approval.signed_at:%Y-%m-%d %H}" == "2026-11-20 01"


def test_it_is_handed_in_once_however_often_it_is_sent(app: Flask, binh: Browser) -> None:
    finish(binh)
    answers = [word(binh).json for _again in range(3)]
    assert answers[0] == answers[1] == answers[2]
    assert len(rows(app, Approval)) == 1
    assert [event.event for event in rows(app, DossierEvent)].count("submitted") == 1


def test_it_does_not_hand_in_again_what_was_taken_back_since(binh: Browser, dossier: Now) -> None:
    finish(binh)
    word(binh)
    binh.post(f"/ho-so/{ID}/sua")
    assert word(binh).json["state"] == "draft"
    assert dossier().state == "draft"


def test_it_says_so_when_it_was_handed_in_another_way(app: Flask, binh: Browser) -> None:
    finish(binh)
    binh.post(f"/ho-so/{ID}/nop", data={"agree": "y"})
    assert word(binh).status_code == 200
    assert not rows(app, Approval)


@pytest.mark.parametrize(
    ("change", "why"),
    [({"revision": 7}, "changed"), ({"revision": None}, "changed"), ({"declared": "cam-doan-0"}, "words")],
)
def test_it_hands_in_nothing_that_was_not_read(binh: Browser, dossier: Now, change: dict[str, Any], why: str) -> None:
    finish(binh)
    answer = word(binh, **change)
    assert (answer.status_code, answer.json["why"]) == (409, why)
    assert answer.json["to"] == f"/ho-so/{ID}/don"
    assert dossier().state == "draft"


def test_it_hands_in_no_form_with_a_question_open(binh: Browser) -> None:
    assert finish(binh, complete(temp_from=None)).json["stands"] is False
    assert word(binh).json["why"] == "wrong"


def test_it_hands_in_nothing_that_is_filed_elsewhere(binh: Browser) -> None:
    assert finish(binh, for_the_portal(), TO_PORTAL).json["stands"] is True
    assert word(binh).json == {"why": "channel", "to": f"/ho-so/{ID}/mang-di"}


def test_it_is_only_its_citizens_word(app: Flask, binh: Browser, chi: Browser) -> None:
    finish(binh)
    assert word(chi).status_code == 404
    assert word(fresh(app)).status_code == 401


WRONG: list[dict[str, Any]] = [
    {"read": "x"}, {"read": None}, {"signature": "<svg>"}, {"signature": "M1 1Z"}, {"signature": None}, {"at": "gestern"},
    {"at": 5}, {"signature": "M1 1" + "L1 1" * 4000}, {"person": "x"}, {"person": "95ccb022-756f-459f-badf-70a2a6395ff2"},
]  # fmt: skip


@pytest.mark.parametrize("wrong", WRONG, ids=lambda one: str(one)[:40])
def test_it_refuses_what_no_phone_of_ours_sends(binh: Browser, dossier: Now, wrong: dict[str, Any]) -> None:
    finish(binh)
    assert word(binh, **wrong).status_code == 400
    assert dossier().state == "draft"


def test_it_does_not_believe_a_clock_of_tomorrow(app: Flask, binh: Browser) -> None:
    finish(binh)
    word(binh, at="2050-01-01T00:00:00Z")
    (approval,) = rows(app, Approval)
    assert approval.signed_at.year < 2050


def test_it_forgets_the_signature_with_the_contents(app: Flask, binh: Browser) -> None:
    finish(binh)
    word(binh)
    binh.post(f"/ho-so/{ID}/rut")
    with app.app_context(), app.extensions["sessions"].write() as db:
        empty(db, db.get_one(Dossier, ID))
        db.commit()
    (approval,) = rows(app, Approval)
    assert approval.signature is None


def test_it_says_where_to_go_on_while_nobody_is_chosen(app: Flask, dossier: Now) -> None:
    client = fresh(app)
    confirm(client)
    finish(client)
    answer = word(client)
    assert (answer.status_code, answer.json["why"]) == (409, "person")
    assert answer.json["to"].startswith("/dang-nhap")
    assert dossier().state == "draft"


def test_it_goes_from_nobody_known_to_handed_in_without_asking_anything_again(app: Flask) -> None:
    """The order in which a phone sends: consent, person, draft, last word; the first time it ever signs in."""
    client, person = fresh(app), uuid4()
    confirm(client)
    facts = {"full_name": "Trần Văn Bình", "id_number": "022085000123", "birth_date": "1985-09-02", "source": "card"}
    assert client.put(f"/api/dong-y/{uuid4()}", json={"text": accounts.consent.current()}).status_code == 200
    known = client.put(f"/api/nguoi/{person}", json={"facts": facts}).json["id"]
    assert finish(client).json["stands"] is True
    assert word(client, person=known).json["state"] != "draft"
    (made,) = rows(app, Person)
    assert (made.id, made.source) == (person, "card")
