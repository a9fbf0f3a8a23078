"""Names of the banks by their six-digit BIN (SBV letter 1589/NHNN-TT, March 2024); data in banks.json."""

import json
from pathlib import Path

BANKS: dict[str, str] = json.loads(Path(__file__).with_name("banks.json").read_text(encoding="utf-8"))


def bank_name(bin_code: str) -> str:
    """The bank's short name, or its BIN where the list does not know it (banks merge and change names)."""
    return BANKS.get(bin_code, bin_code)
