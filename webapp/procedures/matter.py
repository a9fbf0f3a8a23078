"""Whether a question and a way of asking share the matter itself, and not only words that would fit any paper.

Vietnamese words are short and many, and most people type no accents: «con» of «con chó» stands in every birth
registration, «số» of «xổ số» looks like «sổ». So each word is weighed, and accents count where somebody typed them.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from rapidfuzz.distance import OSA

from webapp.normal import normal

SHARE = 0.65  # how much of the question must be met
KEPT = 20_000  # comparisons remembered; people may type anything
PHRASE = 3  # words in a row that mean something together although each alone is weak: «đăng ký lại»
ALIKE, TONES_DIFFER, WEAK_WEIGHT = 0.7, 0.5, 0.5
LONG_I = re.compile(r"(?<=[bcdghklmnpqrstv])[yýỳỷỹỵ](?![^\W\d_])")  # «kí» and «ký», «lí» and «lý» are one
I_FOR_Y = dict(zip("yýỳỷỹỵ", "iíìỉĩị", strict=True))
COST = re.compile(  # «mất bao nhiêu», «bao lâu»: about price and time, no loss and no insurance
    r"\b(?:(?:mất|mat|hết|het|tốn|ton) )?(?:bao (?:nhiêu|nhieu|lâu|lau)|(?:mấy|may) (?:ngày|ngay|tiền|tien))\b"
)

# What one wants to know about a paper, not which paper; and how one asks.
FILLER = """cần gì phí hết ở đâu thế nào khi muốn xin em anh chị tôi mình cháu với ạ ơi giúp dùm giùm như có không
được phải để và của là thì mà này cái nhé vậy sao giờ mấy ngày lâu hỏi về vừa xong cho thủ tục i a for what is
need where much get of how"""
# Words that belong to any paper, person or house: alone they say nothing about which.
WEAK = """đăng ký cấp giấy tờ làm lại đổi mới sửa nhận xác bản hồ sơ thông tin tên thẻ lần đầu một hai ba hộ nhà người con mẹ bố
cha vợ chồng mua bán tiền đi chưa đã nhanh gấp online mạng việc nộp khai ông bà nội ngoại the to
an in my register registration new first card certificate paper change money"""

SAID = {  # what people write for short
    "cccd": "can cuoc", "cmnd": "can cuoc", "cmt": "can cuoc", "gplx": "giay phep lai xe", "bhyt": "bao hiem y te",
    "bhxh": "bao hiem xa hoi", "hkd": "ho kinh doanh", "shk": "ho khau", "lltp": "ly lich tu phap",
    "gcn": "giay chung nhan", "dkkh": "dang ky ket hon", "gks": "giay khai sinh", "gpxd": "giay phep xay dung",
    "ubnd": "", }  # fmt: skip


@lru_cache(KEPT)
def plain(word: str) -> str:
    """Without accents, đ as d."""
    folded = normal("NFD", word.replace("đ", "d"))
    return "".join(sign for sign in folded if not unicodedata.combining(sign))


@dataclass(frozen=True)
class Word:
    """As typed (lower case) and without accents."""

    typed: str
    plain: str

    @property
    def marked(self) -> bool:
        return self.typed != self.plain


@dataclass(frozen=True)
class Said:
    """The words of a question, or of one way of asking, without fillers."""

    words: tuple[Word, ...]

    @property
    def text(self) -> str:
        return f" {' '.join(word.plain for word in self.words)} "

    @property
    def matter(self) -> tuple[Word, ...]:
        """The words that say which paper it is about."""
        return tuple(word for word in self.words if not _among(word, "weak"))


def said(text: str) -> Said:
    """«Tôi muốn làm lại CCCD ạ» → làm lại can cuoc."""
    lower = normal("NFC", text).lower()
    words = re.findall(r"[^\W_]+", COST.sub(" ", lower))
    whole = " ".join(SAID.get(word, word) for word in words)
    one_i = LONG_I.sub(lambda found: I_FOR_Y[found[0]], whole)
    made = [Word(word, plain(word)) for word in one_i.split()]
    return Said(tuple(word for word in made if not _among(word, "filler")))


def shares(question: Said, way: Said) -> bool:
    """Whether `way` is about what the question is about."""
    if question.text == way.text and question.words:
        return True
    if len(question.words) >= PHRASE and question.text in way.text:
        return True
    matter = question.matter
    met = [word for word in matter if _meets(word, way.words) > TONES_DIFFER]
    if not met:
        return False
    weights = {word: WEAK_WEIGHT if word not in matter else 1.0 for word in question.words}
    share = sum(_meets(word, way.words) * weight for word, weight in weights.items()) / sum(weights.values())
    return share >= SHARE or _whole(way, question)


def _whole(way: Said, question: Said) -> bool:
    """All that makes up the way of asking stands somewhere in a longer question: «tạm trú» in a whole story."""
    matter = way.matter
    return len(matter) >= 2 and all(_meets(word, question.words) > TONES_DIFFER for word in matter)


def _meets(word: Word, others: Sequence[Word]) -> float:
    return max((_alike(word, other) for other in others), default=0.0)


@lru_cache(KEPT)
def _alike(one: Word, other: Word) -> float:
    """1 the same; less for other accents (hỏi and ngã are easily confused) and for a slip in a longer word."""
    if one.plain == other.plain:
        return TONES_DIFFER if one.marked and other.marked and one.typed != other.typed else 1.0
    long = min(len(one.plain), len(other.plain)) >= 4
    return ALIKE if long and OSA.distance(one.plain, other.plain) == 1 else 0.0


@cache
def _lists() -> dict[str, tuple[frozenset[str], frozenset[str]]]:
    """Each list as it is written and without accents, «ký» as «kí»."""
    made = {}
    for name, words in (("filler", FILLER), ("weak", WEAK)):
        written = [LONG_I.sub(lambda found: I_FOR_Y[found[0]], word) for word in words.split()]
        made[name] = (frozenset(written), frozenset(plain(word) for word in written))
    return made


@lru_cache(KEPT)
def _among(word: Word, name: str) -> bool:
    written, folded = _lists()[name]
    return word.typed in written if word.marked else word.plain in folded
