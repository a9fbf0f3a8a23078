"""The look-up without sign-in: state, clocks and dates only; one answer for every wrong try; not for guessing."""

import pytest
from sqlalchemy.orm import Session

from tests import people
from tests.page import Client
from tests.people import make_dossier
from webapp.accounts.service import Account
from webapp.dossiers.service import Dossier, State

DIGITS = people.AN[0][-4:]
JSON = {"Accept": "application/json"}
WRONG = "Mã hoặc 4 số cuối điện thoại chưa khớp."


def ask(client: Client, code: str | None, digits: str = DIGITS, **more: object):  # type: ignore[no-untyped-def]
    return client.post("/tra-cuu", data={"code": code, "digits": digits}, **more)


def test_the_page_asks_for_a_code_and_four_digits(anyone: Client) -> None:
    page = anyone.get("/tra-cuu").text
    assert 'name="code"' in page
    assert 'name="digits"' in page


@pytest.mark.parametrize("name", ["reference", "official_code"])
def test_it_tells_state_and_dates_by_either_code(db: Session, an: Account, anyone: Client, name: str) -> None:
    dossier = make_dossier(db, an, state=State.RECEIVED)
    page = ask(anyone, getattr(dossier, name))
    assert page.status_code == 200
    assert "Đã tiếp nhận" in page.text
    assert "Hẹn trả" in page.text


def test_a_dictated_code_is_understood(db: Session, an: Account, anyone: Client) -> None:
    dossier = make_dossier(db, an)
    assert ask(anyone, f" {dossier.reference[:4].lower()} - {dossier.reference[4:]} ").status_code == 200


def test_it_tells_no_name_and_nothing_of_the_contents(db: Session, an: Account, anyone: Client) -> None:
    dossier = make_dossier(db, an, state=State.IN_PROGRESS)
    for answer in (ask(anyone, dossier.reference), ask(anyone, dossier.reference, headers=JSON)):
        text = answer.text
        for told in (people.AN[1], "Khánh", people.AN[0], "tạm trú", "số 8, ngõ 5", str(dossier.id), dossier.reference):
            assert told not in text


def test_wrong_code_and_wrong_digits_get_the_same_answer(db: Session, an: Account, anyone: Client) -> None:
    dossier = make_dossier(db, an)
    answers = [ask(anyone, dossier.reference, "9999"), ask(anyone, "ABCD-EFGH"), ask(anyone, "H49-261123-0001")]
    assert {one.status_code for one in answers} == {404}
    assert all(WRONG in one.text for one in answers)


def test_a_draft_is_not_found(db: Session, an: Account, anyone: Client) -> None:
    dossier = make_dossier(db, an)
    found = db.get_one(Dossier, dossier.id)
    found.state = State.DRAFT
    db.commit()
    assert ask(anyone, dossier.reference).status_code == 404


@pytest.mark.parametrize(
    ("code", "digits"),
    [("", "1234"), ("ABCD-EFGH", ""), ("A" * 5000, "1234"), ("ABCD-EFGH", "١٢٣٤"), ("\u200b", "12 4")],
)
def test_nonsense_is_a_kind_refusal(anyone: Client, code: str, digits: str) -> None:
    assert ask(anyone, code, digits).status_code == 404


def test_a_program_gets_json(db: Session, an: Account, anyone: Client) -> None:
    dossier = make_dossier(db, an, state=State.RECEIVED)
    said = anyone.post("/tra-cuu", json={"code": dossier.reference, "digits": DIGITS}).get_json()
    assert set(said) == {"state", "words", "late", "office_days", "citizen_days", "submitted_at", "received_at", "due"}
    assert (said["state"], said["late"]) == ("received", False)


def test_a_program_is_refused_in_json(anyone: Client) -> None:
    answer = ask(anyone, "ABCD-EFGH", headers=JSON)
    assert (answer.status_code, answer.get_json()["error"]) == (404, "not_found")


@pytest.mark.parametrize("body", [[], "x", 5, None, {"code": {"a": 1}, "digits": []}])
def test_strange_json_is_refused(anyone: Client, body: object) -> None:
    assert anyone.post("/tra-cuu", json=body).status_code == 404


def test_one_dossier_can_be_tried_ten_times_an_hour(db: Session, an: Account, anyone: Client) -> None:
    dossier = make_dossier(db, an)
    tries = [ask(anyone, dossier.reference, f"9{n:03}").status_code for n in range(10)]
    assert set(tries) == {404}
    assert ask(anyone, dossier.reference).status_code == 429


def test_writing_the_code_another_way_is_no_way_round(db: Session, an: Account, anyone: Client) -> None:
    ref = str(make_dossier(db, an).reference)
    ways = [ref, ref.lower(), f"{ref[:4]}-{ref[4:]}", f"{ref[:2]} {ref[2:]}", f"{ref[:6]}.{ref[6:]}"]
    for n in range(10):
        ask(anyone, ways[n % 5], f"9{n:03}")
    assert ask(anyone, f" {ref[:1]}-{ref[1:]}").status_code == 429


def test_look_alikes_accents_and_the_other_code_are_no_way_round_either(
    db: Session, an: Account, anyone: Client
) -> None:
    dossier = make_dossier(db, an, state=State.RECEIVED)
    ref, official = str(dossier.reference), str(dossier.official_code)
    wide = "".join(chr(ord(char) + 0xFEE0) for char in ref)
    ways = [ref, "".join(f"{char}\u0301" for char in ref), wide, official, official.replace("-", " ")]
    assert {ask(anyone, ways[n % 5], f"9{n:03}").status_code for n in range(10)} == {404}
    assert ask(anyone, official.replace("-", "–")).status_code == 429


def test_one_address_can_try_twenty_times(anyone: Client) -> None:
    tries = [ask(anyone, f"ABCD-EF{n:02}").status_code for n in range(20)]
    assert set(tries) == {404}
    assert ask(anyone, "ABCD-EFXX").status_code == 429


def test_the_digits_are_the_year_of_birth_where_there_is_no_phone(db: Session, an: Account, anyone: Client) -> None:
    dossier = make_dossier(db, an)
    db.get_one(Dossier, dossier.id).account_id = None
    db.commit()
    assert ask(anyone, dossier.reference, "1985").status_code == 200
    assert ask(anyone, dossier.reference, DIGITS).status_code == 404
