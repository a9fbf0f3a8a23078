"""A slip on paper: A5, or 80 mm for a counter's little printer. It names the procedure and the office, and nobody."""

from pathlib import Path
from typing import Literal

from flask import current_app
from sqlalchemy.orm import Session

from webapp import footnotes, qr, typesetting
from webapp.dossiers import service as dossiers
from webapp.dossiers.service import Dossier
from webapp.i18n import pick
from webapp.procedures import service as procedures
from webapp.slips import issuing
from webapp.slips.models import Slip
from webapp.units import service as units

TEMPLATE = Path(__file__).parent / "data" / "slip.typ"
Layout = Literal["a5", "k80"]
LAYOUTS: tuple[Layout, ...] = ("a5", "k80")
WAYS = (
    ("Điện thoại của mình", "Quét mã QR, hoặc mở {address} rồi gõ mã."),
    ("Quầy bưu điện, quầy một cửa bất kỳ", "Đưa phiếu này, cán bộ mở hồ sơ giúp."),
    ("Tổ công nghệ số", "Đưa phiếu này cho người của tổ ở khu phố."),
)


def pdf(db: Session, slip: Slip, dossier: Dossier, layout: Layout = "a5") -> bytes:
    """Tagged, in Vietnamese; the same slip gives the same paper."""
    config = current_app.config["CONFIG"]
    address = issuing.address().split("://")[-1]
    said = {
        "layout": layout, "title": "Phiếu làm tiếp hồ sơ", "procedure": procedures.version(db, dossier.version_id).definition["name"]["vi"],
        "office": _office(db, slip, dossier), "code": dossiers.shown(slip.code), "qr": qr.svg(issuing.link(slip)),
        "qr_alt": "Mã QR mở trang của phiếu này", "until": f"Dùng đến hết ngày {slip.last_day:%d/%m/%Y}",
        "ways": [[head, words.format(address=address)] for head, words in WAYS],
        "address": address, "asked": "Khi mở phải gõ đúng ngày sinh của người làm hồ sơ. Phiếu không ghi tên hay số giấy tờ của ai.",
        "lost": "Mất phiếu thì làm phiếu mới: phiếu này không dùng được nữa.",
        "hotline": f"Cần giúp, gọi {config.hotline}" if config.hotline else "",
        "demo": "BẢN DÙNG THỬ" if config.demo else "", "foot": footnotes.of(footnotes.DOSSIER, str(dossier.id), config.public_url),
    }  # fmt: skip
    return typesetting.pdf(TEMPLATE, said, slip.issued_at)


def _office(db: Session, slip: Slip, dossier: Dossier) -> str:
    """Where the dossier goes, else where the slip was given; "" where neither is known yet."""
    try:
        return pick(units.get(db, dossier.unit_id or slip.unit_id or "").name, "vi")
    except units.UnknownUnit:
        return ""
