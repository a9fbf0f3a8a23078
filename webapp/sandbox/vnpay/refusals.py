"""Everything the sandbox VNPAY can refuse, as facts. `number` is the code on VNPAY's own page of errors (from memory)."""

from typing import ClassVar

from webapp.sandbox.ground.refusing import Refused


class BadAddress(Refused):
    """The address a payer came with; nothing of it may be believed or used."""

    number: ClassVar[str] = "99"


class WrongSignature(BadAddress):
    code, number = "wrong_signature", "70"
    message = "Địa chỉ trả tiền có chữ ký sai."
    advice = "Chưa trừ đồng nào. Về ứng dụng rồi bấm trả lần nữa."


class UnknownShop(BadAddress):
    code, number = "unknown_shop", "72"
    message = "Không có đơn vị nào mang mã này."
    advice = "Chưa trừ đồng nào. Xem lại mã vnp_TmnCode trong cài đặt."


class UnreadableAddress(BadAddress):
    code, number = "unreadable_address", "03"
    message = "Địa chỉ trả tiền không đúng dạng: {field}."
    advice = "Chưa trừ đồng nào. Về ứng dụng rồi bấm trả lần nữa."


class WindowOver(BadAddress):
    code, number = "window_over", "15"
    message = "Đã quá giờ trả tiền của giao dịch này."
    advice = "Chưa trừ đồng nào. Về ứng dụng rồi bấm trả lần nữa."


class ReferenceUsed(BadAddress):
    status = 409
    code, number = "reference_used", "01"
    message = "Mã giao dịch này đã dùng trong ngày."
    advice = "Không trừ tiền thêm. Về ứng dụng xem đã trả chưa."


class WrongCard(Refused):
    code = "wrong_card"
    message = "Thông tin thẻ chưa đúng. Còn {left} lần."
    advice = "Chưa trừ đồng nào. Xem lại số thẻ, tên và ngày phát hành, hoặc chọn một thẻ thử bên dưới."


class WrongOtp(Refused):
    code = "wrong_otp"
    message = "Mã OTP chưa đúng. Còn {left} lần."
    advice = "Chưa trừ đồng nào. Thẻ thử có mã OTP 123456."


class NotOpen(Refused):
    status = 409
    code = "not_open"
    message = "Giao dịch này đã xong rồi."
    advice = "Không trừ tiền thêm. Xem kết quả trong danh sách giao dịch."


class NotPaid(Refused):
    status = 409
    code = "not_paid"
    message = "Giao dịch này chưa trừ tiền."
    advice = "Chỉ đánh dấu được giao dịch đã trừ tiền."


class UnknownPayment(Refused):
    status = 404
    code = "unknown_payment"
    message = "Không có giao dịch này."
    advice = "Xem danh sách giao dịch để tìm lại."


class UnknownPage(Refused):
    status = 404
    code = "unknown_page"
    message = "Không có trang này."
    advice = "Về ứng dụng rồi làm lại từ đó."


class TooBig(Refused):
    status = 413
    code = "too_big"
    message = "Yêu cầu gửi tới quá lớn."
    advice = "Chưa trừ đồng nào. Về ứng dụng rồi làm lại từ đó."


class ForeignPage(Refused):
    status = 403
    code = "foreign_page"
    message = "Yêu cầu này đến từ trang khác nên không được nhận."
    advice = "Chưa trừ đồng nào. Về ứng dụng rồi bấm trả lần nữa."


class OutOfOrder(Refused):
    status = 500
    code = "out_of_order"
    message = "Cổng trả tiền thử nghiệm đang trục trặc."
    advice = "Về ứng dụng xem đã trả hay chưa, rồi thử lại."
