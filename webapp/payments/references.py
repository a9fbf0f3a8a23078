"""Finding our payment reference in what a bank made of the transfer content (pure).

Banks put it in upper case, drop punctuation, put words before it and sometimes break it with spaces; so a reference is
letters and digits only, and is searched for, never compared.
"""

import re
from collections.abc import Callable

from webapp.payments.vietqr import memo


def references_in(content: str, pattern: str) -> list[str]:
    """Everything in `content` that has the shape of `pattern` (of upper-case letters and digits), surest first.

    Whole words come first; then what stands inside longer words or was broken by spaces or dashes.
    """
    words = memo(content, limit=len(content) * 4).upper().split()
    whole = [word for word in words if re.fullmatch(pattern, word)]
    # the look-ahead finds overlapping ones too: the word before may end as a reference begins
    inside = [found for text in (*words, "".join(words)) for found in re.findall(rf"(?=((?:{pattern})))", text)]
    starts = [found[0] if isinstance(found, tuple) else found for found in inside]
    return list(dict.fromkeys([*whole, *starts]))


def reference_in(content: str, pattern: str, known: Callable[[str], bool] = bool) -> str | None:
    """The first reference in `content` that is `known` (a check character, a row that exists), or None."""
    return next((found for found in references_in(content, pattern) if known(found)), None)
