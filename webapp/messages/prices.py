"""What a message costs by each channel: `data/prices.yaml`. A price that is not known stays unknown."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from webapp.messages.data_files import BadData, read


@dataclass(frozen=True)
class Price:
    """Đồng for one part (`by_part`) or one message; `amount` None = not known, `example`: for demonstrations."""

    channel: str
    by_part: bool
    amount: int | None
    example: int | None
    begins: date
    ends: date | None


@cache
def load(folder: Path | None = None) -> tuple[Price, ...]:
    """Raises `BadData`."""
    try:
        return tuple(
            Price(one["channel"], one["per"] == "part", _whole(one["amount"]), _whole(one.get("example")), one["from"], one["to"])
            for one in read("prices", folder)
        )  # fmt: skip
    except (KeyError, TypeError, ValueError) as error:
        raise BadData(
            f"prices.yaml: {error} is missing or not of the right kind; amounts are whole đồng or null."
        ) from None


def cost(known: tuple[Price, ...], channel: str, parts: int, day: date, example: bool = False) -> int | None:
    """Đồng for a message of so many parts that left on `day`; None = not known. With `example` the demonstration's prices."""
    for one in known:
        if one.channel == channel and one.begins <= day and (one.ends is None or day <= one.ends):
            each = one.example if example else one.amount
            return None if each is None else each * (parts if one.by_part else 1)
    return None


def _whole(amount: object) -> int | None:
    if amount is None or (isinstance(amount, int) and not isinstance(amount, bool) and amount >= 0):
        return amount
    raise ValueError(f"amount {amount}")
