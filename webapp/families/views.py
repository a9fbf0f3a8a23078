"""Somebody of a household gets a phone of their own: the code on the new phone, and the household's word for it."""

from uuid import UUID

from flask import Blueprint, g, redirect, render_template, request, url_for
from flask_login import current_user
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from webapp import access, throttle
from webapp.accounts import service as accounts
from webapp.db import uuid7
from webapp.families import service
from webapp.families.forms import LeaveForm
from webapp.families.models import Move
from webapp.i18n import _

bp = Blueprint("families", __name__, template_folder="templates")
NEW_CODES = (10, 3600)  # for an account, seconds
TRIES = (10, 3600)  # codes typed on a household's phone: nobody finds one of 31^8 by guessing


@bp.get("/gia-dinh/nhan")
@access.signed_in
def receive() -> Response | str:
    """On the new phone: what will happen, and the button that makes a code."""
    if not accounts.has_agreed(g.db, _account(), accounts.consent.current()):
        return redirect(url_for("accounts.consent", tiep=url_for("families.receive")), 303)
    return render_template("families/receive.html", id=uuid7(), phone=_masked())


@bp.post("/gia-dinh/nhan")
@access.signed_in
def make_code() -> Response:
    """`id` comes with the page: a second tap shows the same code."""
    if not accounts.has_agreed(g.db, _account(), accounts.consent.current()):
        return redirect(url_for("accounts.consent", tiep=url_for("families.receive")), 303)
    throttle.hit(g.db, "move code", str(_account()), *NEW_CODES)
    made = service.begin(g.db, _account(), _uuid(request.form.get("id", "")))
    return redirect(url_for("families.code", move_id=made.id), 303)


@bp.get("/gia-dinh/nhan/<uuid:move_id>")
@access.signed_in
def code(move_id: UUID) -> str:
    """The code while it is good; afterwards what became of it."""
    found = service.mine(g.db, _account(), move_id)
    name = accounts.names(g.db, _account()).get(found.person_id, "") if found.done_at else ""
    return render_template("families/code.html", move=found, good=service.good(found), phone=_masked(), name=name)


@bp.get("/gia-dinh/chuyen")
@access.signed_in
def leave() -> str:
    """On the household's phone: who leaves, and the code on their phone."""
    return _leave_page(_form())


@bp.post("/gia-dinh/chuyen")
@access.signed_in
def look() -> str | tuple[str, int]:
    """The code is right: who, where to and what goes along, to be confirmed with one tap. Nothing is changed yet."""
    form = _form()
    if not form.validate():
        return _leave_page(form), 422
    throttle.hit(g.db, "move code tried", str(_account()), *TRIES)
    try:
        move = service.by_code(g.db, form["code"].data)
    except service.NoSuchMove:
        return _wrong(form, _("Mã chưa đúng hoặc đã quá 30 phút. Xem lại mã trên máy kia, hoặc lấy mã mới.")), 422
    if move.account_id == _account():
        return _wrong(form, _("Đây là mã của chính máy này. Cần mã trên máy của người có số riêng.")), 422
    person = accounts.person(g.db, _account(), UUID(form["person"].data))
    to = accounts.phone.masked(accounts.reach(g.db, move.account_id).phone or "")
    return render_template(
        "families/confirm.html", move=move, person=person, name=accounts.household.called(person), to=to,
        theirs=service.theirs(g.db, person), code=form["code"].data,
    )  # fmt: skip


@bp.post("/gia-dinh/chuyen/<uuid:move_id>")
@access.signed_in
def hand_over(move_id: UUID) -> Response:
    """`person` and `code` again: the tap that moves them. A second tap is harmless, also one at the same moment."""
    if not _moved(move_id):
        throttle.hit(g.db, "move code tried", str(_account()), *TRIES)
        try:
            _hand_over(move_id)
        except (service.NoSuchMove, accounts.NotYours):
            if not _moved(move_id):
                raise
    return redirect(url_for("families.left", move_id=move_id), 303)


def _hand_over(move_id: UUID) -> None:
    move = service.by_code(g.db, request.form.get("code", ""))
    if move.id != move_id:
        raise service.NoSuchMove
    person = accounts.person(g.db, _account(), _uuid(request.form.get("person", "")))
    service.hand_over(g.db, move, person, service.PHONES, access.actor())


def _moved(move_id: UUID) -> bool:
    """Whether this household let somebody go with that code."""
    move = g.db.get(Move, move_id, populate_existing=True)
    return move is not None and move.from_id == _account()


@bp.get("/gia-dinh/chuyen/<uuid:move_id>")
@access.signed_in
def left(move_id: UUID) -> str:
    """Done: a line without a name."""
    return render_template("families/left.html", move=service.from_here(g.db, _account(), move_id))


def _form() -> LeaveForm:
    form = LeaveForm(request.form if request.method == "POST" else None)
    people = current_user.sign_in.account.persons
    return form.offer([(str(one.id), accounts.household.called(one)) for one in people])


def _wrong(form: LeaveForm, words: str) -> str:
    form["code"].errors = [words]
    return _leave_page(form)


def _leave_page(form: LeaveForm) -> str:
    return render_template("families/leave.html", form=form)


def _masked() -> str:
    return accounts.phone.masked(current_user.sign_in.account.phone)


def _account() -> UUID:
    account_id: UUID = current_user.sign_in.account_id
    return account_id


def _uuid(typed: str) -> UUID:
    try:
        return UUID(typed)
    except ValueError:
        raise NotFound from None
