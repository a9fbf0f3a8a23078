"""Being told of news at once on this device: turned on by the browser's own subscription, off here or from any other device."""

from typing import Any
from uuid import UUID

from flask import current_app, g, jsonify, redirect, url_for
from flask_login import current_user
from werkzeug.exceptions import BadRequest, Gone, NotFound
from werkzeug.wrappers import Response

from webapp import access, throttle
from webapp.accounts import service
from webapp.accounts.views import bp
from webapp.forms import said_json
from webapp.messages import subscriptions
from webapp.messages.channels.web_push import WebPush

A_DAY = (50, 24 * 3600)  # subscriptions one account may bring


@bp.get("/api/bao-tin")
@access.signed_in
def push_state() -> Response:
    """`{key, on, renew}`: the key to subscribe with, whether this browser is told, and whether under an earlier key."""
    push, mine = _push(), subscriptions.of_sign_in(g.db, current_user.sign_in.id)
    return jsonify(key=push.key, on=mine is not None, renew=mine is not None and mine.server_key != push.key)


@bp.post("/api/bao-tin")
@access.signed_in
def push_on() -> Any:
    """`PushSubscription.toJSON()`, with `renew` where the browser itself changed it: 410 when it was turned off meanwhile."""
    push, mine = _push(), current_user.sign_in
    throttle.hit(g.db, "push", str(mine.account_id), *A_DAY)
    said = said_json()
    try:
        at = subscriptions.address(said, push)
    except subscriptions.BadAddress as error:
        raise BadRequest from error
    try:
        until = mine.created_at + service.LASTS
        subscriptions.turn_on(g.db, mine.account_id, mine.id, until, at, anew=not said.get("renew"))
    except subscriptions.NotOn as error:
        raise Gone from error
    return jsonify(ok=True)


@bp.delete("/api/bao-tin")
@access.signed_in
def push_off() -> Response:
    subscriptions.turn_off_one(g.db, current_user.sign_in.account_id, current_user.sign_in.id)
    return jsonify(ok=True)


@bp.post("/tai-khoan/bao-tin/<uuid:sign_in_id>/tat")
@access.signed_in
def push_off_there(sign_in_id: UUID) -> Response:
    subscriptions.turn_off_one(g.db, current_user.sign_in.account_id, sign_in_id)
    return redirect(url_for("accounts.account"), 303)


def _push() -> WebPush:
    push: WebPush = current_app.extensions["web_push"]
    if not push.key:
        raise NotFound
    return push
