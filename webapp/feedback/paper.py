"""A sign on paper, A5 or A6: what is rated, a large QR, the address to type, and nobody's name."""

from pathlib import Path
from typing import Literal

from flask import current_app

from webapp import clock, qr, typesetting

TEMPLATE = Path(__file__).parent / "data" / "sign.typ"
Layout = Literal["a5", "a6"]
LAYOUTS: tuple[Layout, ...] = ("a5", "a6")


def pdf(name: str, place: str, link: str, layout: Layout = "a5") -> bytes:
    """`name`: what is rated; `place`: the unit, "" where the name says it."""
    config = current_app.config["CONFIG"]
    said = {
        "layout": layout, "title": "Hôm nay ở đây thế nào?", "name": name, "place": place, "qr": qr.svg(link),
        "qr_alt": "Mã QR mở trang góp ý", "address": link.split("://")[-1],
        "words": "Quét mã, bấm một hình.\nKhông hỏi tên, không cần đăng nhập.",
        "more": "Muốn được trả lời thì ghi thêm, sẽ có mã để theo dõi.",
        "hotline": f"Không có điện thoại thông minh: gọi {config.hotline}" if config.hotline else "",
        "demo": "BẢN DÙNG THỬ" if config.demo else "",
    }  # fmt: skip
    return typesetting.pdf(TEMPLATE, said, clock.now())
