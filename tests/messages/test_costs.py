"""What messages cost in a month, and that a price nobody knows is not guessed."""

from datetime import date, datetime

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from webapp import clock
from webapp.db import uuid7
from webapp.messages import data_files, prices
from webapp.messages.models import Delivery


def put(
    db: Session,
    day: int,
    channel: str,
    outcome: str = "delivered",
    cost: int | None = 500,
    parts: int = 1,
    month: int = 11,
):
    at = datetime(2026, month, day, 12, tzinfo=clock.VN)
    db.add(
        Delivery(
            message_id=uuid7(),
            template="dossier_changed",
            channel=channel,
            at=at,
            outcome=outcome,
            parts=parts,
            cost=cost,
        )
    )
    db.commit()


def said(app: Flask, *words: str) -> str:
    answer = app.test_cli_runner().invoke(args=["messages", "cost", *words])
    assert answer.exit_code == 0, answer.output
    return str(answer.output)


def row(text: str, *begins: str) -> list[str]:
    return next(line.split() for line in text.splitlines() if line.split()[: len(begins)] == list(begins))


def test_it_sums_by_channel_and_template(app: Flask, db: Session):
    put(db, 3, "sms", parts=2, cost=1000)
    put(db, 4, "sms", "later", cost=None, parts=0)
    put(db, 5, "zns", cost=200)
    text = said(app, "--month", "2026-11")
    assert row(text, "sms", "dossier_changed") == ["sms", "dossier_changed", "1", "2", "1.000", "1"]
    assert row(text, "zns", "all") == ["zns", "all", "1", "1", "200", "0"]
    assert row(text, "all") == ["all", "2", "1.200", "1"]


def test_a_month_is_one_in_viet_nam(app: Flask, db: Session):
    for at in (datetime(2026, 11, 1, 0, 30, tzinfo=clock.VN), datetime(2026, 11, 30, 23, 30, tzinfo=clock.VN)):
        db.add(Delivery(message_id=uuid7(), template="x", channel="sms", at=at, outcome="delivered", parts=1, cost=5))
    put(db, 1, "sms", month=12)
    assert row(said(app, "--month", "2026-11"), "sms", "all")[2] == "2"
    assert row(said(app, "--month", "2026-12"), "sms", "all")[2] == "1"


def test_an_unknown_price_is_said_to_be_unknown(app: Flask, db: Session):
    put(db, 3, "sms", cost=None)
    assert "unknown for 1" in said(app, "--month", "2026-11")
    put(db, 4, "sms", cost=500)
    assert "500 + unknown for 1" in said(app, "--month", "2026-11")


def test_a_demonstration_says_that_its_prices_are_examples(app: Flask, db: Session):
    put(db, 3, "sms")
    assert "EXAMPLES" in said(app, "--month", "2026-11")


def test_a_month_without_messages_says_so(app: Flask):
    assert "no message left" in said(app, "--month", "2026-10")


@pytest.mark.parametrize("month", ["2026", "2026-13", "11-2026", "x"])
def test_it_names_a_month_that_is_none(app: Flask, month: str):
    answer = app.test_cli_runner().invoke(args=["messages", "cost", "--month", month])
    assert answer.exit_code == 1
    assert f"{month} is no month" in answer.output


def test_no_price_ships_with_the_app():
    known = prices.load()
    day = date(2026, 11, 23)
    assert [prices.cost(known, one, 2, day) for one in ("sms", "zns", "other")] == [None, None, None]
    assert [prices.cost(known, one, 2, day, example=True) for one in ("sms", "zns")] == [1000, 200]


def test_a_province_lays_its_own_prices(tmp_path):
    line = "- {channel: sms, per: part, amount: 350, from: 2026-07-01, to: 2026-12-31, source: {text: Hợp đồng, mark: C}}\n"
    (tmp_path / "prices.yaml").write_text(line)
    known = prices.load(tmp_path)
    assert prices.cost(known, "sms", 3, date(2026, 7, 1)) == 1050
    assert [prices.cost(known, "sms", 1, day) for day in (date(2026, 6, 30), date(2027, 1, 1))] == [None, None]


@pytest.mark.parametrize("amount", ["-1", "1.5", "true", "x"])
def test_a_price_that_is_none_is_named(tmp_path, amount):
    (tmp_path / "prices.yaml").write_text(
        f"- {{channel: sms, per: part, amount: {amount}, from: 2026-07-01, to: null}}"
    )
    with pytest.raises(data_files.BadData, match=r"prices\.yaml"):
        prices.load(tmp_path)
