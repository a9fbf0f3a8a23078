"""The sheet of a shift, on the screen and on paper; counting the drawer, then closing."""

import re
from typing import Any
from uuid import UUID

from flask import flash, g, redirect, render_template, request, url_for
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from webapp import access
from webapp.db import uuid7
from webapp.i18n import _, _l
from webapp.tills import forms, service
from webapp.tills.views import bp

AT = "/quay/ca/<uuid:shift_id>"
REFUSED = {
    service.Changed: _l("Vừa có bút toán trả lại, số chênh lệch đã đổi. Xem lại rồi đóng ca."),
    service.NoteMissing: _l("Tiền trong ngăn lệch với sổ, hoặc có tiền trả lại sau khi đếm: ghi rõ vì sao."),
    service.NotCounted: _l("Đếm tiền trước đã."),
}


@bp.get(AT)
@access.staff(*service.TAKES, *service.SEES)
def sheet(shift_id: UUID) -> str:
    """`?kho=80mm` for the printer of a till. Before the drawer was counted its clerk is not told what must lie in it."""
    who = access.actor()
    shift = service.one(g.db, who, shift_id)
    return render_template(
        "tills/sheet.html", shift=shift, sheet=service.sheet_of(g.db, shift), narrow=request.args.get("kho") == "80mm",
        blind=shift.state == "open", may_close=service.may_close(who, shift), mine=service.is_mine(who, shift),
    )  # fmt: skip


@bp.get(f"{AT}/dem")
@access.staff(*service.TAKES, *service.SEES)
def count_form(shift_id: UUID) -> Response | str:
    shift = _to_close(shift_id)
    if shift.state == "closed":
        return redirect(url_for("tills.sheet", shift_id=shift.id), 303)
    return _counting(shift, forms.CountForm.of_request())


def _counting(shift: service.Shift, form: forms.CountForm) -> str:
    return render_template("tills/count.html", shift=shift, form=form, id=uuid7())


@bp.post(f"{AT}/dem")
@access.staff(*service.TAKES, *service.SEES)
def count(shift_id: UUID) -> Any:
    shift, form = _to_close(shift_id), forms.CountForm.of_request()
    if not form.validate():
        return _counting(shift, form), 422
    try:
        service.count(g.db, access.actor(), shift, forms.form_id(), form["counted"].data)
    except service.NotOpen:
        g.db.rollback()
        return redirect(url_for("tills.sheet", shift_id=shift_id), 303)
    return redirect(url_for("tills.close_form", shift_id=shift_id), 303)


@bp.get(f"{AT}/dong")
@access.staff(*service.TAKES, *service.SEES)
def close_form(shift_id: UUID) -> Response | str:
    """What was counted against what must be there."""
    shift = _to_close(shift_id)
    if shift.state != "counted":
        return redirect(url_for("tills.count_form" if shift.state == "open" else "tills.sheet", shift_id=shift.id), 303)
    return _closing(shift, forms.CloseForm.of_request())


def _closing(shift: service.Shift, form: forms.CloseForm, problem: Any = "") -> str:
    difference, shrunk = service.difference(shift), service.shrunk(shift)
    form["note"].flags.required = bool(difference) or shrunk
    return render_template(
        "tills/close.html", shift=shift, form=form, problem=problem, difference=difference, shrunk=shrunk,
        expected=service.drawer(shift), means=service.by_means(shift.takings),
    )  # fmt: skip


@bp.post(f"{AT}/dong")
@access.staff(*service.TAKES, *service.SEES)
def close(shift_id: UUID) -> Any:
    """`seen`: the difference that the page showed, in đồng."""
    shift, form = _to_close(shift_id), forms.CloseForm.of_request()
    if not form.validate():
        return _closing(shift, form), 422
    try:
        service.close(g.db, access.actor(), shift, _seen(), form["note"].data)
    except service.NotCounted:
        return redirect(url_for("tills.count_form", shift_id=shift_id), 303)
    except (service.Changed, service.NoteMissing) as error:
        return _closing(service.one(g.db, access.actor(), shift_id), form, REFUSED[type(error)]), 422
    flash(_("Đã đóng ca. Bảng kê không đổi nữa."))
    return redirect(url_for("tills.sheet", shift_id=shift_id), 303)


def _seen() -> int:
    """A difference nobody could have seen for what is no number."""
    said = request.form.get("seen", "")
    return int(said) if re.fullmatch(r"-?[0-9]{1,14}", said, re.ASCII) else 10**15


def _to_close(shift_id: UUID) -> service.Shift:
    shift = service.one(g.db, access.actor(), shift_id)
    if not service.may_close(access.actor(), shift):
        raise NotFound
    return shift
