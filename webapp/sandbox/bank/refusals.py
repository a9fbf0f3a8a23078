"""Everything the sandbox bank can refuse, as facts: each with its sentence, what to do next and its HTTP status."""

from webapp.sandbox.ground.refusing import Refused


class UnknownAccount(Refused):
    code = "unknown_account"
    message = "Chưa chọn tài khoản trả tiền."
    advice = "Chưa trừ đồng nào. Chọn một tài khoản thử nghiệm trong danh sách."


class InsufficientBalance(Refused):
    status = 409
    code = "insufficient_balance"
    message = "Tài khoản không đủ tiền: còn {balance}, cần {amount}."
    advice = "Chưa trừ đồng nào và chưa gửi thông báo. Chọn tài khoản khác, hoặc đặt lại số dư ở trang đầu."


class AmountUnreadable(Refused):
    code = "amount_unreadable"
    message = "Số tiền phải là số đồng lớn hơn 0, ví dụ 7.000."
    advice = "Chưa trừ đồng nào. Sửa lại số tiền rồi trả."


class AmountOverLimit(Refused):
    code = "amount_over_limit"
    message = "Mỗi lần chuyển nhanh phải dưới 500 triệu đồng."
    advice = "Chưa trừ đồng nào. Giảm số tiền rồi trả."


class BeneficiaryUnreadable(Refused):
    code = "beneficiary_unreadable"
    message = "Chưa rõ chuyển tới tài khoản nào."
    advice = "Chưa trừ đồng nào. Mã ngân hàng gồm 6 chữ số; số tài khoản gồm 1 đến 19 chữ số hoặc chữ cái không dấu."


class ContentTooLong(Refused):
    code = "content_too_long"
    message = "Nội dung chuyển tiền dài quá {limit} ký tự."
    advice = "Chưa trừ đồng nào. Rút ngắn nội dung rồi trả."


class UnknownAlteration(Refused):
    code = "unknown_alteration"
    message = "Chưa rõ ngân hàng này đổi nội dung thế nào."
    advice = "Chưa trừ đồng nào. Chọn một trong các cách có sẵn."


class NoPicture(Refused):
    code = "no_picture"
    message = "Chưa chọn ảnh nào."
    advice = "Chọn ảnh có mã QR, hoặc dán nội dung mã QR."


class NotAPicture(Refused):
    code = "not_a_picture"
    message = "Tệp này không phải ảnh đọc được."
    advice = "Chọn ảnh chụp màn hình có mã QR (PNG, JPEG hoặc WebP), hoặc dán nội dung mã QR."


class PictureTooBig(Refused):
    status = 413
    code = "too_big"
    message = "Tệp gửi lên quá lớn."
    advice = "Chưa trừ đồng nào. Chọn ảnh dưới 12 MB, hoặc dán nội dung mã QR."


class NoQrFound(Refused):
    code = "no_qr_found"
    message = "Không thấy mã QR trong ảnh."
    advice = "Chọn ảnh thấy rõ cả bốn góc mã QR, hoặc dán nội dung mã QR."


class NotVietQr(Refused):
    code = "not_vietqr"
    message = "Đây không phải mã VietQR đọc được."
    advice = "Chưa trừ đồng nào. Lấy lại mã QR ở trang trả lệ phí, hoặc nhập số tài khoản bằng tay."


class UnknownTransaction(Refused):
    status = 404
    code = "unknown_transaction"
    message = "Không có giao dịch này."
    advice = "Xem danh sách giao dịch để tìm lại."


class UnknownPage(Refused):
    status = 404
    code = "unknown_page"
    message = "Không có trang này."
    advice = "Về trang đầu của ngân hàng thử nghiệm."


class ForeignPage(Refused):
    status = 403
    code = "foreign_page"
    message = "Yêu cầu này đến từ trang khác nên không được nhận."
    advice = "Chưa trừ đồng nào. Mở lại trang đầu rồi làm từ đó."


class OutOfOrder(Refused):
    status = 500
    code = "out_of_order"
    message = "Ngân hàng thử nghiệm đang trục trặc."
    advice = "Xem danh sách giao dịch để biết đã trả hay chưa, rồi thử lại."
