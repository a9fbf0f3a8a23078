"""JBIG2 pictures (ITU T.88, 7.2) as they lie in a PDF: how large they open. Runs in the child process."""

PAGE, STRIPE_ENDS, UNKNOWN = 48, 50, 0xFFFFFFFF
REGIONS = {4, 6, 7, 20, 22, 23, 36, 38, 39, 40, 42, 43}
LONG = 7  # a segment that names so many others says in four bytes how many


def pixels(raw: bytes) -> int:
    """The largest of the page and what is drawn on it. Raises ValueError where it can't be known."""
    most, wide, at = 0, 0, 0
    while at < len(raw):
        kind, body, end = _segment(raw, at)
        if kind == PAGE or kind in REGIONS:
            width, height = _number(raw, body), _number(raw, body + 4)
            wide = width if kind == PAGE else wide
            most = max(most, width * (1 if height == UNKNOWN else height))
        elif kind == STRIPE_ENDS:
            most = max(most, wide * (1 + _number(raw, body)))
        at = end
    if not wide:
        raise ValueError("no page")
    return most


def _segment(raw: bytes, at: int) -> tuple[int, int, int]:
    """Its kind, where its content begins and where it ends."""
    number, flags, named = _number(raw, at), raw[at + 4], raw[at + 5] >> 5
    at += 6
    if named == LONG:
        named = _number(raw, at - 1) & 0x1FFFFFFF
        at += 3 + (named + 8) // 8
    at += named * (1 if number <= 256 else 2 if number <= 65536 else 4)
    at += 4 if flags & 0x40 else 1
    length = _number(raw, at)
    if length == UNKNOWN:
        raise ValueError("a segment of unknown length")
    return flags & 0x3F, at + 4, at + 4 + length


def _number(raw: bytes, at: int) -> int:
    if at + 4 > len(raw):
        raise ValueError("cut off")
    return int.from_bytes(raw[at : at + 4], "big")
