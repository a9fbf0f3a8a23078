"""Links that open a bank's app on the same phone with the transfer filled in; which apps do is data (`data/apps.yaml`)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from urllib.parse import quote_plus

import yaml

DATA = Path(__file__).parent / "data" / "apps.yaml"
_ACCOUNT = re.compile(r"[0-9A-Za-z]{1,19}")
_PLAIN = re.compile(r"[0-9A-Za-z .-]+")
# The address to come back to stands as it is, so it must not look like a further parameter of the link.
_BACK = re.compile(r"https?://[^\s&#<>\"'\\]+")


@dataclass(frozen=True)
class App:
    """`filled_in`: since when it fills the transfer in, None where nobody said that it does."""

    id: str
    name: str
    bin: str
    filled_in: date | None


@dataclass(frozen=True)
class Directory:
    """`codes`: BIN of the receiving bank → how the service writes it."""

    service: str
    apps: tuple[App, ...]
    codes: Mapping[str, str]


@cache
def directory() -> Directory:
    read = yaml.safe_load(DATA.read_text(encoding="utf-8"))
    apps = tuple(App(one["id"], one["name"], one["bin"], one["filled_in"]) for one in read["apps"])
    return Directory(read["service"], apps, read["codes"])


def links(bin: str, account: str, name: str, amount: int, purpose: str, back_url: str) -> list[tuple[str, str]]:
    """(app's name, address) of every app known to fill in; none where the receiving bank is not known.

    `amount` in đồng; `name` of the account without diacritics, may be empty; `purpose`: our reference and nothing of a
    person, because the address is read by the service in between. Raises ValueError for what such an address cannot carry.
    """
    known = directory()
    code = known.codes.get(bin)
    if code is None:
        return []
    if not _ACCOUNT.fullmatch(account) or not _PLAIN.fullmatch(purpose) or amount <= 0:
        raise ValueError("a link takes an account of letters and digits, a plain reference and an amount above 0")
    if (name and not _PLAIN.fullmatch(name)) or not _BACK.fullmatch(back_url):
        raise ValueError("a link takes a plain name and an http address without further parameters to come back to")
    named = f"&bn={quote_plus(name)}" if name else ""
    rest = f"am={amount}&tn={quote_plus(purpose)}&ba={account}@{code}{named}&url={back_url}"
    return [(app.name, f"{known.service}?app={app.id}&{rest}") for app in known.apps if app.filled_in]
