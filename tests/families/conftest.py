"""An's household with grown-up Ninh in it, who has a dossier and a paper there and now a phone of his own."""

import re
from typing import Any
from uuid import UUID, uuid4

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from tests.accounts.households import House
from tests.people import ANSWERS, UNIT, Browser, bring_to
from tests.visitors import agree, confirm, fresh, rows
from webapp.access import Actor
from webapp.accounts.models import Account, Person
from webapp.db import uuid7
from webapp.documents.models import Document
from webapp.dossiers import service as dossiers
from webapp.dossiers.service import Dossier, Holder, State

NUMBER, OWN = "022208000077", "0912000077"
NINH = {"full_name": "Nguyễn Đức Ninh", "birth_date": "2008-02-03", "gender": "1", "id_number": NUMBER}


class Family(House):
    """`own` is Ninh's own phone, signed in and agreed, without a person yet."""

    def __init__(self, app: Flask, db: Session) -> None:
        super().__init__(app, db)
        self.ninh = self.joined_by(NINH)
        self.own: Browser = fresh(app)
        confirm(self.own, OWN)
        agree(self.own)

    def dossier(self, of: Person, state: State = State.NEW) -> Dossier:
        actor = Actor("citizen", "", self.account.id, of.id, acting_id=of.id)
        made = dossiers.start(self.db, Holder(actor, None), uuid7(), "1.004194")
        made.answers, made.declared, made.unit_id, made.fields = ANSWERS, [], UNIT, {"name": "x"}
        if state != State.DRAFT:
            bring_to(self.db, made, state, actor)
        self.db.commit()
        return made

    def paper(self, into: Dossier) -> Document:
        """A paper of a kind that recurs, in that dossier."""
        made = Document(
            id=uuid7(), dossier_id=into.id, slot="result", position=1, filename="a.pdf", media_type="application/pdf",
            size=1, sha256="0" * 64, kept_size=1, wrapped_key=b"k", uploaded_by="citizen", created_at=into.created_at, stored_as="f" * 64, pages=1,
        )  # fmt: skip
        self.db.add(made)
        self.db.commit()
        return made

    def code(self, phone: Browser | None = None, move_id: UUID | None = None) -> tuple[str, str]:
        """(id of the move, code) as the new phone shows it."""
        phone, move_id = phone or self.own, move_id or uuid4()
        answer = phone.post("/gia-dinh/nhan", data={"id": move_id})
        found = re.search(r"<b>([0-9A-Z]{4}-[0-9A-Z]{4})</b>", phone.get(answer.location).text)
        assert found
        return str(move_id), found[1]

    def look(self, who: Person, code: str) -> Any:
        return self.phone.post("/gia-dinh/chuyen", data={"person": who.id, "code": code})

    def tap(self, move_id: str, who: Person, code: str, phone: Browser | None = None) -> Any:
        return (phone or self.phone).post(f"/gia-dinh/chuyen/{move_id}", data={"person": who.id, "code": code})

    def leave(self) -> str:
        """The whole way; the id of the move."""
        move_id, code = self.code()
        assert self.tap(move_id, self.ninh, code).status_code == 303
        return move_id

    @property
    def own_id(self) -> UUID:
        return next(one.id for one in rows(self.app, Account) if one.phone == OWN)

    def owner_of(self, dossier: Dossier) -> UUID | None:
        return next(one.account_id for one in rows(self.app, Dossier) if one.id == dossier.id)


@pytest.fixture
def family(app: Flask, db: Session) -> Family:
    return Family(app, db)
