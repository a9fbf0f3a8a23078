"""What a later room adds at the foot of papers that earlier rooms print: they know none of the rooms that add."""

from collections.abc import Callable
from dataclasses import dataclass

from webapp import qr

DOSSIER, RECEIPT = "dossier", "receipt"
"""What a paper is about: a dossier by its id, a receipt by the token of its public page."""


@dataclass(frozen=True)
class Footnote:
    """`words`: one short line; `path`: the address behind a QR, from the first slash on; both without personal data, in Vietnamese as the paper."""

    words: str
    path: str


Make = Callable[[str, str], Footnote]
_added: dict[str, Make] = {}


def add(name: str, make: Make) -> None:
    _added[name] = make


def of(what: str, key: str, site: str) -> list[dict[str, str]]:
    """For a typst template: [{words, qr, alt}], one of each room that adds; `site`: where people reach the app."""
    made = [make(what, key) for make in _added.values()]
    return [{"words": one.words, "qr": qr.svg(f"{site}{one.path}"), "alt": f"Mã QR: {one.words}"} for one in made]
