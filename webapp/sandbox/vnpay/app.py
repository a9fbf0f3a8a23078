"""`create_app`: the sandbox VNPAY as a WSGI callable, with its delivery thread in `app.extensions["delivery"]`."""

from flask import Flask, request

from webapp.sandbox.ground import guard, refusing
from webapp.sandbox.ground.asking import RequestUnreadable
from webapp.sandbox.ground.refusing import Refused
from webapp.sandbox.ground.serving import looks
from webapp.sandbox.vnpay import api, merchant_views, texts, views
from webapp.sandbox.vnpay.config import VnpayConfig
from webapp.sandbox.vnpay.delivery import Delivery
from webapp.sandbox.vnpay.refusals import ForeignPage, OutOfOrder, TooBig, UnknownPage
from webapp.sandbox.vnpay.store import VnpayStore

POLICY = guard.POLICY + "; script-src 'self'"  # the clock that counts down
PROGRAMS = ("/api/", "/merchant_webapi/")


def create_app(config: VnpayConfig) -> Flask:
    """Ready to serve; whoever serves it calls `app.extensions["delivery"].start()` and, at the end, `.stop()`."""
    app = Flask("webapp.sandbox.vnpay")
    store = VnpayStore(config.data)
    app.config["VNPAY"] = config
    app.extensions["store"] = store
    app.extensions["delivery"] = Delivery(store, config)
    guard.attach(app, ForeignPage, PROGRAMS, POLICY, most=guard.MOST_TEXT)
    app.jinja_env.globals.update(home=config.home, shop=config.tmn_code)
    app.jinja_env.filters["local_time"] = views.local_time
    texts.TEXTS.attach(app)
    for blueprint in (looks, views.bp, merchant_views.bp, api.bp):
        app.register_blueprint(blueprint)
    refusing.attach(app, texts.TEXTS, _refused)
    return app


def _refused(code: int) -> Refused:
    """Flask's own refusals in this gateway's words."""
    known: dict[int, Refused] = {404: UnknownPage(), 413: TooBig(), 500: OutOfOrder()}
    return known.get(code) or (RequestUnreadable() if request.path.startswith("/api/") else Refused())
