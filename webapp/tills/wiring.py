"""How the room is connected: its pages, the words for how money came and what it is for."""

from datetime import datetime

from flask import Flask

from webapp import clock, errors
from webapp.config import Config
from webapp.i18n import say_date
from webapp.tills import service, sheet_views, taking_views
from webapp.tills.views import bp
from webapp.tills.wording import KINDS, MEANS

VIEWS = (sheet_views, taking_views)  # imported for their routes


def attach(app: Flask, config: Config) -> None:
    app.register_blueprint(bp)
    for missing in (service.NoSuchShift, service.NoSuchTaking):
        app.register_error_handler(missing, lambda _error: errors.show(404))
    app.jinja_env.filters.update(moment=datetime.fromisoformat, hour=_hour)
    app.jinja_env.globals["means_words"] = lambda means: MEANS[means]
    app.jinja_env.globals["kind_words"] = lambda kind: KINDS.get(kind, KINDS["khac"])


def _hour(moment: datetime) -> str:
    """With the year, as a paper needs it."""
    return f"{clock.local(moment):%H:%M}, {say_date(moment)}"
