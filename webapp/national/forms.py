"""What an editor types: how a doubt was settled, and what is to be said instead."""

from uuid import UUID

from flask import request
from werkzeug.exceptions import BadRequest
from wtforms.validators import Optional

from webapp.forms import AtMost, BaseForm, Filled, TextField
from webapp.i18n import _l


class SettleForm(BaseForm):
    words = TextField(_l("Đã xem lại thế nào"), [Filled(_l("Ghi đã xem lại thế nào, ví dụ số văn bản.")), AtMost(500)])


class EditForm(BaseForm):
    """`value` may be empty only where a record is hidden."""

    part = TextField(validators=[Filled()])
    channel = TextField(validators=[Optional(), AtMost(20)])
    value = TextField(_l("Thay bằng"), [AtMost(300)])


def form_id() -> UUID:
    """The id made on the page; a request without one is none of ours (400)."""
    try:
        return UUID(request.form.get("id", ""))
    except ValueError:
        raise BadRequest from None
