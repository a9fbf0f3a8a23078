"""Who makes posters at Hồng Gai, and the wall they hang on."""

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from tests.people import KHANH, UNIT, Browser, browser
from tests.posters.wall import Wall


@pytest.fixture
def khanh(app: Flask, db: Session) -> Browser:
    """Officer at Hồng Gai."""
    return browser(app, db, *KHANH, ("officer", UNIT))


@pytest.fixture
def wall(app: Flask, db: Session) -> Wall:
    return Wall(app, db)
