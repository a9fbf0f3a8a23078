"""How money came and what it is for, as people call it."""

from webapp.i18n import _l

MEANS = {"cash": _l("Tiền mặt"), "pos": _l("Quẹt thẻ"), "bank": _l("Chuyển khoản")}
KINDS = {"phi": _l("Phí"), "le_phi": _l("Lệ phí"), "thue": _l("Thuế"), "khac": _l("Khoản khác")}
