"""A desk that gives slips for An's dossiers, and browsers that open them."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests import people
from tests.people import Browser, make_dossier
from tests.visitors import fresh
from webapp.access import ANYONE, Actor
from webapp.accounts.service import Account
from webapp.db import uuid7
from webapp.dossiers import service as dossiers
from webapp.dossiers.service import Dossier, State
from webapp.slips import service
from webapp.slips.models import Slip

BORN, WRONG_DAY = "12/3/1985", "13/3/1985"  # tests.people.ANSWERS
WRONG = "Không mở được. Xem lại mã và ngày sinh."


@dataclass
class Desk:
    app: Flask
    db: Session
    an: Account

    def dossier(self, state: State = State.DRAFT, **known: Any) -> Dossier:
        made = make_dossier(self.db, self.an, state=state, **known)
        if state == State.DRAFT:
            made.fields = {"name": people.AN[1], "birth_date": BORN}
        self.db.commit()
        return made

    def nobodys(self, **fields: str) -> Dossier:
        """A draft begun in a browser without an account, which is none of those in the test."""
        made = dossiers.start(self.db, dossiers.Holder(ANYONE, "t" * 32), uuid7(), "1.004194")
        if fields:
            dossiers.save(self.db, made, fields)
        self.db.commit()
        return made

    def give(self, dossier: Dossier, slip_id: UUID | None = None, actor: Actor = ANYONE) -> str:
        """The code of a new slip."""
        made = service.issue(self.db, slip_id or uuid7(), dossier, actor)
        self.db.commit()
        return made.code

    def slips(self) -> list[Slip]:
        """As they are now; no transaction stays open, it would hold up SQLite's writers."""
        self.db.commit()
        every = select(Slip).order_by(Slip.issued_at, Slip.id).execution_options(populate_existing=True)
        found = list(self.db.scalars(every))
        self.db.commit()
        return found

    def now(self, dossier: Dossier) -> Dossier:
        found = self.db.get_one(Dossier, dossier.id, populate_existing=True)
        self.db.commit()
        return found

    def browser(self) -> Browser:
        return fresh(self.app)

    def opened(self, dossier: Dossier, visitor: Browser | None = None) -> Browser:
        """A browser in which that dossier was opened by a new slip just now."""
        visitor = visitor or self.browser()
        assert open_it(visitor, self.give(dossier), digits=people.AN[0][-4:]).status_code == 303
        return visitor


def open_it(client: Any, code: str, born: str = BORN, digits: str = "", **more: Any) -> Any:
    return client.post("/phieu", data={"code": code, "born": born, "digits": digits}, **more)
