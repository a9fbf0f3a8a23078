"""What is asked of the app while it is measured, and the people who ask."""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import count, cycle, islice
from typing import Any
from urllib.parse import quote, urlencode

from flask import Flask
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from tests.queries import counted
from tools.bench import load
from webapp.access import Actor
from webapp.accounts import service as accounts
from webapp.accounts.service import Account
from webapp.db import uuid7
from webapp.dossiers import service as dossiers
from webapp.dossiers.page import as_multidict
from webapp.dossiers.service import Dossier, Holder, State
from webapp.procedures import service as procedures
from webapp.seeds import KHANH, TENANCY, UNIT, typed

CITIZENS = 40  # so that nobody hands in more than one may
DRAFTS = 160  # more than are saved in a round: of two who save one at once the second may hear of the other
SEARCHES = ("đăng ký tạm trú", "giay khai sinh", "độc thân", "Căn cước", "kết hôn")  # words of the catalogue
IN_OWN_WORDS = (
    "cho con tôi ở trọ thì làm gì",
    "em bé mới đẻ",
    "giấy chưa lấy vợ",
    "mat the can cuoc roi",
    "tôi cưới người nước ngoài",
)
CODE, FIELDS = TENANCY
FORM = "application/x-www-form-urlencoded"
_addresses = (f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}" for number in count(1))


@dataclass(frozen=True)
class Ask:
    """One request; from another address each time, because one address may not look up without end."""

    method: str
    path: str
    body: bytes = b""
    kind: str = ""
    cookie: str = ""

    def as_bytes(self, host: str) -> bytes:
        return load.request(self.method, self.path, host, self.body, self.kind, self.cookie, next(_addresses))

    def queries(self, app: Flask, engine: Engine) -> int:
        """How many statements the app sends for it. Asked of an app in this process, on the same database."""
        headers = {"Origin": "http://localhost", "Cookie": self.cookie, "X-Forwarded-For": next(_addresses)}
        client = app.test_client(use_cookies=False)
        with counted(engine) as said:
            client.open(self.path, method=self.method, data=self.body, content_type=self.kind or None, headers=headers)
        return len(said)


@dataclass(frozen=True)
class Page:
    """`wanted`: the status of its answer; `public`: the same for everybody, so it has a ceiling."""

    id: str
    name: str
    ask: Callable[["People", int], list[Ask]]
    public: bool = False
    wanted: int = 200


class People:
    """An officer, citizens with drafts, and codes to look up, in a filled database."""

    def __init__(self, app: Flask, db: Session) -> None:
        self.app, self.db = app, db
        khanh = accounts.account_by_phone(db, KHANH)
        if khanh is None:
            raise LookupError("the demonstration's people are not there")
        self.officer = self._cookie(khanh)
        others = select(Account).where(Account.id != khanh.id).order_by(Account.created_at.desc()).limit(CITIZENS)
        self.citizens = [(one, self._cookie(one)) for one in db.scalars(others)]
        often = islice(cycle(self.citizens), DRAFTS)
        self.drafts = [(str(self._draft(one, handed_in=False)), cookie) for one, cookie in often]
        found = select(Dossier).where(Dossier.state == State.HANDED_OVER, Dossier.account_id.is_not(None)).limit(300)
        self.codes = [(one.reference, accounts.reach(db, one.account_id).phone[-4:]) for one in db.scalars(found)]  # type: ignore[arg-type,index]
        self.saves = count()
        db.commit()

    def to_hand_in(self, wanted: int) -> list[Ask]:
        made = [(self._draft(one, handed_in=True), cookie) for one, cookie in islice(cycle(self.citizens), wanted)]
        self.db.commit()
        return [Ask("POST", f"/ho-so/{one}/nop", b"agree=y", FORM, cookie) for one, cookie in made]

    def to_look_up(self, wanted: int) -> list[Ask]:
        codes = islice(cycle(self.codes), wanted)
        return [Ask("POST", "/tra-cuu", urlencode({"code": one, "digits": d}).encode(), FORM) for one, d in codes]

    def to_save(self, wanted: int) -> list[Ask]:
        """Each saves something new: what is there already is not written again."""
        return [
            Ask(
                "PUT", f"/api/ho-so/{one}", _saved(f"Nguyễn Thị An, lần {next(self.saves)}"), "application/json", cookie
            )
            for one, cookie in islice(cycle(self.drafts), wanted)
        ]

    def _draft(self, account: Account, handed_in: bool) -> Any:
        person = account.persons[0]
        who = Actor("citizen", accounts.name_of(self.db, person.id), account.id, person.id)
        made = dossiers.start(self.db, Holder(who, None), uuid7(), CODE)
        if handed_in:
            fields = typed(FIELDS)
            form = procedures.version(self.db, made.version_id).form(as_multidict(fields))
            form.validate()
            made.fields, made.answers, made.declared, made.unit_id = fields, procedures.clean(form), [], UNIT
        return made.id

    def _cookie(self, account: Account) -> str:
        token = accounts.sign_in(self.db, account, "bench").token
        serializer: Any = self.app.session_interface.get_signing_serializer(self.app)  # type: ignore[attr-defined]
        return f"{self.app.config['SESSION_COOKIE_NAME']}={serializer.dumps({'_user_id': token, '_fresh': True})}"


def _saved(name: str) -> bytes:
    return json.dumps({"code": CODE, "fields": typed(FIELDS) | {"name": name}}).encode()


def _open(*paths: str) -> Callable[[People, int], list[Ask]]:
    return lambda _people, wanted: [Ask("GET", path) for path in islice(cycle(paths), wanted)]


def _searched(questions: Iterable[str]) -> Callable[[People, int], list[Ask]]:
    return _open(*(f"/tim?q={quote(words)}" for words in questions))


PAGES = (
    Page("home", "Front page", _open("/"), public=True),
    Page("procedure", "A procedure", _open(f"/thu-tuc/{CODE}"), public=True),
    Page("form", "Application document", _open(f"/thu-tuc/{CODE}/lam"), public=True),
    Page("search", "Search", _searched(SEARCHES), public=True),
    Page("typed", "Search, own words", _searched(IN_OWN_WORDS), public=True),
    Page("save", "Save a draft", People.to_save),
    Page("submit", "Submit", People.to_hand_in, wanted=303),
    Page("look-up", "Look-up", People.to_look_up),
    Page("list", "Officer's list", lambda people, n: [Ask("GET", "/ban-lam-viec", cookie=people.officer)] * n),
)
