"""Days held against a provider's statement: taking the file, the sheet of a day, explaining and signing it off."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from flask import flash, g, redirect, render_template, request, url_for
from werkzeug.exceptions import BadRequest, NotFound
from werkzeug.wrappers import Response

from webapp import access, clock, staff_log
from webapp.books import reconciling
from webapp.books.forms import ExplainForm, StatementForm
from webapp.books.models import Sheet
from webapp.books.views import bp
from webapp.db import uuid7
from webapp.decisions.service import GIVES_BACK
from webapp.forms import BaseForm
from webapp.i18n import _, pick
from webapp.payments import service as payments

AT = "/ban-lam-viec/doi-soat"
Page = Response | str | tuple[str, int]


@bp.get(AT)
@access.staff(*GIVES_BACK)
def sheets() -> str:
    """The newest sheets, and the form that takes a statement: of yesterday, if nothing else is said."""
    yesterday = clock.today() - timedelta(days=1)
    return _sheets_page(_form({"id": str(uuid7()), "day": yesterday.isoformat()}))


@bp.post(AT)
@access.staff(*GIVES_BACK)
def take() -> Page:
    form, sent = _form(None), request.files.get("file")
    raw = sent.read(payments.LARGEST_STATEMENT + 1) if sent and sent.filename else b""
    if not form.validate():
        return _sheets_page(form), 422
    if not raw:
        form.file.errors = [_("Chọn tệp sao kê.")]
        return _sheets_page(form), 422
    try:
        sheet = reconciling.take(
            g.db, _uuid(form), form["provider"].data, date.fromisoformat(form["day"].data), raw, access.actor()
        )
    except payments.BadStatement as error:
        g.db.rollback()
        return _sheets_page(form, error.faults), 422
    except reconciling.OtherStatement:
        form.form_errors.append(_("Từ trang này đã gửi một tệp khác. Mở lại trang rồi gửi tệp mới."))
        return _sheets_page(form), 422
    staff_log.found("sheet_id", [sheet.id])
    return redirect(url_for("books.sheet", sheet_id=sheet.id), 303)


@bp.get(f"{AT}/<uuid:sheet_id>")
@access.staff(*GIVES_BACK)
def sheet(sheet_id: UUID) -> str:
    return _sheet_page(_sheet(sheet_id), ExplainForm())


@bp.post(f"{AT}/<uuid:sheet_id>/giai-thich")
@access.staff(*GIVES_BACK)
def explain(sheet_id: UUID) -> Page:
    """Why a line differs."""
    found, form = _sheet(sheet_id), ExplainForm.of_request()
    if not form.validate():
        return _sheet_page(found, form), 422
    try:
        reconciling.explain(g.db, found, UUID(form["line"].data), form["text"].data, access.actor())
    except reconciling.Signed:
        flash(_("Bảng đã ký, không sửa được nữa."), "bad")
    except (LookupError, ValueError, TypeError):
        raise NotFound from None
    return redirect(url_for("books.sheet", sheet_id=sheet_id, _anchor="can-giai-thich"), 303)


@bp.post(f"{AT}/<uuid:sheet_id>/ky")
@access.staff(*GIVES_BACK)
def sign(sheet_id: UUID) -> Page:
    """The day is signed off by name; nothing in it changes any more."""
    try:
        reconciling.sign(g.db, _sheet(sheet_id), access.actor())
    except reconciling.Unexplained:
        flash(_("Còn dòng chưa giải thích, chưa ký được."), "bad")
    except reconciling.Alone:
        flash(_("Sao kê có khoản mà sổ chưa có: người đã gửi tệp không tự ký được, nhờ người khác xem rồi ký."), "bad")
    except reconciling.Signed:
        flash(_("Bảng này đã ký rồi."), "ok")
    else:
        flash(_("Đã ký bảng đối soát."))
    return redirect(url_for("books.sheet", sheet_id=sheet_id), 303)


def _form(data: dict[str, Any] | None) -> StatementForm:
    form = StatementForm.of_request(data)
    form.provider.choices = [(name, pick(words)) for name, words in payments.statement_providers().items()]
    return form


def _uuid(form: BaseForm) -> UUID:
    try:
        return UUID(form["id"].data)
    except (TypeError, ValueError):
        raise BadRequest from None


def _sheet(sheet_id: UUID) -> Sheet:
    found: Sheet | None = g.db.get(Sheet, sheet_id)
    if found is None:
        raise NotFound
    return found


def _sheets_page(form: StatementForm, faults: list[tuple[int, str]] | None = None) -> str:
    names = payments.statement_providers()
    return render_template(
        "books/sheets.html", form=form, faults=faults or [], sheets=reconciling.sheets(g.db), names=names
    )


def _sheet_page(sheet: Sheet, form: ExplainForm) -> str:
    lines = reconciling.shown(g.db, sheet)
    return render_template(
        "books/sheet.html", sheet=sheet, form=form, lines=lines, sums=reconciling.sums(lines), name=payments.statement_providers()[sheet.provider],
        left=[one for one in lines if one.open], many={what: sum(one.line.what == what for one in lines) for what in reconciling.WORDS},
        words=reconciling.WORDS,
    )  # fmt: skip
