"""The master key is changed while people go on using the app: nobody notices, and the old key can be thrown away."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import LargeBinary, func, select, text

from tests.conftest import PAGES, make_config
from tests.documents.samples import pdf
from tests.engines import Database
from tests.page import Client
from tests.visitors import agree, ask_code, code_sent, confirm, enter, fresh, keep_person, settle
from webapp import clock, create_app, rotation, sealing, throttle
from webapp.access import ANYONE
from webapp.accounts import service as accounts
from webapp.accounts.models import Account, Clash, Person
from webapp.config import Misconfigured
from webapp.db import Base, uuid7
from webapp.documents import service as documents
from webapp.dossiers import service as dossiers
from webapp.dossiers.drafts import _blinds
from webapp.dossiers.models import Dossier

OLD, NEW, OTHER = bytes(32), b"n" * 32, b"o" * 32
AN, BINH, NUMBER, CODE = "0912000001", "0912000002", "022085000123", "3.000347"
PLAIN = {"passkeys.credential_id", "passkeys.public_key"}  # public by nature
Start = Callable[..., Flask]


@pytest.fixture
def start(database: Database, tmp_path: Path) -> Start:
    """The app started anew with these keys, on the same data."""

    def started(key: bytes, *old: bytes) -> Flask:
        config = make_config(database.url, tmp_path, master_key=key, old_master_keys=old)
        made = create_app(config, engine=database.engine)
        made.config.update(TESTING_RAISES=True, PROPAGATE_EXCEPTIONS=True)
        made.test_client_class, made.jinja_env.bytecode_cache = Client, PAGES
        return made

    return started


@pytest.fixture
def before(start: Start) -> Flask:
    """The app with the old key; An lives in it."""
    made = start(OLD)
    settle(fresh(made), AN, full_name="Nguyễn Thị An", id_number=NUMBER)
    return made


@pytest.fixture
def between(before: Flask, start: Start) -> Flask:
    """The app with both keys, on what was written under the old one."""
    return start(NEW, OLD)


def run(app: Flask, *words: str) -> Result:
    return app.test_cli_runner().invoke(args=list(words))


def rotated(app: Flask) -> Flask:
    """Keys changed, and what can only fade has faded."""
    run(app, "keys", "rotate")
    clock.advance(timedelta(days=2))
    assert run(app, "nightly").exit_code == 0
    return app


def written(app: Flask) -> Any:
    return app.extensions["sessions"].write.begin()


def look(app: Flask, statement: Any) -> Any:
    with app.app_context(), app.extensions["sessions"].read() as db:
        return db.scalar(statement)


def is_known(app: Flask, phone: str = AN) -> bool:
    """Signing in by phone leads to the account with its person, not to a new one."""
    clock.advance(timedelta(hours=2))  # so that codes to one phone are not too many
    browser = fresh(app)
    confirm(browser, phone)
    return "Nguyễn Thị An" in browser.get("/tai-khoan").text


def test_every_column_of_bytes_is_sealed_or_known_not_to_be() -> None:
    bytes_kept = {str(c): c for t in Base.metadata.tables.values() for c in t.columns if _binary(c)}
    moved = {name for name, c in bytes_kept.items() if rotation.sealed_as(c) or c.name == rotation.WRAPPED}
    assert bytes_kept.keys() - moved == PLAIN, "a new one is Sealed…, named wrapped_key, or not secret: add it to PLAIN"


def _binary(column: Any) -> bool:
    return isinstance(getattr(column.type, "impl", column.type), LargeBinary)


def test_every_blind_index_says_of_what() -> None:
    indexes = {c for t in Base.metadata.tables.values() for c in t.columns if c.name.endswith("_index")}
    silent = {str(c) for c in indexes if not (c.info or c.table.info.get("fades"))}
    assert not silent, 'give it info={"blind": Index(…)}'


def test_signing_in_works_before_during_and_after(before: Flask, start: Start) -> None:
    assert is_known(before)
    app = start(NEW, OLD)
    assert is_known(app)
    for count in rotation.rotate(app.extensions["sessions"]):
        assert count.table not in ("accounts", "messages", "persons") or is_known(app)
    rotated(app)
    assert is_known(start(NEW))
    assert look(app, select(func.count(Account.id))) == 1


def test_a_rotation_that_was_killed_is_repeated(between: Flask, start: Start) -> None:
    steps = rotation.rotate(between.extensions["sessions"], size=1)
    next(steps)
    steps.close()
    assert run(between, "keys", "check").exit_code == 1
    rotated(between)
    assert run(between, "keys", "check").exit_code == 0
    assert run(start(NEW), "keys", "check").exit_code == 0


def test_a_second_rotation_has_nothing_to_do(between: Flask) -> None:
    rotated(between)
    assert not [count for count in rotation.rotate(between.extensions["sessions"]) if count.renewed]


def test_the_command_says_what_it_did_and_when_the_old_key_may_go(between: Flask) -> None:
    said = run(between, "keys", "check")
    assert "accounts: 1 of 1 rows need an old key" in said.output
    said = run(between, "keys", "rotate")
    assert "accounts: 1 of 1 rows sealed anew" in said.output
    assert "one_time_codes: 1 rows may need an old key; they go by themselves" in said.output
    rotated(between)
    assert "OLD_MASTER_KEYS may be removed" in run(between, "keys", "check").output


def test_an_id_number_stays_one_persons(between: Flask) -> None:
    """Whoever gives An's number again is told at once, and has the same case before and after."""
    browser = settle(fresh(between), BINH)
    assert "TR-" in keep_person(browser, full_name="Trần Văn Bình", id_number=NUMBER).text
    rotated(between)
    assert look(between, select(Clash.id_index)) == look(
        between, select(Person.id_index).where(Person.id_index.is_not(None))
    )
    again = fresh(between)
    confirm(again, BINH)
    agree(again)
    keep_person(again, full_name="Trần Văn Bình", id_number=NUMBER)
    assert look(between, select(func.count(Clash.id))) == 1


def test_a_code_sent_under_the_old_key_is_taken_after_the_restart(before: Flask, start: Start) -> None:
    clock.advance(timedelta(hours=2))
    browser = fresh(before)
    ask_code(browser, AN)
    code = code_sent(browser)
    app = start(NEW, OLD)
    with browser.session_transaction() as held:
        kept = dict(held)
    again = fresh(app)
    with again.session_transaction() as held:
        held.update(kept)
    enter(again, code)
    assert "Nguyễn Thị An" in again.get("/tai-khoan").text


@pytest.mark.parametrize("carried", [0, 1])
def test_a_draft_without_an_account_stays_its_browsers(before: Flask, start: Start, carried: int) -> None:
    """Also one begun by an earlier version, which tied it to the browser under the master key."""
    holder = dossiers.Holder(ANYONE, "t" * 32)
    with before.app_context(), written(before) as db:
        made = dossiers.start(db, holder, uuid7(), CODE)
        made.holder = _blinds("t" * 32)[carried]
    app = rotated(start(NEW, OLD))
    with app.app_context(), app.extensions["sessions"].read() as db:
        assert holder.holds(db.get_one(Dossier, made.id))
    assert (run(app, "keys", "check").exit_code == 0) == (carried == 0)
    with app.app_context(), written(app) as db:
        dossiers.claim(db, "t" * 32, db.scalars(select(Account.id)).one(), None)
    assert run(app, "keys", "check").exit_code == 0


def test_tries_before_the_restart_count_after_it(before: Flask, start: Start) -> None:
    with before.app_context(), written(before) as db:
        for _ in range(2):
            throttle.hit(db, "guess", "somebody", 3, 3600)
    app = start(NEW, OLD)
    with app.app_context(), written(app) as db:
        throttle.hit(db, "guess", "somebody", 3, 3600)
        with pytest.raises(throttle.TooMany):
            throttle.hit(db, "guess", "somebody", 3, 3600)


@pytest.fixture
def paper(before: Flask) -> Any:
    """A file of a dossier, sealed under the old key."""
    with before.app_context(), written(before) as db:
        dossier = dossiers.start(db, dossiers.Holder(ANYONE, "t" * 32), uuid7(), CODE)
        ready = documents.check(pdf())
        made = documents.add_result(db, before.extensions["documents_store"], dossier, "ket-qua.pdf", ready, ANYONE)
        return made.id, ready.body


def test_files_are_read_before_during_and_after(before: Flask, paper: Any, start: Start) -> None:
    for app in (before, start(NEW, OLD), rotated(start(NEW, OLD)), start(NEW)):
        with app.app_context(), app.extensions["sessions"].read() as db:
            document = db.get_one(documents.Document, paper[0])
            body = b"".join(documents.read(app.extensions["documents_store"], document))
        assert (document.filename, body) == ("ket-qua.pdf", paper[1])


def test_what_somebody_saves_meanwhile_is_not_overwritten(between: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    real = rotation._write

    def overtaken(made: Any, kept: Any, changes: Any, count: Any) -> None:
        if kept.name == "persons":
            with made.write.begin() as db:
                person = db.scalars(select(Person)).one()
                accounts.change_person(db, person, {"full_name": "Nguyễn Thị An An"}, "typed")
        real(made, kept, changes, count)

    monkeypatch.setattr(rotation, "_write", overtaken)
    run(between, "keys", "rotate")
    assert look(between, select(Person.facts))["full_name"] == "Nguyễn Thị An An"


def test_a_changed_row_is_named_and_left_alone(between: Flask) -> None:
    with written(between) as db:
        db.execute(text("update persons set facts = :raw"), {"raw": b"x" * 60})
    said = run(between, "keys", "rotate")
    assert said.exit_code == 1
    assert "opens under none of the keys" in said.output
    assert "accounts: 1 of 1 rows sealed anew" in said.output
    assert look(between, text("select facts from persons")) == b"x" * 60


def test_two_accounts_of_one_phone_are_told_of_not_merged(between: Flask) -> None:
    """Two servers, one not yet restarted, registered the same phone in the same moment."""
    with between.app_context(), written(between) as db:
        db.add(Account(phone=AN, phone_index=sealing.blind("phone", AN), created_at=clock.now()))
    said = run(between, "keys", "rotate")
    assert said.exit_code == 1
    assert "left alone, another row has the same phone" in said.output
    assert look(between, select(func.count(Account.id))) == 2


def test_an_app_with_another_key_does_not_start(before: Flask, start: Start) -> None:
    with pytest.raises(Misconfigured, match="MASTER_KEY is not the key of this database"):
        start(OTHER)
    assert is_known(start(OTHER, OLD))


def test_an_empty_database_fits_any_key(start: Start) -> None:
    assert fresh(start(OTHER)).get("/healthz").status_code == 200


def test_a_key_dropped_too_early_is_a_calm_page(between: Flask, start: Start) -> None:
    for count in rotation.rotate(between.extensions["sessions"]):
        if count.table == "messages":
            break
    app = start(NEW)
    app.config.update(TESTING_RAISES=False, PROPAGATE_EXCEPTIONS=False)
    answer = confirm(fresh(app), AN)
    assert (answer.status_code, "Chưa mở được phần đã lưu" in answer.text) == (500, True)
    assert run(app, "keys", "check").exit_code == 1
