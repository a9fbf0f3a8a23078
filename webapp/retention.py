"""How long things are kept: dated data with its source (retention.yaml), the same for every room."""

from collections.abc import Mapping
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any

import yaml

FILE = Path(__file__).with_name("retention.yaml")


class NoTerm(LookupError):
    """The rule does not exist, or what falls under it is not cleared by time."""


@cache
def rules() -> Mapping[str, Mapping[str, Any]]:
    """Every rule by its name: `days` (or None), `from`, `what`, `why`, `source`; texts as {vi, en}."""
    return dict(yaml.safe_load(FILE.read_text(encoding="utf-8")))


def term(rule: str) -> timedelta:
    """How long what falls under `rule` is kept. Raises `NoTerm`."""
    return timedelta(days=_number(rule, "days"))


def warning(rule: str) -> timedelta:
    """How long before the end of the term its owner is told. Raises `NoTerm`."""
    return timedelta(days=_number(rule, "warn_days"))


def _number(rule: str, name: str) -> int:
    days = rules().get(rule, {}).get(name)
    if days is None:
        raise NoTerm(f"{rule}: {name}")
    return int(days)
