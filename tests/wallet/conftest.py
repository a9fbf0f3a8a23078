"""An with a household (Ba is another person of it), papers in earlier dossiers, and a draft that asks for one; Chi is a stranger."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

import pytest
from flask import Flask
from flask_babel import Babel
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from tests.documents.samples import picture
from tests.page import Client
from tests.people import AN, CHI, UNIT, bring_to, make_dossier, sign_in
from webapp.access import Actor
from webapp.accounts import service as accounts
from webapp.accounts.service import Account
from webapp.db import uuid7
from webapp.documents import service as documents
from webapp.documents.service import Document
from webapp.dossiers import service as dossiers
from webapp.dossiers.service import Dossier, Holder, State
from webapp.procedures import load
from webapp.procedures import service as procedures
from webapp.units import service as units

LICENCE, LICENCE_ANSWERS = "3.000347", {"licence_class": "A1"}
MARRIAGE, SINGLE = "1.000894", "1.004873"
OLD, FACE = "giay-phep-cu", "anh-chan-dung"  # without a known term; six months


@dataclass
class Household:
    """An signed in, with what it takes to make dossiers and papers as of any day."""

    app: Flask
    db: Session
    client: Client
    account: Account

    @property
    def actor(self) -> Actor:
        person = self.account.persons[0]
        return Actor("citizen", str(person.facts["full_name"]), self.account.id, person.id, acting_id=person.id)

    def draft(
        self, code: str = LICENCE, answers: dict[str, object] | None = None, person: UUID | None = None
    ) -> Dossier:
        who = Actor("citizen", "", self.account.id, person or self.actor.person_id)
        made = dossiers.start(self.db, Holder(who, None), uuid7(), code)
        made.answers, made.declared, made.unit_id = answers if answers is not None else LICENCE_ANSWERS, [], UNIT
        self.db.commit()
        return made

    def paper(
        self, slot: str = OLD, into: Dossier | None = None, data: bytes | None = None, days_ago: int = 0
    ) -> Document:
        """A paper sent some days ago, by default for a dossier of its own."""
        dossier, ready = into or self.draft(), documents.check(picture() if data is None else data)
        store = self.app.extensions["documents_store"]
        made = documents.attach(self.db, store, dossier, slot, uuid7(), f"{slot}.jpg", ready, self.actor)
        made.created_at -= timedelta(days=days_ago)
        self.db.commit()
        return made

    def result(self, code: str = SINGLE, state: State = State.RESOLVED) -> Document:
        """What the office hands back at `clock.now()`."""
        dossier = make_dossier(self.db, self.account, code, state=State.IN_PROGRESS, answers={"marital_status": "1"})
        store = self.app.extensions["documents_store"]
        made = documents.add_result(self.db, store, dossier, "ketqua.jpg", documents.check(picture()), self.actor)
        bring_to(self.db, dossier, state, self.actor)
        self.db.commit()
        return made

    def get(self, url: str) -> TestResponse:
        self.settle()
        return self.client.get(url)

    def post(self, url: str, client: Client | None = None, **data: str) -> TestResponse:
        self.settle()
        answer = (client or self.client).post(url, data=data)
        self.settle()
        return answer

    def settle(self) -> None:
        """This test's own session steps aside, and sees next what requests have done."""
        self.db.rollback()
        self.db.expire_all()

    def use(self, paper: Document, into: Dossier, slot: str = OLD, client: Client | None = None) -> TestResponse:
        return self.post(f"/giay-to-cua-toi/{paper.id}/dung", client, ho_so=str(into.id), giay=slot)

    def take_away(self, paper: Document) -> None:
        self.post(f"/ho-so/{paper.dossier_id}/giay-to/{paper.id}/bo")

    def hand_in(self, draft: Dossier) -> None:
        self.settle()
        dossiers.submit(self.db, self.db.get_one(Dossier, draft.id), self.actor)
        self.db.commit()

    def copies(self, dossier: Dossier) -> list[Document]:
        self.settle()
        return documents.current(self.db, self.db.get_one(Dossier, dossier.id))

    def papers_page(self, dossier: Dossier) -> str:
        return self.get(f"/ho-so/{dossier.id}/giay-to").text

    def wallet_page(self) -> str:
        return self.get("/giay-to-cua-toi").text

    def another_person(self) -> UUID:
        made = accounts.add_person(self.db, self.account, {"full_name": "Nguyễn Văn Ba"}, "typed")
        self.db.commit()
        return made.id


@pytest.fixture
def home(app: Flask, db: Session, client: Client) -> Household:
    return Household(app, db, client, sign_in(client, db, *AN))


@pytest.fixture
def chi(app: Flask, db: Session) -> Client:
    made = app.test_client()
    sign_in(made, db, *CHI)
    return made


@pytest.fixture(scope="session")
def catalogue() -> load.Catalogue:
    return load.load()


@pytest.fixture
def speaking() -> Iterator[None]:
    """Texts, without a database."""
    made = Flask("texts")
    Babel(made, default_locale="vi")
    procedures.use_places(units)
    with made.test_request_context():
        yield
