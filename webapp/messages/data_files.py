"""Dated data about messages: what ships with the app, or a province's own file of the same name in its folder MESSAGE_DATA."""

from functools import cache
from pathlib import Path
from typing import Any

import yaml

SHIPPED = Path(__file__).with_name("data")
NAMES = ("sending", "sms", "zns", "prices")


class BadData(ValueError):
    """The file is not as it should be; the text says which, where and what is wanted."""


@cache
def read(name: str, folder: Path | None = None) -> Any:
    """The content of `name`.yaml. Raises `BadData`."""
    own = folder / f"{name}.yaml" if folder else None
    path = own if own and own.exists() else SHIPPED / f"{name}.yaml"
    try:
        return yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, yaml.YAMLError) as error:
        raise BadData(f"{path.name} in MESSAGE_DATA cannot be read: {type(error).__name__}.") from None
