"""Finding a procedure by what people say: no accents, typos, everyday names, the code. In memory, over what is
published.

`norm` folds đ too (a database's unaccent index does not, so «do» would not find «đỏ»).
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rapidfuzz import fuzz, process

from webapp.normal import normal
from webapp.procedures import matter
from webapp.procedures.matter import SAID

CODE = re.compile(r"\d\.?\d{6}")
ENOUGH = 62.0  # below this a result is a guess, not an answer
MOST_LETTERS = 120
LONG_ENOUGH, NEARLY = 6, 88.0  # letters; likeness of two texts without their spaces
# Words that carry no matter: what one wants to know about a paper, not which paper. Normed.
STOP = frozenset(
    re.findall(
        r"\w+",
        "can gi lam giay to bao nhieu phi het mat tien o dau the nao khi muon xin cho em anh chi toi minh chau voi a "
        "oi giup dum gium ho thu tuc nhu co khong duoc phai de va cua la thi ma nay cai nhe nha vay sao gio may ngay "
        "lau hoi ve moi vua xong how do i an the to mi for what is need where much get of in",
    )
)


@dataclass(frozen=True)
class Entry:
    """One way a procedure may be asked for."""

    code: str
    text: str
    words: str  # without stop words
    said: matter.Said


@dataclass(frozen=True)
class Index:
    entries: tuple[Entry, ...]
    codes: frozenset[str]
    words: tuple[str, ...]  # of each entry
    said: str  # all that the catalogue says, "|" between its texts


@dataclass(frozen=True)
class Found:
    code: str
    score: float


LONG_I = re.compile(r"(?<=[bcdghklmnpqrstv])y\b")  # «kí» and «ký», «lí» and «lý» are one


def norm(text: str) -> str:
    """Lower case a–z and digits, single spaces: «Đăng ký tạm trú» → «dang ky tam tru»."""
    folded = normal("NFD", text.lower().replace("đ", "d"))
    bare = "".join(sign for sign in folded if not unicodedata.combining(sign))
    return " ".join(re.sub(r"[^a-z0-9]+", " ", bare).split())


def bare(text: str) -> str:
    """Normed, short forms written out, without the words that carry no matter; all of it when nothing else is left."""
    words = " ".join(SAID.get(word, word) for word in LONG_I.sub("i", norm(text)).split()).split()
    return " ".join([word for word in words if word not in STOP] or words)


def make_index(definitions: Iterable[Mapping[str, Any]], fields: Mapping[str, Any]) -> Index:
    """Names, everyday names and the name together with its field, in both languages."""
    entries: list[Entry] = []
    codes = set()
    for one in definitions:
        codes.add(one["code"])
        field = fields.get(one["field"], {}).get("name", {})
        texts = {one["name"][lang] for lang in ("vi", "en")} | {
            say for lang in ("vi", "en") for say in one["everyday"][lang]
        }
        texts |= {f"{field[lang]} {one['name'][lang]}" for lang in field}
        entries += [Entry(one["code"], norm(text), bare(text), matter.said(text)) for text in sorted(texts)]
    words, said = tuple(entry.words for entry in entries), " | ".join(entry.text for entry in entries)
    return Index(tuple(entries), frozenset(codes), words, f" {said} ")


def find(index: Index, query: str, limit: int = 8) -> list[Found]:
    """The best procedures first, each once; [] when nothing is near enough, or shares only words that fit any paper.

    A code in the query wins.
    """
    query = query[:MOST_LETTERS]
    if (code := _code(query)) in index.codes:
        return [Found(str(code), 100.0)]
    words, typed = bare(query), norm(query)
    if not words:
        return []
    question = matter.said(query)
    best: dict[str, float] = {}
    for entry, score in _near(index, words):
        if matter.shares(question, entry.said) or _one_word(typed, entry.text):
            best[entry.code] = max(best.get(entry.code, 0.0), score + _as_typed(typed, entry.text))
    ranked = sorted(best.items(), key=lambda item: (-item[1], item[0]))
    return [Found(code, round(score, 1)) for code, score in ranked[:limit]]


def is_ours(index: Index, query: str) -> bool:
    """Whether somebody asks in words that stand so, one after the other, in the catalogue: that tells nothing of who asks."""
    return f" {norm(query)} " in index.said


def _code(query: str) -> str | None:
    found = CODE.search(query)
    return f"{found[0][0]}.{found[0].replace('.', '')[1:]}" if found else None


def _near(index: Index, words: str) -> Iterator[tuple[Entry, float]]:
    """Shared words whatever their order; a text of one shared word among many does not count as a full match.

    Each likeness is looked up for all entries at once, which costs a tenth of asking entry by entry."""
    in_order = {place: score for _text, score, place in _likeness(words, index.words, fuzz.token_sort_ratio, 0.0)}
    for _text, both, place in _likeness(words, index.words, fuzz.token_set_ratio, (ENOUGH - 40.0) / 0.6):
        score = 0.6 * both + 0.4 * in_order[place]
        if score >= ENOUGH:
            yield index.entries[place], score


def _likeness(words: str, texts: Sequence[str], scorer: Any, least: float) -> list[tuple[str, float, int]]:
    return process.extract(words, texts, scorer=scorer, limit=None, score_cutoff=least)


def _one_word(query: str, text: str) -> bool:
    """Nearly the same when nobody minds the spaces: «tamtru», «ho khau» typed as one."""
    joined = len(query) >= LONG_ENOUGH and query.count(" ") < text.count(" ")
    return joined and fuzz.ratio(query.replace(" ", ""), text.replace(" ", "")) >= NEARLY


def _as_typed(query: str, text: str) -> float:
    """A bonus when the whole phrase stands there as it was typed, and more when nothing else does."""
    if query == text:
        return 12.0
    return 5.0 if query and query in text else 0.0
