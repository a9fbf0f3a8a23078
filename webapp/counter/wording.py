"""What is counted at a counter, as people call it."""

from webapp.i18n import _l

BY_CODE_WORDS = _l("Khách quét mã QR, tiền về thẳng cơ quan")
POST_WORDS = {
    "handed_over": _l("Hồ sơ giấy đã giao cơ quan"), "results_received": _l("Kết quả nhận về"), "originals_held": _l("Giấy tờ gốc đang giữ"),
}  # fmt: skip
COUNT_WORDS = {
    "visits": _l("Khách làm hồ sơ"), "handed_in": _l("Hồ sơ đã nộp"), "by_post": _l("Hồ sơ giấy nhận gửi"), "returned": _l("Kết quả đã trả"), "accounts": _l("Tài khoản lập ở đây"),
    "elsewhere": _l("Tài khoản VNeID, Cổng"), "guided": _l("Khách được hướng dẫn"),
}  # fmt: skip
