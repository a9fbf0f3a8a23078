"""Everything the sandbox treasury can refuse: to the app by its code, to people by a sentence and what to do next."""

from typing import ClassVar


class Refused(Exception):
    """`message` and `advice` are Vietnamese texts (English in texts.en.json); `code` is the `error_code` of the API."""

    status: ClassVar[int] = 422
    code: ClassVar[str] = "99"
    message: ClassVar[str] = "Yêu cầu này chưa làm được."
    advice: ClassVar[str] = "Xem lại rồi làm lại."


class UnknownNotice(Refused):
    status = 404
    code = "01"
    message = "Không có thông báo nào mang mã này."
    advice = "Xem lại mã ở danh sách thông báo."


class AlreadyPaid(Refused):
    status = 409
    code = "02"
    message = "Khoản này đã nộp rồi."
    advice = "Muốn thử lại thì đặt về chưa nộp, ở cuối trang của thông báo."


class NotAsAgreed(Refused):
    code = "03"
    message = "Nội dung gửi lên không đúng mẫu."
    advice = "Xem mẫu ở trang dành cho lập trình viên."


class OtherAmount(Refused):
    code = "04"
    message = "Số tiền khác với số phải nộp."
    advice = "So lại số tiền với thông báo."


class WithdrawnNotice(Refused):
    status = 409
    code = "05"
    message = "Thông báo này đã được thu hồi."
    advice = "Muốn thử lại thì đặt về chưa nộp, ở cuối trang của thông báo."


class TransactionUsed(Refused):
    code = "06"
    message = "Mã giao dịch này đã dùng cho lần nộp khác."
    advice = "Mỗi lần nộp có một mã giao dịch riêng."


class ReceiptDiffers(Refused):
    code = "07"
    message = "Số biên lai này đã gửi với nội dung khác."
    advice = "Một số biên lai chỉ có một nội dung."


class AtRest(Refused):
    status = 503
    code = "75"
    message = "Hệ thống đang bảo trì."
    advice = "Gửi lại sau."


class Unproven(Refused):
    code = "97"
    message = "Mã xác thực sai hoặc đã quá 5 phút."
    advice = "Xem cách ký ở trang dành cho lập trình viên."


class FormIncomplete(Refused):
    message = "Chưa đủ để lập thông báo: cần tên người nộp và ít nhất một khoản có nội dung và số tiền."
    advice = "Số tiền là số đồng lớn hơn 0, ví dụ 186.000. Chưa lưu gì; sửa rồi lưu lại."


class FormUnreadable(Refused):
    message = "Có ô ghi chưa đúng: số định danh gồm 12 chữ số, hạn nộp là một ngày, mã hồ sơ như H49.201-261123-0001."
    advice = "Ô không bắt buộc có thể để trống. Chưa lưu gì; sửa rồi lưu lại."


CODES = (
    UnknownNotice, AlreadyPaid, NotAsAgreed, OtherAmount, WithdrawnNotice, TransactionUsed, ReceiptDiffers, AtRest, Unproven,
)  # fmt: skip
