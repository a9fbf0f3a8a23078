"""How the room is connected: its pages on the phones and at the desk."""

from flask import Flask

from webapp import errors
from webapp.accounts import service as accounts
from webapp.config import Config
from webapp.families import desk_views, service, views
from webapp.i18n import _l

PAGES = (views, desk_views)  # importing them puts their routes on the blueprint
NO_CODE = errors.Words(
    _l("Mã này không còn dùng được"),
    _l("Mã chỉ dùng được trong 30 phút, và chỉ một lần."),
    _l("Chưa có gì bị chuyển đi."),
    _l("Trên máy có số riêng, lấy mã mới rồi làm lại."),
)


def attach(app: Flask, config: Config) -> None:
    app.register_blueprint(views.bp)
    app.register_error_handler(service.NoSuchMove, lambda _error: errors.show(404, NO_CODE))
    app.register_error_handler(service.OwnCode, lambda _error: errors.show(409, NO_CODE))
    app.register_error_handler(accounts.NotYours, lambda _error: errors.show(404))
