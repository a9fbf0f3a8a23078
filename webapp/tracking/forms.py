"""The look-up: a code and four digits."""

from typing import Any

from flask import request
from werkzeug.datastructures import MultiDict

from webapp.forms import AtMost, BaseForm, Filled, TextField
from webapp.i18n import _l


class LookUpForm(BaseForm):
    code = TextField(
        _l("Mã tra cứu hoặc mã hồ sơ"), [Filled(_l("Gõ mã ghi trên giấy hẹn hoặc trong tin nhắn.")), AtMost(60)],
        render_kw={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"},
    )  # fmt: skip
    digits = TextField(
        _l("4 số cuối điện thoại đã dùng khi nộp"), [Filled(_l("Gõ 4 số cuối của số điện thoại.")), AtMost(4)],
        render_kw={"inputmode": "numeric", "autocomplete": "off", "pattern": "[0-9]{4}"},
    )  # fmt: skip


def posted() -> LookUpForm:
    """From a browser's form or a program's JSON `{code, digits}`."""
    said: Any = request.get_json(silent=True) if request.is_json else request.form
    pairs = {name: str(said.get(name, ""))[:200] for name in ("code", "digits")} if hasattr(said, "get") else {}
    return LookUpForm(MultiDict(pairs))
