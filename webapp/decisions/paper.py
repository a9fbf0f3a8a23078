"""The voucher of a refund as a PDF to be signed and sent to the State Treasury: A4, tagged, in Vietnamese."""

from datetime import date
from pathlib import Path
from typing import Any

from webapp import clock, typesetting
from webapp.decisions.models import Voucher
from webapp.typesetting import dong

TEMPLATE = Path(__file__).parent / "data" / "refund_voucher.typ"
BY_HAND = "…………………………"
"""Stands where we know nothing: written by hand."""


def pdf(voucher: Voucher, demo: bool) -> bytes:
    """The voucher on paper; `demo` marks it as worth nothing."""
    return typesetting.pdf(TEMPLATE, _said(voucher, demo), voucher.made_at)


def number_of(voucher: Voucher) -> str:
    return f"{voucher.number:04}/{voucher.year}"


def _said(voucher: Voucher, demo: bool) -> dict[str, Any]:
    content, number, at = voucher.content, number_of(voucher), clock.local(voucher.made_at)
    return {
        "title": "GIẤY ĐỀ NGHỊ HOÀN TRẢ KHOẢN THU NGÂN SÁCH NHÀ NƯỚC", "number": number,
        "number_words": f"Số: {number}", "unit": content["unit"],
        "tax_code": f"Mã số thuế: {content['tax_code'] or BY_HAND}",
        "date": f"Ngày {at.day:02} tháng {at.month:02} năm {at.year}",
        "to": "Kính gửi: Kho bạc Nhà nước " + BY_HAND,
        "form_words": "Bản này ghi đủ nội dung để lập chứng từ hoàn trả. Mẫu chứng từ của Kho bạc Nhà nước chưa được cung cấp "
                      "cho Một Chạm; Kho bạc cần mẫu khác thì chép nội dung sang mẫu đó. Chỗ có dấu chấm để ghi tay.",
        "facts": _facts(content), "amount": ["Số tiền đề nghị hoàn trả", dong(content["amount"])],
        "words_label": "Bằng chữ", "words": content["words"],
        "signs": [["Người lập", "(ký, ghi rõ họ tên)"], ["Kế toán", "(ký, ghi rõ họ tên)"],
                  ["Thủ trưởng đơn vị", "(ký, đóng dấu)"]],
        "footer": "Một Chạm · Hoàn trả phí, lệ phí đã nộp ngân sách là việc hành chính của cơ quan thu; "
                  "không hoàn qua cổng thanh toán.",
        "demo": demo, "demo_mark": "BẢN DÙNG THỬ",
    }  # fmt: skip


def _facts(content: dict[str, Any]) -> list[list[str]]:
    procedure = f"{content['procedure']} ({content['code']})" if content["procedure"] else BY_HAND
    return [
        ["Căn cứ", content["ground"]],
        ["Người nộp hồ sơ", content["applicant"] or BY_HAND],
        ["Người nộp tiền", content["payer"] or content["applicant"] or BY_HAND],
        ["Thủ tục", procedure],
        ["Mã tra cứu hồ sơ", _code(content["reference"])],
        ["Mã khoản thu", content["bill"]],
        ["Biên lai đã cấp", _receipts(content["receipts"])],
        ["Lý do hoàn trả", content["reason"]],
        ["Tài khoản nhận tiền", content["pay_to"] or BY_HAND],
        ["Người quyết định", content["by"]],
    ]


def _receipts(receipts: list[dict[str, Any]]) -> str:
    """Symbols, number and day of each."""
    lines = [
        f"Ký hiệu {one['symbols'] or BY_HAND}, số {one['number']:08}/{one['year']}, ngày {_day(one['day'])}"
        for one in receipts
    ]
    return "; ".join(lines) or "Chưa cấp (mới nộp một phần)"


def _day(text: str) -> str:
    return f"{date.fromisoformat(text):%d/%m/%Y}"


def _code(reference: str | None) -> str:
    return f"{reference[:4]}-{reference[4:]}" if reference else BY_HAND
