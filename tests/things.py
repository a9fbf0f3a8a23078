"""Rows that several tables of addresses need, made as short as the database takes them: for looking at, not for judging."""

import os
import secrets
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from tests.debts.register import debt as notice
from tests.national.rows import doubted, national
from tests.people import AN, UNIT
from webapp import clock, sealing
from webapp.access import Actor
from webapp.consignments.models import Consignment, ConsignmentPaper, Handover
from webapp.counter.models import CounterVisit
from webapp.db import uuid7
from webapp.debts import bills as debt_bills
from webapp.debts import service as debts
from webapp.documents.models import Document, DocumentRead, Upload
from webapp.dossiers.service import Dossier, new_reference
from webapp.elsewhere.models import AccountHelp
from webapp.feedback.models import Petition, Rating, Sign
from webapp.figures import opinions
from webapp.figures.models import OpinionSum
from webapp.helping.models import CallBack
from webapp.mandates import service as mandates
from webapp.mandates.models import Mandate
from webapp.messages.models import Message
from webapp.payments.models import Attempt, Bill
from webapp.posters.models import Poster
from webapp.slips.models import Slip
from webapp.teams import demo
from webapp.teams.models import Member, MemberChange, Report
from webapp.teams.written import training
from webapp.tickets.models import QueueDesk, QueueTicket
from webapp.tills import service as tills
from webapp.tills.models import Shift, Taking
from webapp.visits import happening
from webapp.visits.models import Visit, VisitEvent

__all__ = ["doubted", "national"]
DAY = timedelta(days=1)
CODE, SHORT = "1.004194", "pppp3"
COPIED = (
    "dossier_id", "slot", "position", "filename", "media_type", "size", "kept_size", "sha256", "pages", "wrapped_key",
    "uploaded_by", "small",
)  # fmt: skip


def call(account_id: UUID) -> CallBack:
    return CallBack(
        id=uuid7(), unit_id=UNIT, account_id=account_id, phone=AN[0], about="x", lang="vi", words_hash="x",
        asked_at=clock.now(),
    )  # fmt: skip


def slip(dossier_id: UUID, code: str = "ABCD2346", **changes: Any) -> Slip:
    """Good until tomorrow."""
    now = clock.now()
    return Slip(**{
        "id": uuid7(), "dossier_id": dossier_id, "code": code, "code_index": sealing.blind("slip code", code), "issued_at": now,
        "expires_at": now + DAY,
    } | changes)  # fmt: skip


def mandate(account_id: UUID | None, helper_id: UUID, **changes: Any) -> Mandate:
    """Given by a tap, good until tomorrow."""
    token, now = uuid7().hex, clock.now()
    return Mandate(**{
        "id": uuid7(), "helper_id": helper_id, "unit_id": demo.TEAM, "account_id": account_id, "called": "bà An", "procedures": [],
        "days": 1, "lang": "vi", "token": token, "token_hash": mandates.hashed(token), "offered_at": now, "offer_until": now,
        "means": "tap", "given_at": now, "until": now + DAY,
    } | changes)  # fmt: skip


def attempt(bill_id: UUID) -> Attempt:
    """Somebody is on the pages of the card gateway."""
    now = clock.now()
    return Attempt(
        id=uuid7(),
        bill_id=bill_id,
        provider="vnpay",
        reference=f"MC{uuid7().hex[-14:]}",
        amount=1000,
        started_at=now,
        expires_at=now + DAY,
    )


def visit(account_id: UUID, helper_id: UUID | None, **changes: Any) -> tuple[Visit, VisitEvent]:
    """Somebody goes there today."""
    token, now = uuid7().hex, clock.now()
    made = Visit(**{
        "id": uuid7(), "unit_id": demo.TEAM, "ward": "06685", "account_id": account_id, "helper_id": helper_id, "day": clock.today(),
        "part": "evening", "procedure": CODE, "whom": "self", "name": "a", "address": "b", "note": "", "phone": AN[0], "lang": "vi",
        "words_hash": "x", "token": token, "token_hash": happening.hashed(token), "state": "assigned", "state_at": now, "asked_at": now,
    } | changes)  # fmt: skip
    return made, VisitEvent(visit_id=made.id, event="asked", at=now, by_kind="citizen")


def account_help(helper_id: UUID | None) -> AccountHelp:
    return AccountHelp(
        id=uuid7(), unit_id=demo.TEAM, helper_id=helper_id, kind="not_yet", reason="sim", day=clock.today()
    )


def opinion_sum(helper_id: UUID, what: str) -> OpinionSum:
    month = clock.today().replace(day=1)
    return OpinionSum(unit_id=demo.TEAM, helper_id=helper_id, month=month, what=what, number=5)


def question(db: Session, helper_id: UUID) -> str:
    """Somebody this helper came to is asked how it was, and said something: the secret of the link."""
    act = uuid7()
    opinions.ask(db, opinions.VISIT, act, demo.TEAM, helper_id)
    token = opinions.still_open(db, opinions.VISIT, [act])[act].token
    opinions.answer(opinions.by_token(db, token), "good")
    return token


def petition(code: str = "ABCD2348", **changes: Any) -> tuple[Rating, Petition]:
    """Somebody was not satisfied at the centre, sent a photo and wants an answer; due tomorrow."""
    rating = Rating(
        id=uuid4(), place="noi", unit_id=UNIT, face=1, reasons=["wait"], words="x", photo=b"\xff\xd8\xff", has_photo=True,
        day=clock.today(),
    )  # fmt: skip
    return rating, Petition(**{
        "id": rating.id, "code": code, "code_index": sealing.blind("petition code", code), "kind": "complaint", "unit_id": UNIT,
        "state": "received", "received_at": clock.now(), "due_at": clock.now() + DAY, "lang": "vi",
    } | changes)  # fmt: skip


def sign(code: str = "ABCD2349") -> Sign:
    return Sign(id=uuid7(), unit_id=UNIT, label=code[-1], code=code, made_at=clock.now())


def upload(account_id: UUID, dossier_id: UUID) -> Upload:
    return Upload(
        id=uuid7(), account_id=account_id, dossier_id=dossier_id, slot="cho-o", filename="a.jpg", length=1, wrapped_key=b"k",
        state="refused", reason="broken", created_at=clock.now(), expires_at=clock.now(),
    )  # fmt: skip


def message(account_id: UUID) -> Message:
    return Message(account_id=account_id, template="dossier_changed", title="a", body="b", created_at=clock.now())


def member(**changes: Any) -> Member:
    """Somebody of the demonstration's team who is still learning."""
    now = clock.now()
    return Member(**{
        "id": uuid7(), "unit_id": demo.TEAM, "name": "a", "phone": "b", "state": "training", "state_at": now, "invited_at": now,
        "expires_at": now,
    } | changes)  # fmt: skip


def acting(account_id: UUID, name: str, phone: str, **changes: Any) -> Member:
    """Somebody whose badge holds today."""
    now, code = clock.now(), f"AB{phone[-4:]}22".replace("0", "A").replace("1", "B")
    passed = {"accepted_at": now, "trained_version": training().version, "code": code, "photo": b"x", "photo_at": now}
    who = {"account_id": account_id, "name": name, "phone": phone, "state": "acting"}
    return member(**(who | passed | changes))


def joined(one: Member) -> MemberChange:
    """The line of its history that the badge shows."""
    return MemberChange(member_id=one.id, change="trained", at=clock.now(), by_kind="self", by_account=one.account_id)


def report(**changes: Any) -> Report:
    return Report(**{
        "id": uuid7(), "unit_id": demo.TEAM, "code": "", "about": "a", "phone": "", "words_hash": "x", "lang": "vi",
        "sent_at": clock.now(),
    } | changes)  # fmt: skip


def read(paper: Document) -> DocumentRead:
    return DocumentRead(document_id=paper.id, account_id=None, at=clock.now())


def copy(paper: Document, **changes: Any) -> Document:
    same = {name: getattr(paper, name) for name in COPIED}
    made = {"id": uuid7(), "stored_as": uuid7().hex, "reused_from": paper.id, "created_at": clock.now()}
    return Document(**(same | made | changes))


@dataclass(frozen=True)
class Owed:
    """A notice that somebody found (`id`), and its open bill beside a dossier."""

    id: UUID
    token: str
    bill_id: UUID


def found_debt(db: Session, account_id: UUID, dossier_id: UUID | None = None) -> Owed:
    """Each time another notice."""
    asked = notice(code=f"TB{uuid7().hex[:20]}".upper())
    row = debts.keep(db, uuid7(), asked, account_id)
    bill = debt_bills.for_debt(db, asked, db.get_one(Dossier, dossier_id) if dossier_id else None)
    assert bill
    return Owed(row.id, bill.share_token, bill.id)


def shift(account_id: UUID, **known: Any) -> Shift:
    """A clerk's open one at Hồng Gai, nothing in the drawer."""
    said = {"clerk": "Khánh", "unit_id": UNIT, "opened_at": clock.now(), "opening_float": 0, "counts": []} | known
    return Shift(id=uuid7(), account_id=account_id, **said)


def ticket(**known: Any) -> QueueTicket:
    """Somebody waits in the line of Hồng Gai."""
    now = clock.now()
    said = {"state": "waiting", "number": 900, "came_by": "phone", "token": secrets.token_urlsafe(12)} | known
    return QueueTicket(id=uuid7(), unit_id=UNIT, day=clock.today(), made_at=now, turn_at=now, **said)


def poster(db: Session) -> None:
    """A procedure's, of Hồng Gai, with the code of its steps; its short address is SHORT."""
    for short, kind in ((SHORT, "procedure"), ("pppp4", "steps")):
        db.add(Poster(short=short, unit_id=UNIT, kind=kind, target="1.004194", made_at=clock.now()))


def desk(account_id: UUID) -> QueueDesk:
    """A desk that calls, at Hồng Gai."""
    return QueueDesk(id=uuid7(), unit_id=UNIT, label="1", account_id=account_id, opened_at=clock.now())


def sitting(account_id: UUID, person_id: UUID, clerk_id: UUID) -> tuple[Mandate, CounterVisit]:
    """Somebody sits at a clerk's desk at Hồng Gai."""
    given = mandate(account_id, clerk_id, unit_id=UNIT, means="counter", person_id=person_id)
    visit = CounterVisit(
        id=given.id,
        unit_id=UNIT,
        clerk_id=clerk_id,
        opened_at=clock.now(),
        met="card",
        new_account=False,
        guided=False,
        key="ab" * 32,
    )
    return given, visit


def consignment(account_id: UUID, **known: Any) -> Consignment:
    """A clerk of the post office at Hà Tu took in one original, for the centre of Hồng Gai; the result goes by mail."""
    made = Consignment(**{
        "id": uuid7(), "number": f"PG-{new_reference(os.urandom(16))}", "unit_id": "buu-dien-ha-tu", "agency_id": UNIT, "account_id": account_id,
        "clerk": "Hà", "services": "both", "delivery": "mail", "address": "x", "state": "written", "written_at": clock.now(),
        "signed_at": clock.now(), "result_at": clock.now(),
    } | known)  # fmt: skip
    made.papers = [
        ConsignmentPaper(
            id=uuid7(), position=0, name="Giấy khai sinh", copies=1, original=True, to_return=True, place="post"
        )
    ]
    return made


def handover(one: Consignment, made_by: UUID, **known: Any) -> Handover:
    """A record with that one on it, which nobody confirmed yet."""
    line = {
        "consignment": str(one.id), "number": one.number, "dossier": str(one.dossier_id), "reference": "ABCD2345", "code": None,
        "procedure": {"vi": "x", "en": "x"}, "papers": 1, "originals": 1, "fees": {"amount": 0, "receipts": [], "takings": []},
    }  # fmt: skip
    said = {"number": 900, "direction": "to_agency", "state": "made", "lines": [line], "given_by": "Hà"} | known
    return Handover(
        id=uuid7(), day=clock.today(), unit_id=one.unit_id, agency_id=one.agency_id, made_by_id=made_by, made_at=clock.now(), **said
    )  # fmt: skip


def taking(db: Session, made: Shift, bill: Bill) -> Taking:
    """Cash for all of this bill, in that shift."""
    who = Actor("staff", made.clerk, made.account_id, None, frozenset({("clerk", made.unit_id)}))
    db.flush()
    return tills.take(db, who, made.id, bill, tills.Taken(uuid7(), "cash", bill.total))


def debt(dossier_id: UUID | None = None) -> Bill:
    """Of another system, beside that dossier or none."""
    line = {"kind": "thue", "label": {"vi": "Thuế đất", "en": "Land tax"}, "amount": 9_000, "reasons": []}
    named = {
        "code": "TB-1",
        "name": line["label"],
        "payer": "N.T.A.",
        "unit": "Thuế cơ sở",
        "tax_code": "",
        "due": None,
    }
    return Bill(
        id=uuid7(), dossier_id=dossier_id, debt_code=f"TB{uuid7().hex[:20]}".upper(), total=9_000, quote={"lines": [line], "total": 9_000, "on": "2026-11-23", "notice": named},
        reference=f"MC{new_reference(os.urandom(16))}", share_token=uuid7().hex, unit_id=UNIT, bank_bin="970436",
        bank_account="1", bank_account_name="x", frozen_at=clock.now(),
    )  # fmt: skip
