"""What is sent along where something is changed: as the page of the one who may would send it."""

from base64 import b64encode
from io import BytesIO
from typing import Any
from uuid import uuid4

from tests.access.of_money import STATEMENT
from tests.access.of_post import ITEM
from tests.access.visitors import OTHER_POST, OTHER_TEAM, OTHER_UNIT, PEOPLE
from tests.access.world import CODE, MOVE_CODE, SLOT, World
from tests.debts.register import LAND
from tests.dossiers.conftest import complete
from tests.people import AN, UNIT
from webapp import clock
from webapp.accounts import service as accounts
from webapp.db import uuid7
from webapp.dossiers.service import State
from webapp.dossiers.views import DECLARATION
from webapp.rounds import recovery
from webapp.teams.demo import TEAM
from webapp.teams.written import training
from webapp.visits import slots

PAPER = "giay-to-nha"
NUMBER = "022185000011"
TUS = {"Tus-Resumable": "1.0.0"}
PIECE = {"Content-Type": "application/offset+octet-stream", "Upload-Offset": "0"}


def body(world: World, endpoint: str, path: str, column: str, under: bool = False) -> dict[str, Any]:
    """Keyword arguments of the test client; a desk's form carries the version that its page showed."""
    if under:
        return _under(world, endpoint, column)
    if endpoint in DESK:
        return {"data": {"seen": str(world.seen[path.split("/")[2]])} | DESK[endpoint]}
    if endpoint.startswith("uploads."):
        return {"headers": TUS | UPLOADS.get(endpoint, {})}
    made = FORMS[endpoint](world.ids, column) if endpoint in FORMS else {}
    return {"json": made} if endpoint in JSON else {"data": made}


def _under(world: World, endpoint: str, column: str) -> dict[str, Any]:
    """What a helper's phone sends for what was begun under a mandate."""
    begun = world.begun(column)
    if endpoint == "uploads.create":
        said = {"dossier": str(world.ids[begun]), "slot": PAPER}
        there = ",".join(f"{name} {b64encode(value.encode()).decode()}" for name, value in said.items())
        return {"headers": TUS | UPLOADS[endpoint] | {"Upload-Metadata": there}}
    if endpoint.startswith("uploads."):
        return {"headers": TUS | UPLOADS.get(endpoint, {})}
    revision = world.ids[f"revision of {begun}"]
    return {"json": {
        "dossiers.save_draft": {"code": CODE, "fields": complete(name="Nguyễn An"), "revision": revision, "hand": "d"},
        "dossiers.hand_in": {"revision": revision, "declared": DECLARATION, "again": True} | _signed(),
        "claims.claim": {"upload": str(world.ids[f"file of {begun}"])},
    }.get(endpoint)}  # fmt: skip


def _slot() -> str:
    """A later time than that of the visit in this world."""
    return str(slots.ahead(0)[-1])


def _time() -> str:
    """The last one that can be booked today."""
    return clock.local(clock.now()).replace(hour=16, minute=45, second=0, microsecond=0).isoformat()


def _signed() -> dict[str, str]:
    """Just now, beside the words of today on personal data."""
    drawn = {"read": "a" * 64, "signature": "M10 20L11 22L30 40"}
    return drawn | {"consent": accounts.consent.current(), "at": clock.now().isoformat()}


def _decided(**more: str) -> dict[str, str]:
    """What is typed where somebody decides about money."""
    return {"id": str(uuid7()), "reason": "Đã đối chiếu với người nộp"} | more


def _record(consignment_id: Any) -> dict[str, str]:
    return {"id": str(uuid7()), "unit": OTHER_POST, "agency": UNIT, "one": str(consignment_id)}


HOME = {
    "whom": "self",
    "name": "bà An",
    "address": "số 8",
    "phone": "0912000034",
    "agree": "y",
    "procedure": "",
    "note": "",
}
WHO = {
    "full_name": "Đỗ Thị Na",
    "id_number": "022145000321",
    "birth_date": "1945-02-03",
    "gender": "2",
    "source": "card",
}
CARD = "022145000321||Đỗ Thị Na|03021945|Nữ|Hà Tu|01012022||"
WORK = {"Ma": TEAM, "M*": OTHER_TEAM, "C*": OTHER_POST, "S*": OTHER_UNIT, "L*": OTHER_UNIT}
COUNTERS = {"C*": OTHER_POST, "O*": OTHER_UNIT, "S*": OTHER_UNIT}
PHONES = {one.column: one.phone for one in PEOPLE}
DESK: dict[str, dict[str, Any]] = {
    "desk.receive": {}, "desk.start": {}, "desk.hand_over": {}, "desk.let_go": {},
    "desk.ask": {"item": "group:cho-o", "reason-group:cho-o": "Thiếu số nhà"}, "desk.refuse": {"refuse-reason": "Không thuộc thẩm quyền"},
    "desk.stop": {"stop-reason": "Người nộp đã chuyển đi"}, "desk.resolve": {"result-note": "Nhận tại quầy số 3"},
    "desk.set_fee": {"fee-amount": "8000", "fee-label": "Lệ phí", "fee-legal_document": "Nghị quyết thử"},
}  # fmt: skip
UPLOADS = {"uploads.create": {"Upload-Length": "12"}, "uploads.append": PIECE}
JSON = {
    "dossiers.save_draft", "dossiers.hand_in", "accounts.agreed", "accounts.person", "accounts.push_on", "accounts.keep_passkey",
    "accounts.sign_in_with_passkey", "payments.bank_notice", "mandates.keep_signed", "rounds.shut", "rounds.reopen",
    "counter.keys", "accounts.ticket",
}  # fmt: skip
FORMS: dict[str, Any] = {
    "accounts.agreed": lambda ids, _: {"text": accounts.consent.current()},
    "accounts.confirm": lambda ids, _: {"code": "123456"},
    "accounts.give_consent": lambda ids, _: {"agree": "y"},
    "accounts.hold": lambda ids, _: {"cho": str(ids["child"])},
    "accounts.keep": lambda ids, _: {"full_name": AN[1], "source": "typed"},
    "accounts.keep_message_order": lambda ids, _: {"order": "sms_only"},
    "accounts.keep_organisation": lambda ids, _: {"full_name": "Công ty Thử", "source": "typed"},
    "accounts.person": lambda ids, _: {"facts": {"full_name": "Nguyễn Thị An"}},
    "accounts.push_on": lambda ids, _: {"endpoint": "https://push.example/1", "keys": {"p256dh": "x", "auth": "y"}},
    "accounts.say": lambda ids, _: {"cho": str(ids["child"]), "nguoi_lam": str(ids["person_id"]), "ground": "parent"},
    "accounts.send_code": lambda ids, _: {"phone": "0912000031"},
    "books.assigned": lambda ids, _: _decided(named=ids["open bill"]),
    "books.given_back": lambda ids, _: _decided(),
    "books.went": lambda ids, _: _decided(reference="FT1"),
    "books.kept": lambda ids, _: _decided(),
    "books.refunded": lambda ids, _: _decided(amount="1"),
    "books.take": lambda ids, _: {"id": str(uuid7()), "provider": "sepay", "day": str(clock.today()), "file": (BytesIO(STATEMENT), "a.csv")},
    "books.explain": lambda ids, _: {"line": str(ids["statement line"]), "text": "Đã hỏi ngân hàng"},
    "claims.claim": lambda ids, _: {"upload": str(ids["upload_id"])},
    "accounts.carry": lambda ids, _: {"ticket": ""},
    "counter.scan": lambda ids, _: {"id": str(uuid7()), "text": CARD},
    "counter.begin": lambda ids, _: WHO | {"id": str(uuid7()), "phone": ""},
    "counter.guide": lambda ids, _: {"id": str(uuid7())},
    "counter.work": lambda ids, _: {"id": str(uuid7()), "what": CODE},
    "counter.wake": lambda ids, _: {"text": NUMBER},
    "counter.pay_by_code": lambda ids, _: {"bill": str(uuid7())},
    "counter.keys": lambda ids, _: {"visits": [str(ids["visit at a counter"])]},
    "consignments.write": lambda ids, _: {"id": str(ids["consignment_id"]), "unit": OTHER_POST, "services": "both", "delivery": "here", "name-0": "Tờ khai"},
    "consignments.sign": lambda ids, _: {"seen": ids["sheet of a consignment"]},
    "consignments.take_back": lambda ids, _: {"sure": "y", "signed": "y"},
    "consignments.hand_over": lambda ids, _: _record(ids["signed consignment"]),
    "consignments.give_results": lambda ids, _: _record(ids["consignment with a result"]),
    "consignments.confirm": lambda ids, _: {f"found-{ids['line of papers']}": "there"},
    "consignments.confirm_results": lambda ids, _: {f"found-{ids['line of results']}": "there"},
    "consignments.give": lambda ids, _: {"card": NUMBER, "signed": "y"},
    "consignments.post": lambda ids, _: {"item": ITEM},
    "consignments.track": lambda ids, _: {"move": "on_the_way", "seen": "0"},
    "consignments.give_back": lambda ids, _: {"to": "Nguyễn Thị An", "signed": "y"},
    "debts.desk_put_beside": lambda ids, _: {"code": LAND},
    "debts.found": lambda ids, _: {"code": LAND, "id": str(uuid7())},
    "debts.put_beside": lambda ids, _: {"ho-so": str(ids[State.RESOLVED])},
    "debts.settle": lambda ids, _: {"note": "Đã gọi hỏi"},
    "desk.send_answer": lambda ids, _: {"giay-to": SLOT},
    "dossiers.choose": lambda ids, _: {"question": "name", "hand": ""},
    "dossiers.hand_in": lambda ids, _: {
        "revision": ids["revision"], "read": "0" * 64, "signature": "",
        "at": "2026-11-23T02:00:00+00:00", "person": str(ids["person_id"]),
    },
    "dossiers.keep": lambda ids, _: {"code": CODE, "name": "x", "id": str(uuid7())},
    "dossiers.save_draft": lambda ids, _: {"code": CODE, "fields": {"name": "x"}},
    "dossiers.submit": lambda ids, _: {"agree": "y"},
    "rounds.shut": lambda _ids, _: {"key": "ab" * 32},
    "rounds.reopen": lambda ids, _: {"kept": recovery.shut(ids["helper_id"], "ab" * 32)},
    "elsewhere.note": lambda ids, _: {"id": str(uuid7()), "kind": "opened", "reason": ""},
    "families.desk_hand_over": lambda ids, _: {"code": MOVE_CODE, "id_number": NUMBER, "seen": "y"},
    "families.hand_over": lambda ids, _: {"code": MOVE_CODE, "person": str(ids["child"])},
    "families.look": lambda ids, _: {"code": MOVE_CODE, "person": str(ids["child"])},
    "families.make_code": lambda ids, _: {"id": str(uuid7())},
    "figures.answer": lambda ids, _: {"answer": "fair"},
    "figures.explain": lambda ids, _: {"good": "clear"},
    "feedback.rate": lambda ids, _: {"id": str(uuid4()), "face": "4"},
    "feedback.say": lambda ids, _: {"face": "4"},
    "feedback.more": lambda ids, _: {"words": "x"},
    "feedback.look_up": lambda ids, _: {"ma": ids["petition_code"]},
    "feedback.act": lambda ids, _: {"words": "Đã xem."},
    "feedback.make_sign": lambda ids, column: {"id": str(uuid7()), "unit": WORK.get(column, UNIT), "label": "8"},
    "helping.send": lambda ids, _: {"id": str(uuid7()), "unit": "hong-gai", "phone": "0912000032", "about": "Hỏi", "agree": "y"},
    "mandates.confirm_code": lambda ids, _: {"code": "123456"},
    "mandates.desk_look": lambda ids, _: {"typed": NUMBER, "seen": "y"},
    "mandates.desk_revoke": lambda ids, _: {"typed": NUMBER, "seen": "y"},
    "mandates.keep_signed": lambda ids, _: _signed() | {"called": "bà Na", "who": WHO, "phone": "", "procedures": [], "days": 1, "lang": "vi"},
    "mandates.offer": lambda ids, _: {"id": str(uuid7()), "called": "bà An", "phone": "", "days": "1", "procedure": ""},
    "mandates.settle": lambda ids, _: {"note": "Đã hỏi, đã xin lỗi."},
    "national.settle": lambda ids, _: {"words": "Đã hỏi Sở"},
    "national.edit": lambda ids, _: {"id": str(uuid7()), "part": "name", "value": "thả diều"},
    "payments.pay_by_card": lambda ids, _: {"lan": str(uuid7())},
    "payments.pay_for_by_card": lambda ids, _: {"lan": str(uuid7())},
    "payments.name_payer": lambda ids, _: {"name": "Nguyễn Văn Tâm"},
    "payments.bank_notice": lambda ids, _: {"id": 1},
    "posters.make": lambda ids, _: {"unit": UNIT, "make": f"unit {UNIT}", "size": "a5", "form": "pdf", "lang": "vi"},
    "privacy.close": lambda _, column: {"digits": PHONES[column][-4:], "sure": "y"},
    "privacy.delete": lambda ids, _: {"sure": "y"},
    "privacy.withdraw": lambda ids, _: {"sure": "y"},
    "teams.accept": lambda ids, _: {"agree": "y"},
    "teams.answer": lambda ids, _: {"situation": training().situations[0].id, "choice": str(training().situations[0].right)},
    "teams.end": lambda ids, _: {"reason": "Chuyển nhà"},
    "teams.invite": lambda ids, _: {"id": str(uuid7()), "unit": TEAM, "name": "Lê Văn Mới", "phone": "0912000033"},
    "teams.send_report": lambda ids, _: {"id": str(uuid7()), "code": "", "unit": TEAM, "about": "Đòi tiền", "phone": "", "agree": "y"},
    "teams.suspend": lambda ids, _: {"reason": "Nghỉ ốm"},
    "tracking.looked_up": lambda ids, _: {"code": ids["reference"], "digits": AN[0][-4:]},
    "slips.give": lambda ids, _: {"id": str(uuid7())},
    "slips.open_it": lambda ids, _: {"code": "2222-2223", "born": "1/1/1980"},
    "tickets.act": lambda ids, _: {"thay": ""},
    "tickets.book": lambda ids, _: {"id": str(uuid7()), "at": _time(), "group": ""},
    "tickets.change_rules": lambda ids, _: {"first": "merit", "ahead": "3", "desks": "2", "per_desk": "1", "slot_minutes": "15"},
    "tickets.open_desk": lambda ids, column: {"id": str(uuid7()), "unit": COUNTERS.get(column, UNIT), "label": "7"},
    "tickets.take": lambda ids, _: {"id": str(uuid7()), "group": ""},
    "tills.close": lambda ids, _: {"seen": "0", "note": ""},
    "tills.count": lambda ids, _: {"id": str(uuid7()), "counted": "0"},
    "tills.give_back": lambda ids, _: {"id": str(uuid7()), "reason": "Bấm nhầm", "sure": "y"},
    "tills.open_shift": lambda ids, column: {"id": str(uuid7()), "unit": COUNTERS.get(column, UNIT), "opening": "0"},
    "tills.take": lambda ids, _: {"id": str(uuid7()), "ma": ids["bill reference"], "means": "cash", "amount": ids["bill amount"]},
    "visits.assign": lambda ids, _: {"helper": str(ids["another helper"])},
    "visits.confirm": lambda ids, _: {"code": "000000"},
    "visits.decline": lambda ids, _: {"reason": "Hôm đó cả tổ đi họp"},
    "visits.limit": lambda ids, _: {"morning": "1", "afternoon": "2", "evening": "3"},
    "visits.move": lambda ids, _: {"slot": _slot()},
    "visits.send": lambda ids, _: HOME | {"id": str(uuid7()), "xa": "06685", "to": TEAM, "slot": _slot()},
    "wallet.fill": lambda ids, _: {"tu": str(ids["answers of"]), "id": str(uuid7())},
    "wallet.refuse": lambda ids, _: {"tu": str(ids[State.NEW])},
    "wallet.use": lambda ids, _: {"ho_so": str(ids["draft"]), "giay": SLOT},
}  # fmt: skip
