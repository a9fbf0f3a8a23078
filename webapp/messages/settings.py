"""What the environment says about SMS, Zalo and a province's own data: whole, or named as half."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

ADDRESS = re.compile(r"https?://[^\s#@]+")
SMS = {"url": "SMS_URL", "key": "SMS_KEY", "sender": "SMS_SENDER"}
ZNS = {"app_id": "ZNS_APP_ID", "app_secret": "ZNS_APP_SECRET", "refresh_token": "ZNS_REFRESH_TOKEN"}
ZALO = {
    "ZNS_URL": "https://business.openapi.zalo.me/message/template",
    "ZNS_TOKEN_URL": "https://oauth.zaloapp.com/v4/oa/access_token",
}


def sms(known: Mapping[str, str]) -> dict[str, str]:
    """Empty = there is no gateway."""
    return {name: known[variable] for name, variable in SMS.items()} if known.get("SMS_URL") else {}


def zns(known: Mapping[str, str]) -> dict[str, str]:
    """Empty = there is no Official Account."""
    if not known.get("ZNS_APP_ID"):
        return {}
    made = {name: known[variable] for name, variable in ZNS.items()}
    return made | {"url": _zalo(known, "ZNS_URL"), "token_url": _zalo(known, "ZNS_TOKEN_URL")}


def settings(known: Mapping[str, str]) -> dict[str, Any]:
    """The fields of `Config` that this room's channels need."""
    return {
        "sms": sms(known), "zns": zns(known), "message_data": folder(known), "phone_url": known.get("PHONE_URL") or None
    }  # fmt: skip


def folder(known: Mapping[str, str]) -> Path | None:
    return Path(known["MESSAGE_DATA"]).resolve() if known.get("MESSAGE_DATA") else None


def faults(known: Mapping[str, str], demo: bool) -> list[str]:
    """A sentence for each thing that is half set or wrong."""
    found = _half(known, SMS, "a text message") + _half(known, ZNS, "a Zalo notification")
    for name in ("SMS_URL", *ZALO):
        address = known.get(name, "")
        if address and not (ADDRESS.fullmatch(address) and (demo or address.startswith("https://"))):
            found.append(f"{name} must be an address like https://sms.example.vn/send, without a password in it.")
    if (sender := known.get("SMS_SENDER", "")) and not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9 ._-]{0,10}", sender):
        found.append(
            "SMS_SENDER is the registered name that phones show: at most 11 letters and digits, without diacritics."
        )
    if (own := folder(known)) and not own.is_dir():
        found.append("MESSAGE_DATA must be a folder with sending.yaml, sms.yaml, zns.yaml or prices.yaml in it.")
    return found


def _half(known: Mapping[str, str], names: Mapping[str, str], what: str) -> list[str]:
    given = [name for name in names.values() if known.get(name)]
    missing = [name for name in names.values() if not known.get(name)]
    return [f"{name} is missing ({given[0]} is set; {what} needs both)." for name in missing] if given else []


def _zalo(known: Mapping[str, str], name: str) -> str:
    return known.get(name) or ZALO[name]
