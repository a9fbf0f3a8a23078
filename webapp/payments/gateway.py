"""The port of payments: what a provider can do and what it says. `gateways/` holds the adapters, one contract test runs on all.

A provider either knows our attempts by a reference (a card gateway), or tells of transfers to an account whose text names a bill.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, Protocol

Happened = Literal["came", "out", "failed", "doubtful", "open", "reversed"]


class Unproved(Exception):
    """Whoever sent it could not prove to be the provider; `problem` is a word for the record."""

    def __init__(self, problem: str) -> None:
        super().__init__(problem)
        self.problem = problem


class Unreadable(ValueError):
    """Proved, but not what was agreed on; `field` names what is wrong."""

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field


@dataclass(frozen=True)
class Said:
    """One thing a provider said. `amount` in đồng, positive; `number` is the provider's for this movement.

    `attempt`: our reference, where the provider keeps it; else `texts` to search for one, and the `accounts` it may have come to
    (none named: not the matter). `content` is what a person may read, `bank_reference` the bank's own, `code` the provider's word.
    """

    happened: Happened
    number: str
    amount: int
    attempt: str | None = None
    texts: tuple[str, ...] = ()
    accounts: tuple[str, ...] = ()
    content: str = ""
    bank_reference: str | None = None
    code: str | None = None


class Gateway(Protocol):
    """`name` in the tables; `where`: the journal's account that holds what came by it."""

    @property
    def name(self) -> str: ...
    @property
    def where(self) -> str: ...

    def prove(self, headers: Mapping[str, str], raw: bytes) -> None:
        """Raises Unproved unless `raw` came from the provider, and just now where that can be told."""

    def read(self, raw: bytes, kind: str) -> list[Said]:
        """What a proved notice, or the reply to a question, says. Raises Unreadable."""

    def answer(self, outcome: str) -> tuple[int, dict[str, Any]]:
        """HTTP status and JSON for the provider, in its own codes, to what became of its notice (see notices.py)."""


class Accounts(Gateway, Protocol):
    """A provider of transfers to an account."""

    def moved(self, account: str, since: datetime) -> bytes:
        """Everything that moved there since then, as it came: `read(…, "reply")` understands it. Raises Unreachable."""


class Leaving(Gateway, Protocol):
    """A provider whose own pages people pay on."""

    @property
    def minutes(self) -> int: ...

    def leave(self, attempt: "Leaver", back: str, ip: str, lang: str) -> str:
        """Where the browser goes to pay; `back` is the page it comes back to."""

    def ask(self, attempt: "Leaver") -> bytes:
        """What the provider knows of it, as it came: `read(…, "reply")` understands it. Raises Unreachable."""

    def give_back(self, attempt: "Leaver", number: str, amount: int, by: str, key: str) -> bytes:
        """Asks for `amount` đồng of a paid attempt to go back to the card; `key` makes asking twice once. Raises Unreachable."""

    def given_back(self, raw: bytes) -> str | None:
        """The provider's number for what went back, from its answer to `give_back`; None: it refuses, a person has to see to it."""


class Leaver(Protocol):
    """What a gateway needs of an attempt."""

    reference: str
    amount: int
    started_at: datetime
    expires_at: datetime
