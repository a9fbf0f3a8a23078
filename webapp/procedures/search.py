"""Finding a procedure by what people say: one ranking, told in docs/search.md and written a second time for phones
(static/js/search/ranking.js). In memory, over what is published and what other rooms list."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from webapp.normal import normal
from webapp.procedures.asked import Asked, ask
from webapp.procedures.search_index import Entry, Index, Way
from webapp.procedures.wording import MATTER

__all__ = ["Answer", "Entry", "Found", "Index", "answer", "norm"]

CODE = re.compile(r"(?<![0-9])([0-9])\.?([0-9]{6})(?![0-9])")
SHOWN = 8
WHOLE = 0.97  # score: every word, in this order


def norm(text: str) -> str:
    """Lower case a–z and digits, single spaces: «Đăng ký tạm trú» → «dang ky tam tru»."""
    folded = normal("NFD", text.lower().replace("đ", "d"))
    bare = "".join(sign for sign in folded if not unicodedata.combining(sign))
    return " ".join(re.sub(r"[^a-z0-9]+", " ", bare).split())


@dataclass(frozen=True)
class Found:
    """`score`, 0 to 1; `covers`: how much of the question all that the procedure is called meets, 0 to 1; `named`: the question
    is its official name."""

    code: str
    score: float
    covers: float
    curated: bool = True
    named: bool = False


@dataclass(frozen=True)
class Answer:
    """`verdict`: clear (one is meant), two, ask (several may be meant) or nothing. `offered` are those, `others` follow.
    `opens`: clear, and sure enough to be shown at once."""

    verdict: str
    offered: tuple[Found, ...] = ()
    others: tuple[Found, ...] = ()
    opens: bool = False

    @property
    def found(self) -> tuple[Found, ...]:
        return self.offered + self.others

    @property
    def by_name(self) -> bool:
        """The first one is called what was asked, word for word, and no other is."""
        return bool(self.offered) and [hit.score >= WHOLE for hit in self.found].count(True) == 1


def answer(indexes: Sequence[Index], question: str, shown: int = SHOWN) -> Answer:
    """What is meant, in all the indexes together. A code in the question wins."""
    by_code = code_in(question)
    for index in indexes:
        if by_code in index.codes:
            return Answer("clear", (Found(str(by_code), 1.0, 1.0, index.curated),), opens=True)
    found = sorted((hit for index in indexes for hit in rank(index, question)), key=lambda hit: (-hit.score, hit.code))
    numbers = indexes[0].wording.numbers
    named = [hit for hit in found if hit.named]
    meant = (
        named if len(named) == 1 else [hit for hit in found if _is_meant(hit, found[0], numbers)][: numbers["offered"]]
    )
    others = [hit for hit in found if hit not in meant][: max(0, shown - len(meant))]
    verdict = ("nothing", "clear", "two")[len(meant)] if len(meant) < 3 else "ask"
    return Answer(verdict, tuple(meant), tuple(others), verdict == "clear" and meant[0].score >= numbers["opens"])


def code_in(question: str) -> str | None:
    found = CODE.search(question)
    return f"{found[1]}.{found[2]}" if found else None


def _is_meant(hit: Found, top: Found, numbers: Mapping[str, Any]) -> bool:
    """Nearly as good as the best, or all of a short question stands in its names as well."""
    if top.curated and not hit.curated:
        return False
    if hit.score > float(numbers["like"]) * top.score:
        return True
    least = max(float(numbers["covers_least"]), float(numbers["covers"]) * top.covers)
    return hit.covers >= least and hit.score >= float(numbers["half"]) * top.score


@dataclass
class _Entry:
    """What was seen of an entry so far."""

    met: list[int]
    best: float = 0.0
    evident: bool = False
    whole: bool = False
    exact: bool = False


def rank(index: Index, question: str) -> list[Found]:
    """Every procedure that may be meant, in no order."""
    numbers = index.wording.numbers
    asked = ask(index, question[: numbers["letters"]])
    if not asked.total:
        return []
    seen: dict[int, _Entry] = {}
    for number in _touched(index, asked):
        way = index.ways[number]
        _look(index, asked, way, seen.setdefault(way.entry, _Entry([0] * len(asked.weights))))
    exact = any(one.exact for one in seen.values())
    typed, found = index.wording.named(question), []
    for entry, one in seen.items():
        if one.evident or (exact and one.whole):
            covers = asked.share(one.met)
            score = (one.best + covers) / 2 * (1 if index.curated else numbers["listed"])
            if score >= numbers["least"]:
                code = index.entries[entry].code
                found.append(Found(code, score, covers, index.curated, (typed, code) in index.officially))
    return found


def _touched(index: Index, asked: Asked) -> list[int]:
    """Numbers of the ways worth a look. Of what is only listed: those with two words of the question side by side, those of
    the rarest first, and no more than `ways`, so that a question costs the same among thousands."""
    if index.curated:
        return sorted({way for one in asked.near for way in index.postings[one]})
    touched: set[int] = set()
    for pair in sorted(asked.pairs, key=lambda one: (len(index.pair_postings[one]), one)):
        ways = index.pair_postings[pair]
        touched.update(ways[: max(0, index.wording.numbers["ways"] - len(touched))])
    return sorted(touched)


def _look(index: Index, asked: Asked, way: Way, entry: _Entry) -> None:
    numbers = index.wording.numbers
    met, of_way, run = _compare(asked, way, numbers["firm"])
    of_question, of_way = asked.share(met), of_way / way.total / 100
    entry.best = max(entry.best, (of_question + of_way) / 2)
    entry.met = [max(both) for both in zip(entry.met, met, strict=True)]
    firm = any(value >= numbers["firm"] and kind == MATTER for value, kind in zip(met, asked.kinds, strict=False))
    if index.curated:
        enough = of_way >= numbers["way_least"] or (
            of_question >= numbers["question_nearly_whole"] and of_way >= numbers["way_least_of_whole"]
        )
        told = (firm and (run >= 1 or of_question >= numbers["question_of_loose"])) or run >= 2
        entry.evident |= told and enough
    else:
        enough = of_way >= numbers["listed_way"] or of_question >= numbers["listed_question"]
        entry.evident |= ((firm and run >= 1) or run >= 2) and enough
    if len(asked.kinds) > 1 and of_question >= numbers["question_whole"]:
        entry.whole = True
        entry.exact |= of_way >= numbers["question_whole"]


def _compare(asked: Asked, way: Way, firm: int) -> tuple[list[int], float, int]:
    """How well each word and pair of the question is met, the weight of the way that is asked for (times 100), and how
    many pairs in a row are met firmly."""
    met = [0] * len(asked.weights)
    of_way, run, longest = 0.0, 0, 0
    before: Sequence[tuple[int, int]] = ()
    for at, one in enumerate(way.ids):
        near = asked.near.get(one, ())
        joined = alike_most = 0
        for place, alike in near:
            met[place] = max(met[place], alike)
            alike_most = max(alike_most, alike)
            for earlier, alike_before in before:
                if earlier + 1 == place:
                    both = min(alike, alike_before)
                    joined = max(joined, both)
                    met[len(asked.kinds) + earlier] = max(met[len(asked.kinds) + earlier], both)
        of_way += way.weights[at] * alike_most
        if at:
            of_way += way.pairs[at - 1] * joined
        run = run + 1 if joined >= firm else 0
        longest = max(longest, run)
        before = near
    return met, of_way, longest
