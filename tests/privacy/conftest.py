"""An with a finished dossier that holds a paper and a receipt, Chi who owns nothing of An's, and a night that can be called."""

import io
import json
from collections.abc import Callable
from uuid import UUID
from zipfile import ZipFile

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests.documents.samples import picture
from tests.documents.uploads.conftest import Tus, packed
from tests.people import AN, CHI, Browser, bring_to, browser, make_dossier
from webapp import nightly, outbox
from webapp.access import Actor
from webapp.accounts import service as accounts
from webapp.accounts.models import Account, Person
from webapp.db import uuid7
from webapp.documents import service as documents
from webapp.dossiers import service as dossiers
from webapp.dossiers.service import Dossier, State
from webapp.jobs import handlers
from webapp.payments import service as payments
from webapp.privacy.models import DataRequest, RetentionAct
from webapp.receipts import issuing
from webapp.receipts import service as receipts


@pytest.fixture
def an(app: Flask, db: Session) -> Browser:
    return browser(app, db, *AN)


@pytest.fixture
def chi(app: Flask, db: Session) -> Browser:
    return browser(app, db, *CHI)


@pytest.fixture
def account(an: Browser, db: Session) -> Account:
    """An's; consent is given."""
    found = accounts.account_by_phone(db, AN[0])
    assert found
    accounts.agree(db, found.id, accounts.consent.current(), "những lời đã xem")
    db.commit()
    return found


@pytest.fixture
def make(app: Flask, db: Session, account: Account) -> Callable[..., Dossier]:
    """A dossier of An's in a state, with one paper."""

    def made(state: State = State.HANDED_OVER, name: str = "Hợp đồng.jpg") -> Dossier:
        dossier = make_dossier(db, account, state=State.DRAFT)
        dossier.fields = {"new_address": "số 8, ngõ 5"}
        who = Actor("citizen", AN[1], account.id, account.persons[0].id)
        slot = documents.needed(db, dossier)[0].id
        store = app.extensions["documents_store"]
        ready = documents.check(picture())
        documents.attach(db, store, dossier, slot, uuid7(), name, ready, who)
        bring_to(db, dossier, state, who)
        db.commit()
        return dossier

    return made


@pytest.fixture
def send(app: Flask, an: Browser) -> Callable[..., UUID]:
    """A file sent by tus as a phone does it, `data` of `length` bytes; with a dossier the worker checks it."""

    def sent(
        dossier: Dossier | None = None, name: str = "Hợp đồng.jpg", data: bytes | None = None, length: int = 0
    ) -> UUID:
        data = picture() if data is None else data
        said = {"filename": name, "id": str(uuid7())}
        if dossier is not None:
            said |= {"dossier": str(dossier.id), "slot": "giay-to-nha"}
        tus = Tus(an)
        path = tus.made(length or len(data), Upload_Metadata=packed(**said))
        assert tus.patch(path, data).status_code == 204
        return UUID(said["id"])

    return sent


@pytest.fixture
def work(app: Flask) -> Callable[[], None]:
    """The worker, until nothing is left to do."""

    def worked() -> None:
        with app.app_context():
            while outbox.run_due(app.extensions["sessions"], handlers(app.config["CONFIG"])):
                pass

    return worked


@pytest.fixture
def papers(app: Flask) -> Callable[[Dossier], list[documents.Document]]:
    """The papers that can be read, looked at from outside: the test's own session begins nothing."""

    def kept(dossier: Dossier) -> list[documents.Document]:
        with app.extensions["sessions"].read() as own:
            return documents.every(own, dossier)

    return kept


@pytest.fixture
def now(app: Flask) -> Callable[[Dossier], Dossier | None]:
    """The dossier as the database has it, or None."""

    def kept(dossier: Dossier) -> Dossier | None:
        with app.extensions["sessions"].read() as own:
            return own.get(Dossier, dossier.id)

    return kept


@pytest.fixture
def night(app: Flask, db: Session) -> Callable[[], list[str]]:
    """One night: what it cleared, as "rule/kind" lines (counts aside)."""

    def passes() -> list[str]:
        db.rollback()
        before = set(db.scalars(select(RetentionAct.id)))
        db.rollback()
        with app.app_context():
            assert nightly.run(app.extensions["sessions"], app.extensions["documents_store"]) == []
        acts = db.scalars(select(RetentionAct)).all()
        lines = sorted(f"{act.rule}/{act.kind}" for act in acts if act.id not in before)
        db.rollback()
        db.expire_all()
        return lines

    return passes


@pytest.fixture
def asked(db: Session) -> Callable[[], list[DataRequest]]:
    def rows() -> list[DataRequest]:
        db.rollback()
        db.expire_all()
        return list(db.scalars(select(DataRequest).order_by(DataRequest.asked_at)))

    return rows


@pytest.fixture
def zipped(an: Browser) -> Callable[[], tuple[ZipFile, dict]]:
    """An's ZIP, opened, and its data.json."""

    def taken() -> tuple[ZipFile, dict]:
        answer = an.post("/du-lieu-cua-toi/mang-theo")
        assert answer.status_code == 200
        made = ZipFile(io.BytesIO(answer.data))
        return made, json.loads(made.read("data.json"))

    return taken


def with_receipt(db: Session, dossier: Dossier) -> receipts.Receipt:
    """The receipt of the bill that was paid on the way."""
    bill = payments.bill_of(db, dossier)
    assert bill
    assert bill.state == "paid"
    (made,) = issuing.issue(db, bill, dossier)
    db.commit()
    return made


def browser_of(an):
    """An, signed in anew: sign-ins end after a while, and all of them with the consent."""
    with an.application.app_context(), an.application.extensions["sessions"].write() as own:
        return browser(an.application, own, *AN)


def persons(db) -> int:
    db.rollback()
    return db.scalar(select(func.count(Person.id)))


def closed(db, account) -> bool:
    db.rollback()
    db.expire_all()
    return accounts.leaving.closed(db.get_one(Account, account.id))


def anonymous(db) -> Dossier:
    made = dossiers.start(db, dossiers.Holder(Actor("citizen", ""), "browser"), uuid7(), "1.004194")
    db.commit()
    return made


def count(db, model) -> int:
    db.rollback()
    return db.scalar(select(func.count()).select_from(model))
