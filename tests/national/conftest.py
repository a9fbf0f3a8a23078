"""An import of a few records, and somebody who looks after the catalogue."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from tests.people import LAN, UNIT, Browser, browser
from webapp.national import service

JULY = date(2026, 7, 10)
Bring = Callable[..., service.Report]


@pytest.fixture
def bring(db: Session, tmp_path: Path) -> Bring:
    """Import records (as JSON, or lines as they are) of a day, and commit."""

    def done(*records: dict[str, Any] | str, seen: date | None = JULY, part: bool = False) -> service.Report:
        file = tmp_path / "crawl.jsonl"
        lines = [one if isinstance(one, str) else json.dumps(one, ensure_ascii=False) for one in records]
        file.write_text("\n".join(lines), encoding="utf-8", errors="surrogatepass")
        report = service.import_file(db, file, seen, part)
        db.commit()
        return report

    return done


@pytest.fixture
def lan(app: Flask, db: Session) -> Browser:
    """A supervisor."""
    return browser(app, db, *LAN, ("supervisor", UNIT))
