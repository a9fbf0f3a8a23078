"""Passkeys: the phone's own fingerprint instead of a code. Two calls in JSON, the challenge in the signed cookie."""

import json
from typing import Any
from uuid import UUID

import webauthn
from flask import current_app, g, jsonify, redirect, request, session, url_for
from flask_login import current_user
from sqlalchemy import delete, select
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)
from werkzeug.exceptions import BadRequest
from werkzeug.wrappers import Response

from webapp import access, clock, throttle
from webapp.accounts import browser, devices, phone, service
from webapp.accounts.login import open_session
from webapp.accounts.models import Passkey
from webapp.accounts.views import bp
from webapp.accounts.way import back, onward
from webapp.forms import said_json

WRONG = (WebAuthnException, ValueError, KeyError, TypeError, AttributeError)  # what a made-up answer can set off
FRESH = 300  # seconds in which a challenge is answered
LONGEST = 20_000  # characters of an authenticator's answer


@bp.post("/api/van-tay/dang-ky")
@access.signed_in
def passkey_options() -> Response:
    """What the browser needs to make a passkey for this account."""
    account = current_user.sign_in.account
    options = webauthn.generate_registration_options(
        rp_id=_host(), rp_name="Một Chạm", user_id=account.id.bytes, user_name=phone.masked(account.phone),
        exclude_credentials=[PublicKeyCredentialDescriptor(id=key.credential_id) for key in account.passkeys],
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED, user_verification=UserVerificationRequirement.REQUIRED
        ),
    )  # fmt: skip
    return _with_challenge(options)


@bp.post("/api/van-tay/luu")
@access.signed_in
def keep_passkey() -> Any:
    """The new passkey as the browser's credential in JSON; 400 when it does not prove itself."""
    said = _said()
    try:
        made = webauthn.verify_registration_response(
            credential=said, expected_challenge=_challenge(), expected_rp_id=_host(), expected_origin=_origin(),
            require_user_verification=True,
        )  # fmt: skip
    except WRONG as error:
        raise BadRequest from error
    key = Passkey(
        account_id=current_user.sign_in.account_id, credential_id=made.credential_id,
        public_key=made.credential_public_key, sign_count=made.sign_count,
        label=devices.describe(request.user_agent.string), created_at=clock.now(),
    )  # fmt: skip
    g.db.add(key)
    return jsonify(ok=True)


@bp.post("/api/van-tay/vao")
@access.public
def sign_in_options() -> Response:
    return _with_challenge(
        webauthn.generate_authentication_options(rp_id=_host(), user_verification=UserVerificationRequirement.REQUIRED)
    )


@bp.post("/api/van-tay/xac-nhan")
@access.public
def sign_in_with_passkey() -> Any:
    """`{ok, next}`: signed in, `next` is where to go on; 404 for a passkey not known here, 400 for no proof."""
    throttle.hit(g.db, "passkey", request.remote_addr or "", 60, 600)
    said = _said()
    key = g.db.scalar(select(Passkey).where(Passkey.credential_id == _credential_id(said)))
    if key is None:
        return jsonify(ok=False), 404
    try:
        proved = webauthn.verify_authentication_response(
            credential=said, expected_challenge=_challenge(), expected_rp_id=_host(), expected_origin=_origin(),
            credential_public_key=key.public_key, credential_current_sign_count=key.sign_count,
            require_user_verification=True,
        )  # fmt: skip
    except WRONG as error:
        raise BadRequest from error
    key.sign_count = proved.new_sign_count
    made = service.sign_in(g.db, key.account, devices.describe(request.user_agent.string), browser.mine())
    open_session(made)
    return jsonify(ok=True, next=onward(made, back()))


@bp.post("/tai-khoan/van-tay/<uuid:passkey_id>/bo")
@access.signed_in
def remove_passkey(passkey_id: UUID) -> Response:
    mine = Passkey.account_id == current_user.sign_in.account_id
    g.db.execute(delete(Passkey).where(Passkey.id == passkey_id, mine))
    return redirect(url_for("accounts.account"), 303)


def _with_challenge(options: Any) -> Response:
    session["challenge"] = [bytes_to_base64url(options.challenge), int(clock.now().timestamp())]
    return current_app.response_class(webauthn.options_to_json(options), mimetype="application/json")


def _challenge() -> bytes:
    """The challenge of this browser, once and within five minutes: an old cookie is of no use with an old answer.

    Once by the database's memory: a cookie that was copied before still holds the challenge.
    """
    text, made_at = session.pop("challenge")
    if clock.now().timestamp() - made_at > FRESH:
        raise ValueError("an old challenge")
    if not throttle.once(g.db, "passkey challenge", text, made_at + FRESH + 1):
        raise ValueError("a used challenge")
    challenge: bytes = base64url_to_bytes(text)
    return challenge


def _said() -> dict[str, Any]:
    said = said_json()
    if len(json.dumps(said)) > LONGEST:
        raise BadRequest
    return said


def _credential_id(said: dict[str, Any]) -> bytes:
    try:
        credential_id: bytes = base64url_to_bytes(str(said["id"]))
    except (KeyError, ValueError) as error:
        raise BadRequest from error
    return credential_id


def _host() -> str:
    """The name passkeys belong to: the one of this request, which must be ours (checked by the trusted hosts)."""
    return request.host.partition(":")[0]


def _origin() -> str:
    """What the browser signed. Behind a proxy the request itself may come as http; the address people use does not."""
    scheme = "https" if current_app.config["CONFIG"].secure else request.scheme
    return f"{scheme}://{request.host}"
