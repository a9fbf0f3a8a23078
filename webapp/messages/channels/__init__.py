"""The ways a message leaves the app. A channel has one verb, `deliver`, and one error that says whether trying again helps."""

from typing import Protocol


class NotDelivered(Exception):
    """`permanent`: trying again is of no use (for example: no such number). `retry_after`: seconds to wait before, at least."""

    def __init__(self, reason: str, permanent: bool = False, retry_after: int = 0) -> None:
        super().__init__(reason)
        self.permanent, self.retry_after = permanent, retry_after


class Channel(Protocol):
    name: str

    def deliver(self, phone: str, text: str) -> None:
        """Bring `text` to `phone` (0xxxxxxxxx), or raise `NotDelivered`."""
