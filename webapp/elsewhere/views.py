"""«Mở tài khoản VNeID / Cổng dịch vụ công»: two questions, then the steps. For everybody, kept for when there is no signal."""

from flask import Blueprint, current_app, g, render_template

from webapp import access
from webapp.elsewhere import service, written
from webapp.i18n import _l

bp = Blueprint("elsewhere", __name__, template_folder="templates")
AT = "/mo-tai-khoan"
PHONE_WORDS = {
    "android": ("phone", _l("Điện thoại Android"), _l("Samsung, Oppo, Xiaomi, vivo…")),
    "iphone": ("phone", _l("iPhone"), _l("Có hình quả táo ở mặt sau")),
    "phim-bam": ("call", _l("Điện thoại phím bấm, hoặc không có máy"), _l("Vẫn mở được tài khoản")),
}
HAVE_WORDS = {
    "chua-co": ("plus", _l("Chưa có gì"), _l("Không nhớ cũng chọn dòng này: công an xem giúp")),
    "muc-1": ("user", _l("Đã có mức 1"), _l("Tự đăng ký trên máy, chưa ra công an")),
    "muc-2": ("done", _l("Đã có mức 2"), _l("Đã ra công an, VNeID hiện mức 2")),
}


@bp.get(AT)
@access.public
@access.keepable
def which_phone() -> str:
    return phones_page(AT)


@bp.get(f"{AT}/<phone>")
@access.public
@access.keepable
def what_is_there(phone: str) -> str:
    return have_page(AT, phone)


@bp.get(f"{AT}/<phone>/<have>")
@access.public
@access.keepable
def guide(phone: str, have: str) -> str:
    return guide_page(AT, phone, have, current_app.extensions["home_ward"]())


def phones_page(at: str, **more: object) -> str:
    return render_template("elsewhere/phones.html", at=at, phones=PHONE_WORDS, warning=written.warning(), **more)


def have_page(at: str, phone: str) -> str:
    if phone not in PHONE_WORDS:
        raise written.NoSuchWay(phone)
    return render_template("elsewhere/have.html", at=at, phone=phone, named=PHONE_WORDS[phone][1], have=HAVE_WORDS)


def guide_page(at: str, phone: str, have: str, ward: str | None, **more: object) -> str:
    """The steps, the police of that ward first; `form` among `more` on a helper's page."""
    way = written.way(phone, have)
    police = service.police(g.db, ward) if way.police else []
    return render_template(
        "elsewhere/guide.html", at=at, way=way, named=PHONE_WORDS[phone][1], police=police, ward=ward,
        warning=written.warning(), **more,
    )  # fmt: skip
