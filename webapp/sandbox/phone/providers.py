"""What the app talks to: an SMS gateway (data/sms.yaml, `gateway`), Zalo's notifications and Zalo's tokens."""

import hmac
import re
import time
from typing import Any

from flask import Blueprint, Response, current_app, jsonify, request

from webapp.messages import sms_text
from webapp.messages.channels import zns_templates
from webapp.sandbox.ground.store import Store
from webapp.sandbox.phone import inbox
from webapp.sandbox.phone.config import PhoneConfig

bp = Blueprint("providers", __name__)
NUMBER = re.compile(r"84[35789][0-9]{8}")
OA = "Một Chạm"
ANSWERS = {"permanent": (-118, "Zalo account not existed"), "temporary": (-100, "Unknown error")}


def store() -> Store:
    found: Store = current_app.extensions["store"]
    return found


def config() -> PhoneConfig:
    found: PhoneConfig = current_app.config["PHONES"]
    return found


@bp.post("/sms")
def sms() -> tuple[Response, int]:
    """{id, to, from, text} with the key as bearer → {id}, as a gateway answers."""
    said, key = _body(), request.headers.get("Authorization", "").removeprefix("Bearer ")
    if not _same(key, config().sms_key):
        return jsonify(error="wrong key"), 401
    to, text, sender = (str(said.get(name) or "") for name in ("to", "text", "from"))
    if not NUMBER.fullmatch(to) or not text or not said.get("id"):
        return jsonify(error="id, to (84…) and text are wanted"), 422
    trouble = _trouble("sms", to)
    if trouble == "permanent":
        return jsonify(error="no such number"), 422
    if trouble == "temporary":
        return jsonify(error="try again"), 503
    size = sms_text.counted(text)
    one = inbox.Arrived(
        "sms", str(said["id"]), inbox.local(to), sender, "", text, size.encoding, size.units, size.parts
    )
    with store().writing() as db:
        number = inbox.take(db, one)
    _dawdle(trouble)
    return jsonify(id=number), 200


@bp.post("/message/template")
def zns() -> Response:
    """{phone, template_id, template_data, tracking_id} with the header access_token → {error, message, data}."""
    said = _body()
    with store().reading() as db:
        right = inbox.token(db)
    if not _same(request.environ.get("zalo.access_token", ""), right):
        return _zalo(-124, "Access token invalid")
    phone, values = str(said.get("phone") or ""), said.get("template_data")
    if not NUMBER.fullmatch(phone):
        return _zalo(-108, "Phone number invalid")
    found = _registered(str(said.get("template_id") or ""))
    if found is None:
        return _zalo(-109, "Template ID invalid")
    one, lang = found
    if not isinstance(values, dict) or not _fits(one, values):
        return _zalo(-112, "Template data invalid")
    trouble = _trouble("zns", phone)
    if trouble in ANSWERS:
        return _zalo(*ANSWERS[trouble])
    title, text = one.filled(lang, values)
    arrived = inbox.Arrived("zns", str(said.get("tracking_id") or time.time_ns()), inbox.local(phone), OA, title, text)
    with store().writing() as db:
        number = inbox.take(db, arrived)
    _dawdle(trouble)
    return jsonify(error=0, message="Success", data={"msg_id": number, "sent_time": str(time.time_ns() // 10**6)})


@bp.post("/v4/oa/access_token")
def token() -> Response:
    """A new pair for the app's refresh token. It stays good here, so that a demonstration begun anew goes on."""
    right = config()
    proved = (
        _same(request.environ.get("zalo.secret_key", ""), right.app_secret)
        and request.form.get("app_id") == right.app_id
    )
    if not proved or not _same(request.form.get("refresh_token", ""), right.refresh_token):
        return jsonify(error=-14014, error_name="Invalid refresh token")
    with store().reading() as db:
        return jsonify(access_token=inbox.token(db), refresh_token=right.refresh_token, expires_in="90000")


def _registered(template_id: str) -> tuple[zns_templates.Template, str] | None:
    for one in zns_templates.load()[0].values():
        for lang, known in one.demo.items():
            if known == template_id:
                return one, lang
    return None


def _fits(one: zns_templates.Template, values: dict[str, Any]) -> bool:
    known = {name: value for name, value in values.items() if isinstance(value, str) and value}
    return set(known) == set(one.params) and all(len(known[name]) <= param.most for name, param in one.params.items())


def _trouble(kind: str, phone: str) -> str:
    with store().writing() as db:
        found = inbox.next_trouble(db, kind)
        if found in ("permanent", "temporary"):
            inbox.refuse(db, kind, inbox.local(phone), found)
    return found


def _dawdle(trouble: str) -> None:
    if trouble == "slow":
        time.sleep(config().slow)


def _zalo(error: int, message: str) -> Response:
    return jsonify(error=error, message=message)


def _same(given: str, right: str) -> bool:
    return hmac.compare_digest(given.encode(), right.encode())


def _body() -> dict[str, Any]:
    said = request.get_json(silent=True)
    return said if isinstance(said, dict) else {}
