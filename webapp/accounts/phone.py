"""Mobile numbers as people write them, and as they are kept: ten digits from 03, 05, 07, 08 or 09.

No list of allocated ranges: it ages and refuses real people; the one-time code decides whether a number lives.
"""

import re

from webapp.normal import normal

_BETWEEN = re.compile(r"[\s()./_\-\u200b-\u200f\u2010-\u2015\u2060\ufeff]")  # what people and phones put between digits


class NotAPhone(Exception):
    """Not a Vietnamese mobile number."""


def normalise(text: str) -> str:
    """«+84 912 345 678», «+84 (0) 912…», «0084…», «912.345.678» → «0912345678»; raises NotAPhone."""
    digits = _BETWEEN.sub("", normal("NFKC", text[:100]))
    digits = re.sub(r"^(?:\+84|0084|84(?=0?[0-9]{9}$))0?", "0", digits)
    if re.fullmatch(r"[35789][0-9]{8}", digits):
        digits = "0" + digits
    if not re.fullmatch(r"0[35789][0-9]{8}", digits):
        raise NotAPhone
    return digits


def masked(phone: str) -> str:
    """«0912 ••• 678» for pages that others may see."""
    return f"{phone[:4]} ••• {phone[-3:]}"
