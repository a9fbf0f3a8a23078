"""Pure: what we say over what the portal says: names for everyday use, terms and fees of a way in, what is not shown."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from webapp.national.record import Record, Way

NAME, TERM, FEE, HIDDEN = "name", "term", "fee", "hidden"
PARTS = (NAME, TERM, FEE, HIDDEN)


def channel_key(way: Way) -> str:
    """How an edit names a way in: by its channel, or by the first 20 letters of a name that is none of the three."""
    return way.channel or way.name[:20]


def under(record: Record, part: str, channel: str) -> str:
    """The imported words that an edit of this part lies over; "" where there are none."""
    rows = [way for way in record.ways if channel_key(way) == channel]
    if part == TERM:
        return "; ".join(way.term.words for way in rows if way.term)
    if part == FEE:
        return "; ".join(f"{fee.words} ({fee.note})" if fee.note else fee.words for way in rows for fee in way.fees)
    return record.name if part == NAME else ""


@dataclass(frozen=True)
class Shown:
    """A record as pages show it: what the portal says, and over it what we say: {(part, channel): words}."""

    record: Record
    edits: Mapping[tuple[str, str], str]
    number: int
    seen_on: date
    gone_on: date | None

    @property
    def everyday(self) -> str:
        return self.edits.get((NAME, ""), "")

    @property
    def hidden(self) -> bool:
        return (HIDDEN, "") in self.edits

    def channels(self) -> dict[str, list[Way]]:
        """The rows of each way in, in the portal's order."""
        found: dict[str, list[Way]] = {}
        for way in self.record.ways:
            found.setdefault(channel_key(way), []).append(way)
        return found
