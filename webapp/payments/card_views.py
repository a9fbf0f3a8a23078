"""Paying by card: the attempt is written before the browser leaves; the page it comes back to decides nothing."""

from typing import Any
from uuid import UUID

from flask import Response, current_app, g, jsonify, redirect, render_template, request, url_for
from sqlalchemy import select
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response as AnyResponse

from webapp import access, errors, throttle
from webapp.db import sessions
from webapp.i18n import _l, current
from webapp.payments import attempts, enquiries, service
from webapp.payments.gateway import Unproved, Unreadable
from webapp.payments.gateways.cards import Cards, sentence
from webapp.payments.sharing_views import living
from webapp.payments.views import bill_at_hand, bp

PER_BILL = (40, 3600)  # attempts in an hour: each is a question to the gateway every five minutes
UNREAD = errors.Words(
    _l("Chưa đọc được trả lời của VNPAY"),
    _l("Đường dẫn này bị thiếu hoặc đã bị sửa, nên chưa biết trả xong hay chưa."),
    _l("Nếu tiền đã trừ thì không mất: VNPAY báo riêng cho Một Chạm, hồ sơ sẽ tự cập nhật."),
    _l("Mở lại hồ sơ để xem. Chờ mười phút rồi hãy trả lần nữa."),
)


@bp.post("/ho-so/<uuid:dossier_id>/thanh-toan/the")
@access.signed_in_or_slip
def pay_by_card(dossier_id: UUID) -> AnyResponse:
    dossier, bill = bill_at_hand(dossier_id)
    if not service.payable(bill, dossier):
        return redirect(url_for("tracking.status", dossier_id=dossier_id), 303)
    return _leave(bill)


@bp.post("/tra-giup/<token>/the")
@access.public
def pay_for_by_card(token: str) -> AnyResponse:
    _dossier, bill = living(token)
    return _leave(bill, "shared")


def _leave(bill: service.Bill, through: str = "") -> AnyResponse:
    """Committed first: a person who is at the gateway is always known here."""
    cards = _cards()
    throttle.hit(g.db, "card attempt", str(bill.id), *PER_BILL)
    try:
        attempt = attempts.start(g.db, bill, cards, UUID(request.form.get("lan", "")), through)
    except ValueError:
        raise NotFound from None
    g.db.commit()
    back = current_app.config["CONFIG"].public_url + url_for("payments.back_from_cards")
    return redirect(cards.leave(attempt, back, request.remote_addr or "127.0.0.1", current()), 303)


@bp.get("/thanh-toan/vnpay/tra-ve")
@access.public
def back_from_cards() -> Response | str:
    """What VNPAY told the browser, and what is really known. Asks VNPAY at once where its own notice has not come."""
    try:
        raw = request.query_string
        _cards().prove({}, raw)
        said = _cards().read(raw, "notice")[0]
    except (Unproved, Unreadable):
        return errors.show(400, UNREAD)
    attempt = g.db.scalar(select(service.Attempt).where(service.Attempt.reference == said.attempt))
    if attempt is None:
        return errors.show(404)
    if attempt.state in attempts.OPEN:
        with sessions().write.begin() as own:  # a gateway that calls back with GET; once an attempt
            enquiries.ask_attempt(own, attempt, "back")
    known = attempt.state if attempt.state != "open" or said.happened == "came" else said.happened
    return render_template(
        "payments/back.html", attempt=attempt, bill=attempt.bill, known=known, says=sentence(attempt.code or said.code),
        on=_on(attempt),
    )  # fmt: skip


@bp.get("/api/lan-tra/<uuid:attempt_id>")
@access.public
def attempt_state(attempt_id: UUID) -> Any:
    """`{state: open|paid|failed|doubtful|expired}`: nothing else; the id is known to who pays."""
    attempt = g.db.get(service.Attempt, attempt_id)
    if attempt is None:
        raise NotFound
    return jsonify(state=attempt.state)


def _on(attempt: service.Attempt) -> str:
    """Where whoever paid goes on: a relative's page, or the dossier's."""
    bill = attempt.bill
    if attempt.through or bill.dossier_id is None:
        return url_for("payments.pay_for", token=bill.share_token)
    return url_for("payments.pay" if bill.state == "open" else "tracking.status", dossier_id=bill.dossier_id)


def _cards() -> Cards:
    """404 where this province has no contract with VNPAY."""
    found = current_app.extensions["gateways"].get("vnpay")
    if not isinstance(found, Cards):
        raise NotFound
    return found
