"""How the room is connected."""

from flask import Flask

from webapp.config import Config
from webapp.privacy import service

ROWS = service.__all__  # imported for its tables


def attach(app: Flask, config: Config) -> None:
    """Nothing yet but its tables."""
