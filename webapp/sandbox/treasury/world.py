"""What can be asked for, and by whom it is collected: invented offices with accounts that cannot exist; data in world.json."""

import json
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Kind:
    """`items`: what its items are to the app: thue, phi, le_phi, phat or khac."""

    name: str
    items: str
    source: str


@dataclass(frozen=True)
class Office:
    name: str
    tax_code: str
    bin: str
    account: str
    account_name: str


_READ = json.loads(Path(__file__).with_name("world.json").read_text(encoding="utf-8"))
KINDS: dict[str, Kind] = {code: Kind(**said) for code, said in _READ["kinds"].items()}
OFFICES: dict[str, Office] = {code: Office(**said) for code, said in _READ["offices"].items()}
