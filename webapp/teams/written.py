"""What the room has in writing: the training with its situations, and terms. Dated data with sources (data/*.yaml)."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import yaml

DATA = Path(__file__).with_name("data")
Words = Mapping[str, str]  # {vi, en}


@dataclass(frozen=True)
class Situation:
    """`says`: what happens; `choices`: text, why, and on exactly one of them `right`."""

    id: str
    says: Words
    choices: tuple[Mapping[str, Any], ...]

    @property
    def right(self) -> int:
        return next(number for number, one in enumerate(self.choices) if one.get("right"))


@dataclass(frozen=True)
class Training:
    """`version`: the day from which it holds; `words_hash`: SHA-256 of all that is read and asked, in both languages."""

    version: str
    grace: timedelta
    does: tuple[Words, ...]
    never: tuple[Words, ...]
    situations: tuple[Situation, ...]
    sources: tuple[Mapping[str, str], ...]
    words_hash: str

    @property
    def learn_by(self) -> date:
        """The last day on which who passed an earlier version may still help."""
        return date.fromisoformat(self.version) + self.grace


def training() -> Training:
    """The version that holds now."""
    return _read("training.yaml")


def read_training(text: str) -> Training:
    """The training as a file writes it."""
    said = yaml.safe_load(text)
    words = json.dumps(said, ensure_ascii=False, sort_keys=True).encode()
    situations = tuple(Situation(one["id"], one["says"], tuple(one["choices"])) for one in said["situations"])
    return Training(
        said["version"], timedelta(days=said["grace_days"]), tuple(said["does"]), tuple(said["never"]), situations,
        tuple(said["sources"]), hashlib.sha256(words).hexdigest(),
    )  # fmt: skip


def invitation_term() -> timedelta:
    """How long a link may be used. Decided by this project on the day its row says."""
    return timedelta(days=_terms()["invitation"]["days"])


@cache
def _read(name: str) -> Training:
    return read_training((DATA / name).read_text(encoding="utf-8"))


@cache
def _terms() -> dict[str, Any]:
    return dict(yaml.safe_load((DATA / "terms.yaml").read_text(encoding="utf-8")))
