"""What an officer does with a dossier: each action is one small form that carries the version it saw."""

from typing import Any
from uuid import UUID

from flask import current_app, flash, g, redirect, url_for
from werkzeug.wrappers import Response

from webapp import access, child
from webapp.desk import actions, forms, returns, service
from webapp.desk.views import bp, page, to_act_on
from webapp.documents import service as documents
from webapp.dossiers import service as dossiers
from webapp.dossiers.service import Dossier, Event
from webapp.i18n import _, _l
from webapp.payments import service as payments

AT = "/ban-lam-viec/<uuid:dossier_id>"
REFUSED_FILES = {
    "type": _l("Chỉ nhận PDF và ảnh."),
    "empty": _l("Tệp này trống."),
    "too_large": _l("Tệp quá lớn, nhiều nhất 25 MB."),
    "locked": _l("PDF này có mật khẩu."),
    "virus": _l("Tệp này có vi-rút nên không nhận được."),
    "signed": _l(
        "PDF có chữ ký số mà trong tệp có lệnh tự chạy, tệp đính kèm hoặc phần thêm vào sau khi ký. Xuất lại PDF rồi ký lại."
    ),
}
NOT_SCANNED = _l("Chưa quét vi-rút được lúc này nên chưa nhận tệp. Chờ một phút rồi gửi lại.")  # fmt: skip
NOT_CHECKED = _l("Đang đông người nên chưa kiểm tra được tệp. Chờ một phút rồi gửi lại.")


@bp.post(f"{AT}/tiep-nhan")
@access.staff(*service.ACTS)
def receive(dossier_id: UUID) -> Response:
    found = to_act_on(dossier_id, actions.RECEIVE)
    dossiers.receive(g.db, found, access.actor())
    flash(_("Đã tiếp nhận. Mã hồ sơ: %(code)s", code=found.official_code))
    return _back(found)


@bp.post(f"{AT}/bat-dau")
@access.staff(*service.ACTS)
def start(dossier_id: UUID) -> Response:
    return _apply(to_act_on(dossier_id, actions.START), Event.STARTED)


@bp.post(f"{AT}/bo-sung")
@access.staff(*service.ACTS)
def ask(dossier_id: UUID) -> Any:
    """`item` (several, «paper:cho-o»), `reason-<item>`. A second return is for a supervisor."""
    found, named = to_act_on(dossier_id, actions.ASK), forms.reasons()
    try:
        returns.ask(g.db, found, named, access.actor())
    except returns.NothingNamed:
        return page(found, nothing_named=True), 422
    except returns.ReasonMissing as error:
        return page(found, named=named, faults=error.keys), 422
    return _back(found)


@bp.post(f"{AT}/tu-choi")
@access.staff(*service.ACTS)
def refuse(dossier_id: UUID) -> Any:
    found, form = to_act_on(dossier_id, actions.REFUSE), forms.RefuseForm.of_post()
    if not form.validate():
        return page(found, refuse=form), 422
    return _apply(found, Event.REFUSED, form["reason"].data)


@bp.post(f"{AT}/dung")
@access.staff(*service.ACTS)
def stop(dossier_id: UUID) -> Any:
    found, form = to_act_on(dossier_id, actions.STOP), forms.StopForm.of_post()
    if not form.validate():
        return page(found, stop=form), 422
    return _apply(found, Event.STOPPED, form["reason"].data)


@bp.post(f"{AT}/muc-phi")
@access.staff(*service.ACTS)
def set_fee(dossier_id: UUID) -> Any:
    """For fees whose amount the material does not carry; never without its legal document."""
    found, form = to_act_on(dossier_id, actions.FEE), forms.FeeForm.of_post()
    if not form.validate():
        return page(found, fee=form), 422
    said = form.data
    payments.set_bill(g.db, found, said["amount"], said["label"], said["legal_document"], access.actor())
    return _back(found)


@bp.post(f"{AT}/ket-qua")
@access.staff(*service.ACTS)
def resolve(dossier_id: UUID) -> Any:
    """`result-file` (PDF or picture), or `result-note` saying where the result is handed over."""
    found, form = to_act_on(dossier_id, actions.RESOLVE), forms.ResolveForm.of_post()
    if not form.validate():
        return page(found, result=form), 422
    if file := forms.given_file():
        g.db.rollback()  # nothing is written yet: nobody waits for the database while the file is judged
        try:
            scanner = current_app.extensions["documents_scanner"]
            ready = documents.check(file.read(), scanner=scanner, by=child.soon())
        except documents.ScannerDown:
            return page(found, result=form, file_refused=NOT_SCANNED), 503
        except child.Busy:
            return page(found, result=form, file_refused=NOT_CHECKED), 503
        except documents.NotAccepted as error:
            words = REFUSED_FILES.get(error.reason, _l("Không đọc được tệp này."))
            return page(found, result=form, file_refused=words), 422
        found, store = to_act_on(dossier_id, actions.RESOLVE), current_app.extensions["documents_store"]
        documents.add_result(g.db, store, found, file.filename, ready, access.actor())
    return _apply(found, Event.RESOLVED, form["note"].data or None)


@bp.post(f"{AT}/da-trao")
@access.staff(*service.ACTS)
def hand_over(dossier_id: UUID) -> Response:
    return _apply(to_act_on(dossier_id, actions.HAND_OVER), Event.HANDED_OVER)


@bp.post(f"{AT}/cho-rut")
@access.staff(*service.ACTS)
def let_go(dossier_id: UUID) -> Response:
    """The citizen asked to withdraw after acceptance, and the office agrees."""
    return _apply(to_act_on(dossier_id, actions.LET_GO), Event.WITHDRAWAL_GRANTED)


def _apply(found: Dossier, event: Event, note: str | None = None) -> Response:
    dossiers.apply(g.db, found, event, access.actor(), note=note, unit_id=found.unit_id)
    return _back(found)


def _back(found: Dossier) -> Response:
    return redirect(url_for("desk.dossier", dossier_id=found.id), 303)
