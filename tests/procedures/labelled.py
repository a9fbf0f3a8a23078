"""The labelled questions (said/README.md), what distracts from them, and how well a search answers them."""

import gzip
import json
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from webapp.config import ROOT
from webapp.procedures import finding, load
from webapp.procedures.search import Answer, Entry, Index, answer
from webapp.procedures.wording import Wording

SAID = Path(__file__).parent / "said"
NATIONAL = ROOT.parent / "shared" / "data" / "national_catalogue.jsonl.gz"
ENGLISH = frozenset(  # two of them make a question an English one
    [
        "i",
        "in",
        "my",
        "is",
        "do",
        "we",
        "to",
        "of",
        "for",
        "lost",
        "first",
        "birth",
        "copy",
        "paper",
        "change",
        "write",
        "stamp",
        "card",
        "certificate",
        "address",
    ]
)
KINDS = ("accents", "none", "slips", "english")
Search = Callable[[str], Sequence[str]]  # a question → codes, best first


@dataclass(frozen=True)
class Question:
    say: str
    codes: tuple[str, ...]

    @property
    def kind(self) -> str:
        """english; none: without accents; accents: each word stands so in some text of ours; slips: the rest, with slips of
        the finger, short forms, or accents here and there."""
        words = re.findall(r"[^\W\d_]+", self.say.lower())
        if len(ENGLISH.intersection(words)) >= 2:
            return "english"
        if self.say.isascii():
            return "none"
        return "accents" if _written().issuperset(words) else "slips"


@cache
def _written() -> frozenset[str]:
    """Without the everyday names, which grow: a question stays of its kind."""
    files = [
        path
        for ending in ("yaml", "html")
        for path in (ROOT / "webapp").rglob(f"*.{ending}")
        if path.parent.name != "data"
    ]
    text = " ".join(path.read_text(encoding="utf-8") for path in files).lower()
    return frozenset(word for word in re.findall(r"[^\W\d_]+", text))


def questions(name: str) -> list[Question]:
    """Of `blind`, `seen` or `ask`."""
    rows = yaml.safe_load((SAID / f"{name}.yaml").read_text(encoding="utf-8"))
    return [Question(row["say"], tuple(row["codes"])) for row in rows]


def nothing() -> list[str]:
    return list(yaml.safe_load((SAID / "nothing.yaml").read_text(encoding="utf-8")))


@cache
def distractors(ours: frozenset[str]) -> tuple[tuple[str, str, str], ...]:
    """(code, name, field) of the nationwide catalogue without what we curate; made-up ones where the file is missing."""
    if not NATIONAL.exists():
        return tuple(_made_up())
    with gzip.open(NATIONAL, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    found = {row["ma_thu_tuc"]: (row["ma_thu_tuc"], row["ten_thu_tuc"], row["linh_vuc"]) for row in rows}
    return tuple(entry for code, entry in sorted(found.items()) if code not in ours)


def _made_up() -> Iterable[tuple[str, str, str]]:
    verbs = ("Cấp", "Cấp lại", "Đổi", "Gia hạn", "Thu hồi", "Đăng ký", "Xác nhận", "Thẩm định", "Công nhận", "Chấm dứt")
    things = ("giấy phép", "giấy chứng nhận", "thẻ", "chứng chỉ hành nghề", "bản sao", "hồ sơ", "quyết định", "chế độ")
    of = ("hoá chất", "thuỷ sản", "phân bón", "vận tải", "khoáng sản", "bưu chính", "dược", "xăng dầu", "hải quan",
          "tàu biển", "thú y", "giáo dục", "du lịch", "kiểm định", "viễn thông", "người có công", "nước ngoài")  # fmt: skip
    for number, (verb, thing, field) in enumerate((v, t, o) for v in verbs for t in things for o in of):
        yield f"8.{number:06}", f"{verb} {thing} {field}", field


@dataclass(frozen=True)
class Score:
    """How many of `all` had a right code first, and among the first three."""

    all: int
    first: int
    three: int

    def __str__(self) -> str:
        return f"{self.all}: hit@1 {self.first / self.all:.3f}, hit@3 {self.three / self.all:.3f}"


def score(asked: Iterable[Question], search: Search) -> Score:
    answers = [(set(one.codes), list(search(one.say))) for one in asked]
    return Score(
        len(answers),
        sum(bool(codes & set(found[:1])) for codes, found in answers),
        sum(bool(codes & set(found[:3])) for codes, found in answers),
    )


@cache
def indexes() -> tuple[Index, Index]:
    """The curated catalogue, and the nationwide names beside it."""
    catalogue = load.load()
    wording = Wording(catalogue.shared.search)
    ours = [
        Entry(code, finding.called(one), finding.officially(one)) for code, one in sorted(catalogue.procedures.items())
    ]
    others = [
        Entry(code, (name, f"{field} {name}")) for code, name, field in distractors(frozenset(catalogue.procedures))
    ]
    return Index(ours, wording), Index(others, wording, curated=False)


def ask_both(say: str) -> Answer:
    return answer(indexes(), say)


def codes(say: str) -> list[str]:
    return [hit.code for hit in ask_both(say).found]
