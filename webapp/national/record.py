"""Pure: what a record of the national portal says once it is read. Texts stand as the portal has them, in Vietnamese."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum


def bare(text: str) -> str:
    """A line without the dash or star that the portal begins it with."""
    return text.lstrip("-–+*• \t\xa0") or text


class Kind(StrEnum):
    """Why somebody has to look at a place of a record; what each means in words is `kinds.yaml`."""

    TERM_WITHOUT_UNIT = "term_without_unit"
    TERM_IN_WORDS = "term_in_words"
    TERMS_CONTRADICT = "terms_contradict"
    TERM_CONTRADICTS_NOTE = "term_contradicts_note"
    FREE_BUT_AMOUNT = "free_but_amount"
    FREE_BUT_REFERENCE = "free_but_reference"
    FREE_BUT_NOTE = "free_but_note"
    AMOUNT_CONTRADICTS_NOTE = "amount_contradicts_note"
    AMOUNT_TOO_SMALL = "amount_too_small"
    PROMOTION_ENDED = "promotion_ended"
    RUN_TOGETHER = "run_together"
    COPIES_RUN_TOGETHER = "copies_run_together"
    UNREAD_TEXT = "unread_text"
    UNKNOWN_CHANNEL = "unknown_channel"
    NO_WAYS = "no_ways"
    NO_PAPERS = "no_papers"
    STRANGE_CODE = "strange_code"
    STRANGE_SHAPE = "strange_shape"
    LISTED_TWICE = "listed_twice"
    EDIT_OVER_CHANGE = "edit_over_change"


@dataclass(frozen=True)
class Doubt:
    """`where`: the part of the record (ways, papers, laws, result, code …); `excerpt`: the words it is about, as they stand."""

    kind: Kind
    where: str
    excerpt: str


@dataclass(frozen=True)
class Term:
    """`count` of `unit` («Ngày làm việc», «Ngày», «Giờ» …); unit None: a bare number. `words`: as it stands, also where it is no number."""

    words: str
    count: Decimal | None = None
    unit: str | None = None


@dataclass(frozen=True)
class Amount:
    """Money named in a note: đồng, and the clause that names it."""

    amount: int
    words: str


@dataclass(frozen=True)
class Fee:
    """`words`: what stands in the column. `amount` only where one stands there and can be told from what is beside it.

    `free`: the column says «Miễn phí» and nothing contradicts it; `doubtful`: what stands in the column is not to be relied on without the
    note. `until`: the last day that the note names as the end of a reduced price.
    """

    words: str
    amount: int | None = None
    currency: str = "VND"
    note: str = ""
    amounts: tuple[Amount, ...] = ()
    until: date | None = None
    free: bool = False
    doubtful: bool = False


@dataclass(frozen=True)
class Way:
    """A row of the portal's table. `channel`: online, in_person, post, or None for a name that is none of these."""

    channel: str | None
    name: str
    term: Term | None = None
    fees: tuple[Fee, ...] = ()
    note: str = ""


@dataclass(frozen=True)
class Paper:
    """`originals`, `copies`: None where the number runs together with what stands before it; `quantity` as it stands."""

    name: str
    forms: tuple[str, ...] = ()
    originals: int | None = None
    copies: int | None = None
    quantity: str = ""

    @property
    def bare(self) -> str:
        return bare(self.name)


@dataclass(frozen=True)
class Group:
    """Papers for one case; title "" where the portal gives none."""

    title: str
    papers: tuple[Paper, ...]

    @property
    def bare(self) -> str:
        return bare(self.title)


@dataclass(frozen=True)
class Law:
    """`number` "" where none could be told from the name."""

    name: str
    number: str = ""


@dataclass(frozen=True)
class Result:
    name: str
    code: str = ""


@dataclass(frozen=True)
class Record:
    """One procedure as the portal describes it. `left`: text that was not understood, by the part it stood in; nothing is lost."""

    code: str
    name: str
    decision: str = ""
    field: str = ""
    levels: tuple[str, ...] = ()
    applicants: tuple[str, ...] = ()
    authority: str = ""
    offices: tuple[str, ...] = ()
    ways: tuple[Way, ...] = ()
    groups: tuple[Group, ...] = ()
    laws: tuple[Law, ...] = ()
    conditions: str = ""
    results: tuple[Result, ...] = ()
    about_result: str = ""
    keywords: str = ""
    steps: tuple[str, ...] = ()
    left: tuple[tuple[str, str], ...] = ()
    doubts: tuple[Doubt, ...] = ()

    def unread(self, part: str) -> list[str]:
        return [text for where, text in self.left if where == part]

    @property
    def papers(self) -> list[Paper]:
        return [paper for group in self.groups for paper in group.papers]
