"""`create_app`: the sandbox bank as a WSGI callable, with its delivery thread in `app.extensions["delivery"]`."""

from functools import partial

from flask import Flask, request

from webapp.sandbox.bank import api, outside, texts, views
from webapp.sandbox.bank.config import BankConfig
from webapp.sandbox.bank.delivery import Delivery
from webapp.sandbox.bank.refusals import ForeignPage, OutOfOrder, PictureTooBig, UnknownPage
from webapp.sandbox.bank.sending import send
from webapp.sandbox.bank.store import BankStore
from webapp.sandbox.ground import guard, refusing
from webapp.sandbox.ground.asking import RequestUnreadable
from webapp.sandbox.ground.refusing import Refused
from webapp.sandbox.ground.sending import Answer
from webapp.sandbox.ground.serving import looks


def create_app(config: BankConfig) -> Flask:
    """Ready to serve; whoever serves it calls `app.extensions["delivery"].start()` and, at the end, `.stop()`."""
    app = Flask("webapp.sandbox.bank")
    store = BankStore(config.data)
    app.extensions["store"] = store
    app.extensions["delivery"] = Delivery(store, partial(_send, config), config.retry_unit)
    app.config.update(HOME=config.home, TOKEN=config.token or config.secret)
    guard.attach(app, ForeignPage)
    app.jinja_env.globals.update(home=config.home)
    app.jinja_env.filters["local_time"] = views.local_time
    texts.TEXTS.attach(app)
    for blueprint in (looks, views.bp, api.bp, outside.bp):
        app.register_blueprint(blueprint)
    refusing.attach(app, texts.TEXTS, _refused)
    return app


def _send(config: BankConfig, raw: bytes, honest: bool) -> Answer:
    return send(config.notify, config.secret, raw, honest)


def _refused(code: int) -> Refused:
    """Flask's own refusals in the bank's words."""
    known: dict[int, Refused] = {404: UnknownPage(), 413: PictureTooBig(), 500: OutOfOrder()}
    return known.get(code) or (RequestUnreadable() if request.path.startswith("/api/") else Refused())
