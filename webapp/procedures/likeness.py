"""How alike two syllables are, in hundredths (docs/search.md). Written a second time for phones (static/js/search/likeness.js)."""

import re
from collections.abc import Iterator
from functools import lru_cache

from webapp.procedures.wording import Word, same_tone

SAME, BARE, CONFUSED_TONE, HALF_TYPED, OTHER_TONE, OTHER = 100, 95, 95, 85, 60, 30
SOUND, SLIP, SHORT_SLIP = 80, 70, 55
KNOWN = 85  # from here on what was typed is taken for a word, not for a slip
SHORTEST, LONG, LONGEST = 3, 4, 12  # letters of a word in which a slip is looked for
LETTERS = re.compile("[a-z]+")
ALIKE_SOUNDS = tuple(
    (re.compile(pattern), said)
    for pattern, said in (
        ("y", "i"), ("^tr", "ch"), ("^s", "x"), ("^gi|^r", "d"), ("^l", "n"), ("^ngh", "ng"), ("^gh", "g"), ("^[kq]", "c"),
        ("(nh|ng)$", "n"), ("(ch|c)$", "t"),
    )
)  # fmt: skip


@lru_cache(20_000)
def sound(plain: str) -> str:
    """What sounds alike in some part of the country is one: tr and ch, s and x, d, gi and r, l and n, n and ng at the end."""
    for pattern, said in ALIKE_SOUNDS:
        plain = pattern.sub(said, plain)
    return plain


def parts(plain: str) -> Iterator[str]:
    """The word, and the word without one of its letters: two words with one of these in common may be a slip apart."""
    yield plain
    if SHORTEST <= len(plain) <= LONGEST and LETTERS.fullmatch(plain):
        for place in range(len(plain)):
            yield plain[:place] + plain[place + 1 :]


def same_letters(said: Word, written: Word) -> int:
    """Of two words of the same letters: accents count where somebody typed them."""
    if said.hats == written.hats and said.tone == written.tone:
        return SAME
    if not said.marked:
        return BARE
    if said.hats == written.hats:
        return HALF_TYPED if said.tone == 0 else CONFUSED_TONE if same_tone(said.tone, written.tone) else OTHER_TONE
    return HALF_TYPED if said.hats == said.plain and said.tone == written.tone else OTHER


def other_letters(said: Word, written: Word) -> int:
    """Of two words that sound alike or are one slip apart, half as much where the tones are others; 0 for all else."""
    by = 1 if said.tone == 0 or same_tone(said.tone, written.tone) else 2
    if sound(said.plain) == sound(written.plain):
        return SOUND // by
    if not LETTERS.fullmatch(said.plain) or not _one_slip(said.plain, written.plain):
        return 0
    return (SLIP if min(len(said.plain), len(written.plain)) >= LONG else SHORT_SLIP) // by


def _one_slip(one: str, other: str) -> bool:
    """One letter more, less, another, or two in the wrong order."""
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    a, b = one[start:], other[start:]
    return a[1:] == b[1:] or a[1:] == b or a == b[1:] or (a[:2] == b[:2][::-1] and a[2:] == b[2:])
