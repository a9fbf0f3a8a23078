"""Where there is no signal a mandate is signed with a finger and on paper: it counts for a day, and on once the paper is here."""

import io
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from flask import Flask
from PIL import Image
from sqlalchemy.orm import Session

from tests.mandates.conftest import TEAM, YEN, at, helper, kinds, texts, the
from tests.people import AN, Browser, account_of, browser
from tests.visitors import fresh, rows
from webapp import clock
from webapp.accounts import service as accounts
from webapp.accounts.models import Account, Consent, Person
from webapp.i18n import speaking
from webapp.mandates import service, words
from webapp.mandates.models import Mandate
from webapp.privacy import deleting, exporting, saying

BA = {
    "full_name": "Đỗ Thị Na", "id_number": "022145000321", "birth_date": "1945-02-03", "gender": "2",
    "residence": "Khu 5, phường Hồng Gai, Quảng Ninh", "source": "card",
}  # fmt: skip
DRAWN = "M10 20L11 22L30 40"


def said(app: Flask, db: Session, dung: Browser, **changes: Any) -> dict[str, Any]:
    """What Dũng's phone sends after the grandmother signed just now."""
    made: dict[str, Any] = {
        "called": "bà Na", "who": BA, "phone": "", "procedures": [], "days": 1, "lang": "vi", "signature": DRAWN, "consent": accounts.consent.current(),
        "at": clock.now().isoformat(),
    } | changes  # fmt: skip
    account = account_of(db, "0912000004", "Phạm Văn Dũng")
    shown = Mandate(
        id=uuid4(), helper_id=account.id, unit_id=TEAM, procedures=made["procedures"], days=made["days"], lang=made["lang"],
        given_at=datetime.fromisoformat(made["at"]),
    )  # fmt: skip
    with app.test_request_context(), speaking("vi"):
        made.setdefault("read", words.digest(words.text(db, shown, "nho-giup-1")))
    db.rollback()
    return made


def send(dung: Browser, sent: dict[str, Any], mandate_id: UUID | None = None) -> Any:
    return dung.put(f"/api/nho-giup/{mandate_id or uuid4()}", json=sent)


def picture(kind: str = "JPEG") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (800, 600), (230, 226, 214)).save(out, kind)
    return out.getvalue()


def photograph(dung: Browser, mandate_id: UUID, body: bytes | None = None) -> Any:
    return dung.put(
        f"/api/nho-giup/{mandate_id}/giay", data=picture() if body is None else body, content_type="image/jpeg"
    )


def persons(app: Flask) -> list[Person]:
    return [one for one in rows(app, Person) if one.facts.get("id_number") == BA["id_number"]]


def test_somebody_without_a_phone_is_known_by_their_card_alone(app: Flask, db: Session, dung: Browser) -> None:
    made = uuid4()
    answer = send(dung, said(app, db, dung), made)
    assert (answer.status_code, answer.json["standing"], answer.json["paper"]) == (200, "active", False)
    (na,) = persons(app)
    (account,) = [one for one in rows(app, Account) if one.id == na.account_id]
    assert account.phone == ""
    assert (the(db, made).means, the(db, made).person_id) == ("paper", na.id)
    assert kinds(db, the(db, made)) == ["given"]


def test_two_people_without_a_phone_are_two(app: Flask, db: Session, dung: Browser) -> None:
    send(dung, said(app, db, dung))
    send(dung, said(app, db, dung, who=BA | {"id_number": "022145000322", "full_name": "Đỗ Văn Bi"}))
    assert len({one.account_id for one in rows(app, Person) if one.source == "card"}) == 2


def test_a_shared_number_makes_one_more_person_of_the_household(app: Flask, db: Session, dung: Browser) -> None:
    an = account_of(db, *AN).id
    db.commit()
    send(dung, said(app, db, dung, phone="0912 000 001"))
    assert [one.account_id for one in persons(app)] == [an]


def test_whoever_is_known_keeps_their_own_account(app: Flask, db: Session, dung: Browser) -> None:
    for phone in ("0912000031", "0912000032"):
        assert send(dung, said(app, db, dung, phone=phone)).status_code == 200
    (na,) = persons(app)
    (account,) = [one for one in rows(app, Account) if one.id == na.account_id]
    assert account.phone == "0912000031"


def test_the_citizen_hears_of_it_and_can_say_that_it_was_not_them(
    app: Flask, db: Session, dung: Browser, yen: Browser
) -> None:
    made = uuid4()
    send(dung, said(app, db, dung, phone="0912000031"), made)
    (sms,) = texts(db, "help_given")
    assert sms.phone == "0912000031"
    assert at(the(db, made)) in sms.body
    fresh(app).post(at(the(db, made), "khong-phai-toi"))
    assert the(db, made).frozen_at is not None
    assert "bà Na" not in yen.get("/giup/vu-viec").text
    assert len(texts(db, "help_denied")) == 1


def test_a_signature_alone_counts_for_a_day(app: Flask, db: Session, dung: Browser) -> None:
    made = uuid4()
    send(dung, said(app, db, dung, days=7), made)
    assert the(db, made).until == the(db, made).given_at + timedelta(hours=24)  # type: ignore[operator]
    clock.set_to(clock.now() + timedelta(hours=25))
    assert photograph(dung, made).json["standing"] == "over", "too late"


def test_with_the_paper_it_counts_as_long_as_was_agreed(app: Flask, db: Session, dung: Browser) -> None:
    made = uuid4()
    send(dung, said(app, db, dung, days=7), made)
    answer = photograph(dung, made)
    assert (answer.json["standing"], answer.json["paper"]) == ("active", True)
    assert clock.local(datetime.fromisoformat(answer.json["until"])).date() == clock.today() + timedelta(days=7)
    assert kinds(db, the(db, made)) == ["given", "paper"]


def test_what_was_signed_yesterday_and_comes_today_is_over(app: Flask, db: Session, dung: Browser) -> None:
    sent = said(app, db, dung, at=(clock.now() - timedelta(hours=30)).isoformat(), days=7)
    assert send(dung, sent).json["standing"] == "over"


def test_sent_again_it_is_the_same(app: Flask, db: Session, dung: Browser) -> None:
    made, sent = uuid4(), said(app, db, dung)
    first = send(dung, sent, made).json
    photograph(dung, made)
    again = [send(dung, sent, made).json, photograph(dung, made).json]
    assert again[0] == first | {"paper": True}
    assert again[1].items() < again[0].items()
    assert kinds(db, the(db, made)) == ["given", "paper"]


def test_other_words_than_those_of_now_are_signed_once_more(app: Flask, db: Session, dung: Browser) -> None:
    answer = send(dung, said(app, db, dung, read="a" * 64))
    assert (answer.status_code, answer.json) == (409, {"why": "words"})
    assert not rows(app, Mandate)
    assert not persons(app)


def test_a_clock_of_tomorrow_is_not_believed(app: Flask, db: Session, dung: Browser) -> None:
    made, ahead = uuid4(), (clock.now() + timedelta(minutes=5)).isoformat()
    send(dung, said(app, db, dung, at=ahead), made)
    assert the(db, made).given_at <= clock.now()  # type: ignore[operator]


WRONG: dict[str, dict[str, Any]] = {
    "no signature": {"signature": ""}, "a drawing of another kind": {"signature": "<svg>"}, "no hash": {"read": "x"},
    "no time": {"at": "hôm nay"}, "a time without a zone": {"at": "2026-11-20T09:00:00"}, "another language": {"lang": "fr"},
    "other days": {"days": 365}, "days in words": {"days": "1"}, "a list for a name": {"called": ["x"]}, "nobody": {"who": None},
    "no such procedure": {"procedures": ["9.999999"]},
}  # fmt: skip


@pytest.mark.parametrize("change", WRONG.values(), ids=list(WRONG))
def test_it_refuses_what_no_phone_of_ours_sends(app: Flask, db: Session, dung: Browser, change: dict[str, Any]) -> None:
    sent = said(app, db, dung) | change
    assert send(dung, sent).status_code in (400, 404)
    assert not rows(app, Mandate)


@pytest.mark.parametrize(
    ("change", "wrong"),
    [({"who": BA | {"id_number": "12"}}, "id_number"), ({"who": {}}, "full_name"), ({"phone": "0123"}, "phone")],
)
def test_a_wrong_fact_is_named(app: Flask, db: Session, dung: Browser, change: dict[str, Any], wrong: str) -> None:
    answer = send(dung, said(app, db, dung) | change)
    assert (answer.status_code, answer.json["wrong"]) == (422, [wrong])


def test_a_helper_signs_nothing_for_themself(app: Flask, db: Session, dung: Browser) -> None:
    assert send(dung, said(app, db, dung, phone="0912000004")).json == {"why": "own"}


def test_only_a_helper_whose_badge_holds(app: Flask, db: Session, dung: Browser, yen: Browser) -> None:
    sent = said(app, db, dung)
    untrained = browser(app, db, "0912000044", "Lê Văn Mới", ("helper", TEAM))
    assert send(untrained, sent).json == {"why": "badge"}
    assert send(yen, sent).status_code == 403
    assert send(browser(app, db, *AN), sent).status_code == 403


def test_a_mandate_is_its_own_helpers(app: Flask, db: Session, dung: Browser) -> None:
    made, sent = uuid4(), said(app, db, dung)
    send(dung, sent, made)
    other = helper(app, db, "0912000045", "Lê Văn Khác")
    assert send(other, sent, made).status_code == 404
    assert photograph(other, made).status_code == 404


@pytest.mark.parametrize(
    "body", [b"", b"%PDF-1.4", b"\xff\xd8\xff broken"], ids=["nothing", "a PDF", "a broken picture"]
)
def test_what_is_no_picture_is_no_paper(app: Flask, db: Session, dung: Browser, body: bytes) -> None:
    made = uuid4()
    send(dung, said(app, db, dung), made)
    assert photograph(dung, made, body).status_code == 415
    assert the(db, made).paper_at is None


def test_nobody_manages_a_team_of_strangers(app: Flask, db: Session, dung: Browser) -> None:
    made = uuid4()
    send(dung, said(app, db, dung), made)
    assert browser(app, db, *YEN, ("team_manager", TEAM)).get(f"/giup/{made}").status_code in (403, 404)


def test_what_was_signed_is_its_signers_to_have_and_goes_with_the_name(app: Flask, db: Session, dung: Browser) -> None:
    made, an = uuid4(), account_of(db, *AN).id
    db.commit()
    send(dung, said(app, db, dung, phone="0912 000 001"), made)
    photograph(dung, made)
    (found,) = saying.account(db, an)["mandates"]
    assert (found["means"], found["signature"]) == ("paper", DRAWN)
    with app.test_request_context():
        store, printer = app.extensions["documents_store"], app.extensions["receipt_printer"]
        names = [one.path for one in exporting.gather(db, an, store, printer).files]
    assert "giay-nho-giup-1.jpg" in names
    deleting.release(db, an, clock.now())
    db.commit()
    assert service.signed_by(db, an) == []


def test_a_number_with_another_name_or_birthday_is_nobodys_card(app: Flask, db: Session, dung: Browser) -> None:
    send(dung, said(app, db, dung, phone="0912000031"))
    for other in ({"full_name": "Đỗ Văn Bi"}, {"birth_date": "1945-02-04"}):
        answer = send(dung, said(app, db, dung, who=BA | other))
        assert (answer.status_code, answer.json) == (422, {"wrong": ["id_number"]})
    assert send(dung, said(app, db, dung, who=BA | {"full_name": "DO THI NA"})).status_code == 200, "accents get lost"
    assert len(rows(app, Mandate)) == 2


def test_a_helper_with_their_own_number_leaves_nobody_behind(app: Flask, db: Session, dung: Browser) -> None:
    answer = send(dung, said(app, db, dung, phone="0912000004"))
    assert (answer.status_code, answer.json) == (409, {"why": "own"})
    assert not persons(app), "the card is still free for whose it is"


def test_whoever_said_no_to_a_helper_is_not_signed_for_by_them_again(app: Flask, db: Session, dung: Browser) -> None:
    made = uuid4()
    send(dung, said(app, db, dung, phone="0912000031"), made)
    fresh(app).post(at(the(db, made), "khong-phai-toi"))
    other = BA | {"id_number": "022145000322", "full_name": "Đỗ Văn Bi"}
    for who in (BA, other):
        answer = send(dung, said(app, db, dung, phone="0912000031", who=who))
        assert (answer.status_code, answer.json) == (409, {"why": "denied"})
    assert len(rows(app, Mandate)) == 1


def test_one_number_is_not_flooded_with_mandates(app: Flask, db: Session, dung: Browser) -> None:
    answers = [send(dung, said(app, db, dung, phone="0912000031")).status_code for _ in range(9)]
    assert answers == [200] * 8 + [429]
    assert len(texts(db, "help_given")) == 8


@pytest.mark.parametrize(
    "odd",
    [
        {"at": "0001-01-01T00:00:00+14:00"}, {"lang": ["vi"]}, {"procedures": "1.004194"}, {"procedures": ["1.004194"] * 21},
        {"read": None}, {"who": []}, {"days": True}, {"signature": {}},
    ],
    ids=lambda odd: next(iter(odd)),
)  # fmt: skip
def test_what_no_phone_of_ours_sends_is_refused(app: Flask, db: Session, dung: Browser, odd: dict[str, Any]) -> None:
    assert send(dung, said(app, db, dung) | odd).status_code == 400
    assert not rows(app, Mandate)


def test_what_was_signed_beside_it_is_the_consent_of_a_new_account_only(app: Flask, db: Session, dung: Browser) -> None:
    send(dung, said(app, db, dung))
    (na,) = persons(app)
    assert [one.means for one in rows(app, Consent) if one.account_id == na.account_id] == ["paper"]
    an = account_of(db, *AN)
    accounts.agree(db, an.id, "an earlier text", "its words")
    db.commit()
    assert (
        send(
            dung, said(app, db, dung, phone=AN[0], who=BA | {"id_number": "022145000399", "full_name": "Đỗ Văn Em"})
        ).status_code
        == 200
    )
    assert [one.text_id for one in rows(app, Consent) if one.account_id == an.id] == ["an earlier text"]


def test_the_helper_hears_whether_the_person_was_here_before(app: Flask, db: Session, dung: Browser) -> None:
    assert send(dung, said(app, db, dung)).json["known"] is False
    clock.set_to(clock.now() + timedelta(hours=1))
    assert send(dung, said(app, db, dung)).json["known"] is True
