"""Names of banks by their BIN (the six digits that begin a VietQR account)."""

from functools import cache
from pathlib import Path

import yaml

DATA = Path(__file__).parent / "data" / "banks.yaml"


@cache
def banks() -> dict[str, str]:
    """BIN → name, in the order of BINs."""
    read: dict[str, str] = yaml.safe_load(DATA.read_text(encoding="utf-8"))
    return read


def bank_name(bin: str) -> str | None:
    """The short name people know, or None: new banks and renamed ones appear, so an unknown BIN is no error."""
    return banks().get(bin)
