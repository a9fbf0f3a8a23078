"""The named people in tests: sign somebody in, and bring a dossier to any state through the services.

An has dossiers, Bình is new, Chi owns nothing of An's; officer Khánh, supervisor Lan and leader Minh work at Hồng Gai,
officer Quang at Hà Tu.
"""

from collections import deque
from collections.abc import Iterable
from typing import Any

from flask import Flask, g, has_app_context
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from tests.page import Client, Page
from webapp import clock
from webapp.access import Actor
from webapp.accounts import service as accounts
from webapp.accounts.service import Account
from webapp.db import uuid7
from webapp.desk import returns
from webapp.dossiers import service as dossiers
from webapp.dossiers.lifecycle import NEXT
from webapp.dossiers.service import Dossier, Event, Holder, State
from webapp.payments import service as payments

UNIT = "hong-gai"
AN = ("0912000001", "Nguyễn Thị An")
BINH = ("0912000002", "Trần Văn Bình")
CHI = ("0912000003", "Lê Thị Chi")
KHANH = ("0912000007", "Đặng Văn Khánh")
LAN = ("0912000008", "Bùi Thị Lan")
MINH = ("0912000009", "Ngô Văn Minh")
QUANG = ("0912000010", "Vũ Văn Quang")
OFFICER = Actor("staff", KHANH[1], None, None, frozenset({("officer", UNIT), ("supervisor", UNIT)}))

# 1.004194: the own house asks for no paper (one may be sent); a rented place asks for one
ANSWERS: dict[str, Any] = {
    "name": AN[1], "personal_id": "022185000011", "birth_date": "1985-03-12", "gender": "2", "phone": AN[0],
    "residence_case": "ca_nhan", "agency": "06685", "new_address": "số 8, ngõ 5", "housing_basis": "so_huu",
}  # fmt: skip
RENTED = ANSWERS | {"housing_basis": "thue"}


def account_of(db: Session, phone: str, name: str, roles: Iterable[tuple[str, str]] = ()) -> Account:
    """The account with one person in it, and its roles (role, unit). Commits."""
    account = accounts.register_or_find(db, phone, "vi")
    if not account.persons:
        accounts.add_person(db, account, {"full_name": name}, "typed")
    for role, unit in roles:
        accounts.grant(db, account, role, unit)
    db.commit()
    return account


def sign_in(client: FlaskClient, db: Session, phone: str, name: str, roles: Iterable[tuple[str, str]] = ()) -> Account:
    """Sign this browser in as that person, without the one-time code. Commits."""
    account = account_of(db, phone, name, roles)
    made = accounts.sign_in(db, account, "test")
    db.commit()
    with client.session_transaction() as session:
        session.clear()
        session["_user_id"], session["_fresh"] = made.token, True
    return account


def make_dossier(
    db: Session, account: Account, code: str = "1.004194", unit: str = UNIT, state: State = State.NEW,
    answers: dict[str, Any] | None = None,
) -> Dossier:  # fmt: skip
    """A dossier of that account in that state, at `clock.now()`, with every event on the way there. Commits."""
    person = account.persons[0]
    citizen = Actor("citizen", str(person.facts["full_name"]), account.id, person.id, acting_id=person.id)
    dossier = dossiers.start(db, Holder(citizen, None), uuid7(), code)
    dossier.answers = answers if answers is not None else (RENTED if state == State.WAITING_DOCUMENTS else ANSWERS)
    dossier.declared, dossier.unit_id = [], unit
    bring_to(db, dossier, state, citizen)
    db.commit()
    return dossier


def bring_to(db: Session, dossier: Dossier, state: State, citizen: Actor) -> None:
    """The shortest way through the lifecycle; what rooms do on their own on the way (ask a fee) is gone along with."""
    while dossier.state != state:
        _happen(db, dossier, _way(State(dossier.state), state)[0], citizen)


def _happen(db: Session, dossier: Dossier, event: Event, citizen: Actor) -> None:
    if event == Event.SUBMITTED:
        dossiers.submit(db, dossier, citizen)
    elif event == Event.RECEIVED:
        dossiers.receive(db, dossier, OFFICER)
    elif event == Event.RETURNED:
        returns.ask(db, dossier, {"paper:giay-to-nha": "Ảnh mờ, không đọc được."}, OFFICER)
    elif event == Event.FEE_ASKED:
        _ask_fee(db, dossier)
    elif event == Event.PAID:
        _pay(db, dossier)
    else:
        who = citizen if event == Event.WITHDRAWN else OFFICER
        dossiers.apply(db, dossier, event, who, note="Lý do thử", unit_id=dossier.unit_id)


def _ask_fee(db: Session, dossier: Dossier) -> None:
    """An officer's bill."""
    payments.set_bill(db, dossier, 8_000, "Lệ phí", "Nghị quyết thử", OFFICER)


def _pay(db: Session, dossier: Dossier) -> None:
    bill = payments.bill_of(db, dossier)
    if bill:
        bill.state, bill.paid_at = "paid", clock.now()
    dossiers.apply(db, dossier, Event.PAID, Actor("system", "Một Chạm"))


def _way(start: State, goal: State) -> list[Event]:
    """The fewest events from one state to another, never by taking the dossier back or giving up a draft."""
    waiting: deque[tuple[State, list[Event]]] = deque([(start, [])])
    seen = {start}
    while waiting:
        state, events = waiting.popleft()
        if state == goal:
            return events
        for (before, event), after in NEXT.items():
            given_up = before == State.DRAFT and event == Event.WITHDRAWN
            if before == state and after not in seen and event != Event.REOPENED and not given_up:
                seen.add(after)
                waiting.append((after, [*events, event]))
    raise ValueError(f"no way from {start} to {goal}")


class Browser(Client):
    """One person's own browser.

    The `db` fixture keeps an app context open, whose `g` would carry who is signed in from one browser to the next; so
    each request here starts with a clean one, as it does outside of tests.
    """

    def open(self, *args: Any, **kwargs: Any) -> Any:
        if has_app_context():
            vars(g._get_current_object()).clear()
        return super().open(*args, **kwargs)


def browser(app: Flask, db: Session, phone: str, name: str, *roles: tuple[str, str]) -> Browser:
    """A browser of its own with that person signed in."""
    client = Browser(app, app.response_class, use_cookies=True)
    sign_in(client, db, phone, name, roles)
    return client


class Desk:
    """What an officer does, by page: the form carries the version that the page showed."""

    def __init__(self, client: Client, dossier: Dossier) -> None:
        self.client, self.at = client, f"/ban-lam-viec/{dossier.id}"

    def do(self, action: str, **fields: Any) -> Any:
        seen = fields.pop("seen", None) or self.seen()
        return self.client.post(f"{self.at}/{action}", data={"seen": seen} | fields)

    def seen(self) -> str:
        return Page(self.client.get(self.at).text).inputs["seen"]
