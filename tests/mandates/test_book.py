"""The book in the database: every change to it is found by the command, and it tells its seals to a file outside."""

import re
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.orm import Session

from tests.mandates.conftest import at, offered
from tests.people import AN, Browser, browser
from webapp import outbox
from webapp.jobs import handlers
from webapp.mandates import book


@pytest.fixture
def written(app: Flask, db: Session, dung: Browser) -> None:
    """Four lines: given, revoked, given, revoked; all told outside."""
    an = browser(app, db, *AN)
    for _time in range(2):
        mandate = offered(dung, db)
        an.post(at(mandate, "dong-y"))
        an.post(at(mandate, "thoi"))
    tell(app)


def tell(app: Flask) -> None:
    config = app.config["CONFIG"]
    while outbox.run_due(app.extensions["sessions"], handlers(config), "quick"):
        pass


def checked(app: Flask, *told: str) -> tuple[int, str]:
    done = app.test_cli_runner().invoke(args=["mandates", "check", *(f"--told={one}" for one in told)])
    return done.exit_code, done.output


def change(db: Session, *statements: str) -> None:
    db.rollback()
    for one in statements:
        db.execute(text(one))
    db.commit()


def anchors(app: Flask) -> Path:
    return Path(app.config["CONFIG"].data) / "anchors" / "mandates.txt"


@pytest.mark.usefixtures("written")
def test_a_book_as_it_was_written(app: Flask) -> None:
    assert checked(app) == (0, "4 lines, all as they were written\n")
    assert [line.split()[0] for line in anchors(app).read_text().splitlines()] == ["1", "2", "3", "4"]


@pytest.mark.usefixtures("written")
@pytest.mark.parametrize(
    ("statements", "words"),
    [
        (["update mandate_book set kind = 'given' where number = 2"], "line 2 is not as it was written"),
        (["update mandate_book set said = '{}' where number = 3"], "line 3 is not as it was written"),
        (["delete from mandate_book where number = 2"], "line 2 is missing"),
        (["delete from mandate_book where number = 1"], "line 1 is missing"),
        (
            [f"update mandate_book set number = {b} where number = {a}" for a, b in ((2, 99), (3, 2), (99, 3))],
            "line 2 is not as it was written\nline 3 is not as it was written",
        ),
        (["delete from mandate_book where number = 4"], "line 4 was told outside and is gone"),
        (
            [
                "delete from mandate_book where number > 2",
                "update mandate_book_head set number = 2, seal = (select seal from mandate_book where number = 2)",
            ],
            "line 4 was told outside and is gone",
        ),
        (["delete from mandate_book_keys"], "the whole book was sealed with a key that is not here"),
    ],
    ids=[
        "edited",
        "emptied",
        "deleted",
        "the first deleted",
        "reordered",
        "cut off",
        "cut off with its head",
        "no key",
    ],
)
def test_whatever_is_done_to_it_is_found(app: Flask, db: Session, statements: list[str], words: str) -> None:
    change(db, *statements)
    code, output = checked(app)
    assert code == 1
    assert words in output


@pytest.mark.usefixtures("written")
def test_another_key_is_found(app: Flask, db: Session) -> None:
    db.rollback()
    db.get_one(book.BookKey, "1").key = "ab" * 32
    db.commit()
    assert "the whole book was sealed with a key that is not here" in checked(app)[1]


@pytest.mark.usefixtures("written")
def test_without_the_file_what_a_manager_was_told_still_finds_a_cut_off_end(app: Flask, db: Session) -> None:
    told = anchors(app).read_text().splitlines()[-1].split()
    change(db, "delete from mandate_book where number = 4", "delete from mandate_book_head")
    anchors(app).unlink()
    assert checked(app)[0] == 0
    assert "line 4 was told outside and is gone" in checked(app, f"4:{told[1][:16]}")[1]


@pytest.mark.usefixtures("written")
def test_nothing_in_it_names_anybody(app: Flask, db: Session) -> None:
    db.rollback()
    kept = str(db.execute(text("select said from mandate_book")).all()) + anchors(app).read_text()
    for word in ("Dũng", "An", r"\b0912\d{6}\b", "bà"):  # «0912» alone stands in a checksum by chance
        assert not re.search(word, kept)


def test_a_line_of_a_request_that_failed_is_not_written(app: Flask, db: Session, dung: Browser) -> None:
    mandate = offered(dung, db)
    db.rollback()
    book.write(db, "given", mandate.id, who="x")
    db.rollback()
    assert book.lines(db, mandate.id) == []
    assert checked(app)[0] == 0


@pytest.mark.usefixtures("written")
def test_changing_the_master_key_leaves_the_seals_as_they_are(app: Flask) -> None:
    from webapp import rotation, sealing

    old = sealing._masters
    sealing.use_master_key(b"n" * 32, old)
    for _count in rotation.rotate(app.extensions["sessions"]):
        pass
    sealing.use_master_key(b"n" * 32)
    assert checked(app)[0] == 0
    sealing.use_master_key(*old)
