"""A receipt as a PDF: A5 or 80 mm, tagged, in Vietnamese as the law wants receipts (NĐ 254/2026/NĐ-CP), with a QR to the page
that says whether it is true."""

import re
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

from webapp import clock, footnotes, qr, typesetting
from webapp.i18n import pick
from webapp.receipts.explaining import explained
from webapp.receipts.models import BEFORE, Receipt
from webapp.typesetting import dong

TEMPLATE = Path(__file__).parent / "data" / "receipt.typ"
Layout = Literal["a5", "80mm"]
LAYOUTS: tuple[Layout, ...] = ("a5", "80mm")
TITLES = {
    "phi": "Biên lai thu phí", "le_phi": "Biên lai thu lệ phí", "thue": "Biên lai thu thuế", "khac": "Biên lai thu tiền",
    BEFORE: "Biên lai thu phí, lệ phí",
}  # fmt: skip
MEANS = {
    "transfer": "Chuyển khoản ngân hàng",
    "card": "Thẻ, qua cổng thanh toán",
    "cash": "Tiền mặt",
    "pos": "Quẹt thẻ (POS)",
}
DEMO = "BẢN DÙNG THỬ"
CANCELLED = "ĐÃ HUỶ"


@dataclass(frozen=True)
class Signed:
    """What the paper says of the signature it is about to get: whose, and when."""

    name: str
    at: datetime


def pdf(
    receipt: Receipt, public_url: str, demo: bool, layout: Layout = "a5", signed: Signed | None = None
) -> bytes:  # fmt: skip
    """The receipt on paper; `demo` marks it clearly as worth nothing, without `signed` it says that nobody signed it."""
    return typesetting.pdf(TEMPLATE, _said(receipt, public_url, demo, layout, signed), receipt.issued_at)


def file_name(receipt: Receipt) -> str:
    series = re.sub(r"[^0-9A-Za-z-]+", "-", receipt.series)  # the code of an office elsewhere may stand in it
    return f"bien-lai-{series}-{receipt.number:08}-{receipt.year}.pdf"


def _said(receipt: Receipt, public_url: str, demo: bool, layout: Layout, signed: Signed | None) -> dict[str, Any]:
    content, number = receipt.content, f"{receipt.number:08}"
    check = f"{public_url}/bien-lai/{receipt.token}"
    tax_code = content.get("tax_code")
    return {
        "layout": layout, "title": TITLES[receipt.kind], "number": number, "date": _date(receipt.issued_at),
        "symbols": [["Mẫu số", receipt.form], ["Ký hiệu", receipt.series], ["Số", number]],
        "collector": pick(content["collector"], "vi"), "tax_code": f"Mã số thuế: {tax_code}" if tax_code else "",
        "delegate": _delegate(content.get("delegate")), "facts": _facts(content),
        "heads": ["Khoản thu", "Số tiền"],
        "lines": [
            {"label": pick(line["label"], "vi"), "amount": dong(line["amount"]), "why": explained(line)}
            for line in content["lines"]
        ],
        "total": ["Tổng cộng", dong(content["total"])], "words_label": "Bằng chữ", "words": content["words"],
        "signature": _signature(receipt, signed), "signed": signed is not None,
        "qr": qr.svg(check), "qr_alt": "Mã QR mở trang kiểm tra biên lai",
        "look_up": f"Kiểm tra biên lai: quét mã QR, hoặc mở\n{check}", "footer": _footer(receipt),
        "cancelled": _cancelled(receipt), "mark": CANCELLED if not receipt.living else DEMO if demo else "",
        "foot": footnotes.of(footnotes.RECEIPT, receipt.token, public_url),
        "demo_words": f"{DEMO} – không có giá trị thanh toán." if demo else "",
    }  # fmt: skip


def _facts(content: dict[str, Any]) -> list[list[str]]:
    reference, payer = content["reference"], content.get("payer") or content["applicant"]
    return [
        ["Người nộp tiền", payer],
        *([["Người nộp hồ sơ", content["applicant"]]] if reference else []),
        *([["Người phải nộp", content["applicant"]]] if not reference and content["applicant"] != payer else []),
        *_acted(content.get("acted")),
        ["Thủ tục" if reference else "Theo thông báo", f"{pick(content['procedure'], 'vi')} ({content['code']})"],
        *([["Mã tra cứu hồ sơ", f"{reference[:4]}-{reference[4:]}"]] if reference else []),
        ["Hình thức", ", ".join(MEANS[one] for one in content.get("means") or ["transfer"])],
    ]


def _acted(acted: dict[str, Any] | None) -> list[list[str]]:
    if not acted:
        return []
    for_whom = f" ({pick(acted['called'], 'vi')}) – cho: {acted['for']}" if acted["called"] else ""
    helped = [["Người giúp", f"{acted['helper']} ({pick(acted['team'], 'vi')})"]] if acted.get("helper") else []
    return [["Người làm", acted["by"] + for_whom], *helped]


def _delegate(said: dict[str, Any] | None) -> list[str]:
    """Art. 25: who writes it for the collecting unit, where that is, and by which agreement."""
    if not said:
        return []
    day = "/".join(reversed(said["date"].split("-")))
    return [
        f"Bên được uỷ nhiệm lập biên lai: {pick(said['name'], 'vi')}",
        f"Địa chỉ: {pick(said['address'], 'vi')}",
        f"Văn bản uỷ nhiệm số {said['number']} ngày {day}",
    ]


def _signature(receipt: Receipt, signed: Signed | None) -> list[str]:
    if receipt.kind == BEFORE:
        return ["Xác nhận tiền đã về tài khoản của đơn vị thu."]
    if signed is None:
        return ["Chưa ký số", "Bản này chưa có chữ ký số của đơn vị thu."]
    return ["Đã ký số", signed.name, _date(signed.at)]


def _cancelled(receipt: Receipt) -> list[str]:
    if receipt.cancelled_at is None:
        return []
    return [f"{CANCELLED} · {_date(receipt.cancelled_at)}", f"Lý do: {receipt.cancelled_why}"]


def _footer(receipt: Receipt) -> str:
    symbols = "\nKý hiệu, mã số thuế: số liệu minh hoạ." if receipt.content.get("demo_symbols") else ""
    return f"Một Chạm · Biên lai điện tử theo Nghị định 254/2026/NĐ-CP.{symbols}"


def _date(moment: datetime) -> str:
    at = clock.local(moment)
    return f"Ngày {at.day:02} tháng {at.month:02} năm {at.year}, {at:%H:%M}"
