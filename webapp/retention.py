"""How long things are kept: dated data with its source (retention.yaml), the same for every room."""

from collections.abc import Mapping
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any

import yaml

FILE = Path(__file__).with_name("retention.yaml")


@cache
def rules() -> Mapping[str, Mapping[str, Any]]:
    """Every rule by its name: `days`, `from`, `why`, `source`."""
    return dict(yaml.safe_load(FILE.read_text(encoding="utf-8")))


def term(rule: str) -> timedelta:
    """How long what falls under `rule` is kept."""
    return timedelta(days=rules()[rule]["days"])
