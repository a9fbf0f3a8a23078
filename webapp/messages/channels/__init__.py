"""The ways a message leaves the app. A channel has one verb, `deliver`, and one error that says whether trying again helps."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol
from uuid import UUID


class NotDelivered(Exception):
    """`permanent`: trying again is of no use (for example: no such number). `retry_after`: seconds to wait before, at least.
    `unfit`: the message itself can't go this way (a template without an id), so nobody was asked."""

    def __init__(self, reason: str, permanent: bool = False, retry_after: int = 0, unfit: bool = False) -> None:
        super().__init__(reason)
        self.reason, self.permanent, self.retry_after, self.unfit = reason, permanent or unfit, retry_after, unfit


@dataclass(frozen=True)
class Outgoing:
    """One message on its way. `id` is the same at every try, so a provider can tell a repetition. `sms`: the short text, with
    diacritics; `zns`: key of a template → its values by name (zns_templates.py)."""

    id: UUID
    phone: str  # 0xxxxxxxxx
    template: str
    title: str
    body: str
    lang: str = "vi"
    sms: str = ""
    zns: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    @property
    def whole(self) -> str:
        return f"{self.title}\n{self.body}".strip()


@dataclass(frozen=True)
class Delivered:
    """`parts` that are charged; `provider_id`: what the provider calls it."""

    parts: int = 1
    provider_id: str | None = None


class Channel(Protocol):
    name: str

    def deliver(self, message: Outgoing) -> Delivered:
        """Bring it out, or raise `NotDelivered`."""


def abroad(phone: str) -> str:
    """«84912345678» of «0912345678»: how providers want a number."""
    return f"84{phone[1:]}" if phone.startswith("0") else phone


def text_of(value: Any, most: int = 80) -> str | None:
    """A provider's name for a message, as far as it is one."""
    return str(value)[:most] if isinstance(value, str | int) and str(value) else None
