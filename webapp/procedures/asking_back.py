"""One question that tells several procedures apart, made of what their names do not have in common (pure)."""

from collections.abc import Sequence
from dataclasses import dataclass

MOST_ANSWERS, MOST_WORDS = 4, 5  # more is no question that is read at a glance


@dataclass(frozen=True)
class Question:
    """«Chứng thực [bản sao, chữ ký hay di chúc]?»: what all names begin with, what tells them apart, what all end with."""

    before: str
    answers: tuple[str, ...]
    after: str


def question(names: Sequence[str]) -> Question | None:
    """None where the names share nothing at either end, or the answers would be too long."""
    split = [name.split() for name in names]
    first = _shared(split)
    last = _shared([words[first:][::-1] for words in split])
    answers = tuple(" ".join(words[first : len(words) - last]) for words in split)
    short = all(0 < len(answer.split()) <= MOST_WORDS for answer in answers)
    if not (first or last) or not short or not 3 <= len(answers) <= MOST_ANSWERS:
        return None
    words = split[0]
    return Question(" ".join(words[:first]), answers, " ".join(words[len(words) - last :]))


def _shared(lists: Sequence[Sequence[str]]) -> int:
    """How many words all of them begin with, leaving each at least one."""
    most = min(len(words) for words in lists) - 1
    same = 0
    while same < most and len({words[same].lower() for words in lists}) == 1:
        same += 1
    return same
