"""Một Chạm. `create_app` lives in `webapp.door`, loaded on first use, so that a small process need not load every room."""

from importlib import import_module
from typing import Any


def __getattr__(name: str) -> Any:
    if name in ("create_app", "Misconfigured"):
        return getattr(import_module("webapp.door"), name)
    raise AttributeError(name)
