"""No page asks the database more than six times, however much there is to show."""

from collections import Counter
from itertools import chain, product
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from tests.engines import Database
from tests.every_page import CODE, World
from tests.people import AN, RENTED, account_of, browser, make_dossier
from tests.queries import counted
from tests.visitors import fresh
from webapp.db import uuid7
from webapp.dossiers.service import State
from webapp.seeds import TENANCY, typed

MOST = 6


@pytest.fixture
def world(app: Flask, db: Session, database: Database) -> World:
    return World(app, db, database)


def test_no_page_asks_more_than_six_times_and_none_more_often_when_there_is_more(world: World) -> None:
    kinds = world.pages()
    firsts = list(product(world.visitors, [pages[0] for pages in kinds]))
    world.asked(firsts)  # what a process reads once and keeps is not what a page costs
    before = world.asked(product(world.visitors, chain(*kinds)), whole=True)
    assert {look: asked.said for look, asked in before.items() if len(asked.said) > MOST} == {}
    world.grow()
    world.asked(firsts[:1])
    shown = (look for look, asked in before.items() if not asked.refused)  # and of a kind's refusals one
    after = world.asked(dict.fromkeys([*firsts, *shown]))
    assert {look: asked.said for look, asked in after.items() if len(asked.said) > len(before[look].said)} == {}


def test_saving_a_draft_and_looking_up_ask_no_more_than_six_times(app: Flask, db: Session, database: Database) -> None:
    an, stranger = browser(app, db, *AN), fresh(app)
    drafts: dict[Any, Any] = {}
    dossier = make_dossier(db, account_of(db, *AN), state=State.SUPPLEMENT)
    look_up = {"code": dossier.reference, "digits": AN[0][-4:]}
    an.get(f"/thu-tuc/{CODE}/lam")
    for visitor, kept in product((an, stranger), ("An", "Nguyễn Thị An")):  # a new draft, then the same again
        draft = drafts.setdefault(visitor, uuid7())
        with counted(database.engine) as said:
            saved = visitor.put(f"/api/ho-so/{draft}", json={"code": CODE, "fields": {"name": kept}})
        assert saved.status_code == 200
        assert len(said) <= MOST
    with counted(database.engine) as said:
        assert stranger.post("/tra-cuu", data=look_up).status_code == 200
    assert len(said) <= MOST


def test_handing_in_writes_four_times_and_reads_five_times(app: Flask, db: Session, database: Database) -> None:
    """The limit, the dossier, its event and the declaration are written; who it is, the dossier, who shares the phone,
    whether the reference is free and the papers are read. Nothing of that can be left out."""
    an = browser(app, db, *AN)
    dossier = make_dossier(db, account_of(db, *AN), state=State.DRAFT, answers=RENTED)
    dossier.fields = typed(TENANCY[1])
    db.commit()
    an.get(f"/thu-tuc/{CODE}")
    with counted(database.engine) as said:
        assert an.post(f"/ho-so/{dossier.id}/nop", data={"agree": "y"}).status_code == 303
    kinds = Counter(one.split()[0] for one in said)
    assert (kinds["SELECT"], kinds["INSERT"] + kinds["UPDATE"]) == (5, 4)
