"""The app with Web Push on and a push service of its own; An at a phone that asked to be told, and the worker."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.conftest import PAGES, make_config
from tests.engines import Database
from tests.page import Client
from tests.people import AN, OFFICER, UNIT, Browser, browser, make_dossier
from tests.push_service import Phone, PushService
from webapp import clock, create_app, outbox
from webapp.accounts import service as accounts
from webapp.accounts.models import Account
from webapp.dossiers import service as dossiers
from webapp.dossiers.service import Dossier, Event, State
from webapp.jobs import handlers
from webapp.messages import data_files, prices, pushing, rules
from webapp.messages.channels import sms_http, zns_templates
from webapp.messages.models import PushSubscription

KEY, OLD_KEY = b"v" * 32, b"w" * 32
CONTACT = "mailto:mot-cham@example.org"


@pytest.fixture(autouse=True)
def _data_is_read_anew() -> Iterator[None]:
    """Folders of tests come and go under the same names."""
    yield
    for kept in (data_files.read, rules.load, prices.load, sms_http.load, zns_templates.load):
        kept.cache_clear()


@pytest.fixture(scope="session")
def _service() -> Iterator[PushService]:
    made = PushService()
    yield made
    made.stop()


@pytest.fixture
def service(_service: PushService) -> PushService:
    _service.arrived.clear()
    _service.answers.clear()
    return _service


@pytest.fixture
def app_with(database: Database, tmp_path: Path) -> Callable[..., Flask]:
    """The app under other settings, on the same database."""

    def make(**changes: object) -> Flask:
        made = create_app(make_config(database.url, tmp_path, **changes), engine=database.engine)
        made.config.update(TESTING_RAISES=True, PROPAGATE_EXCEPTIONS=True)
        made.test_client_class = Client
        made.jinja_env.bytecode_cache = PAGES
        return made

    return make


@pytest.fixture
def app(app_with: Callable[..., Flask], service: PushService) -> Flask:
    return app_with(push_keys=(KEY,), push_contact=CONTACT, push_services=(service.origin,))


@pytest.fixture
def phone(service: PushService) -> Phone:
    return Phone(service.origin, "an")


@pytest.fixture
def an(app: Flask, db: Session, phone: Phone) -> Browser:
    """An, told of news at once."""
    made = browser(app, db, *AN)
    turn_on(made, phone)
    return made


@pytest.fixture
def account(an: Browser, db: Session) -> Account:
    found = accounts.account_by_phone(db, AN[0])
    assert found
    db.commit()
    return found


@pytest.fixture
def work(app: Flask) -> Callable[..., int]:
    """The worker, until nothing is due; how many jobs ran."""

    def worked(under: Flask = app) -> int:
        ran = 0
        with under.app_context():
            table = handlers(under.config["CONFIG"])
            while now := outbox.run_due(under.extensions["sessions"], table):
                ran += now
        return ran

    return worked


@pytest.fixture
def dossier(db: Session, account: Account, work: Callable[..., int], service: PushService) -> Dossier:
    """New at the office; what was told on the way has arrived and is forgotten."""
    made = make_dossier(db, account, state=State.NEW)
    work()
    service.arrived.clear()
    clock.set_to(clock.now() + timedelta(minutes=1))
    return made


@pytest.fixture
def happen(db: Session) -> Callable[[Dossier, Event], None]:
    def happened(dossier: Dossier, event: Event) -> None:
        dossiers.apply(db, dossier, event, OFFICER, note="Lý do riêng", unit_id=UNIT)
        db.commit()
        clock.set_to(clock.now() + timedelta(minutes=1))

    return happened


def jobs(db: Session) -> list[outbox.Job]:
    db.rollback()
    found = list(db.scalars(select(outbox.Job).where(outbox.Job.kind == pushing.JOB, outbox.Job.done_at.is_(None))))
    db.rollback()
    return found


def turn_on(client: Browser, phone: Phone, **more: object) -> None:
    assert client.post("/api/bao-tin", json=phone.said | more).json == {"ok": True}


def told(db: Session) -> list[PushSubscription]:
    """All browsers that are told, as the database has them now."""
    db.rollback()
    db.expire_all()
    found = list(db.scalars(select(PushSubscription).order_by(PushSubscription.created_at)))
    for one in found:
        db.expunge(one)  # to be looked at without a transaction that others would wait for
    db.rollback()
    return found
