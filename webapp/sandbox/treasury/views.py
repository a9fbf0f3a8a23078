"""The pages a newcomer clicks through: notices, one notice, its form, receipts that came, and outages to switch on."""

import uuid
from typing import Any

from flask import Blueprint, Response, make_response, redirect, render_template, request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import BadRequest
from werkzeug.wrappers import Response as Redirect

from webapp.sandbox.treasury import notices, receipts, trouble, writing
from webapp.sandbox.treasury.api import store
from webapp.sandbox.treasury.refusals import CODES, Refused
from webapp.sandbox.treasury.world import KINDS, OFFICES

bp = Blueprint("pages", __name__)


@bp.get("/")
def home() -> str:
    with store().reading() as db:
        rows, which = notices.latest(db), trouble.now(db)
    return render_template(
        "home.html", rows=rows, states=notices.STATES, kinds=KINDS, which=which, troubles=trouble.TROUBLES
    )


@bp.get("/thong-bao/moi")
def new() -> str:
    return _form(request.args)


@bp.post("/thong-bao")
def write() -> Redirect | Response:
    try:
        with store().writing() as db:
            code = notices.write(db, writing.read(request.form), request.form.get("once") or None)
    except Refused as refused:
        return make_response(_form(request.form, refused=refused), refused.status)
    return redirect(url_for("pages.notice", code=code), 303)


@bp.get("/thong-bao/<code>")
def notice(code: str) -> str:
    return _notice(code)


@bp.get("/thong-bao/<code>/sua")
def edit(code: str) -> str:
    with store().reading() as db:
        row = notices.find(db, code)
    return _form(_given(notices.told(row), row["payer_id"], row["due"]), code=row["code"])


@bp.post("/thong-bao/<code>/sua")
def change(code: str) -> Redirect | Response:
    try:
        with store().writing() as db:
            notices.change(db, code, writing.read(request.form))
    except Refused as refused:
        return make_response(_form(request.form, code=code, refused=refused), refused.status)
    return redirect(url_for("pages.notice", code=code), 303)


@bp.post("/thong-bao/<code>/ho-so")
def attach(code: str) -> Redirect | Response:
    try:
        with store().writing() as db:
            notices.attach(db, code, writing.read_dossier(request.form))
    except Refused as refused:
        return make_response(_notice(code, refused), refused.status)
    return redirect(url_for("pages.notice", code=code), 303)


@bp.post("/thong-bao/<code>/<any('thu-hoi', 'chua-nop'):what>")
def turn(code: str, what: str) -> Redirect:
    with store().writing() as db:
        (notices.withdraw if what == "thu-hoi" else notices.restore)(db, code)
    return redirect(url_for("pages.notice", code=code), 303)


@bp.get("/bien-lai")
def received() -> str:
    with store().reading() as db:
        rows, series = receipts.latest(db), receipts.series(db)
    return render_template("receipts.html", rows=rows, series=series, states=receipts.STATES)


@bp.post("/tinh-trang")
def switch() -> Redirect:
    which = request.form.get("which", "?")
    if which not in trouble.TROUBLES:
        raise BadRequest
    with store().writing() as db:
        trouble.switch(db, which)
    return redirect(url_for("pages.home", _anchor="tinh-trang"), 303)


@bp.get("/api")
def described() -> str:
    return render_template("api.html", refusals=CODES)


def _notice(code: str, refused: Refused | None = None) -> str:
    with store().reading() as db:
        row = notices.find(db, code)
        paid = notices.payment(db, row)
    return render_template(
        "notice.html", row=row, told=notices.told(row), paid=paid, states=notices.STATES, refused=refused
    )


def _form(given: MultiDict[str, str], code: str = "", refused: Refused | None = None) -> str:
    once = given.get("once") or uuid.uuid4().hex
    return render_template(
        "form.html",
        given=given,
        code=code,
        once=once,
        refused=refused,
        kinds=KINDS,
        offices=OFFICES,
        lines=writing.LINES,
    )


def _given(told: dict[str, Any], payer_id: str, due: str) -> MultiDict[str, str]:
    """A notice as its form would have it."""
    names = {"kind": "LoaiKhoanNop", "office": "MaDonVi", "payer": "HoTenNguoiNop", "dossier": "MaHoSo"}
    given = {name: str(told[field]) for name, field in names.items()} | {"payer_id": payer_id, "due": due}
    for line, item in enumerate(told["DSKhoanNop"], 1):
        given |= {f"what{line}": item["NoiDung"], f"amount{line}": f"{item['SoTien']:,}".replace(",", ".")}
    return MultiDict(given)
