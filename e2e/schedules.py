"""What may happen to a phone, in any order, and what must be true in the end: every act is on the server once, or on the list of
what needs the person. Acts are made with the phone's own modules on its own page, in a real browser, against a real server."""

import json
import time
from dataclasses import dataclass, field
from itertools import count
from typing import Any
from uuid import UUID, uuid4

from playwright.sync_api import BrowserContext, Error, Page
from sqlalchemy import select

from e2e import on_the_phone as do
from e2e.faulty import Faulty
from e2e.flight import READY
from e2e.phone import DATES
from e2e.tus_server import Server
from e2e.until import until
from tests.dossiers.conftest import complete, rented
from webapp.documents.models import Document, Upload
from webapp.dossiers.models import Approval, Dossier

ACTS = ("type", "photo", "submit")
FAULTS = (
    "offline", "online", "kill page", "kill server", "start server", "second tab", "signed out", "sign in", "other phone",
    "same question", "error 404", "error 500", "error 429", "answer lost", "storage full", "storage free",
)  # fmt: skip
QUIET_S = 90
PHONES = count(10_000_000)
ROOM = 24_000_000  # bytes


@dataclass
class Made:
    """What was done, as the phone confirmed it."""

    typed: dict[str, dict[str, str]] = field(default_factory=dict)
    photos: dict[str, tuple[str, str]] = field(default_factory=dict)  # id → (dossier, sha256)
    submitted: dict[str, str] = field(default_factory=dict)  # act → dossier


class Schedule:
    """One phone, one server between them what is wrong at the moment; `play` runs steps, `settle` puts all right again."""

    def __init__(self, context: BrowserContext, server: Server, proxy: Faulty, dossiers: int = 2) -> None:
        self.context, self.server, self.proxy = context, server, proxy
        self.phone = f"09{next(PHONES):08}"  # nobody may have drafts without end
        self.ids = [str(uuid4()) for _ in range(dossiers)]
        self.made = Made()
        self.count = 0

    def begin(self) -> None:
        """All is well: the server answers, somebody is signed in, the service worker has what the phone needs.

        The phone has room for little, so that it can be filled up; said before anything is kept, since Chromium remembers
        for half a minute how much room there was."""
        small = {"origin": self.proxy.url, "quotaSize": ROOM}
        self.context.new_cdp_session(self.context.new_page()).send("Storage.overrideQuotaForOrigin", small)
        self._start_server("")
        self.proxy.heal()
        self._sign_in("")
        page = self._page()
        page.evaluate("navigator.serviceWorker.ready.then(() => true)")
        page.reload()
        until(page, READY)
        page.evaluate(do.ON_THE_PHONE)
        page.close()
        self.page = self._page()

    def play(self, steps: list[tuple[str, int]]) -> None:
        for name, which in steps:
            self.count += 1
            getattr(self, "_" + name.replace(" ", "_"))(self.ids[which % len(self.ids)])

    def settle(self) -> dict[str, Any]:
        """Signal, server and sign-in are back; what is left afterwards is what needs the person."""
        self._start_server("")
        self.proxy.heal()
        self._storage_free("")
        self.context.set_offline(False)
        self._sign_in("")
        self.page.close()
        for page in self.context.pages:
            page.close()
        self.page = self._page()
        end = time.monotonic() + QUIET_S
        while (word := self._ask(do.QUIET)) != "quiet":
            if word == "signin":  # an answer under way may end it once more
                self._sign_in("")
            assert time.monotonic() < end, f"never quiet: {self._ask(do.WHY)}"
            self.page.wait_for_timeout(150)
        return dict(self._ask(do.STANDING))

    def as_if_finished_a_moment_ago(self) -> None:
        """What the phone has where the server's answer to a finished draft was lost."""
        self.page.evaluate(do.AGAIN, self.ids)

    def large_copies(self, many: int) -> None:
        """Drafts that the server has, of a few hundred kilobytes each."""
        self.page.evaluate(do.COPIES, [many])
        assert self.copies() == many

    def without_keys(self) -> None:
        """A page that has not made anything yet, on a phone without a key and without room for one."""
        self._kill_page("")
        self.page.evaluate(do.NO_ROOM_FOR_KEYS)

    def with_room_for_keys(self) -> None:
        self.page.evaluate("globalThis.room = true")

    def copies(self) -> int:
        return int(self.page.evaluate(do.LEFT))

    def check(self, left: dict[str, Any]) -> None:
        """Every act the phone confirmed is on the server exactly once, or on the list."""
        drafts, files, acts = ({one[0] for one in left[kind]} for kind in ("drafts", "files", "acts"))
        with self.server.app.app_context(), self.server.app.extensions["sessions"].read() as db:
            for dossier_id, fields in self.made.typed.items():
                dossier = db.get(Dossier, UUID(dossier_id))
                for name, value in fields.items():
                    assert dossier_id in drafts or self._kept(dossier, name, value), (
                        f"{name}={value} of {dossier_id} is nowhere"
                    )
            for file_id, (dossier_id, sha256) in self.made.photos.items():
                uploads = db.scalars(select(Upload).where(Upload.id == UUID(file_id))).all()
                documents = db.scalars(select(Document).where(Document.id == UUID(file_id))).all()
                there = [one.sha256 for one in [*uploads, *documents]]
                assert file_id in files or there in ([sha256], [sha256] * 2), f"file {file_id} of {dossier_id}: {there}"
            for act_id, dossier_id in self.made.submitted.items():
                dossier = db.get(Dossier, UUID(dossier_id))
                handed = dossier is not None and [one.event for one in dossier.events].count("submitted")
                assert act_id in acts or handed == 1, f"the last word {act_id} on {dossier_id}: {handed}"
            approvals = db.scalars(
                select(Approval).where(Approval.dossier_id.in_([UUID(one) for one in self.ids]))
            ).all()
            assert len(approvals) == len({one.dossier_id for one in approvals})

    @staticmethod
    def _kept(dossier: Dossier | None, name: str, value: str) -> bool:
        if dossier is None:
            return False
        others = (dossier.undecided or {}).get(name, {}).values()
        return dossier.fields.get(name) == value or any(one.get(name) == value for one in others)

    def _page(self) -> Page:
        page = self.context.new_page()
        page.goto(self.proxy.url + "/dang-cho", wait_until="commit")
        page.wait_for_selector("[data-module=waiting_list]", state="attached")
        return page

    def _ask(self, script: str, arg: Any = None, act: bool = False) -> Any:
        """The list loads itself anew where somebody's key has left: what it did not confirm of an act, it did not confirm."""
        while True:
            try:
                return self.page.evaluate(script, arg)
            except Error as error:
                if "context was destroyed" not in str(error):
                    raise
                if act:
                    return None

    def _type(self, dossier: str) -> None:
        fields = complete() | rented() | DATES if dossier not in self.made.typed else {}
        fields |= {"new_address": f"số {self.count}, ngõ 5"}
        if self._ask(do.TYPE, [dossier, fields, False], act=True):
            self.made.typed.setdefault(dossier, {}).update(fields)

    def _photo(self, dossier: str) -> None:
        said = self._ask(do.PHOTO, [dossier, "cho-o", f"%PDF-1.4\n% {uuid4()}\n%%EOF"], act=True)
        if said and said[2]:  # else the page says that it must stay open
            self.made.photos[said[0]] = (dossier, said[1])

    def _submit(self, dossier: str) -> None:
        act = self._ask(do.SUBMIT, [dossier], act=True)
        if act:
            self.made.submitted[act] = dossier

    def _offline(self, _dossier: str) -> None:
        self.context.set_offline(True)

    def _online(self, _dossier: str) -> None:
        self.context.set_offline(False)

    def _kill_page(self, _dossier: str) -> None:
        self.page.close()
        self.page = self._page()

    def _kill_server(self, _dossier: str) -> None:
        self.server.kill()

    def _start_server(self, _dossier: str) -> None:
        if self.server.process is None:
            self.server.start()

    def _second_tab(self, _dossier: str) -> None:
        self._page()

    def _signed_out(self, _dossier: str) -> None:
        self.context.clear_cookies()

    def _sign_in(self, _dossier: str) -> None:
        name, _is, value = self.server.sign_in(self.phone).partition("=")
        self.context.add_cookies([{"name": name, "value": value, "domain": "localhost", "path": "/"}])

    def _other_phone(self, dossier: str) -> None:
        self._elsewhere(dossier, "note")

    def _same_question(self, dossier: str) -> None:
        self._elsewhere(dossier, "new_address")

    def _elsewhere(self, dossier: str, question: str) -> None:
        """Another phone of the same person changes the draft, where it can."""
        if self.server.process is None:
            return
        cookie = self.server.sign_in(self.phone)
        client = self.server.app.test_client()
        here = {"Cookie": cookie, "Origin": self.server.env["PUBLIC_URL"]}
        address = f"/api/ho-so/{dossier}"
        base = self.server.env["PUBLIC_URL"]
        now = client.get(address, headers=here, base_url=base)
        if now.status_code != 200 or now.json["state"] != "draft":
            return
        fields = now.json["fields"] | {question: f"máy kia {self.count}"}
        said = {
            "code": do.CODE,
            "fields": fields,
            "revision": now.json["revision"],
            "changed": [question],
            "hand": "other",
        }
        answer = client.put(
            address, data=json.dumps(said), headers=here | {"Content-Type": "application/json"}, base_url=base
        )
        assert answer.status_code == 200, answer.text

    def _error_404(self, _dossier: str) -> None:
        """As where somebody signs out and in again at just that moment."""
        self.proxy.fail(404, 1)

    def _error_500(self, _dossier: str) -> None:
        self.proxy.fail(500, 3)

    def _error_429(self, _dossier: str) -> None:
        self.proxy.fail(429, 2)

    def _answer_lost(self, _dossier: str) -> None:
        self.proxy.lose(2)

    def _storage_full(self, _dossier: str) -> None:
        self._ask(do.FILL_UP)

    def _storage_free(self, _dossier: str) -> None:
        self._ask(do.EMPTY)
