"""The test cards. Those of the bank NCB that VNPAY publishes for its sandbox come first; the others are this project's own."""

import re
import unicodedata
from dataclasses import dataclass

HOLDER, ISSUED, OTP = "NGUYEN VAN A", "07/15", "123456"


@dataclass(frozen=True)
class Card:
    """`code`: what a payment ends with; `at_once`: before the bank asks for its code. `public`: of VNPAY's own list."""

    number: str
    says: str
    code: str
    at_once: bool = False
    public: bool = False


CARDS = (
    Card("9704198526191432198", "Trả được", "00", public=True),
    Card("9704195798459170488", "Không đủ tiền", "51", public=True),
    Card("9704192181368742", "Chưa đăng ký trả trên mạng", "09", at_once=True, public=True),
    Card("9704193370791314", "Thẻ bị khoá", "12", at_once=True, public=True),
    Card("9704194841945513", "Thẻ hết hạn", "99", at_once=True, public=True),
    Card("9704198526191432199", "Không đủ tiền (hay gặp trong bài hướng dẫn)", "51"),
    Card("9704198526191432065", "Quá hạn mức trong ngày", "65"),
    Card("9704198526191432075", "Ngân hàng bảo trì", "75", at_once=True),
    Card("9704198526191432079", "Sai mật khẩu quá nhiều lần", "79"),
    Card("9704198526191432007", "Đã trừ tiền nhưng bị nghi ngờ", "07"),
)
BY_NUMBER = {card.number: card for card in CARDS}


def find(number: str, holder: str, issued: str) -> Card | None:
    """The card with these details, written as people write them; None where something is wrong."""
    card = BY_NUMBER.get(re.sub(r"[\s.-]", "", number))
    plain = unicodedata.normalize("NFKD", holder.replace("đ", "d").replace("Đ", "D"))
    name = "".join(char for char in plain if not unicodedata.combining(char)).upper().split()
    return card if card and name == HOLDER.split() and re.sub(r"\D", "", issued) == ISSUED.replace("/", "") else None
