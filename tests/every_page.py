"""Every page of the app with something on it, everybody who may look at it, and what each look asks the database."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from itertools import product
from typing import Any

from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.routing import Rule

from tests import booked, things
from tests.debts.register import Book
from tests.engines import Database
from tests.page import Client
from tests.people import AN, KHANH, LAN, UNIT, account_of, browser, make_dossier
from tests.queries import counted
from tests.visitors import fresh
from webapp import clock, sealing, seeds
from webapp.accounts import service as accounts
from webapp.books import reconciling
from webapp.consignments.models import Handover
from webapp.db import uuid7
from webapp.documents.models import Document
from webapp.dossiers.service import Dossier, State
from webapp.families.models import Move
from webapp.feedback import places
from webapp.feedback.models import PetitionEvent
from webapp.figures import opinions
from webapp.mandates.models import Mandate
from webapp.payments.models import Attempt, Bill
from webapp.procedures import service as procedures
from webapp.receipts.models import Receipt
from webapp.teams import demo
from webapp.teams.models import Member

STATEMENT = b"id,transactionDate,accountNumber,transferAmount,transferType,content,referenceCode"
HA = ("0912000006", "Vũ Thị Hà")
DUNG, YEN = (seeds.DUNG, "Phạm Văn Dũng"), (seeds.YEN, "Hoàng Thị Yến")
TU = ("0912000042", "Ngô Văn Tú")
CODE = "1.004194"
A_FILE = {"dossier_id", "document_id"}


Look = tuple[str, str]  # who, and the address


@dataclass(frozen=True)
class Asked:
    said: list[str]
    refused: bool


@dataclass
class World:
    """The demonstration's people and dossiers, a call back, an upload and a paper used again; who looks, and at what."""

    app: Flask
    db: Session
    database: Database

    def __post_init__(self) -> None:
        seeds.seed(self.app)
        account = accounts.account_by_phone(self.db, AN[0])
        assert account
        self.an = account
        self.visitors = {
            "anonymous": fresh(self.app), "citizen": browser(self.app, self.db, *AN),
            "officer": browser(self.app, self.db, *KHANH), "helper": browser(self.app, self.db, *DUNG),
            "manager": browser(self.app, self.db, *YEN), "supervisor": browser(self.app, self.db, *LAN, ("supervisor", UNIT)),
            "clerk": browser(self.app, self.db, *HA, ("clerk", "buu-dien-ha-tu")),
        }  # fmt: skip
        self.call = self._add(things.call(account.id))
        dung = accounts.account_by_phone(self.db, DUNG[0])
        assert dung
        self.dung = dung
        self.mandate = self._add(things.mandate(account.id, dung.id, frozen_at=clock.now()))
        self.visit = self._add(*things.visit(account.id, dung.id))
        self.paper = self.db.scalars(select(Document).where(Document.slot != "result")).first()
        assert self.paper
        self.upload = self._add(things.upload(account.id, self.paper.dossier_id))
        self.move = self._add(Move(id=uuid7(), account_id=account.id, code="ABCD2345", asked_at=clock.now()))
        self._add(things.copy(self.paper), things.read(self.paper))
        self.debts, self.debt = Book(), things.found_debt(self.db, account.id, self.paper.dossier_id)
        self.app.extensions["debts"] = self.debts
        self.bill = booked.refused(self.db, self.an)
        self.fact = booked.came(self.db, self.bill).id
        self.decision = booked.going_back(self.db, booked.refused(self.db, self.an))
        self.sheet = reconciling.take(self.db, uuid7(), "sepay", clock.today(), STATEMENT, booked.BOSS)
        self.question, self.helped = self._ask(dung.id), self._help()
        self.shift = self._add(things.shift(account_of(self.db, *KHANH, [("officer", UNIT)]).id))
        self.taking = self._take()
        self._add(things.slip(self.paper.dossier_id))
        self.ticket = self._add(things.ticket(), things.desk(self.shift.account_id))
        things.poster(self.db)
        self._sit()
        self.sent = self._send(1)
        things.national(self.db, self.dung.id)
        self.sign, self.filed = self._add(things.sign()), self._file("ABCD2348")
        self.db.commit()

    def _take(self) -> Any:
        """Cash at Khánh's counter."""
        dossier = make_dossier(self.db, self.an, state=State.AWAITING_PAYMENT)
        return things.taking(
            self.db, self.shift, self.db.scalars(select(Bill).where(Bill.dossier_id == dossier.id)).one()
        )

    def _file(self, code: str) -> Any:
        """Somebody at the centre was not satisfied and wants an answer."""
        rating, filed = things.petition(code, about_id=self.dung.id)
        rating.desk, rating.code, rating.staff_id = "3", CODE, self.dung.id
        self._add(rating)
        self.db.flush()
        self._add(filed, PetitionEvent(petition_id=filed.id, event="filed", at=clock.now(), unit_id=UNIT))
        return filed

    def _sit(self) -> None:
        """An sits at a clerk's desk, who has begun something for her."""
        self.visitors["clerk"] = browser(self.app, self.db, *TU, ("clerk", UNIT))
        clerk = account_of(self.db, *TU)
        self.sitting, visit = things.sitting(self.an.id, self.an.persons[0].id, clerk.id)
        self._add(self.sitting, visit)
        self._work()

    def _work(self) -> None:
        """Begun in that visit: one to be paid, one not handed in."""
        for state in (State.AWAITING_PAYMENT, State.DRAFT):
            make_dossier(self.db, self.an, state=state).mandate_id = self.sitting.id

    def _send(self, number: int) -> Any:
        """An's papers at the post office, at the centre, and results on their way back; two records of these."""
        ha = account_of(self.db, *HA).id
        stands = {"signed": State.NEW, "listed": State.NEW, "handed_over": State.RESOLVED, "here": State.RESOLVED}
        made = [
            things.consignment(
                ha, dossier_id=make_dossier(self.db, self.an, state=state).id, state=name if name != "here" else "handed_over",
                result="here" if name == "here" else "awaited",
            )
            for name, state in stands.items()
        ]  # fmt: skip
        self._add(*made)
        self.db.flush()
        self._add(*(things.handover(one, ha, number=number * 10 + at) for at, one in enumerate(made[1:3])))
        return made

    def _ask(self, helper_id: Any) -> str:
        """What somebody is asked of a visit, and sums of what others said."""
        token = things.question(self.db, helper_id)
        self._add(things.opinion_sum(helper_id, "good"), things.opinion_sum(helper_id, "why:clear"))
        return token

    def _help(self) -> Mandate:
        """Something was handed in under a mandate, and its citizen is asked about it."""
        made: Mandate = self._add(things.mandate(self.an.id, self.dung.id, means="link"))
        dossier = make_dossier(self.db, self.an, state=State.NEW)
        dossier.mandate_id = made.id
        opinions.ask(self.db, opinions.DOSSIER, dossier.id, demo.TEAM, self.dung.id)
        return made

    def _add(self, *rows: Any) -> Any:
        self.db.add_all(rows)
        return rows[0]

    def grow(self) -> None:
        """Many more of everything that a page lists."""
        for n in range(12):
            for state in (State.SUPPLEMENT, State.RESOLVED, State.FEE_DUE, State.NEW, State.DRAFT):
                make_dossier(self.db, self.an, state=state)
            self._add(
                things.copy(self.paper),
                things.copy(self.paper),
                things.read(self.paper),
                things.call(self.an.id),
                things.mandate(self.an.id, self.dung.id, frozen_at=clock.now()),
                *things.visit(self.an.id, self.dung.id),
            )
            self._add(things.attempt(self.db.scalars(select(Bill.id)).first()))
            self._add(things.upload(self.an.id, self.paper.dossier_id), things.message(self.an.id))
            self._add(things.member(), things.report(), things.account_help(self.dung.id), things.account_help(None))
            things.found_debt(self.db, self.an.id, self.paper.dossier_id)
            self._ask(self.dung.id)
            self._help()
            self._take()
            self._work()
            self._send(n + 2)
            self._file(f"EFGH23{n + 22}")
            self._add(things.ticket(number=n + 901))
            self._add(*(things.doubted() for _ in range(12)))
            reconciling.take(self.db, uuid7(), "sepay", clock.today() - timedelta(days=n), STATEMENT, booked.BOSS)
            booked.came(self.db, self.bill)
            booked.going_back(self.db, booked.refused(self.db, self.an))
            accounts.add_person(self.db, self.an, {"full_name": "Nguyễn Văn Em"}, "typed")
        self.db.commit()

    def pages(self) -> list[list[str]]:
        """Every address that answers to GET, filled in with what there is; those of one rule together."""
        rules = [rule for rule in self.app.url_map.iter_rules() if "GET" in (rule.methods or set())]
        return [found for rule in rules if rule.endpoint != "static_file" and (found := list(self._filled(rule)))]

    def _filled(self, rule: Rule) -> Iterator[str]:
        names = sorted(rule.arguments)
        examples = self._files() if set(names) == A_FILE else product(*(self._examples(name) for name in names))
        for values in examples:
            with self.app.test_request_context():
                yield self.app.url_for(rule.endpoint, **dict(zip(names, values, strict=True)))

    def _files(self) -> list[tuple[Any, Any]]:
        return [(self.paper.id, self.paper.dossier_id)]

    def _examples(self, name: str) -> list[Any]:
        """What may stand for that part of an address; a page with a new kind of part has to say it here."""
        mine = select(Dossier.id).where(Dossier.account_id == self.an.id).order_by(Dossier.created_at)
        return {
            "dossier_id": lambda: list(self.db.scalars(mine.limit(20))),
            "attempt_id": lambda: list(self.db.scalars(select(Attempt.id).limit(2))),
            "receipt_id": lambda: [self.db.scalars(select(Receipt.id)).first()],
            "token": lambda: [*self.db.scalars(select(Bill.share_token).limit(2)), *self.db.scalars(select(Receipt.token).limit(1)), self.mandate.token, self.visit.token, self.debt.token, self.question, self.helped.token, self.ticket.token],
            "mandate_id": lambda: [self.mandate.id, self.helped.id], "visit_id": lambda: [self.visit.id, self.sitting.id],
            "consignment_id": lambda: [one.id for one in self.sent], "paper_id": lambda: [self.sent[0].papers[0].id],
            "handover_id": lambda: list(self.db.scalars(select(Handover.id).limit(2))),
            "action": lambda: ["tiep"], "shift_id": lambda: [self.shift.id], "taking_id": lambda: [self.taking.id],
            "call_id": lambda: [self.call.id], "debt_id": lambda: [self.debt.id], "move_id": lambda: [self.move.id], "upload_id": lambda: [self.upload.id], "slot": lambda: ["cho-o"],
            "code": lambda: [CODE, "9.000001"], "event_id": lambda: [procedures.life_events()[0]["id"]], "lang": lambda: ["en"],
            "field_id": lambda: [procedures.fields()[0]["id"]], "province": lambda: ["22"],
            "unit_id": lambda: [UNIT, "buu-dien-ha-tu"], "version": lambda: [self.app.config["ASSET_VERSION"]],
            "short": lambda: [things.SHORT, "ppppx"], "name": lambda: ["a5.pdf"], "fact_id": lambda: [self.fact], "bill_id": lambda: [self.bill.id], "sheet_id": lambda: [self.sheet.id], "decision_id": lambda: [self.decision],
            "kind": lambda: list(places.KINDS), "key": lambda: [UNIT, self.sign.code, CODE, demo.CODE, sealing.veil(self.paper.dossier_id, places.VEIL), *self.db.scalars(select(Receipt.token).limit(1))],
            "rating_id": lambda: [self.filed.id], "petition_id": lambda: [self.filed.id], "petition_code": lambda: [self.filed.code], "sign_id": lambda: [self.sign.id],
            "phone": lambda: ["android", "phim-bam"], "have": lambda: ["chua-co", "muc-2"],
            "badge": lambda: [demo.CODE, "AAAAAAAA"], "secret": lambda: ["no-such-link"],
            "member_id": lambda: list(self.db.scalars(select(Member.id).order_by(Member.invited_at).limit(2))),
        }[name]()  # fmt: skip

    def asked(self, looks: Iterable[Look], *, whole: bool = False) -> dict[Look, Asked]:
        """Who looks at which page → what the database was asked for it. `whole`: the pages are right, too."""
        self.db.commit()  # else nobody could write
        return {(who, page): self._asked(self.visitors[who], page, whole) for who, page in looks}

    def _asked(self, visitor: Client, page: str, whole: bool) -> Asked:
        visitor.looks = whole
        with counted(self.database.engine) as said:
            status = visitor.get(page).status_code
        assert status < 500, page
        return Asked(said, refused=status >= 400)
