"""Who visits: the columns of docs/access.md. Everything they ask for is An's, lies at Hồng Gai, or is of the team of block 1."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from tests.people import AN, CHI, UNIT, account_of
from tests.visitors import fresh
from webapp.accounts import service as accounts
from webapp.teams.demo import TEAM

OTHER_UNIT, OTHER_TEAM = "ha-tu", "to-so-hong-gai-2"
OTHER_POST = "buu-dien-ha-tu"
COOKIE = "motcham"


@dataclass(frozen=True)
class Person:
    """`phone` is "" for a stranger; `role` is (role, unit)."""

    column: str
    name: str
    phone: str = ""
    role: tuple[str, str] | None = None


PEOPLE = [
    Person("No", "nobody-signed-in"),
    Person("Ow", "owner", AN[0]),
    Person("Fa", "owner-for-a-household-member", AN[0]),
    Person("Ci", "another-citizen", CHI[0]),
    Person("He", "helper-with-mandate", "0912000004", ("helper", TEAM)),
    Person("Hn", "helper-without-mandate", "0912000021", ("helper", TEAM)),
    Person("Hr", "helper-mandate-revoked", "0912000022", ("helper", TEAM)),
    Person("Hs", "helper-suspended", "0912000023"),
    Person("H*", "helper-of-another-team", "0912000024", ("helper", OTHER_TEAM)),
    Person("Ma", "manager", "0912000005", ("team_manager", TEAM)),
    Person("M*", "manager-of-another-team", "0912000025", ("team_manager", OTHER_TEAM)),
    Person("Cl", "clerk", "0912000026", ("clerk", UNIT)),
    Person("C*", "clerk-of-another-unit", "0912000006", ("clerk", OTHER_POST)),
    Person("Of", "officer", "0912000007", ("officer", UNIT)),
    Person("O*", "officer-of-another-unit", "0912000010", ("officer", OTHER_UNIT)),
    Person("Su", "supervisor", "0912000008", ("supervisor", UNIT)),
    Person("S*", "supervisor-of-another-unit", "0912000027", ("supervisor", OTHER_UNIT)),
    Person("Le", "leader", "0912000009", ("leader", UNIT)),
    Person("L*", "leader-of-another-unit", "0912000028", ("leader", OTHER_UNIT)),
    Person("Ad", "admin", "0912000029", ("admin", UNIT)),
]
COLUMNS = [one.column for one in PEOPLE]


@dataclass
class Visitor:
    """One signed-in browser; each request begins with the same cookies, whatever the one before did to them."""

    app: Flask
    person: Person
    account_id: UUID | None = None
    cookie: str = ""
    sign_in_id: UUID | None = None

    def ask(self, method: str, path: str, **body: Any) -> TestResponse:
        """No page is looked at closely, other tests do that."""
        client = FlaskClient(self.app, self.app.response_class, use_cookies=True)
        if self.cookie:
            client.set_cookie(COOKIE, self.cookie)
        body["headers"] = {"Origin": "http://localhost"} | body.get("headers", {})
        return client.open(path, method=method, **body)


def visitor(app: Flask, db: Session, person: Person, for_whom: UUID | None = None) -> Visitor:
    """Signed in, agreed to the words on personal data; acting for themself or `for_whom`. Commits."""
    if not person.phone:
        return Visitor(app, person)
    account = account_of(db, person.phone, person.name, [person.role] if person.role else [])
    accounts.agree(db, account.id, accounts.consent.current(), "test")
    made, self_ = accounts.sign_in(db, account, "test"), account.persons[0]
    made.person_id, made.acting_id = for_whom or self_.id, self_.id
    db.commit()
    client = fresh(app)
    with client.session_transaction() as session:
        session["_user_id"], session["_fresh"] = made.token, True
    known = client.get_cookie(COOKIE)
    assert known
    return Visitor(app, person, account.id, known.value, made.id)
