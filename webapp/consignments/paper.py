"""The two papers of public post, in Vietnamese as the law wants them (QĐ 45/2016/QĐ-TTg): «Phiếu gửi hồ sơ» on A5 or the 80 mm strip of a
till, «Biên bản giao nhận» on A4, A5 or 80 mm. Both are signed by hand; nothing is computed here but words."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

from webapp import clock, qr, typesetting
from webapp.consignments.models import Handover
from webapp.consignments.records import MISSING, OTHER, TO_AGENCY, total
from webapp.i18n import pick
from webapp.typesetting import dong

DATA = Path(__file__).parent / "data"
Layout = Literal["a5", "80mm"]
Sheet = Literal["a4", "a5", "80mm"]
SHEETS: tuple[Sheet, ...] = ("a4", "a5", "80mm")
DEMO = "BẢN DÙNG THỬ – không có giá trị."
SERVICES = {
    "both": "Gửi hồ sơ và nhận kết quả", "send": "Gửi hồ sơ", "receive": "Nhận kết quả",
}  # fmt: skip
DELIVERIES = {"here": "Đến nhận tại bưu điện này", "mail": "Gửi về địa chỉ", "online": "Chỉ nhận bản điện tử"}
WHEN = (
    "Thời điểm nộp hồ sơ tính từ lúc bưu điện và cơ quan giải quyết ký biên bản giao nhận hồ sơ; hồ sơ phải bổ sung thì tính từ lúc "
    "bổ sung đủ (QĐ 45/2016/QĐ-TTg, điều 7 khoản 3 và 4)."
)
NO_AGREEMENT = "Chưa có thoả thuận thu hộ giữa bưu điện và cơ quan: bưu điện không thu phí, lệ phí của hồ sơ này."
HELD = "Người gửi giữ tờ này. Khi nhận kết quả mang theo căn cước; nhận thay thì phải là người ghi ở trên."
FOUND = {"there": "Đủ", MISSING: "Thiếu", OTHER: "Khác"}


def slip(
    sheet: Mapping[str, Any], at: datetime, demo: bool, layout: Layout = "a5", foot: Sequence[dict[str, str]] = ()
) -> bytes:
    """Of what sheet.made gives; `at`: when it was signed, or written while it is not; `foot`: what other rooms add (footnotes)."""
    said = {
        "layout": layout, "title": "Phiếu gửi hồ sơ", "number": sheet["number"], "date": _moment(at),
        "post": pick(sheet["post"], "vi"), "facts": _facts(sheet), "heads": ["Giấy tờ đã nhận", "Số bản"],
        "papers": [
            {"name": one["name"], "copies": str(one["copies"]), "kind": _kind(one)} for one in sheet["papers"]
        ],
        "fees": _fees(sheet), "when": WHEN if sheet["services"] != "receive" else "", "held": HELD if sheet["delivery"] else "",
        "signatures": [["Người gửi", sheet["sender"]], ["Nhân viên bưu điện", sheet["clerk"]]],
        "sign": "(ký, ghi rõ họ tên)", "qr": qr.svg(sheet["number"]), "qr_alt": f"Mã QR của phiếu {sheet['number']}",
        "footer": "Lập 2 liên: người gửi giữ 1, bưu điện giữ 1. Một Chạm · theo QĐ 45/2016/QĐ-TTg.",
        "demo": DEMO if demo else "", "foot": list(foot),
    }  # fmt: skip
    return typesetting.pdf(DATA / "slip.typ", said, at)


def _kind(one: Mapping[str, Any]) -> str:
    if not one["original"]:
        return "bản sao"
    return "BẢN GỐC, trả lại" if one["to_return"] else "BẢN GỐC"


def _facts(sheet: Mapping[str, Any]) -> list[list[str]]:
    reference, other = sheet["reference"], sheet["authorised"]
    delivery = DELIVERIES.get(sheet["delivery"], "")
    return [
        ["Người gửi", sheet["sender"]],
        *([["Hồ sơ của", sheet["of"]]] if sheet["of"] else []),
        ["Gửi đến", pick(sheet["agency"], "vi")],
        ["Thủ tục", pick(sheet["procedure"], "vi")],
        ["Mã tra cứu", f"{reference[:4]}-{reference[4:]}"],
        ["Việc nhờ", SERVICES[sheet["services"]]],
        *([["Nhận kết quả", f"{delivery}{': ' if sheet['address'] else ''}{sheet['address']}"]] if delivery else []),
        *([["Uỷ quyền nhận", f"{other['name']}, căn cước {other['number']}"]] if other else []),
        *([["Ghi chú", sheet["note"]]] if sheet["note"] else []),
    ]


def _fees(sheet: Mapping[str, Any]) -> list[str]:
    """Taken at this post office, with the agreement by which it may."""
    if not sheet["agreement"]:
        return [NO_AGREEMENT]
    fees = sheet["fees"]
    receipts = f" Biên lai: {'; '.join(fees['receipts'])}." if fees["receipts"] else ""
    taken = (
        f"Phí, lệ phí bưu điện đã thu hộ: {dong(fees['amount'])}.{receipts}"
        if fees["amount"]
        else "Bưu điện chưa thu khoản nào."
    )
    return [taken, _agreement(sheet["agreement"])]


def _agreement(said: Mapping[str, Any]) -> str:
    day = "/".join(reversed(said["date"].split("-")))
    return f"Theo văn bản uỷ nhiệm số {said['number']} ngày {day}."


def record(
    found: Handover, post: Mapping[str, str], agency: Mapping[str, str], link: str, demo: bool, layout: Sheet = "a4"
) -> bytes:
    """`layout`: A5 lies on its side; on 80 mm each line stands under the other. `link`: the record's page for who receives, behind the QR."""
    to_agency, sums = found.direction == TO_AGENCY, total(found)
    giver, taker = (post, agency) if to_agency else (agency, post)
    said = {
        "layout": layout, "title": "Biên bản giao nhận hồ sơ" if to_agency else "Biên bản giao nhận kết quả", "number": found.name,
        "date": _moment(found.confirmed_at or found.made_at), "confirmed": _confirmed(found),
        "places": [["Bên giao", pick(giver, "vi")], ["Bên nhận", pick(taker, "vi")]],
        "heads": ["TT", "Hồ sơ", "Thủ tục", "Giấy tờ" if to_agency else "Kết quả", "Bản gốc", "Đã thu hộ", "Kiểm đếm"],
        "lines": [_line(number, one, found) for number, one in enumerate(found.lines, 1)],
        "totals": [f"{sums.dossiers} hồ sơ", str(sums.papers), str(sums.originals), dong(sums.amount)],
        "money": _money(found) if to_agency else [], "when": WHEN if to_agency else "",
        "signatures": [["Bên giao", found.given_by], ["Bên nhận", found.received_by or ""]], "sign": "(ký, ghi rõ họ tên)",
        "qr": qr.svg(link), "qr_alt": "Mã QR mở trang của biên bản này",
        "footer": "Một Chạm · theo QĐ 45/2016/QĐ-TTg điều 7." + (f" Mã băm {found.hash}" if found.hash else ""),
        "demo": DEMO if demo else "",
    }  # fmt: skip
    return typesetting.pdf(DATA / "record.typ", said, found.confirmed_at or found.made_at)


def _confirmed(found: Handover) -> str:
    if found.confirmed_at is None:
        return "Biên bản đã huỷ, không có giá trị." if found.state == "dropped" else "Chưa xác nhận."
    return f"Hai bên đã kiểm đếm và xác nhận: {_moment(found.confirmed_at)}."


def _line(number: int, one: Mapping[str, Any], found: Handover) -> dict[str, Any]:
    answer = (found.answers or {}).get(one["consignment"])
    reference, fees = one["reference"], one["fees"]
    return {
        "number": str(number), "reference": f"{reference[:4]}-{reference[4:]}", "slip": one["number"],
        "procedure": pick(one["procedure"], "vi"), "papers": str(one["papers"]), "originals": str(one["originals"]),
        "fees": dong(fees["amount"]) if fees["amount"] else "–", "receipts": fees["receipts"],
        "found": FOUND[answer["found"]] if answer else "", "note": answer["note"] if answer else "",
    }  # fmt: skip


def _money(found: Handover) -> list[str]:
    if not found.agreement:
        return [NO_AGREEMENT.replace("hồ sơ này", "các hồ sơ trên")]
    return [_agreement(found.agreement)]


def _moment(moment: datetime) -> str:
    at = clock.local(moment)
    return f"{at:%H:%M}, ngày {at.day:02} tháng {at.month:02} năm {at.year}"
