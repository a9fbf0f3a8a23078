"""The code on a postal item (pure): two letters, eight digits, a check digit, the country; «EB123456785VN».

Source: UPU technical standard S10, «Identification of postal items – 13-character identifier»: the weights 8 6 4 2 3 5 9 7, eleven
less the remainder by eleven; ten counts as 0, eleven as 5.
"""

import re

SHAPE = re.compile(r"[A-Z]{2}[0-9]{9}[A-Z]{2}")
WEIGHTS = (8, 6, 4, 2, 3, 5, 9, 7)


class NotAnItem(ValueError):
    """`reason`: shape (not thirteen letters and digits in this order) or check (a digit is mistyped)."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def check_digit(serial: str) -> int:
    """Of the eight digits of the serial number."""
    left = 11 - sum(int(digit) * weight for digit, weight in zip(serial, WEIGHTS, strict=True)) % 11
    return {10: 0, 11: 5}.get(left, left)


def item_code(typed: str) -> str:
    """The code as it is written, without the spaces people type. Raises NotAnItem."""
    bare = re.sub(r"[\s.\-]", "", typed).upper()
    if not (bare.isascii() and SHAPE.fullmatch(bare)):
        raise NotAnItem("shape")
    if check_digit(bare[2:10]) != int(bare[10]):
        raise NotAnItem("check")
    return bare
