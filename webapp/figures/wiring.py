"""How the room is connected: its pages, when somebody is asked, where the question stands, what a link says that is over."""

from flask import Flask

from webapp import errors
from webapp.config import Config
from webapp.dossiers import service as dossiers
from webapp.figures import helper_views, manager_views, opinions, panels
from webapp.figures.views import bp
from webapp.i18n import _l
from webapp.mandates import service as mandates
from webapp.visits import service as visits

VIEWS = (helper_views, manager_views)  # imported for their routes
OVER = errors.Words(
    _l("Đường dẫn này không còn dùng được"),
    _l("Câu hỏi về lần giúp này đã đóng, hoặc đường dẫn chép chưa đủ."),
    _l("Ý kiến đã ghi trước đó vẫn được tính."),
    _l("Có điều gì chưa ổn thì gọi tổng đài, hoặc báo ở trang Người giúp."),
)


def attach(app: Flask, config: Config) -> None:
    app.register_blueprint(bp)
    app.register_error_handler(opinions.NoSuchQuestion, lambda _error: errors.show(404, OVER))
    dossiers.on(dossiers.Event.SUBMITTED, opinions.on_handed_in)
    visits.on_marked(opinions.on_visited)
    mandates.register("figures", panels.of_mandates)
    visits.register("figures", panels.of_visit)
