"""A receipt as a PDF: A5, tagged, in Vietnamese as the law wants receipts (NĐ 254/2026), with a QR to the look-up."""

import json
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

import typst

from webapp import clock, qr
from webapp.i18n import pick
from webapp.payments.receipt_models import Receipt

DATA = Path(__file__).parent / "data"
TEMPLATE, FONTS = DATA / "receipt.typ", DATA / "fonts"


def pdf(receipt: Receipt, public_url: str, demo: bool) -> bytes:
    """The receipt on paper; `demo` marks it clearly as worth nothing."""
    said = json.dumps(_said(receipt, public_url, demo), ensure_ascii=False)
    try:
        return _compiled(said, receipt.issued_at, "ua-1")
    except typst.TypstError:
        # PDF/UA allows no letter our typeface lacks (a Chinese name, say): a box stands for it, the rest is the same
        return _compiled(said, receipt.issued_at, None)


def _compiled(said: str, moment: datetime, standard: Literal["ua-1"] | None) -> bytes:
    return typst.compile(
        TEMPLATE, font_paths=[FONTS], ignore_system_fonts=True, format="pdf", sys_inputs={"data": said},
        pdf_standards=standard, timestamp=moment.replace(microsecond=0),
    )  # fmt: skip


def _said(receipt: Receipt, public_url: str, demo: bool) -> dict[str, Any]:
    content, number = receipt.content, f"{receipt.number:08}/{receipt.year}"
    reference = content["reference"]
    shown = f"{reference[:4]}-{reference[4:]}"
    return {
        "title": "Biên nhận nộp phí, lệ phí", "number": number, "number_words": f"Số {number}",
        "date": _date(receipt.issued_at), "collector": pick(content["collector"], "vi"),
        "facts": [
            ["Người nộp hồ sơ", content["applicant"]],
            *_acted(content.get("acted")),
            ["Thủ tục", f"{pick(content['procedure'], 'vi')} ({content['code']})"],
            ["Mã tra cứu hồ sơ", shown],
            ["Hình thức", "Chuyển khoản ngân hàng"],
        ],
        "heads": ["Khoản thu", "Số tiền"],
        "lines": [[pick(line["label"], "vi"), _money(line["amount"])] for line in content["lines"]],
        "total": ["Tổng cộng", _money(content["total"])], "words_label": "Bằng chữ", "words": content["words"],
        "qr": qr.svg(f"{public_url}/tra-cuu?ma={reference}"), "qr_alt": f"Mã QR mở trang tra cứu hồ sơ {shown}",
        "look_up": f"Tra cứu hồ sơ: quét mã QR, hoặc mở {public_url}/tra-cuu và nhập mã {shown}.",
        "footer": "Một Chạm · Biên nhận này xác nhận tiền đã về tài khoản của đơn vị thu; "
                  "không thay cho biên lai có chữ ký số (Nghị định 254/2026/NĐ-CP).",
        "demo": demo, "demo_mark": "BẢN DÙNG THỬ", "demo_words": "BẢN DÙNG THỬ – không có giá trị thanh toán.",
    }  # fmt: skip


def _acted(acted: dict[str, Any] | None) -> list[list[str]]:
    if not acted:
        return []
    for_whom = f" ({pick(acted['called'], 'vi')}) – cho: {acted['for']}" if acted["called"] else ""
    helped = [["Người giúp", f"{acted['helper']} ({pick(acted['team'], 'vi')})"]] if acted.get("helper") else []
    return [["Người làm", acted["by"] + for_whom], *helped]


def _date(moment: datetime) -> str:
    at = clock.local(moment)
    return f"Ngày {at.day:02} tháng {at.month:02} năm {at.year}, {at:%H:%M}"


def _money(dong: int) -> str:
    return f"{dong:,}".replace(",", ".") + " đồng"
