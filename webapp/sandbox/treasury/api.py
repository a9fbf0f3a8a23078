"""What the app talks to: signed JSON in, `error_code` and `message` out, described on the page /api."""

from typing import Any

from flask import Blueprint, Response, current_app, jsonify, request

from webapp import clock
from webapp.sandbox.ground.store import Store
from webapp.sandbox.treasury import notices, receipts, trouble
from webapp.sandbox.treasury.config import TreasuryConfig
from webapp.sandbox.treasury.refusals import AtRest, NotAsAgreed, Refused, Unproven
from webapp.systems import state
from webapp.systems.state import NotProven, Unreadable

bp = Blueprint("api", __name__, url_prefix="/api")
TAX_CODE = r"[0-9]{10}(-[0-9]{3})?"
SYMBOL = r"[0-9A-Za-zĐđ/.-]{1,20}"


def store() -> Store:
    found: Store = current_app.extensions["store"]
    return found


@bp.before_request
def prove() -> None:
    config: TreasuryConfig = current_app.config["TREASURY"]
    with store().reading() as db:
        if trouble.now(db) == trouble.AT_REST:
            raise AtRest
    try:
        state.verify(dict(request.headers), request.get_data(), config.key, clock.now())
    except NotProven:
        raise Unproven from None


@bp.after_request
def lose(response: Response) -> Response:
    """Whatever was done is done, but nobody hears of it, once."""
    with store().writing() as db:
        if response.status_code != 200 or trouble.now(db) != trouble.LOST:
            return response
        trouble.switch(db, "")
    return Response("bad gateway", 502, content_type="text/plain")


@bp.post("/thong-bao/tra-cuu")
def look_up() -> Response:
    """{MaThongBao} → {ThongBao}"""
    said = _body()
    with store().reading() as db:
        row = notices.find(db, _read(said, "MaThongBao", most=60))
    return _told("Thành công", ThongBao=notices.told(row))


@bp.post("/thong-bao/da-nop")
def paid() -> Response:
    """{MaThongBao, SoTien, MaGiaoDich, ThoiGianGD, SoBienLai}"""
    said = _body()
    try:
        given = (
            state.text(said, "MaThongBao", most=60), state.amount(said, "SoTien"),
            state.text(said, "MaGiaoDich", r"[0-9A-Za-z._/-]{1,60}"), state.moment(said, "ThoiGianGD"),
            state.maybe(said, "SoBienLai", most=60),
        )  # fmt: skip
    except Unreadable:
        raise NotAsAgreed from None
    with store().writing() as db:
        new = notices.settle(db, *given)
    return _told("Thành công" if new else "Đã ghi nhận từ trước")


@bp.post("/bien-lai")
def receipt() -> Response:
    """{KyHieuMau, KyHieu, So, Nam, MaSoThue, TenDonVi, LoaiKhoan, SoTien, NgayLap, TrangThai, MaTraCuu} → {MaTiepNhan}"""
    record = _record(_body())
    with store().writing() as db:
        number, new = receipts.take(db, record)
    return _told("Thành công" if new else "Đã ghi nhận từ trước", MaTiepNhan=number)


def _record(said: dict[str, Any]) -> receipts.Record:
    try:
        at = state.moment(said, "NgayLap")
        one = receipts.Record(
            state.text(said, "KyHieuMau", SYMBOL), state.text(said, "KyHieu", SYMBOL), state.amount(said, "Nam", least=2000),
            state.amount(said, "So"), state.text(said, "MaSoThue", TAX_CODE), state.text(said, "TenDonVi"),
            state.text(said, "LoaiKhoan"), state.amount(said, "SoTien"), at, state.text(said, "TrangThai", "lap|huy"),
            state.text(said, "MaTraCuu", most=60),
        )  # fmt: skip
    except Unreadable:
        raise NotAsAgreed from None
    if one.year != at.year or one.number > 99_999_999:  # numbers have eight digits and begin anew each year
        raise NotAsAgreed
    return one


def refused(refusal: Refused) -> tuple[Response, int]:
    """A no is an answer too, so it comes with 200; an outage does not answer."""
    answer = jsonify(error_code=refusal.code, message=refusal.message)
    return answer, refusal.status if isinstance(refusal, AtRest) else 200


def _body() -> dict[str, Any]:
    try:
        return state.read_object(request.get_data())
    except Unreadable:
        raise NotAsAgreed from None


def _read(said: dict[str, Any], name: str, most: int) -> str:
    try:
        return state.text(said, name, most=most)
    except Unreadable:
        raise NotAsAgreed from None


def _told(message: str, **more: Any) -> Response:
    return jsonify(error_code=state.OK, message=message, **more)
