"""A record as a page shows it: ways in that say the same stand together, with what we say instead of the portal."""

from collections.abc import Sequence
from dataclasses import dataclass

from webapp.national.overlay import FEE, TERM, Shown
from webapp.national.record import Kind, Way

NAMES = {"online": "Trực tuyến", "in_person": "Trực tiếp", "post": "Dịch vụ bưu chính"}
DOUBTED_TERMS = (Kind.TERMS_CONTRADICT, Kind.TERM_CONTRADICTS_NOTE)


@dataclass(frozen=True)
class Block:
    """Ways in by their channels ("online", or the name of one that is none of the three), and their rows, each like the others'.

    `term`, `fee`: what we say instead of the portal, "" where nothing.
    """

    channels: tuple[str, ...]
    rows: Sequence[Way]
    term: str
    fee: str


def blocks(shown: Shown) -> list[Block]:
    made: dict[object, Block] = {}
    for channel, rows in shown.channels().items():
        term, fee = shown.edits.get((TERM, channel), ""), shown.edits.get((FEE, channel), "")
        said = (tuple((way.term, way.fees, way.note) for way in rows), term, fee)
        before = made[said].channels if said in made else ()
        made[said] = Block((*before, channel), rows, term, fee)
    return list(made.values())


def can_online(shown: Shown) -> bool:
    return any(way.channel == "online" for way in shown.record.ways)


def terms_doubted(shown: Shown) -> bool:
    return any(doubt.kind in DOUBTED_TERMS for doubt in shown.record.doubts)
