"""Roles in a running app: given and taken by a command, written into a book, lost at once when taken."""

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from tests.people import AN, BINH, KHANH, UNIT, account_of, browser
from tests.visitors import rows
from webapp import clock
from webapp.accounts import roles
from webapp.accounts.models import RoleChange


def run(app: Flask, *words: str) -> tuple[int, str]:
    answer = app.test_cli_runner().invoke(args=["roles", *words])
    return answer.exit_code, answer.output


def test_who_signed_up_is_given_a_role_and_may_work(app: Flask, db: Session) -> None:
    client = browser(app, db, *BINH)
    assert client.get("/ban-lam-viec").status_code == 403
    assert run(app, "grant", "0912 000 002", "officer", UNIT) == (0, "officer at hong-gai: granted\n")
    assert client.get("/ban-lam-viec").status_code == 200


def test_a_revoked_role_is_gone_from_open_sessions_at_once(app: Flask, db: Session) -> None:
    client = browser(app, db, *KHANH, ("officer", UNIT))
    assert client.get("/ban-lam-viec").status_code == 200
    assert run(app, "revoke", KHANH[0], "officer", UNIT) == (0, "officer at hong-gai: revoked\n")
    assert client.get("/ban-lam-viec").status_code == 403
    assert client.get("/tai-khoan").status_code == 200  # still signed in, as a citizen


def test_doing_it_again_changes_nothing_and_writes_nothing(app: Flask, db: Session) -> None:
    account_of(db, *BINH)
    for expected in ("granted", "nothing to do, it is granted"):
        assert run(app, "grant", BINH[0], "clerk", "buu-dien-ha-tu") == (0, f"clerk at buu-dien-ha-tu: {expected}\n")
    for expected in ("revoked", "nothing to do, it is not granted"):
        assert run(app, "revoke", BINH[0], "clerk", "buu-dien-ha-tu") == (0, f"clerk at buu-dien-ha-tu: {expected}\n")
    assert [row.change for row in rows(app, RoleChange)] == ["granted", "revoked"]


def test_every_change_is_written_with_who_and_when(app: Flask, db: Session) -> None:
    account = account_of(db, *BINH)
    run(app, "grant", BINH[0], "leader", UNIT, "--by", "Quyết định 12/QĐ-UBND")
    run(app, "revoke", BINH[0], "leader", UNIT)
    first, second = roles.changes(db, account.id)
    assert (first.role, first.unit_id, first.change, first.by) == ("leader", UNIT, "granted", "Quyết định 12/QĐ-UBND")
    assert second.change == "revoked"
    assert second.by
    assert first.at <= second.at


@pytest.mark.parametrize("verb", ["grant", "revoke"])
@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["12345", "officer", UNIT], "not a Vietnamese mobile number"),
        (["0987654321", "officer", UNIT], "Nobody has signed up with this phone"),
        ([AN[0], "boss", UNIT], "Unknown role: boss. Roles are helper, team_manager, clerk, officer"),
    ],
)
def test_a_slip_is_named(app: Flask, db: Session, verb: str, words: list[str], said: str) -> None:
    account_of(db, *AN)
    code, output = run(app, verb, *words)
    assert code == 1
    assert said in output
    assert rows(app, RoleChange) == []


def test_a_unit_nobody_knows_is_named(app: Flask, db: Session) -> None:
    account_of(db, *AN)
    for words in (["grant", AN[0], "officer", "nowhere"], ["list", "--unit", "nowhere"]):
        code, output = run(app, *words)
        assert code == 1
        assert "Unknown unit: nowhere" in output


def test_the_list_names_who_works_where(app: Flask, db: Session) -> None:
    account_of(db, *KHANH, [("officer", UNIT)])
    account_of(db, *BINH, [("clerk", "buu-dien-ha-tu")])
    code, output = run(app, "list")
    assert code == 0
    assert f"0912000007  {clock.today():%d/%m/%Y}" in output
    assert "Đặng Văn Khánh" in output
    assert output.endswith("2 roles\n")
    assert "Khánh" not in run(app, "list", "--unit", "buu-dien-ha-tu")[1]


def test_a_log_still_says_as_what_somebody_acted_who_no_longer_works_there(db: Session) -> None:
    account = account_of(db, *KHANH, [("officer", UNIT)])
    assert roles.revoke(db, account, "officer", UNIT)
    assert roles.functions(db, {account.id}) == {account.id: ("officer", UNIT)}
    assert roles.grant(db, account, "leader", "ha-tu")
    assert roles.functions(db, {account.id}) == {account.id: ("leader", "ha-tu")}
