"""Every request of the table, one after the other, each against the same database: what it changed is put back."""

import sqlite3
from dataclasses import dataclass
from itertools import product
from typing import Any

from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from tests.access.bodies import body
from tests.access.table import NOT_THERE, NOTHING, REFUSED, SERVED, SIGN_IN
from tests.access.world import World

STAMPS = "edition"
# What a refused request may write: how often somebody tried, and the notice that proved nothing, kept to be looked at
COUNTED = {"throttle", "bank_notices"}
# Where more is needed than this table sends (a passkey, a photograph, a push service …): a complaint about it is an answer too
NEEDS_MORE = {
    "accounts.keep_passkey", "accounts.sign_in_with_passkey", "accounts.read_card", "accounts.push_on", "accounts.keep_organisation",
    "accounts.keep_message_order", "claims.claim", "dossiers.keep", "dossiers.hand_in", "documents.add", "teams.keep_photo", "uploads.append",
    "privacy.close", "mandates.keep_paper",
}  # fmt: skip
HANDED_IN = {"dossiers.hand_in"}  # all that is needed is there in what a helper began


@dataclass
class Answer:
    """`changed`: the tables that hold something else than before, looked for where somebody is not served.

    `log`: the lines of staff_acts: account, act, method, about, why, at.
    """

    cell: str
    changed: set[str]
    log: list[tuple[Any, ...]]


class Asking:
    """A database and what was in it. SQLite's `data_version` says for nothing whether anybody wrote since, triggers say into which
    tables: only these are compared and put back."""

    def __init__(self, world: World, path: str) -> None:
        self.world, self.live = world, sqlite3.connect(path)
        names = [name for (name,) in self.live.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        self.kept = {name: self._rows(name) for name in names}
        self.live.execute("CREATE TABLE touched (name TEXT)")
        for name, what in product(names, ("INSERT", "UPDATE", "DELETE")):
            noted = f"BEGIN INSERT INTO touched VALUES ('{name}'); END"
            self.live.execute(f'CREATE TRIGGER "touched {name} {what}" AFTER {what} ON "{name}" {noted}')
        for change in ("update", "delete"):  # only here: what a request entered into the journal is put back too
            self.live.execute(f"DROP TRIGGER keep_postings_{change}")
        self.live.commit()
        self.version = self._version()

    def ask(
        self, method: str, rule: Rule, column: str, expected: str = SERVED, *, named: bool = False, under: bool = False,
        closely: bool = False,
    ) -> Answer:  # fmt: skip
        """Who will be refused asks as a program does: it is the same refusal without a page, which others look at.

        `named`: with the header Mandate; `under`: about what was begun under it; `closely`: looks for changes also where served.
        """
        path = self.world.address(rule, column, under)
        asks = method != "GET" or rule.endpoint.startswith("uploads.")
        sent = body(self.world, rule.endpoint, path, column, under) if asks else {}
        program = {"Accept": "application/json"} if expected in (REFUSED, NOT_THERE) else {}
        mandate = {"Mandate": self.world.mandate(column)} if named or under else {}
        sent["headers"] = program | mandate | sent.get("headers", {})
        got = self._cell(method, rule, self.world.visitors[column].ask(method, path, **sent), under)
        if self._version() == self.version:
            return Answer(got, set(), [])
        answer = Answer(got, self._changed() if closely or got != SERVED else set(), self._log())
        self._put_back()
        return answer

    def _cell(self, method: str, rule: Rule, answer: TestResponse, under: bool) -> str:
        status, to = answer.status_code, answer.headers.get("Location", "")
        if status == 401:
            return REFUSED if "machine" in self._audience(rule) else SIGN_IN
        if status == 303 and to.startswith("/dang-nhap?tiep="):
            return SIGN_IN
        if status in (403, 404):
            return REFUSED if status == 403 else NOT_THERE
        if status >= 500:
            return str(status)
        needs_more = rule.endpoint in (NEEDS_MORE - HANDED_IN if under else NEEDS_MORE)
        return SERVED if status < 400 or needs_more else NOTHING

    def _audience(self, rule: Rule) -> str:
        return str(self.world.app.view_functions[rule.endpoint].audience)  # type: ignore[attr-defined]

    def _version(self) -> int:
        return int(self.live.execute("PRAGMA data_version").fetchone()[0])

    def _log(self) -> list[tuple[Any, ...]]:
        return self.live.execute("SELECT account_id, act, method, about, why, at FROM staff_acts").fetchall()

    def _changed(self) -> set[str]:
        return {name for name in self._touched() if self._rows(name) != self.kept[name]} - COUNTED

    def _put_back(self) -> None:
        """The stamps last: putting other tables back renews them."""
        for name in sorted(self._touched(), key=lambda one: one == STAMPS):
            self.live.execute(f'DELETE FROM "{name}"')
            if rows := self.kept[name]:
                self.live.executemany(f'INSERT INTO "{name}" VALUES ({", ".join("?" * len(rows[0]))})', rows)
        self.live.execute("DELETE FROM touched")
        self.live.commit()
        self.version = self._version()

    def _touched(self) -> set[str]:
        return {name for (name,) in self.live.execute("SELECT DISTINCT name FROM touched")}

    def _rows(self, name: str) -> list[Any]:
        return self.live.execute(f'SELECT * FROM "{name}"').fetchall()

    def close(self) -> None:
        self.live.close()
