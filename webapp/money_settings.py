"""What the environment says about the providers of payments, the State's registers and who signs: whole, or named as half."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

ADDRESS = re.compile(r"https?://[^\s#?@]+")
PARTS = {
    "sepay": {"url": "SEPAY_URL", "token": "SEPAY_TOKEN"},
    "vnpay": {"tmn": "VNPAY_TMN", "secret": "VNPAY_SECRET", "pay_url": "VNPAY_PAY_URL", "api_url": "VNPAY_API_URL"},
    "treasury": {"url": "TREASURY_URL", "key": "TREASURY_KEY"},
}
WHY = {
    "sepay": "asks the bank what moved",
    "vnpay": "lets people pay by card",
    "treasury": "finds debts and tells the tax system of receipts",
}


def settings(known: Mapping[str, str]) -> dict[str, Any]:
    """The fields of `Config`; empty = that provider is not there."""
    signing = Path(known["SIGNING"]) if known.get("SIGNING") else None
    return {"signing": signing, **{name: _part(known, names) for name, names in PARTS.items()}}


def _part(known: Mapping[str, str], names: Mapping[str, str]) -> dict[str, str]:
    if not any(known.get(variable) for variable in names.values()):
        return {}
    return {field: known[variable].rstrip("/") for field, variable in names.items()}


def faults(known: Mapping[str, str], demo: bool) -> list[str]:
    """A sentence for each thing that is half set or wrong."""
    found = []
    for part, names in PARTS.items():
        given = [variable for variable in names.values() if known.get(variable)]
        missing = [variable for variable in names.values() if not known.get(variable)] if given else []
        found += [f"{one} is missing ({given[0]} is set, which {WHY[part]})." for one in missing]
        for variable in (one for one in given if one.endswith("_URL")):
            address = known[variable]
            if not (ADDRESS.fullmatch(address) and (demo or address.startswith("https://"))):
                found.append(
                    f"{variable} must be an address like https://pay.example.vn/path, without a password in it."
                )
    if (tmn := known.get("VNPAY_TMN", "")) and not re.fullmatch(r"[A-Za-z0-9]{8}", tmn):
        found.append("VNPAY_TMN is the code VNPAY gave: eight letters and digits.")
    if not demo and known.get("SIGNING") and not Path(known["SIGNING"]).is_dir():
        found.append("SIGNING must be a folder with <unit>.pem for each unit that signs receipts.")
    return found
