"""Satisfaction by month: shares of the five faces per unit, procedure, desk, officer and helper. What too few said is not shown.

No share of fewer than `least` answers (data/rules.yaml) is shown, and where those left out in a table are fewer than that together, the
smallest of the others goes with them: by subtracting from the whole they would be known. What is said of one person is shown once
its month is over, and nothing of today: else whoever looks after each customer would see what that one said.
"""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from webapp import clock
from webapp.access import Actor
from webapp.feedback import written
from webapp.feedback.models import Petition, Rating
from webapp.feedback.petitions import ANSWERS
from webapp.units import service as units
from webapp.units.service import Unit

SATISFIED = 4  # faces from here on
BACK = 24  # months that can be looked at: as long as a rating knows of whom it is (retention: feedback_person)


@dataclass(frozen=True)
class Cell:
    """`faces`: face → how many; None where too few said anything (`number` is then not told either)."""

    name: Any
    faces: Counter[int] | None

    @property
    def number(self) -> int:
        return sum(self.faces.values()) if self.faces else 0

    @property
    def satisfied(self) -> int:
        """Per cent that are satisfied or very satisfied, rounded down: nobody is made better than they are."""
        return self.share(*range(SATISFIED, 6))

    def share(self, *faces: int) -> int:
        return 100 * sum((self.faces or Counter())[face] for face in faces) // max(self.number, 1)


@dataclass(frozen=True)
class Left:
    """How many were kept and not counted, and why."""

    repeat: int = 0
    many: int = 0
    full: int = 0
    own: int = 0

    @property
    def number(self) -> int:
        return self.repeat + self.many + self.full + self.own


@dataclass
class Board:
    """One unit in one month. `people`: None while the month is not over. `answers`: how petitions closed that month went."""

    unit: Unit
    whole: Cell
    procedures: list[Cell] = field(default_factory=list)
    desks: list[Cell] = field(default_factory=list)
    people: list[Cell] | None = None
    left: Left = field(default_factory=Left)
    answers: "Answers" = field(default_factory=lambda: Answers())


@dataclass
class Answers:
    """Petitions closed in a month: how many, how many of them on time (only those with a term), and how the answers were taken.

    `overdue`: those whose day was in that month and is over, and that nobody has closed yet; they have a term and are not on time.
    """

    number: int = 0
    overdue: int = 0
    with_term: int = 0
    on_time: int = 0
    said: Counter[int] = field(default_factory=Counter)

    @property
    def any(self) -> bool:
        return self.number + self.overdue > 0


def month(typed: str) -> date:
    """«2026-11» → its first day; this month for what is none, is to come or too long ago."""
    this = clock.today().replace(day=1)
    try:
        first = date.fromisoformat(f"{typed}-01")
    except ValueError:
        return this
    return first if _before(this, BACK) <= first <= this else this


def near(first: date) -> tuple[date | None, date | None]:
    """The months beside it that can be looked at."""
    before, after = _before(first, 1), next_month(first)
    return (before if month(f"{before:%Y-%m}") == before else None), (after if after <= clock.today() else None)


def overseen(db: Session, who: Actor) -> list[Unit]:
    """This actor's units, and the post offices and teams for which they are the centre."""
    own = who.units(*ANSWERS)
    everywhere = units.all_units(db)
    return [unit for unit in everywhere if unit.id in own or _centre(db, unit) in own]


def of_units(db: Session, found: list[Unit], first: date) -> tuple[list[Board], set[UUID]]:
    """Their boards, those with nothing to say left out, and the accounts whose names `people` need. Two statements."""
    rows, closed = _rows(db, [one.id for one in found], first), _answers(db, [one.id for one in found], first)
    over = next_month(first) <= clock.today()
    boards = [_board(one, [row for row in rows if row.unit_id == one.id], over) for one in found]
    for board in boards:
        board.answers = closed.get(board.unit.id, Answers())
    wanted = [one for one in boards if one.left.number or one.answers.any or _any(rows, one)]
    return wanted, {cell.name for board in wanted for cell in board.people or []}


def _any(rows: list[Any], board: Board) -> bool:
    return any(row.unit_id == board.unit.id for row in rows)


def _board(unit: Unit, rows: list[Any], over: bool) -> Board:
    counted = [row for row in rows if row.counted]
    whole = _faces(counted)
    least = written.rules().least
    board = Board(unit, Cell(unit.name, whole if sum(whole.values()) >= least else None))
    board.procedures = _cells(counted, "code", least)
    board.desks = _cells(counted, "desk", least)
    board.people = _cells(counted, "staff_id", least) if over else None
    left = Counter[str]()
    for row in rows:
        if not row.counted:
            left[row.left_out] += row.number
    board.left = Left(**left)
    return board


def _cells(rows: list[Any], of: str, least: int) -> list[Cell]:
    """The most answers first; those that are not shown at the end, by name."""
    names = {getattr(row, of) for row in rows} - {None}
    every = {name: _faces(row for row in rows if getattr(row, of) == name) for name in names}
    shown = hidden_too(every, sum(_faces(rows).values()), least)
    cells = [Cell(name, faces if name in shown else None) for name, faces in every.items()]
    return sorted(cells, key=lambda cell: (-cell.number, str(cell.name)))


def hidden_too(every: dict[Any, Counter[int]], whole: int, least: int) -> set[Any]:
    """The names whose faces may be shown beside the sum of all, so that what is not shown is never fewer than `least` and not none."""
    number = {name: sum(faces.values()) for name, faces in every.items()}
    shown = {name for name, n in number.items() if n >= least}
    while shown and 0 < whole - sum(number[name] for name in shown) < least:
        shown.remove(min(shown, key=lambda name: (number[name], str(name))))
    return shown


def _faces(rows: Iterable[Any]) -> Counter[int]:
    found = Counter[int]()
    for row in rows:
        found[row.face] += row.number
    return found


def _rows(db: Session, unit_ids: Collection[str], first: date) -> list[Any]:
    of = (Rating.unit_id, Rating.code, Rating.desk, Rating.staff_id, Rating.face, Rating.counted, Rating.left_out)
    when = Rating.day >= first, Rating.day < min(next_month(first), clock.today())
    grouped = select(*of, func.count().label("number")).where(Rating.unit_id.in_(unit_ids), *when).group_by(*of)
    return list(db.execute(grouped))


def _answers(db: Session, unit_ids: Collection[str], first: date) -> dict[str, Answers]:
    begins, ends = (clock.local(clock.now()).replace(
        year=day.year, month=day.month, day=1, hour=0, minute=0, second=0, microsecond=0
    ) for day in (first, next_month(first)))  # fmt: skip
    closed = (Petition.closed_at >= begins) & (Petition.closed_at < ends)
    overdue = Petition.closed_at.is_(None) & (Petition.due_at >= begins) & (Petition.due_at < min(ends, clock.now()))
    wanted = select(Petition.unit_id, Petition.due_at, Petition.closed_at, Petition.said).where(
        Petition.unit_id.in_(unit_ids), closed | overdue
    )
    found: dict[str, Answers] = {}
    for unit_id, due_at, closed_at, said in db.execute(wanted):
        one = found.setdefault(unit_id, Answers())
        one.number += closed_at is not None
        one.overdue += closed_at is None
        one.with_term += due_at is not None
        one.on_time += due_at is not None and closed_at is not None and closed_at <= due_at
        if said:
            one.said[said] += 1
    return found


def _centre(db: Session, unit: Unit) -> str | None:
    centre = units.parent_centre(db, unit) if unit.kind not in units.RECEIVING else None
    return centre.id if centre else None


def _before(first: date, number: int) -> date:
    for _month in range(number):
        first = (first - timedelta(days=1)).replace(day=1)
    return first


def next_month(first: date) -> date:
    return (first + timedelta(days=31)).replace(day=1)
