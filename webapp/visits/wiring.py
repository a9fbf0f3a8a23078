"""How the room is connected: its pages, the words for a time, what it says where something can't be."""

from flask import Flask, redirect, url_for

from webapp import errors
from webapp.config import Config
from webapp.i18n import _l
from webapp.teams import service as teams
from webapp.visits import happening, helper_views, manager_views, managing, rounds, slots, views
from webapp.visits.code_views import bp

VIEWS = (views, helper_views, manager_views)  # imported for their routes
NOT_NOW = errors.Words(
    _l("Lần đến nhà này vừa được thay đổi"),
    _l("Lúc này không làm được việc vừa bấm: có thể người khác vừa đổi trước, hoặc đã có người đến rồi."),
    _l("Không có gì bị mất."),
    _l("Mở lại trang để xem tình trạng mới nhất."),
)


def attach(app: Flask, config: Config) -> None:
    app.register_blueprint(bp)
    app.register_error_handler(happening.NoSuchVisit, lambda _error: errors.show(404))
    app.register_error_handler(happening.NotNow, lambda _error: errors.show(409, NOT_NOW))
    app.register_error_handler(rounds.NotHelping, lambda _error: redirect(url_for("teams.badge"), 303))
    teams.register_waiting(managing.waiting)
    app.jinja_env.globals["visit_time"] = slots.words
    app.jinja_env.globals["visit_part"] = slots.part_words
