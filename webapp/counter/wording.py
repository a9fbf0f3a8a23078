"""What is counted at a counter, as people call it."""

from webapp.i18n import _l

COUNT_WORDS = {
    "visits": _l("Khách làm hồ sơ"), "handed_in": _l("Hồ sơ đã nộp"), "returned": _l("Kết quả đã trả"), "accounts": _l("Tài khoản lập ở đây"),
    "elsewhere": _l("Tài khoản VNeID, Cổng"), "guided": _l("Khách được hướng dẫn"),
}  # fmt: skip
