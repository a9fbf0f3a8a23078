"""The real catalogue, read once, and small made-up definitions for one rule at a time."""

from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from flask_babel import Babel

from webapp.procedures import load, service
from webapp.units import service as units


@pytest.fixture(scope="session")
def catalogue() -> load.Catalogue:
    return load.load()


@pytest.fixture
def speaking() -> Iterator[None]:
    """An app just good enough for texts, without a database."""
    app = Flask("texts")
    Babel(app, default_locale="vi")
    service.use_places(units)
    with app.test_request_context():
        yield


def text(words: str) -> dict[str, str]:
    return {"vi": words, "en": words}


SOURCE = {"text": "Văn bản thử", "mark": "C", "seen": "2026-01-01"}
HEARD = {"text": "Nghe nói", "mark": "M"}


def fee(name: str = "phi", amount: int | None = 10_000, **changes: Any) -> dict[str, Any]:
    base = {"id": name, "kind": "le_phi", "label": text(name), "amount": amount, "from": "2026-01-01", "source": SOURCE}
    return base | ({"unknown": "hdnd_tinh"} if amount is None else {}) | changes


def relief(name: str = "giam", percent: int = 50, **changes: Any) -> dict[str, Any]:
    return {"id": name, "label": text(name), "percent": percent, "from": "2026-01-01", "source": SOURCE} | changes


def question(name: str, kind: str = "text", **changes: Any) -> dict[str, Any]:
    return {"id": name, "kind": kind, "label": text(name)} | changes


def definition(*fields: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """A whole definition around the given questions, as it comes out of the loader."""
    base: dict[str, Any] = {
        "code": "9.000001", "agency": "000.00.00.H49", "field": "khac", "name": text("Thử"), "summary": text("Thử"),
        "everyday": {"vi": ["thử"], "en": ["try"]}, "life_event": None, "applicants": ["citizen"], "level": "commune",
        "authority": "commune_committee", "result": text("Giấy"), "complete_form": False, "lists": {},
        "payment": "before_acceptance", "fees": [], "reliefs": [], "documents": [], "steps": [], "declarations": [],
        "term": [{"unit": "working_days", "count": 3, "source": SOURCE}], "legal_basis": [SOURCE],
        "form": [{"id": "nhom", "title": text("Nhóm"), "fields": list(fields) or [question("ten")]}],
    }  # fmt: skip
    return base | changes
