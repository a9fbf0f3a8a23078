"""The named people of a demonstration and An's dossiers in every state, made through the same verbs that people use.

Everyone here is invented. A second start finds them and does nothing.
"""

import io
import json
import re
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import cache
from uuid import UUID, uuid5

from flask import Flask
from PIL import Image, ImageDraw
from sqlalchemy.orm import Session

from webapp import clock
from webapp.access import Actor
from webapp.accounts import service as accounts
from webapp.accounts.models import Account
from webapp.desk import returns as desk
from webapp.documents import service as documents
from webapp.dossiers import service as dossiers
from webapp.dossiers.page import as_multidict
from webapp.dossiers.service import Dossier, Event, State
from webapp.elsewhere import demo as helps
from webapp.feedback import demo as feedback
from webapp.figures import demo as opinions
from webapp.messages import service as messages
from webapp.payments import service as payments
from webapp.procedures import service as procedures
from webapp.teams import demo as team
from webapp.visits import demo as visits

UNIT = "hong-gai"
WARD = "06685"
SPACE = UUID("6d6f7463-6861-4d00-8000-000000000000")
AN, BINH, CHI, KHANH = "0912000001", "0912000002", "0912000003", "0912000007"
DUNG, YEN = "0912000004", "0912000005"

PEOPLE: list[tuple[str, str, str]] = [
    ("Nguyễn Thị An", AN, "công dân, có hồ sơ ở mọi trạng thái / citizen with dossiers in every state"),
    ("Trần Văn Bình", BINH, "công dân mới, chưa có gì / new citizen, nothing yet"),
    ("Lê Thị Chi", CHI, "công dân, không liên quan đến An / citizen, owns nothing of An's"),
    ("Phạm Văn Dũng", DUNG, "người giúp, tổ công nghệ số, thẻ DUNG-2345 / helper with a badge"),
    ("Hoàng Thị Yến", YEN, "tổ trưởng / team manager"),
    ("Vũ Thị Hà", "0912000006", "nhân viên bưu điện / post office clerk"),
    ("Đặng Văn Khánh", "0912000007", "cán bộ một cửa phường Hồng Gai / officer"),
    ("Bùi Thị Lan", "0912000008", "phụ trách một cửa / supervisor"),
    ("Ngô Văn Minh", "0912000009", "lãnh đạo phường / leader"),
]
CARDS = {
    AN: {
        "id_number": "022185000011",
        "birth_date": "1985-03-12",
        "gender": "2",
        "residence": "Tổ 3, khu 5, Hồng Gai, Quảng Ninh",
    },
    CHI: {
        "id_number": "022190000035",
        "birth_date": "1990-08-21",
        "gender": "2",
        "residence": "Tổ 1, khu 2, Hà Tu, Quảng Ninh",
    },
}
ROLES = {
    YEN: ("team_manager", "to-so-hong-gai-1"),
    "0912000006": ("clerk", "buu-dien-ha-tu"), "0912000007": ("officer", UNIT), "0912000008": ("supervisor", UNIT),
    "0912000009": ("leader", UNIT),
}  # fmt: skip
TENANCY = ("1.004194", {
    "name": "Nguyễn Thị An", "personal_id": "022185000011", "birth_date": "12/03/1985", "gender": "2", "phone": AN,
    "residence_case": "ca_nhan", "agency": WARD, "new_address": "số 8, ngõ 5, đường Lê Thánh Tông", "housing_basis": "thue",
    "temp_from": "+10", "temp_to": "+700", "household_mode": "lap_ho", "has_members": "no", "is_minor": "no",
    "consent_owner": "giay", "consent_owner_name": "Đỗ Văn Hùng", "consent_owner_date": "-3",
    "declarant": "Nguyễn Thị An", "commitment": "true",
})  # fmt: skip
SINGLE = ("1.004873", {
    "applicant_full_name": "Nguyễn Thị An", "applicant_personal_id": "022185000011", "applicant_birth_date": "12/03/1985",
    "applicant_gender": "2", "applicant_phone": AN, "agency": WARD, "relation_to_subject": "ban_than", "commitment": "true",
    "old_certificate": "chua", "applicant_residence_type": "1", "applicant_residence_scope": "1",
    "applicant_residence_address-province": "22", "applicant_residence_address-ward": WARD,
    "applicant_residence_address-detail": "Tổ 3, khu 5",
    "subject_ethnicity": "01", "subject_nationality": "VN", "marital_status": "1", "purpose": "vay-von", "result_method": "2",
})  # fmt: skip


def seed(app: Flask) -> None:
    """Make the people and dossiers once; quick when they are there."""
    with app.app_context(), app.extensions["sessions"].write() as db:
        made = {phone: _person(db, name, phone) for name, phone, _what in PEOPLE if phone != BINH}
        Story(db, app, made[AN], made[KHANH]).tell()
        team.seed(db, made[DUNG], made[YEN], app.config["CONFIG"].public_url)
        helps.seed(db, made[DUNG], team.TEAM)
        opinions.seed(db, made[DUNG], team.TEAM)
        feedback.seed(db, UNIT)
        visits.seed(db, team.TEAM, WARD, TENANCY[0])
        db.commit()


def _person(db: Session, name: str, phone: str) -> Account:
    if known := accounts.account_by_phone(db, phone):
        return known
    account = accounts.register_or_find(db, phone, "vi")
    accounts.add_person(db, account, {"full_name": name} | CARDS.get(phone, {}), "typed")
    accounts.agree(db, account.id, accounts.consent.current(), "demo")
    if phone in ROLES:
        accounts.grant(db, account, *ROLES[phone], by="demo")
    return account


class Story:
    """An's dossiers: each is brought to its state by the steps before it, on days gone by."""

    def __init__(self, db: Session, app: Flask, citizen: Account, officer: Account) -> None:
        self.db, self.store = db, app.extensions["documents_store"]
        self.sessions, self.gateways = app.extensions["sessions"], app.extensions["gateways"]
        self.account, self.person = citizen, citizen.persons[0]
        self.an = Actor("citizen", "Nguyễn Thị An", citizen.id, self.person.id, acting_id=self.person.id)
        self.khanh = Actor("staff", "Đặng Văn Khánh", officer.id, None, frozenset({("officer", UNIT)}))

    def tell(self) -> None:
        today, missing = clock.now(), [n for n in range(len(PLOTS)) if self.db.get(Dossier, self._id(n)) is None]
        for number in missing:
            state, steps = list(PLOTS.items())[number]
            self._days_ago(today, 12 - number % 9)
            dossier = self._draft(number, *(SINGLE if state == State.FEE_DUE else TENANCY))
            for step in steps:
                step(self, dossier)
                clock.advance(timedelta(hours=1))
            if dossier.state != state:
                raise RuntimeError(f"{state} came out as {dossier.state}")
            self.db.commit()
        clock.set_to(today)
        if missing:
            messages.mark_read(self.db, self.account.id, clock.now() - timedelta(days=5))
        self.db.commit()

    def _id(self, number: int) -> UUID:
        return uuid5(SPACE, f"an/{number}")

    def _days_ago(self, today: datetime, days: int) -> None:
        clock.set_to((clock.local(today) - timedelta(days=days)).replace(hour=9, minute=10))

    def _draft(self, number: int, code: str, fields: dict[str, str]) -> Dossier:
        dossier = dossiers.start(self.db, dossiers.Holder(self.an, None), self._id(number), code)
        fields = typed(fields)
        dossiers.save(self.db, dossier, fields)
        procedure = procedures.version(self.db, dossier.version_id)
        form = procedure.form(as_multidict(fields))
        if not form.validate():
            raise RuntimeError(str({field.name: field.errors for field in form if field.errors}))
        dossier.answers, dossier.declared, dossier.unit_id = procedures.clean(form), [], UNIT
        return dossier

    def papers(self, dossier: Dossier) -> None:
        for slot in documents.needed(self.db, dossier):
            if slot.missing:
                ready = _checked(str(slot.spec["name"]["vi"]))
                name = f"{slot.id}.jpg"
                made = uuid5(dossier.id, slot.id)
                documents.attach(self.db, self.store, dossier, slot.id, made, name, ready, self.an)

    def submit(self, dossier: Dossier) -> None:
        dossiers.submit(self.db, dossier, self.an)

    def pay(self, dossier: Dossier) -> None:
        """The bank's notice, as it would come."""
        bill = payments.bill_of(self.db, dossier)
        if bill is None:
            return
        told = {
            "id": bill.id.int % 10**9 + 1, "gateway": "Demo", "transactionDate": f"{clock.local(clock.now()):%Y-%m-%d %H:%M:%S}",
            "accountNumber": bill.bank_account, "subAccount": None, "code": None, "content": bill.reference,
            "transferType": "in", "description": "", "transferAmount": bill.total, "referenceCode": "FTDEMO", "accumulated": 0,
        }  # fmt: skip
        raw = json.dumps(told).encode()
        self.db.commit()  # a notice is stored in a transaction of its own
        payments.interpret(self.db, payments.store_raw(self.sessions, "sepay", raw), self.gateways)

    def receive(self, dossier: Dossier) -> None:
        dossiers.receive(self.db, dossier, self.khanh)

    def start(self, dossier: Dossier) -> None:
        dossiers.apply(self.db, dossier, Event.STARTED, self.khanh, unit_id=UNIT)

    def ask_back(self, dossier: Dossier) -> None:
        reasons = {"paper:cho-o": "Ảnh trang cuối hợp đồng bị cắt mất chữ ký, xin chụp lại cả trang."}
        desk.ask(self.db, dossier, reasons, self.khanh)

    def ask_fee(self, dossier: Dossier) -> None:
        label, source = "Lệ phí xác nhận tình trạng hôn nhân", "Văn bản minh hoạ của bản dùng thử"
        payments.set_bill(self.db, dossier, 15000, label, source, self.khanh)

    def resolve(self, dossier: Dossier) -> None:
        made = documents.check(_picture("Thông báo kết quả (minh hoạ)"))
        documents.add_result(self.db, self.store, dossier, "ket-qua.jpg", made, self.khanh)
        dossiers.apply(self.db, dossier, Event.RESOLVED, self.khanh, unit_id=UNIT)


def _by(event: Event, note: str | None = None, citizen: bool = False) -> Callable[[Story, Dossier], None]:
    def step(story: Story, dossier: Dossier) -> None:
        who, unit = (story.an, None) if citizen else (story.khanh, UNIT)
        dossiers.apply(story.db, dossier, event, who, note=note, unit_id=unit)

    return step


Step = Callable[[Story, Dossier], None]
_new: list[Step] = [Story.papers, Story.submit, Story.pay]
_received: list[Step] = [*_new, Story.receive]
PLOTS: dict[State, list[Step]] = {
    State.DRAFT: [],
    State.WAITING_DOCUMENTS: [Story.submit],
    State.AWAITING_PAYMENT: [Story.papers, Story.submit],
    State.NEW: _new,
    State.RETURNED_NEW: [*_new, Story.ask_back],
    State.RECEIVED: _received,
    State.IN_PROGRESS: [*_received, Story.start],
    State.SUPPLEMENT: [*_received, Story.start, Story.ask_back],
    State.FEE_DUE: [Story.papers, Story.submit, Story.receive, Story.ask_fee],
    State.REFUSED: [*_new, _by(Event.REFUSED, "Chỗ ở không thuộc phường Hồng Gai (minh hoạ).")],
    State.WITHDRAWN: [*_new, _by(Event.WITHDRAWN, citizen=True)],
    State.STOPPED: [*_received, Story.start, _by(Event.STOPPED, "Người nộp đã chuyển đi nơi khác (minh hoạ).")],
    State.RESOLVED: [*_received, Story.start, Story.resolve],
    State.HANDED_OVER: [*_received, Story.start, Story.resolve, _by(Event.HANDED_OVER)],
}


def typed(fields: dict[str, str]) -> dict[str, str]:
    """A form as one types it today."""
    return {name: _day(text) for name, text in fields.items()}


def _day(text: str) -> str:
    """«+10» → the day ten days from now as one types it; anything else stays."""
    return f"{clock.today() + timedelta(days=int(text)):%d/%m/%Y}" if re.fullmatch(r"[+-]\d+", text) else text


@cache
def _checked(words: str) -> documents.Ready:
    """Looked at once, like any file that comes: a third of a second each, and many dossiers need the same papers."""
    return documents.check(_picture(words))


def _picture(words: str) -> bytes:
    """A sheet of paper with some lines, clearly an illustration."""
    sheet = Image.new("RGB", (900, 1200), (250, 249, 245))
    pen = ImageDraw.Draw(sheet)
    pen.text((60, 60), "MINH HOA / ILLUSTRATION", fill=(160, 60, 40))
    for line in range(22):
        width = 300 + sum(words.encode()) * (line + 7) % 480
        pen.rectangle((60, 140 + 44 * line, 60 + width, 150 + 44 * line), fill=(90, 96, 104))
    out = io.BytesIO()
    sheet.save(out, "JPEG", quality=80)
    return out.getvalue()
