"""Who walks into a dead end, and the list of them: `@end("…")` names one as docs/human.md does; it returns the answer."""

from collections.abc import Callable
from functools import cached_property
from typing import Any

from flask import Flask
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from tests.mandates.conftest import helper
from tests.people import AN, KHANH, UNIT, Browser, account_of, browser, make_dossier
from tests.visitors import fresh
from webapp.accounts.service import Account
from webapp.dossiers.service import Dossier, State

DUNG = ("0912000004", "Phạm Văn Dũng")


class Scene:
    """An officer works at Hồng Gai, so that somebody can call back; An's dossiers are there."""

    def __init__(self, app: Flask, db: Session) -> None:
        self.app, self.db = app, db
        account_of(db, *KHANH, [("officer", UNIT)])

    @property
    def stranger(self) -> Browser:
        return fresh(self.app)

    @cached_property
    def an(self) -> Browser:
        return browser(self.app, self.db, *AN)

    @cached_property
    def dung(self) -> Browser:
        """A helper with a badge."""
        return helper(self.app, self.db, *DUNG)

    @property
    def account(self) -> Account:
        return account_of(self.db, *AN)

    def dossier(self, state: State, **known: Any) -> Dossier:
        return make_dossier(self.db, self.account, state=state, **known)

    def add(self, *rows: Any) -> None:
        self.db.add_all(rows)
        self.db.commit()

    def broken(self, error: Exception) -> TestResponse:
        """A page of ours on which that happens."""

        def fail() -> str:
            raise error

        self.app.config["TESTING_RAISES"] = False
        self.app.view_functions["pages.help_page"] = fail
        return self.stranger.get("/tro-giup")


End = Callable[[Scene], TestResponse]
ENDS: dict[str, End] = {}


def end(name: str) -> Callable[[End], End]:
    def named(walk: End) -> End:
        assert name not in ENDS
        ENDS[name] = walk
        return walk

    return named


def until(status: int, once: Callable[[], TestResponse], most: int = 50) -> TestResponse:
    """Again and again, until it is answered so."""
    for _ in range(most):
        answer = once()
        if answer.status_code == status:
            return answer
    raise AssertionError(f"never {status}")
