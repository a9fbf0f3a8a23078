"""Choosing a poster: of what, how large, as what file, in which language."""

from wtforms import RadioField
from wtforms.fields.choices import SelectChoice

from webapp.forms import BaseForm, Filled
from webapp.i18n import LANGUAGES, _l


class PosterForm(BaseForm):
    """`size` and `form` as `paper` has them; `lang` of LANGUAGES."""

    size = RadioField(
        _l("Khổ giấy"), [Filled()], default="a4",
        choices=[SelectChoice("a4", _l("A4: dán tường")), SelectChoice("a5", _l("A5: phát tay, để bàn"))],
    )  # fmt: skip
    form = RadioField(
        _l("Tệp"), [Filled()], default="pdf",
        choices=[SelectChoice("pdf", _l("PDF: để in")), SelectChoice("png", _l("Ảnh PNG: gửi Zalo, đăng lên trang"))],
    )  # fmt: skip
    lang = RadioField(
        _l("Ngôn ngữ áp phích"), [Filled()], default="vi", choices=[SelectChoice(*one) for one in LANGUAGES.items()]
    )
