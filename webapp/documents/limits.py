"""How much may come in, and the one refusal of a file."""

from dataclasses import dataclass

MB = 1024 * 1024


@dataclass(frozen=True)
class Limits:
    """Bytes, pieces, pixels and pages; `longest_side` is what pictures are scaled down to (A4 at about 200 dpi)."""

    file_bytes: int = 25 * MB
    files: int = 25
    dossier_bytes: int = 100 * MB
    pixels: int = 40_000_000
    pages: int = 60
    longest_side: int = 2400


LIMITS = Limits()


class NotAccepted(Exception):
    """A file that is not taken. `reason` is a key of forms.WHY."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
