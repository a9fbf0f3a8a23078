"""What lies behind each address: An's dossiers in every state, her papers and receipt, a mandate, a team, a call, a move."""

import re
from datetime import timedelta
from typing import Any

from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.routing import Rule

from tests import things
from tests.access.of_money import DONE, OfMoney
from tests.access.of_post import OfPost
from tests.access.of_words import OfWords
from tests.access.visitors import OTHER_TEAM, PEOPLE, visitor
from tests.dossiers.conftest import complete
from tests.people import AN, RENTED, UNIT, account_of, make_dossier
from webapp import clock, sealing, seeds
from webapp.access import Help
from webapp.accounts import service as accounts
from webapp.accounts.models import Passkey
from webapp.db import uuid7
from webapp.documents.models import Document
from webapp.dossiers import service as dossiers
from webapp.dossiers.service import Dossier, State
from webapp.families.models import Move
from webapp.mandates.models import Mandate
from webapp.messages.models import Message
from webapp.payments import service as payments
from webapp.payments.models import Bill
from webapp.procedures import service as procedures
from webapp.receipts.models import Receipt
from webapp.seeds import TENANCY, typed
from webapp.teams import demo, inviting
from webapp.teams.membership import By
from webapp.teams.models import Member
from webapp.units import service as units
from webapp.wallet import answers

S = State
CODE, SLOT, MOVE_CODE = "1.004194", "cho-o", "ABCD2345"
PAYING = ("payments.ask_relative", "payments.ask_relative_anew", "payments.pay_by_card")
STATES = {
    "desk.receive": S.NEW, "desk.start": S.RECEIVED, "desk.ask": S.NEW, "desk.refuse": S.NEW, "desk.stop": S.IN_PROGRESS,
    "desk.set_fee": S.NEW, "desk.resolve": S.IN_PROGRESS, "desk.let_go": S.IN_PROGRESS, "desk.answer": S.SUPPLEMENT,
    "desk.send_answer": S.SUPPLEMENT, "dossiers.ask_withdraw": S.NEW, "dossiers.withdraw": S.NEW,
    "dossiers.reopen": S.WAITING_DOCUMENTS, "payments.pay": S.AWAITING_PAYMENT, "payments.qr_picture": S.AWAITING_PAYMENT,
    "payments.pay_state": S.AWAITING_PAYMENT, **dict.fromkeys(PAYING, S.AWAITING_PAYMENT), "documents.papers": S.WAITING_DOCUMENTS, "privacy.delete": S.WITHDRAWN,
    "privacy.ask_delete": S.WITHDRAWN, "consignments.dossier": S.NEW, "consignments.write": S.NEW, "documents.download": S.NEW, "documents.small": S.NEW,
}  # fmt: skip
DRAFTS = {
    "dossiers.draft", "dossiers.save_draft", "dossiers.hand_in", "dossiers.submit", "dossiers.review", "dossiers.edit", "dossiers.choose",
    "dossiers.package", "documents.add", "documents.back", "documents.remove", "documents.there", "documents.keep_anyway", "documents.put_away", "claims.claim",
}  # fmt: skip
PAID_FOR = (
    "payments.pay_for",
    "payments.shared_picture",
    "payments.shared_state",
    "payments.name_payer",
    "payments.pay_for_by_card",
)
AT_COUNTER = tuple(f"counter.{name}" for name in ("work", "pay_by_code", "rest", "wake", "next_one"))
IN_LINE = tuple(f"tickets.{name}" for name in ("ticket", "ticket_state", "ticket_paper", "arrived", "leave"))
OTHERS = {  # routes that need another one of the things they name
    **{f"consignments.{name}": {"consignment_id": "consignment here"} for name in ("result", "give", "post")},
    "consignments.track": {"consignment_id": "consignment in the mail"},
    **{f"consignments.{name}": {"handover_id": "record of results"} for name in ("confirm_results", "drop_results")},
    "tills.receipt": {"receipt_id": "receipt of a taking"}, "tills.give_back": {"taking_id": "taking of a debt"},
    **dict.fromkeys(("tills.close_form", "tills.close"), {"shift_id": "counted shift"}),
    **dict.fromkeys(("national.look_over", "national.edit"), {"code": "national code"}),
    "mandates.settle": {"mandate_id": "denied"}, "mandates.give": {"token": "token of an offer"},
    "mandates.refuse": {"token": "token of an offer"}, "teams.withdraw": {"member_id": "invited"}, "teams.resume": {"member_id": "suspended"},
    **dict.fromkeys(("mandates.read_aloud", "mandates.send_code", "mandates.confirm_code"), {"mandate_id": "sent"}),
    "debts.settle": {"bill_id": "bill of a refusal"}, "debts.receipt": {"debt_id": "paid debt", "receipt_id": "receipt of a debt"},
    "families.code": {"move_id": "my move"}, "families.hand_over": {"move_id": "move to another phone"},
    **dict.fromkeys(("books.refund", "books.refunded", "books.keep", "books.kept"), {"bill_id": "refundable"}), "books.sign": {"sheet_id": "explained"},
    **dict.fromkeys(PAID_FOR, {"token": "bill"}), **dict.fromkeys(IN_LINE, {"token": "token of a ticket"}), **dict.fromkeys(AT_COUNTER, {"visit_id": "visit at a counter"}),
    "counter.slip": {"visit_id": "visit at a counter", "dossier_id": "begun at the counter"}, "counter.slip_here": {"dossier_id": "begun at the counter"}, "receipts.check_receipt": {"token": "token of a receipt"}, "desk.not_called": {"call_id": "called"},
    "teams.reopened": {"report_id": "settled report"}, "visits.limit": {"unit_id": "team"},
    **dict.fromkeys(("figures.question", "figures.answer", "figures.why", "figures.explain", "figures.thanks"), {"token": "token of a question"}),
    **dict.fromkeys(("visits.one", "visits.cancel"), {"token": "token of a visit"}),
    "feedback.say": {"petition_code": "code of an answer"},
    "feedback.words_photo": {"rating_id": "rating without a petition"},
    **dict.fromkeys(("visits.enter_code", "visits.confirm", "visits.another_code"), {"token": "token to confirm"}),
}  # fmt: skip


class World(OfMoney, OfPost, OfWords):
    """Built once for the whole table; afterwards it knows identifiers only, and holds nothing of the database open."""

    def __init__(self, app: Flask, db: Session) -> None:
        seeds.seed(app)
        self.app, self.an, self.ids = app, account_of(db, *AN), dict[str, Any]()
        child = accounts.add_person(db, self.an, {"full_name": "Nguyễn Văn Em", "birth_date": "2019-05-04"}, "typed")
        self.ids |= {"child": child.id, "person_id": self.an.persons[0].id}
        self.visitors = {one.column: visitor(app, db, one, child.id if one.column == "Fa" else None) for one in PEOPLE}
        for part in (
            self._dossiers,
            self._helping,
            self._team,
            self._household,
            self._plain,
            self._homes,
            self._counter,
            self._line,
            self._posters,
            self._sitting,
            self._debts,
            self._books,
            self._sheets,
            self._post,
            self._catalogue,
            self._feedback,
        ):
            part(db)
        db.commit()
        self.seen = {str(one.id): one.seen for one in db.scalars(select(Dossier))}

    def _dossiers(self, db: Session) -> None:
        """One in each state, by the demonstration; and a draft that only has to be handed in, with a paper in it."""
        mine = list(db.scalars(select(Dossier).where(Dossier.account_id == self.an.id)))
        self.ids |= {State(one.state): one.id for one in mine} | {"reference": mine[-1].reference}
        last = answers.last_time(db, self.an.id, self.ids["person_id"], procedures.current(db, CODE), {})
        assert last
        self.ids |= {"answers of": last.dossier.id}
        draft = make_dossier(db, self.an, state=S.DRAFT, answers=RENTED)
        draft.fields = typed(TENANCY[1])
        papers = {one.dossier_id: one for one in db.scalars(select(Document).where(Document.slot == SLOT))}
        mine_too = things.copy(papers[self.ids[S.NEW]], dossier_id=draft.id)
        self.ids |= {"draft": draft.id, "revision": draft.revision, "document_id": papers[self.ids[DONE]].id}
        self.ids |= {"paper of a draft": self._add(db, mine_too), "paper": papers[self.ids[S.NEW]].id}
        self.ids |= {"upload_id": self._add(db, things.upload(self.an.id, draft.id))}
        receipt = db.scalars(select(Receipt).join(Bill).where(Bill.dossier_id == self.ids[DONE])).one()
        owed = db.scalars(select(Bill).where(Bill.dossier_id == self.ids[S.AWAITING_PAYMENT])).one()
        payments.share_anew(owed)
        self.ids |= {"receipt_id": receipt.id, "token of a receipt": receipt.token, "bill": owed.share_token}
        self.ids |= {"attempt_id": self._add(db, things.attempt(owed.id))}
        self._add(db, things.slip(self.ids[DONE]))

    def _line(self, db: Session) -> None:
        """Somebody took a number at the centre; the clerk has a desk open."""
        ticket = things.ticket()
        db.add_all([ticket, things.desk(self._account("Cl"))])
        self.ids |= {"token of a ticket": ticket.token, "action": "tiep"}

    def _posters(self, db: Session) -> None:
        """One of Hồng Gai's hangs on its wall."""
        things.poster(db)
        self.ids |= {"short": things.SHORT, "name": "a5.pdf"}

    def _sitting(self, db: Session) -> None:
        """An sits at the clerk's desk; another time she said that it was not her; somebody was helped with an account elsewhere."""
        clerk = self._account("Cl")
        given, visit = things.sitting(self.an.id, self.ids["person_id"], clerk)
        denied = things.mandate(self.an.id, clerk, unit_id=UNIT, means="counter", frozen_at=clock.now())
        self.ids["visit at a counter"] = self._add(db, given)
        db.add_all([visit, denied, things.account_help(clerk)])
        db.add(things.slip(self._under(db, given, "begun at the counter").id, "ABCD2347"))

    def _helping(self, db: Session) -> None:
        """Dũng helps An; another helper did, until she took it back; one mandate she called not hers; one is only offered."""
        dung, former, now = self._account("He"), self._account("Hr"), clock.now()
        person = {"person_id": self.ids["person_id"]}
        given = things.mandate(self.an.id, dung, **person)
        offered = things.mandate(None, dung, given_at=None, until=None, means="", offer_until=now + things.DAY)
        revoked = things.mandate(self.an.id, former, ended_at=now, ended_by="citizen", **person)
        denied = things.mandate(self.an.id, dung, frozen_at=now)
        self.ids |= {"token": given.token, "token of an offer": offered.token, "mandate_id": self._add(db, given)}
        self.ids |= {
            "offer": self._add(db, offered),
            "sent": self._add(db, self._sent(offered.helper_id)),
            "revoked": self._add(db, revoked),
            "denied": self._add(db, denied),
        }
        self._under(db, given, "begun")
        over = self._under(db, revoked, "begun, over")
        dossiers.keep_aside(db, over, Help(revoked.id, former, "x", "y", "/giup", "ended"))

    def _sent(self, dung: Any) -> Mandate:
        """Asked for by a link, which can't be opened: a code was sent, and may be sent again."""
        made, long_ago = (
            things.mandate(None, dung, given_at=None, until=None, means=""),
            clock.now() - timedelta(minutes=5),
        )
        made.offer_until, made.phone, made.code_at, made.code_tries = (
            clock.now() + things.DAY,
            "0912000031",
            long_ago,
            0,
        )
        made.code_hash = sealing.blind("mandate code", f"{made.id}/123456")
        return made

    def _under(self, db: Session, mandate: Mandate, name: str) -> Dossier:
        """A draft that a helper began for An under that mandate, complete, with a file on its way."""
        made = make_dossier(db, self.an, state=S.DRAFT)
        made.mandate_id, made.fields = mandate.id, complete(name=AN[1])
        self.ids |= {name: made.id, f"revision of {name}": made.revision}
        self.ids |= {f"file of {name}": self._add(db, things.upload(self.an.id, made.id))}
        return made

    def _team(self, db: Session) -> None:
        """Dũng of the demonstration, an invitation to An, who was suspended; and those who help with no mandate of hers."""
        for column, changes in {
            "Hn": {},
            "Hr": {},
            "H*": {"unit_id": OTHER_TEAM},
            "Hs": {"state": "suspended"},
        }.items():
            who = self.visitors[column].person
            made = things.acting(self._account(column), who.name, who.phone, **changes)
            self.ids[who.name] = self._add(db, made)
            db.add(things.joined(made))
        inviting.invite(
            db, inviting.Wanted(uuid7(), units.get(db, demo.TEAM), AN[1], AN[0]), By("system"), "http://localhost"
        )
        sent = select(Message.body).where(Message.template == "team_invitation").order_by(Message.id.desc())
        self.ids["secret"] = str(db.scalars(sent).first()).partition("/vao-to/")[2].split()[0]
        self.ids |= {"member_id": db.scalars(select(Member.id).where(Member.code == demo.CODE)).one()}
        self.ids |= {"invited": db.scalars(select(Member.id).where(Member.state == "invited")).first()}
        self.ids |= {"suspended": self.ids["helper-suspended"], "report_id": self._add(db, things.report())}
        self.ids |= {"settled report": self._add(db, things.report(settled_at=clock.now()))}

    def _household(self, db: Session) -> None:
        new, now = account_of(db, "0912000030", "Nguyễn Văn Em").id, clock.now()
        code = {"code": MOVE_CODE, "code_index": sealing.blind("move code", MOVE_CODE)}
        done = {"from_id": self.an.id, "person_id": uuid7(), "means": "phones", "done_at": now}
        key = Passkey(account_id=self.an.id, credential_id=b"c", public_key=b"k", label="x", created_at=now)
        self.ids |= {
            "my move": self._add(db, Move(id=uuid7(), account_id=self.an.id, code="EFGH2345", asked_at=now)),
            "move to another phone": self._add(db, Move(id=uuid7(), account_id=new, asked_at=now, **code)),
            "move_id": self._add(db, Move(id=uuid7(), account_id=new, asked_at=now, **done)),
            "passkey_id": self._add(db, key), "sign_in_id": self.visitors["Fa"].sign_in_id,
        }  # fmt: skip

    def _plain(self, db: Session) -> None:
        asked, called = things.call(self.an.id), things.call(self.an.id)
        called.called_at, called.called_by = clock.now(), self._account("Of")
        self.ids |= {
            "call_id": self._add(db, asked), "called": self._add(db, called), "badge": demo.CODE, "code": CODE, "slot": SLOT,
            "event_id": procedures.life_events()[0]["id"], "field_id": procedures.fields()[0]["id"], "province": "22", "unit_id": UNIT,
            "lang": "en", "version": self.app.config["ASSET_VERSION"], "path": "icons/icon-192.png",
        }  # fmt: skip

    def _homes(self, db: Session) -> None:
        """Dũng goes to An's today; another time her number is not confirmed; and he helped somebody with an account elsewhere."""
        dung, self.ids["another helper"] = self._account("He"), self._account("Hn")
        self.ids["helper_id"] = dung
        goes, event = things.visit(self.an.id, dung)
        unsure, other = things.visit(None, None, state="unconfirmed")
        self.ids |= {"visit_id": self._add(db, goes), "token of a visit": goes.token, "token to confirm": unsure.token}
        db.add_all([unsure, event])
        db.flush()
        db.add(other)
        self.ids["token of a question"] = things.question(db, dung)
        self.ids |= {
            "help_id": self._add(db, things.account_help(dung)),
            "phone": "android",
            "have": "chua-co",
            "team": demo.TEAM,
        }

    def mandate(self, column: str) -> str:
        """Which one a phone names: a helper from whom An took it back their own, everybody else Dũng's."""
        return str(self.ids["revoked" if column == "Hr" else "mandate_id"])

    def address(self, rule: Rule, column: str, under: bool = False) -> str:
        """The rule with a thing of An's in each of its places; `under`: with what was begun under the mandate."""
        part = self._begun if under else self._part
        found = re.sub(r"<(?:\w+:)?(\w+)>", lambda name: str(part(rule.endpoint, name[1], column)), rule.rule)
        return f"{found}?cho={self.ids['child']}" if rule.endpoint == "accounts.who_acts" else found

    def begun(self, column: str) -> str:
        return "begun, over" if column == "Hr" else "begun"

    def _begun(self, endpoint: str, name: str, column: str) -> Any:
        known = {"dossier_id": self.begun(column), "upload_id": f"file of {self.begun(column)}"}
        return self.ids[known[name]] if name in known else self._part(endpoint, name, column)

    def _part(self, endpoint: str, name: str, column: str) -> Any:
        if name == "act_id":
            return uuid7()
        if name == "dossier_id" and name not in OTHERS.get(endpoint, {}):
            return self.ids["draft"] if endpoint in DRAFTS else self.ids[STATES.get(endpoint, DONE)]
        if name == "document_id" and endpoint.startswith("documents."):
            return self.ids["paper of a draft" if endpoint in DRAFTS else "paper"]
        if name == "mandate_id" and column == "Hr":  # what is left of their own, never another's
            return self.ids["revoked"]
        return self.ids[OTHERS.get(endpoint, {}).get(name, name)]
