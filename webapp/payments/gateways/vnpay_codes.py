"""What VNPAY's codes mean for a payment, and how that is said to whoever paid.

Source of the codes: sandbox.vnpayment.vn/apis/docs (tables of vnp_ResponseCode and vnp_TransactionStatus). The meaning of 12, 13
and 79 is from memory of VNPAY's pages; the sentences are this project's own.
"""

from dataclasses import dataclass
from typing import Literal

from webapp.i18n import _l

State = Literal["paid", "open", "failed", "cancelled", "expired", "doubtful", "reversed", "refunding", "refunded"]


@dataclass(frozen=True)
class Meaning:
    """`sentence`: lazy, in the reader's language. Only `paid` may count for a bill; `doubtful` and `reversed` wait for a person."""

    state: State
    sentence: str


PAID = Meaning("paid", _l("Đã trả xong."))
OPEN = Meaning("open", _l("Chưa trả xong. Đang chờ VNPAY trả lời, không cần trả lần nữa."))
FAILED = Meaning("failed", _l("Chưa trả được: VNPAY báo lỗi. Có thể thử lại, hoặc chọn cách khác."))
EXPIRED = Meaning("expired", _l("Đã hết giờ trả tiền. Chưa trừ đồng nào. Có thể làm lại từ đầu."))
CANCELLED = Meaning("cancelled", _l("Đã dừng, không trả nữa. Chưa trừ đồng nào. Để lúc khác trả cũng được."))
DOUBTFUL = Meaning(
    "doubtful", _l("Tiền có thể đã bị trừ, nhưng VNPAY còn phải kiểm tra. Đừng trả lần nữa. Có kết quả sẽ báo ngay.")
)
REVERSED = Meaning(
    "reversed",
    _l("Ngân hàng đã trừ tiền, nhưng VNPAY chưa nhận được. Đừng trả lần nữa. Cán bộ sẽ kiểm tra rồi báo lại."),
)

RESPONSES = {
    "00": PAID,
    "07": DOUBTFUL,
    "09": Meaning("failed", _l("Thẻ này chưa đăng ký trả tiền trên mạng. Chưa trừ đồng nào. Gọi ngân hàng để đăng ký, hoặc dùng thẻ khác.")),
    "10": Meaning("failed", _l("Gõ sai số thẻ hoặc tên trên thẻ quá 3 lần. Chưa trừ đồng nào. Xem lại thẻ rồi thử lại.")),
    "11": EXPIRED,
    "12": Meaning("failed", _l("Thẻ hoặc tài khoản đang bị khoá. Chưa trừ đồng nào. Gọi ngân hàng, hoặc dùng thẻ khác.")),  # from memory
    "13": Meaning("failed", _l("Mã OTP của ngân hàng chưa đúng. Chưa trừ đồng nào. Có thể thử lại.")),  # from memory
    "24": CANCELLED,
    "51": Meaning("failed", _l("Tài khoản không đủ tiền. Chưa trừ đồng nào. Nạp thêm, hoặc dùng thẻ khác.")),
    "65": Meaning("failed", _l("Tài khoản đã hết mức được trả trong hôm nay. Chưa trừ đồng nào. Mai trả, hoặc dùng thẻ khác.")),
    "75": Meaning("failed", _l("Ngân hàng đang bảo trì. Chưa trừ đồng nào. Chờ một lúc rồi thử lại, hoặc dùng thẻ khác.")),
    "79": Meaning("failed", _l("Gõ sai mật khẩu quá nhiều lần. Chưa trừ đồng nào. Gọi ngân hàng, hoặc dùng thẻ khác.")),  # from memory
    "99": FAILED,
}  # fmt: skip
STATUSES = {
    "00": PAID,
    "01": OPEN,
    "02": FAILED,
    "04": REVERSED,
    "05": Meaning("refunding", _l("VNPAY đang làm thủ tục trả lại tiền.")),
    "06": Meaning("refunded", _l("VNPAY đã chuyển yêu cầu trả lại tiền đến ngân hàng.")),
    "07": DOUBTFUL,
    "09": PAID,  # a refund was refused: the payment itself stands
}


def of_status(status: str) -> Meaning:
    """Of a vnp_TransactionStatus, as a query brings it. A code nobody knows is doubtful: it is neither paid nor failed."""
    return STATUSES.get(status, DOUBTFUL)


def of_notice(response_code: str, status: str) -> Meaning:
    """Of a return address or IPN. Paid needs both codes; two that contradict each other are doubtful."""
    by_status, by_response = of_status(status), RESPONSES.get(response_code)
    if by_response is PAID or by_status.state in ("doubtful", "reversed"):
        return by_status
    if by_response is DOUBTFUL or by_status.state not in ("failed", "open"):
        return DOUBTFUL
    return by_response or (FAILED if by_status is FAILED else DOUBTFUL)
