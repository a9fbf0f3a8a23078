"""The six digits: how long, how often, how many."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from flask import Flask

from tests.people import Browser
from tests.visitors import BINH, ask_code, code_sent, confirm, enter, fresh, rows
from webapp import clock
from webapp.accounts import codes
from webapp.accounts.models import Account, OneTimeCode, SignIn
from webapp.messages import service as messages


@pytest.fixture
def binh(app: Flask) -> Browser:
    return fresh(app)


def other_than(code: str) -> str:
    return f"{(int(code) + 1) % 10**6:06}"


def test_it_keeps_a_keyed_hash_and_never_the_digits(app: Flask, binh: Browser) -> None:
    ask_code(binh)
    (kept,) = rows(app, OneTimeCode)
    assert len(kept.code_hash) == 64
    assert code_sent(binh) not in kept.code_hash + str(kept.id)


def test_it_signs_in_with_the_code_once_only(app: Flask, binh: Browser) -> None:
    ask_code(binh)
    code, second = code_sent(binh), fresh(app)
    with binh.session_transaction() as mine, second.session_transaction() as theirs:
        theirs["code"] = mine["code"]
    assert enter(binh, code).status_code == 303
    assert enter(second, code).status_code == 422


@pytest.mark.parametrize(
    ("age", "status"), [(timedelta(minutes=4, seconds=55), 303), (timedelta(minutes=5, seconds=5), 422)]
)
def test_it_takes_the_code_for_five_minutes(binh: Browser, age: timedelta, status: int) -> None:
    ask_code(binh)
    code = code_sent(binh)
    clock.advance(age)
    assert enter(binh, code).status_code == status


def test_it_counts_a_wrong_try_although_the_page_says_422(app: Flask, binh: Browser) -> None:
    ask_code(binh)
    answer = enter(binh, other_than(code_sent(binh)))
    assert answer.status_code == 422
    assert "Còn thử được 4 lần" in answer.text
    assert rows(app, OneTimeCode)[0].tries == 1


def test_it_takes_the_fifth_try_but_not_the_sixth(binh: Browser) -> None:
    ask_code(binh)
    code = code_sent(binh)
    for _ in range(5):
        answer = enter(binh, other_than(code))
    assert "Nhận mã mới" in answer.text
    assert enter(binh, code).status_code == 422


def test_it_takes_a_right_fifth_try(binh: Browser) -> None:
    ask_code(binh)
    code = code_sent(binh)
    for _ in range(4):
        enter(binh, other_than(code))
    assert enter(binh, code).status_code == 303


def test_it_does_not_count_what_is_not_six_digits(app: Flask, binh: Browser) -> None:
    ask_code(binh)
    assert "Mã có đúng 6 chữ số" in enter(binh, "12345").text
    assert rows(app, OneTimeCode)[0].tries == 0


def test_it_reads_digits_with_spaces_and_full_width_ones(binh: Browser) -> None:
    ask_code(binh)
    code = code_sent(binh)
    wide = "".join(chr(ord(digit) + 0xFEE0) for digit in code[:3])
    assert enter(binh, f"{wide} {code[3:]}").status_code == 303


def test_it_counts_every_one_of_many_guesses_at_the_same_moment(app: Flask, binh: Browser) -> None:
    ask_code(binh)
    wrong, code_id = other_than(code_sent(binh)), rows(app, OneTimeCode)[0].id

    def guess(_number: int) -> str | None:
        with app.extensions["sessions"].write.begin() as db:
            return codes.check(db, code_id, wrong)

    with ThreadPoolExecutor(4) as pool:
        assert set(pool.map(guess, range(4))) == {None}
    assert rows(app, OneTimeCode)[0].tries == 4


def test_it_sends_nothing_new_within_a_minute_and_says_how_long(binh: Browser) -> None:
    ask_code(binh)
    first = code_sent(binh)
    clock.advance(timedelta(seconds=40))
    assert "Mã vừa nhắn vẫn dùng được" in binh.get(ask_code(binh).location).text
    assert code_sent(binh) == first
    assert enter(binh, first).status_code == 303


def test_it_makes_the_old_code_useless_when_it_sends_a_new_one(app: Flask, binh: Browser) -> None:
    ask_code(binh)
    clock.advance(timedelta(seconds=61))
    ask_code(binh)
    old, new = sorted(rows(app, OneTimeCode), key=lambda one: one.sent_at)
    assert (old.used_at is None, new.used_at is None) == (False, True)


def test_it_sends_at_most_six_codes_an_hour_to_one_phone(binh: Browser) -> None:
    for _ in range(6):
        assert ask_code(binh).status_code == 303
        clock.advance(timedelta(seconds=61))
    answer = ask_code(binh)
    assert answer.status_code == 429
    assert int(answer.headers["Retry-After"]) > 0
    assert "Chờ một lát" in answer.text


def test_it_limits_the_phones_that_one_address_may_ask_for(binh: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(codes, "PER_ADDRESS", (3, 3600))
    for number in range(3):
        assert ask_code(binh, f"091200010{number}").status_code == 303
    assert ask_code(binh, "0912000109").status_code == 429


def test_an_address_over_its_limit_uses_up_no_codes_of_others(
    app: Flask, binh: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(codes, "PER_ADDRESS", (1, 3600))
    ask_code(binh, "0912000100")
    for _ in range(6):
        assert ask_code(binh).status_code == 429
    assert (
        fresh(app).post("/dang-nhap", data={"phone": BINH}, environ_base={"REMOTE_ADDR": "203.0.113.9"}).status_code
        == 303
    )


def test_it_makes_one_account_for_one_number_however_written(app: Flask) -> None:
    confirm(fresh(app), "+84 912 000 002")
    confirm(fresh(app), "0912.000.002")
    (account,) = rows(app, Account)
    assert account.phone == BINH
    assert len(rows(app, SignIn)) == 2


def test_it_forgets_the_text_of_the_code_when_its_time_is_over(app: Flask, binh: Browser) -> None:
    ask_code(binh)
    clock.advance(timedelta(minutes=6))
    with app.app_context(), app.extensions["sessions"].write.begin() as db:
        messages.purge(db)
    assert binh.get("/demo/messages.json").json == []


def test_it_asks_for_the_phone_first_when_no_code_was_sent(binh: Browser) -> None:
    assert binh.get("/dang-nhap/ma").location == "/dang-nhap?tiep=/"
    assert enter(binh, "123456").location == "/dang-nhap?tiep=/"
