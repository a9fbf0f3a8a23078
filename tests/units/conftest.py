"""The units of the file in the table of every test here."""

import pytest
from sqlalchemy.orm import Session

from webapp import calendar_days
from webapp.units import service


@pytest.fixture(autouse=True)
def _loaded(request: pytest.FixtureRequest) -> None:
    """Tests with a database find units and calendar in it, whatever the template already brought."""
    if "database" in request.fixturenames:
        db: Session = request.getfixturevalue("db")
        service.load(db)
        calendar_days.seed(db)
        db.commit()
