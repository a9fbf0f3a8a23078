"""What is confirmed before something goes for good."""

from wtforms import BooleanField

from webapp.forms import BaseForm, Filled, TextField
from webapp.i18n import _l


class SureForm(BaseForm):
    sure = BooleanField(_l("Tôi hiểu: xoá rồi không lấy lại được"), [Filled(_l("Xin đánh dấu vào ô này để xoá."))])


class WithdrawForm(BaseForm):
    sure = BooleanField(_l("Tôi hiểu và muốn rút lại lời đồng ý"), [Filled(_l("Xin đánh dấu vào ô này để rút lại."))])


class CloseForm(BaseForm):
    digits = TextField(
        _l("4 số cuối của số điện thoại này"),
        [Filled(_l("Gõ 4 số cuối của số điện thoại."))],
        render_kw={"inputmode": "numeric", "autocomplete": "off", "maxlength": 4},
    )
    sure = BooleanField(_l("Tôi hiểu: đóng rồi không mở lại được"), [Filled(_l("Xin đánh dấu vào ô này để đóng."))])
