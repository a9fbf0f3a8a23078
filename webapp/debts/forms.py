"""The code of a notice, and what a person decided about one that was refused."""

from wtforms import HiddenField

from webapp.forms import AtMost, BaseForm, Filled, TextField
from webapp.i18n import _l

LONGEST_NOTE = 300


class CodeForm(BaseForm):
    code = TextField(
        _l("Mã thông báo"), [Filled(_l("Gõ mã ghi trên thông báo.")), AtMost(60)],
        render_kw={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"},
    )  # fmt: skip
    id = HiddenField()


class SettledForm(BaseForm):
    note = TextField(_l("Đã giải quyết thế nào"), [Filled(_l("Ghi đã giải quyết thế nào.")), AtMost(LONGEST_NOTE)])
